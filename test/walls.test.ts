import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const top = resolve(import.meta.dirname, '..');
const src = join(top, 'src');

/** Which rooms each room may use. `tsc -b` holds it too (below), but lets through what a used room uses. */
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

/** The folders of a room, `.` for the files at its top: each uses only those that stand before it. */
const orders: { readonly [room: string]: readonly string[] } = {
  domain: ['merge', '.'],
  api: ['.', 'client'],
  kit: ['browser', 'words', 'components', 'style', '.'],
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

/** The files that may stand at the top of a program, beside its folders. */
const atTop: { readonly [room: string]: readonly string[] } = {
  tablet: ['main.tsx', 'service-worker.ts'],
  coordinator: ['main.tsx', 'coordinator.tsx', 'sign-in.tsx', 'sign-in.css'],
  server: ['main.ts', 'app.ts', 'compose.ts', 'admin.ts', 'dev.ts', 'body-limits.ts', 'routes.ts'],
};

/** A file and what it imports, types as well, as paths below src. */
interface Source {
  file: string;
  imports: readonly string[];
}

const readImports = (file: string): string[] =>
  [...readFileSync(join(src, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([.#][^']+)'/g)].map(
    ([, path]) => (path!.startsWith('#') ? path!.slice(1) : join(dirname(file), path!).split(sep).join('/')),
  );

const sources: readonly Source[] = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(tsx?|css)$/.test(entry.name))
  .map((entry) => relative(src, join(entry.parentPath, entry.name)).split(sep).join('/'))
  .filter((file) => file.includes('/'))
  .map((file) => ({ file, imports: readImports(file) }));

const roomOf = (path: string): string => path.split('/')[0]!;
/** The first folder of a file inside its room; `.` for a file at the room's top. */
const folderOf = (path: string): string => path.split('/').slice(1, -1)[0] ?? '.';
const screenOf = (path: string): string | undefined => /^tablet\/screens\/([^/]+)\//.exec(path)?.[1];

/** Every import that goes the wrong way, and every file in a folder or at a top where none is expected. */
function faultsIn(read: readonly Source[]): string[] {
  const isWrong = (file: string, target: string): boolean => {
    const [room, other] = [roomOf(file), roomOf(target)];
    if (room !== other) return !mayUse[room]!.includes(other);
    if (screenOf(file) && screenOf(target) && screenOf(file) !== screenOf(target)) return true;
    return orders[room]!.indexOf(folderOf(target)) > orders[room]!.indexOf(folderOf(file));
  };
  const isUnlisted = (file: string): boolean => {
    if (!orders[roomOf(file)]?.includes(folderOf(file))) return true;
    const listed = atTop[roomOf(file)];
    return folderOf(file) === '.' && listed !== undefined && !listed.includes(file.split('/')[1]!);
  };
  return [
    ...read.filter(({ file }) => isUnlisted(file)).map(({ file }) => `${file} is not listed`),
    ...read.flatMap(({ file, imports }) =>
      imports.filter((target) => isWrong(file, target)).map((target) => `${file} → ${target}`),
    ),
  ];
}

/** The folders from which imports lead back to themselves. */
function foldersInCircles(read: readonly Source[]): string[] {
  const uses = new Map<string, Set<string>>();
  for (const { file, imports } of read) {
    const used = uses.get(dirname(file)) ?? new Set();
    for (const target of imports) if (dirname(target) !== dirname(file)) used.add(dirname(target));
    uses.set(dirname(file), used);
  }
  const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
    [...(uses.get(from) ?? [])].some(
      (next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))),
    );
  return [...uses.keys()].filter((folder) => reaches(folder, folder));
}

describe('the rooms', () => {
  it('were read', () => expect(sources.length).toBeGreaterThan(400));
  it('use each other, and their folders each other, only along the arrows', () =>
    expect(faultsIn(sources)).toEqual([]));
  it('hold no folders that use each other in a circle', () => expect(foldersInCircles(sources)).toEqual([]));

  it.each([
    ['coordinator/log/log.tsx', 'tablet/store/vault.ts'],
    ['guest/main.ts', 'tablet/store/db.ts'],
    ['tablet/screens/week/week.tsx', 'tablet/screens/today/today.tsx'],
    ['tablet/store/write.ts', 'tablet/state/tablet.ts'],
    ['server/platform/config.ts', 'server/review/routes.ts'],
    ['server/platform/config.ts', 'server/app.ts'],
    ['kit/words/words.ts', 'kit/components/button.tsx'],
  ])('refuse that %s imports %s', (file, target) =>
    expect(faultsIn([{ file, imports: [target] }])).toEqual([`${file} → ${target}`]),
  );

  it.each(['tablet/utils/text.ts', 'server/helpers/x.ts', 'tablet/extra.ts', 'server/extra.ts'])(
    'refuse a file that no list has: %s',
    (file) => expect(faultsIn([{ file, imports: [] }])).toEqual([`${file} is not listed`]),
  );

  it('notice a circle of folders', () =>
    expect(
      foldersInCircles([
        { file: 'tablet/a/one.ts', imports: ['tablet/b/two.ts'] },
        { file: 'tablet/b/two.ts', imports: ['tablet/a/three.ts'] },
      ]),
    ).toEqual(['tablet/a', 'tablet/b']));
});

describe('the compiler', () => {
  const copy = mkdtempSync(join(tmpdir(), 'traeffetid-walls-'));
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  /** What must not compile, by the file it is planted in. */
  const planted: { readonly [file: string]: string } = {
    'coordinator/log/store.ts': "import '#tablet/store/vault.ts';",
    'coordinator/log/screen.ts': "import '#tablet/shared/announce.ts';",
    'guest/store.ts': "import '#tablet/store/vault.ts';",
    'tablet/shared/desk.ts': "import '#coordinator/shared/page.ts';",
    'tablet/store/sync.ts': "import '#tablet/sync/backoff.ts';",
    'tablet/actions/sync.ts': "import '#tablet/sync/backoff.ts';",
    'api/server.ts': "import '#server/platform/now.ts';",
    'domain/dom.ts': 'export const title = document.title;',
    'domain/node.ts': "import 'node:fs';",
    'kit/node.ts': "import 'node:fs';",
    'kit/api.ts': "import '#api/paths.ts';",
    'server/demo.ts': "import '#demo/main.ts';",
    'server/guest.ts': "import '#guest/words.ts';",
  };

  it('refuses each of these imports', () => {
    for (const name of ['src', 'tsconfig.base.json', 'package.json']) {
      cpSync(join(top, name), join(copy, name), { recursive: true });
    }
    mkdirSync(join(copy, 'node_modules'));
    for (const name of readdirSync(join(top, 'node_modules'))) {
      if (name !== '.cache') symlinkSync(join(top, 'node_modules', name), join(copy, 'node_modules', name));
    }
    const rooms = ['tablet', 'coordinator', 'guest', 'server', 'demo'].map((room) => ({
      path: `src/${room}`,
    }));
    writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify({ files: [], references: rooms }));
    for (const [file, text] of Object.entries(planted)) {
      writeFileSync(join(copy, 'src', file), `${text}\nexport {};\n`);
    }
    let said = '';
    try {
      execFileSync(join(top, 'node_modules/.bin/tsc'), ['-b', '--pretty', 'false'], { cwd: copy });
    } catch (error) {
      said = String((error as { stdout: Buffer }).stdout);
    }
    // What a wrong import draws in is named as well, so a file counts where the compiler speaks of it at all.
    const refused = Object.keys(planted).filter((file) => said.includes(`src/${file}`));
    expect(refused).toEqual(Object.keys(planted));
  }, 120_000);
});
