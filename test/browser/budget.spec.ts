import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '../helpers/browser.ts';

/** The size limits of docs/measurements.md, on the built client: gzipped, in kB of 1,000 bytes. */
const client = resolve(import.meta.dirname, '../../dist/client');

interface Chunk {
  file: string;
  imports?: string[];
  dynamicImports?: string[];
  css?: string[];
}
const chunks: Record<string, Chunk> = JSON.parse(readFileSync(join(client, '.vite/manifest.json'), 'utf8'));

const zipped = (files: Iterable<string>): number =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(client, file))).length, 0) / 1000;

/** The files of an entry with everything it imports at once; with `lazy` also what it may load later. */
function filesOf(entry: string, what: 'js' | 'css', lazy = false): Set<string> {
  const seen = new Set<string>();
  const files = new Set<string>();
  const walk = (name: string) => {
    if (seen.has(name)) return;
    seen.add(name);
    const { file, css = [], imports = [], dynamicImports = [] } = chunks[name]!;
    for (const found of [file, ...css]) if (found.endsWith(`.${what}`)) files.add(found);
    for (const next of [...imports, ...(lazy ? dynamicImports : [])]) walk(next);
  };
  walk(entry);
  return files;
}

const entries = {
  tablet: 'index.html',
  booking: 'src/guest/index.html',
  review: 'src/coordinator/index.html',
};

for (const [entry, what, limit] of [
  ['tablet', 'js', 95],
  ['tablet', 'css', 12],
  ['booking', 'js', 30],
  ['booking', 'css', 8],
] as const) {
  test(`the ${entry} page loads at most ${limit} kB of ${what}`, () => {
    expect(zipped(filesOf(entries[entry], what))).toBeLessThanOrEqual(limit);
  });
}

test('each screen that the tablet loads later adds at most 15 kB', () => {
  const first = filesOf(entries.tablet, 'js');
  const lazy = Object.entries(chunks).filter(
    ([name]) => /^src\/(tablet|kit)\//.test(name) && !name.endsWith('.html'),
  );
  expect(lazy.length).toBeGreaterThan(3);
  const tooLarge = lazy.flatMap(([name]) => {
    const size = zipped(
      [...filesOf(name, 'js')].filter((file) => !first.has(file) && file === chunks[name]!.file),
    );
    return size > 15 ? [`${name}: ${size} kB`] : [];
  });
  expect(tooLarge).toEqual([]);
});

test('the coordinator’s pages are at most 90 kB together', () => {
  expect(zipped(filesOf(entries.review, 'js', true))).toBeLessThanOrEqual(90);
});

test('the fonts are at most 52 kB, and what the tablet keeps for offline at most 1.2 MB', () => {
  const assets = readdirSync(join(client, 'assets'));
  const sizeOf = (files: string[]) => files.reduce((sum, file) => sum + statSync(join(client, file)).size, 0);
  expect(
    sizeOf(assets.filter((name) => name.endsWith('.woff2')).map((name) => `assets/${name}`)),
  ).toBeLessThanOrEqual(52_000);
  const worker = readFileSync(join(client, 'service-worker.js'), 'utf8');
  const kept = [...worker.matchAll(/url:"([^"]+)"|"url":"([^"]+)"/g)].map(
    ([, one, other]) => (one ?? other)!,
  );
  expect(kept).toContain('index.html');
  expect(sizeOf(kept)).toBeLessThanOrEqual(1_200_000);
});
