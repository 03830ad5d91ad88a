import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openSql } from '#server/platform/db.ts';
import { migrate } from '#server/platform/migrate.ts';
import { startCluster } from '#server/platform/postgres.ts';
import { testNow } from './instant.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** File of the Unix socket of the run's PostgreSQL, in which `fresh` is a migrated database to be cloned. */
    socket: string;
  }
}

/** One real PostgreSQL for the whole run, without fsync, gone afterwards. */
export default async function startOnce(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'traeffetid-test-'));
  const cluster = await startCluster(join(folder, 'postgres'), false);
  const admin = openSql({ socket: cluster.socket, database: 'postgres' }, 1);
  await admin`create database fresh`;
  await admin.end();
  const fresh = openSql({ socket: cluster.socket, database: 'fresh' }, 1);
  await migrate(fresh, testNow);
  await fresh.end();
  project.provide('socket', cluster.socket);
  return async () => {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
