import { randomUUID } from 'node:crypto';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Hono } from 'hono';
import type { Sql } from 'postgres';
import { dayOf } from '../domain/day.ts';
import { idsFrom } from '../domain/id.ts';
import { createApp } from './app.ts';
import type { Env } from './auth.ts';
import { giveMissingCodes } from './booking/code.ts';
import { forgetAlways } from './booking/forget.ts';
import { openSecrets } from './booking/secret.ts';
import { boot } from './boot.ts';
import type { Config } from './config.ts';
import { openSql } from './db.ts';
import { demoBookingPath } from './demo/booking-page.ts';
import { loadDemo } from './demo/load.ts';
import type { Deps } from './deps.ts';
import { Fault } from './fault.ts';
import { openServerKeys } from './keys.ts';
import { bySmtp, toFolder } from './mail/carry.ts';
import { sendAlways } from './mail/send.ts';
import { migrate } from './migrate.ts';
import { type Now, startNow } from './now.ts';
import { startCluster } from './postgres.ts';
import { writeMissingLines } from './review/log-line.ts';

export interface Endpoint {
  app: Hono<Env>;
  /** The booking page that the demo shows first; none outside the demo. */
  demoBooking: string | undefined;
  /** Closes the pool, then the database where it is our own. */
  close: () => Promise<void>;
  /** Settles when the database of our own ended without being asked to. */
  lostDatabase: Promise<void>;
}

function openDataDir(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'EEXIST' || code === 'ENOTDIR' ? 'it is not a folder' : `no access, ${code}`;
    throw new Fault(`The data folder "${folder}" (DATA_DIR) can't be used: ${why}.`);
  }
}

interface Database {
  sql: Sql;
  close: () => Promise<void>;
  lost: Promise<void>;
}

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

async function openTheirs(url: string): Promise<Database> {
  const sql = openSql(url, 20);
  const close = () => sql.end({ timeout: 2 });
  const version = await sql<{ number: number }[]>`
    select current_setting('server_version_num')::int as number`.catch(async (error: Error) => {
    await close();
    // An address that was tried at several numbers fails with no message but a code.
    const why = error.message || String((error as NodeJS.ErrnoException).code);
    throw new Fault(`The database of DATABASE_URL does not answer: ${why}.`);
  });
  if (version[0]!.number < 150_000) {
    await close();
    throw new Fault('The database of DATABASE_URL is older than PostgreSQL 15.');
  }
  return { sql, close, lost: new Promise(() => {}) };
}

/** Demo sign-in must never open a database with real people in it. */
async function readyDemo(sql: Sql, now: Now): Promise<void> {
  const [municipality] = await sql<{ demo: boolean }[]>`select demo from municipality`;
  if (!municipality) return loadDemo(sql, dayOf(now()));
  if (!municipality.demo) {
    throw new Fault('The database holds a real municipality: demo sign-in is refused, set OIDC_ISSUER.');
  }
}

/** Where mails are kept as files, without a mail server. */
const mailFolder = ({ dataDir }: Config): string => join(dataDir, 'mail');

function openMails(deps: Deps, config: Config): { close: () => Promise<void> } {
  const { smtpUrl, mailFrom } = config;
  if (smtpUrl) return sendAlways(deps, bySmtp(smtpUrl, mailFrom));
  deps.log({ at: new Date(deps.now()).toISOString(), event: 'mail.kept', reason: 'SMTP_URL is not set' });
  return sendAlways(deps, toFolder(mailFolder(config), mailFrom));
}

/** The public pages with their words, and the address at which people reach them. */
export type Front = Pick<Deps['booking'], 'texts' | 'publicUrl'>;

/** Opens database, boot and keys, and the app over them; whatever fails on the way is closed again. */
export async function openEndpoint(config: Config, front: Front, log: Deps['log']): Promise<Endpoint> {
  openDataDir(config.dataDir);
  const database = config.databaseUrl
    ? await openTheirs(config.databaseUrl)
    : await openOwn(join(config.dataDir, 'postgres'));
  try {
    const { sql } = database;
    const now = startNow(config.clock);
    await migrate(sql, now);
    await boot(sql, randomUUID, now);
    if (config.demo) await readyDemo(sql, now);
    const keys = await openServerKeys(join(config.dataDir, 'keys'), now);
    await giveMissingCodes(sql, now);
    await writeMissingLines(sql);
    const { demo, secure, trustProxy, mailFrom } = config;
    const secretOf = openSecrets(join(config.dataDir, 'keys'));
    const booking = { ...front, secretOf, trustProxy, mailFrom };
    const deps: Deps = { sql, keys, now, makeId: idsFrom(now), demo, secure, log, booking };
    const mails = openMails(deps, config);
    const forgetting = forgetAlways(deps, mailFolder(config));
    const close = async () => {
      await Promise.all([mails.close(), forgetting.close()]);
      await database.close();
    };
    const demoBooking = demo ? await demoBookingPath(sql, now()) : undefined;
    return { app: createApp(deps), close, lostDatabase: database.lost, demoBooking };
  } catch (error) {
    await database.close();
    throw error;
  }
}
