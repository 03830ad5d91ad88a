import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = resolve(import.meta.dirname, '../src');

/** Which rooms each room may use; `tsc -b` holds most of it, but lets through what a used room uses. */
const mayUse: { readonly [room: string]: readonly string[] } = {
  domain: [],
  wire: ['domain'],
  store: ['domain', 'wire'],
  sync: ['domain', 'wire', 'store'],
  ui: ['domain', 'store', 'sync'],
  server: ['domain', 'wire'],
};

const files = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name));

/** Every relative import of a file, as a path below src. */
const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?'(\.[^']+)'/g)].map(([, path]) =>
    relative(src, resolve(file, '..', path!)),
  );

const wrongWay = files.flatMap((file) => {
  const [room, folder, ...rest] = relative(src, file).split(sep);
  return importsOf(file).flatMap((target) => {
    const [other, otherFolder, ...otherRest] = target.split(sep);
    if (other !== room) return mayUse[room!]!.includes(other!) ? [] : [`${relative(src, file)} → ${target}`];
    const inFolders = room === 'ui' && rest.length > 0 && otherRest.length > 0;
    const shared = ['kit', 'words', 'style', 'acute'].includes(otherFolder!);
    return inFolders && folder !== otherFolder && !shared ? [`${relative(src, file)} → ${target}`] : [];
  });
});

describe('the rooms', () => {
  it('were read', () => expect(files.length).toBeGreaterThan(60));
  it('use each other only along the arrows, and no ui folder uses another but kit, words, style, and acute, which every header opens', () =>
    expect(wrongWay).toEqual([]));
});
