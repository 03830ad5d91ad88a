import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Sql } from 'postgres';
import { openSql } from './db.ts';
import { codeOf } from './error-code.ts';
import { StartupError } from './startup-error.ts';

/** Advisory lock in the database `postgres`, held by the one endpoint that owns the cluster. */
const lockNumber = 7_401_962;

/**
 * Connects to a cluster and takes its lock: the connection that holds it, `taken` by a living endpoint, or `unreachable`
 * while nothing answers there.
 */
export async function takeLock(socket: string): Promise<Sql | 'taken' | 'unreachable'> {
  const sql = openSql({ socket, database: 'postgres' }, 1);
  try {
    const [row] = await sql<{ mine: boolean }[]>`select pg_try_advisory_lock(${lockNumber}) as mine`;
    if (row!.mine) return sql;
    await sql.end({ timeout: 0 });
    return 'taken';
  } catch {
    await sql.end({ timeout: 0 });
    return 'unreachable';
  }
}

/** Whether a process with this id lives and is the server of `folder`: after a crash the id may belong to anyone. */
function servesFolder(pid: number, folder: string): boolean {
  try {
    if (readFileSync(`/proc/${pid}/comm`, 'utf8').trim() !== 'postgres') return false;
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
  } catch (error) {
    return codeOf(error) === 'EACCES';
  }
}

/** Waits until a process is gone; false when it lives on after `seconds`. */
async function isGone(pid: number, folder: string, seconds: number): Promise<boolean> {
  for (const end = performance.now() + seconds * 1000; performance.now() < end; await pause(20)) {
    if (!servesFolder(pid, folder)) return true;
  }
  return false;
}

/**
 * Ends a database that outlived its endpoint, so that this one can start it afresh. Throws a StartupError where the endpoint
 * lives; a `postmaster.pid` left by a crash is removed only when no such process is there.
 */
export async function endEarlier(folder: string): Promise<void> {
  const pidFile = join(folder, 'postmaster.pid');
  let lines: string[];
  try {
    lines = readFileSync(pidFile, 'utf8').split('\n');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const pid = Number(lines[0]);
  if (!servesFolder(pid, folder)) return rmSync(pidFile, { force: true });
  const socket = `${lines[4]}/.s.PGSQL.${lines[3]}`;
  let lock = await takeLock(socket);
  for (const end = performance.now() + 10_000; lock === 'unreachable' && performance.now() < end; ) {
    if (await isGone(pid, folder, 0.2)) return;
    lock = await takeLock(socket);
  }
  if (lock === 'taken') {
    throw new StartupError(`Træffetid is already running on the data in "${folder}": stop that one first.`);
  }
  process.kill(pid, 'SIGINT');
  const gone = await isGone(pid, folder, 30);
  if (typeof lock !== 'string') await lock.end({ timeout: 0 });
  if (!gone)
    throw new StartupError(`A database left from earlier (process ${pid}) in "${folder}" does not stop.`);
}
