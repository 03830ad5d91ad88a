import { join } from 'node:path';
import type { Sql } from 'postgres';
import type { Config } from './config.ts';
import { openSql } from './db.ts';
import { codeOf } from './error-code.ts';
import { startCluster } from './postgres.ts';
import { StartupError } from './startup-error.ts';

interface Database {
  sql: Sql;
  /** Closes the pool, then the database where it is our own. */
  close: () => Promise<void>;
  /** Settles when the database of our own ended without being asked to. */
  lost: Promise<void>;
}

/** The database of our own, whose cluster lives in `folder`; both are made on first use. */
async function openOwn(folder: string): Promise<Database> {
  const cluster = await startCluster(folder);
  const admin = openSql({ socket: cluster.socket, database: 'postgres' }, 1);
  const there = await admin`select from pg_database where datname = 'traeffetid'`;
  if (there.length === 0) await admin`create database traeffetid`;
  await admin.end();
  const sql = openSql({ socket: cluster.socket, database: 'traeffetid' }, 20);
  let asked = false;
  const close = async () => {
    asked = true;
    await sql.end({ timeout: 2 });
    await cluster.stop();
  };
  // Never settles once it was asked to stop.
  const lost = cluster.ended.then(() => (asked ? new Promise<void>(() => {}) : undefined));
  return { sql, close, lost };
}

/** The operator's database. Throws a StartupError where it does not answer or is too old. */
async function openTheirs(url: string): Promise<Database> {
  const sql = openSql(url, 20);
  const close = () => sql.end({ timeout: 2 });
  const version = await sql<{ number: number }[]>`
    select current_setting('server_version_num')::int as number`.catch(async (error: Error) => {
    await close();
    // An address that was tried at several numbers fails with no message but a code.
    const why = error.message || String(codeOf(error));
    throw new StartupError(`The database of DATABASE_URL does not answer: ${why}.`);
  });
  if (version[0]!.number < 150_000) {
    await close();
    throw new StartupError('The database of DATABASE_URL is older than PostgreSQL 15.');
  }
  return { sql, close, lost: new Promise(() => {}) };
}

/** The operator's database where there is one, our own below DATA_DIR otherwise. Throws a StartupError. */
export const openDatabase = ({
  databaseUrl,
  dataDir,
}: Pick<Config, 'databaseUrl' | 'dataDir'>): Promise<Database> =>
  databaseUrl ? openTheirs(databaseUrl) : openOwn(join(dataDir, 'postgres'));
