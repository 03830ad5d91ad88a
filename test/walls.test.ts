import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = resolve(import.meta.dirname, '../src');

/** Which rooms each room may use. `tsc -b` holds it too (tests of that: below), but lets through what a used room uses. */
const mayUse: { readonly [room: string]: readonly string[] } = {
  domain: [],
  api: ['domain'],
  kit: ['domain'],
  tablet: ['domain', 'api', 'kit'],
  coordinator: ['domain', 'api', 'kit'],
  guest: ['domain', 'api', 'kit'],
  server: ['domain', 'api'],
  demo: ['domain', 'api', 'server'],
};

/** The folders of a room: each uses only those that stand before it. `screens/*`: its folders use none of each other. */
const orders: { readonly [room: string]: readonly string[] } = {
  domain: ['merge', '.'],
  api: ['.', 'client'],
  kit: ['words', 'components', 'style', '.'],
  tablet: ['words', 'device', 'store', 'actions', 'sync', 'state', 'shared', 'screens', 'app', '.'],
  coordinator: ['words', 'shared', 'log', 'schedule', 'places', '.'],
  guest: ['.'],
  server: [
    'platform',
    'access',
    'records',
    'mail',
    'schedule',
    'feeds',
    'log',
    'bookings',
    'changes',
    'sync',
    'planning',
    'review',
    'places',
    'guest-pages',
    'retention',
    'migrations',
    '.',
  ],
  demo: ['.'],
};

const isSource = (name: string): boolean => /\.(tsx?|css)$/.test(name);
const files = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && isSource(entry.name))
  .map((entry) => relative(src, join(entry.parentPath, entry.name)).split(sep).join('/'));

/** Every import of a file, of types as well, as a path below src. */
const importsOf = (file: string): string[] =>
  [...readFileSync(join(src, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([.#][^']+)'/g)].map(
    ([, path]) => (path!.startsWith('#') ? path!.slice(1) : join(dirname(file), path!).split(sep).join('/')),
  );

const roomOf = (path: string): string => path.split('/')[0]!;
/** The first folder of a file inside its room; `.` for a file at the room's top. */
const folderOf = (path: string): string => path.split('/').slice(1, -1)[0] ?? '.';
const arrows = files.flatMap((file) => importsOf(file).map((target) => ({ file, target })));
const shown = ({ file, target }: { file: string; target: string }): string => `${file} → ${target}`;

describe('the rooms', () => {
  it('were read', () => expect(files.length).toBeGreaterThan(400));

  it('use each other only along the arrows', () =>
    expect(
      arrows
        .filter(({ file, target }) => roomOf(file) !== roomOf(target))
        .filter(({ file, target }) => !mayUse[roomOf(file)]!.includes(roomOf(target)))
        .map(shown),
    ).toEqual([]));

  it('have no folder that is not in their order', () =>
    expect(files.filter((file) => !orders[roomOf(file)]?.includes(folderOf(file)))).toEqual([]));

  it('are used, inside, only from the later folder to the earlier', () =>
    expect(
      arrows
        .filter(({ file, target }) => roomOf(file) === roomOf(target))
        .filter(({ file, target }) => {
          const order = orders[roomOf(file)]!;
          return order.indexOf(folderOf(target)) > order.indexOf(folderOf(file));
        })
        .map(shown),
    ).toEqual([]));

  it('have no screen that uses another screen', () => {
    const screenOf = (path: string): string | undefined => /^tablet\/screens\/([^/]+)\//.exec(path)?.[1];
    expect(
      arrows
        .filter(
          ({ file, target }) => screenOf(file) && screenOf(target) && screenOf(file) !== screenOf(target),
        )
        .map(shown),
    ).toEqual([]);
  });

  it('hold no folders that use each other in a circle', () => {
    const folders = new Map<string, Set<string>>();
    for (const { file, target } of arrows) {
      const [from, to] = [dirname(file), dirname(target)];
      if (from !== to) folders.set(from, (folders.get(from) ?? new Set()).add(to));
    }
    const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
      [...(folders.get(from) ?? [])].some(
        (next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))),
      );
    expect([...folders.keys()].filter((folder) => reaches(folder, folder))).toEqual([]);
  });
});
