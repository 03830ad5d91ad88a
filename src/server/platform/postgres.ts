import { type ChildProcess, spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { chown } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Sql } from 'postgres';
import { commandFor } from './postgres-binary.ts';
import { endEarlier, takeLock } from './postmaster.ts';
import { StartupError } from './startup-error.ts';

export interface Cluster {
  /** File of the Unix socket; there is no other way in. */
  socket: string;
  /** Stops the database and waits until it has. */
  stop: () => Promise<void>;
  /** Settles when the database has ended, asked to or not. */
  ended: Promise<void>;
}

const port = 5432;
/** The name of a Unix socket is at most 107 bytes. */
const longestSocketFolder = 107 - '/.s.PGSQL.5432'.length;
const firstStartOf = ['--username=postgres', '--auth-local=trust', '--auth-host=reject', '--no-instructions'];
const textOf = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];

/** What the server writes goes to a file; rows and parameters of a failed statement do not: people are in them. */
const settings = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  port: String(port),
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length_on_error: '0',
  max_connections: '60',
};
const forTests = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

const exitOf = (child: ChildProcess): Promise<number> =>
  new Promise((settle) => {
    child.once('exit', (code) => settle(code ?? 1));
    child.once('error', () => settle(127));
  });

async function run(log: string, [program, ...args]: [string, ...string[]]): Promise<number> {
  const out = openSync(log, 'a', 0o600);
  const child = spawn(program, args, { stdio: ['ignore', out, out], cwd: '/' });
  closeSync(out);
  return exitOf(child);
}

/** The last sentence of the server's log that names a reason. */
function reasonIn(log: string): string {
  const lines = readFileSync(log, 'utf8').split('\n');
  const named = lines.filter((line) => /(FATAL|error|PANIC):|setpriv|unshare/.test(line)).at(-1);
  return named?.replace(/^.*?(FATAL|error|PANIC):\s*/, '') ?? 'no reason given';
}

/** Made beside its place and moved there whole, so that a crash leaves no half cluster. */
async function makeCluster(folder: string, log: string, durable: boolean): Promise<void> {
  const fresh = `${folder}.new-${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true, mode: 0o700 });
  const sync = durable ? [] : ['--no-sync'];
  const code = await run(log, [
    ...commandFor('initdb', fresh),
    '-D',
    fresh,
    ...firstStartOf,
    ...textOf,
    ...sync,
  ]);
  if (code !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    throw new StartupError(`The database could not be made in "${folder}" (${reasonIn(log)}); see "${log}".`);
  }
  try {
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(join(folder, 'PG_VERSION'))) throw error;
  }
}

/** A SIGKILL leaves the last one behind, empty: its name is kept beside the cluster, and it goes first. */
async function makeSocketFolder(folder: string): Promise<string> {
  const nameFile = `${folder}.socket`;
  try {
    rmdirSync(readFileSync(nameFile, 'utf8'));
  } catch {}
  const wanted = join(tmpdir(), 'traeffetid-');
  const fits = Buffer.byteLength(wanted) + 6 <= longestSocketFolder;
  const made = mkdtempSync(fits ? wanted : '/tmp/traeffetid-');
  const { uid, gid } = statSync(folder);
  if (process.getuid?.() === 0) await chown(made, uid, gid);
  writeFileSync(nameFile, made);
  return made;
}

interface Launched {
  child: ChildProcess;
  exit: Promise<number>;
  lock: Sql;
}

/** Starts the server and waits until it answers and its lock is held; undefined when it ended instead. */
async function launch(
  folder: string,
  sockets: string,
  log: string,
  durable: boolean,
): Promise<Launched | undefined> {
  const all = { ...settings, unix_socket_directories: sockets, ...(durable ? {} : forTests) };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [program, ...args] = [...commandFor('postgres', folder), '-D', folder, ...flags];
  const out = openSync(log, 'a', 0o600);
  // Detached: Ctrl+C in a terminal reaches the endpoint only, which stops the database last.
  const child = spawn(program!, args, { stdio: ['ignore', out, out], cwd: '/', detached: true });
  closeSync(out);
  const exit = exitOf(child);
  let ended = false;
  void exit.then(() => {
    ended = true;
  });
  const socket = join(sockets, `.s.PGSQL.${port}`);
  while (!ended) {
    const lock = existsSync(socket) ? await takeLock(socket) : 'unreachable';
    if (typeof lock !== 'string') return { child, exit, lock };
    if (lock === 'taken') {
      child.kill('SIGINT');
      await exit;
      throw new StartupError(
        `Træffetid is already starting on the data in "${folder}": stop that one first.`,
      );
    }
    await pause(10);
  }
  return undefined;
}

/**
 * Runs PostgreSQL for the cluster in `folder`, made on first use; its log is `folder` + `.log`. Takes over a database
 * that outlived its endpoint. Throws a StartupError where another endpoint lives on it or it does not start.
 */
export async function startCluster(folder: string, durable = true): Promise<Cluster> {
  const log = `${folder}.log`;
  if (!existsSync(join(folder, 'PG_VERSION'))) await makeCluster(folder, log, durable);
  const version = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
  if (version !== '18')
    throw new StartupError(`The database in "${folder}" is of PostgreSQL ${version}, not 18.`);
  await endEarlier(folder);
  const sockets = await makeSocketFolder(folder);
  try {
    // After a SIGKILL of everything, memory that the old server's children still hold is freed within seconds.
    for (const end = performance.now() + 10_000; ; await pause(200)) {
      const running = await launch(folder, sockets, log, durable);
      if (running) return asCluster(running, sockets);
      if (performance.now() > end || !/shared memory|lock file/.test(reasonIn(log))) break;
      await endEarlier(folder);
    }
    throw new StartupError(`The database in "${folder}" does not start (${reasonIn(log)}); see "${log}".`);
  } catch (error) {
    rmSync(sockets, { recursive: true, force: true });
    throw error;
  }
}

function asCluster({ child, exit, lock }: Launched, sockets: string): Cluster {
  return {
    socket: join(sockets, `.s.PGSQL.${port}`),
    ended: exit.then(() => {}),
    stop: async () => {
      await lock.end({ timeout: 1 });
      child.kill('SIGINT');
      await exit;
      rmSync(sockets, { recursive: true, force: true });
    },
  };
}
