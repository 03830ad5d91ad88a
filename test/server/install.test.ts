import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { startServer } from '../helpers/server.ts';

const top = resolve(import.meta.dirname, '../..');

interface Locked {
  dev?: boolean;
  devOptional?: boolean;
  optional?: boolean;
  resolved?: string;
  integrity?: string;
  link?: boolean;
}
const { packages }: { packages: Record<string, Locked> } = createRequire(import.meta.url)(
  join(top, 'package-lock.json'),
);

test('the lock names no registry, so that an installation asks the one of its own machine', () => {
  const text = readFileSync(join(top, 'package-lock.json'), 'utf8');
  expect(Object.values(packages).filter(({ resolved }) => resolved)).toEqual([]);
  expect(text).not.toMatch(/https?:\/\/[^"]*\.tgz/);
});

test('what only some machines can install is optional: no other package of the start is bound to one', () => {
  const bound = Object.entries(packages).filter(
    ([, one]) => ('os' in one || 'cpu' in one) && !one.dev && !one.optional && !one.devOptional,
  );
  expect(bound.map(([name]) => name)).toEqual([]);
});

// The build reads every tsconfig that the first one names.
const projectFiles = [
  'src',
  'public',
  'index.html',
  'vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.base.json',
  'test/tsconfig.json',
];

/** A copy of the project with the packages that `npm ci --omit=dev` installs, taken from those that are here. */
async function copyWithoutDev(folder: string): Promise<void> {
  for (const name of projectFiles) {
    cpSync(join(top, name), join(folder, name), { recursive: true });
  }
  for (const [path, { dev, devOptional }] of Object.entries(packages)) {
    if (!path || dev || devOptional) continue;
    if (!existsSync(join(top, path))) continue; // of another machine
    // A package inside another comes with it, except where it is for tests only, which then is too much, not too little.
    if (path.lastIndexOf('node_modules/') > 0) continue;
    mkdirSync(join(folder, path, '..'), { recursive: true });
    await linkTree(join(top, path), join(folder, path));
  }
}

/** Hard links, because a symbolic one would find its neighbours in the project, those for tests among them. */
const linkTree = (from: string, to: string): Promise<void> =>
  new Promise((settle, refuse) => {
    const child = spawn('cp', ['-al', from, to], { stdio: 'ignore' });
    // On another disk they are copied.
    child.once('exit', (code) => {
      if (code !== 0) {
        rmSync(to, { recursive: true, force: true });
        cpSync(from, to, { recursive: true });
      }
      settle();
    });
    child.once('error', refuse);
  });

test('builds and starts with nothing but what npm ci --omit=dev installs, in a path with spaces and æøå', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'træffetid uden dev æøå '));
  await copyWithoutDev(folder);
  const server = await startServer({
    command: ['env', '-C', folder, process.execPath, 'src/start.mjs'],
  });
  expect((await fetch(`${server.url}/api/health`)).status).toBe(200);
  expect((await fetch(server.url, { headers: { accept: 'text/html' } })).status).toBe(200);
  expect(await server.stop()).toBe(0);
  rmSync(folder, { recursive: true, force: true });
}, 120_000);
