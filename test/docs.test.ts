import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const top = resolve(import.meta.dirname, '..');

/** Every file of the repository, also one that is not committed yet. */
const files: readonly string[] = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
  cwd: top,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(top, file)));

const isProse = (file: string): boolean => file.endsWith('.md');
const isCode = (file: string): boolean => /^(src|test)\/.*\.(tsx?|mts|mjs|css|sql|py)$/.test(file);

/** A recipe names a file that its reader is to make. */
const toBeMade = /\*new\* `[^`]+`/g;

/** What a file says to its reader: a document as a whole, of code the comments, each in one line. */
function proseOf(file: string, text: string): string[] {
  if (isProse(file)) return text.replace(toBeMade, '').split('\n');
  const blocks = [...text.matchAll(/(?<=^|[\s{(])\/\*[\s\S]*?\*\//g)].map(([block]) =>
    block.replace(/\s*\n\s*\*?\s*/g, ' '),
  );
  const lines = [...text.matchAll(/(?:^|\s)(?:\/\/|--|#) (.*)$/gm)].map(([, line]) => line!);
  return [...blocks, ...lines];
}

/** A name with one of our endings, with or without folders before it. */
const named = /(?<![\w@./*-])((?:\.\.?\/)*(?:[\w-]+\/)*[\w.-]+\.(?:tsx?|mjs|css|sql|md))(?![\w*/])/g;
/** `tablet/store/write`, `src/server/log`: a room and what stands in it, as documents write it between backticks. */
const inRoom =
  /`(?:src\/)?((?:domain|api|kit|tablet|coordinator|guest|server|demo)(?:\/[\w-]+)+)(?:\.\w+)?\/?`/g;
const docHeading = /(docs\/[\w-]+\.md)(?:, | \()"([^"]+)"/g;
const docRule = /(docs\/protocol\.md), rule (\d+)/g;

/** From `file` the reader finds a document by its whole path, and code by the end of its path. */
function isFound(file: string, name: string): boolean {
  const path = join(name.startsWith('.') || isProse(name) ? dirname(file) : '.', name);
  if (files.includes(path) || files.includes(name)) return true;
  return !isProse(name) && files.some((one) => one.endsWith(`/${name.replace(/^(\.\.?\/)+/, '')}`));
}

const isInRoom = (path: string): boolean =>
  files.some((file) => new RegExp(`^src/${path}(/|\\.\\w+$)`).test(file));

/** The headings of a document, also those in bold at the beginning of a paragraph. */
const headingsOf = (doc: string): string[] =>
  files.includes(doc)
    ? [...readFileSync(join(top, doc), 'utf8').matchAll(/^(?:#+ (.+)|(?:- )?\*\*(.+?)\.?\*\*)/gm)].map(
        ([, heading, bold]) => heading ?? bold!,
      )
    : [];

const ruleCount = (doc: string): number =>
  readFileSync(join(top, doc), 'utf8')
    .split('## Rules that a simulation forced')[1]!
    .split('\n## ')[0]!
    .match(/^\d+\./gm)!.length;

/** Everything that a file cites and that its reader would not find. */
const faultsIn = (file: string, text: string): string[] =>
  proseOf(file, text).flatMap((line) => [
    ...[...line.matchAll(named)].map(([, name]) => name!).filter((name) => !isFound(file, name)),
    ...[...line.matchAll(inRoom)].map(([, path]) => path!).filter((path) => !isInRoom(path)),
    ...[...line.matchAll(docHeading)]
      .filter(([, doc, heading]) => !headingsOf(doc!).includes(heading!))
      .map(([citation]) => citation),
    ...[...line.matchAll(docRule)]
      .filter(([, doc, number]) => Number(number) > ruleCount(doc!))
      .map(([citation]) => citation),
    ...[...line.matchAll(/\w+\.md §.{1,4}/g)].map(([citation]) => citation),
  ]);

describe('what is cited', () => {
  it('was read', () => expect(files.filter(isCode).length).toBeGreaterThan(500));

  it('is there: files, and headings of documents', () => {
    const faults = files
      .filter((file) => isProse(file) || isCode(file))
      .flatMap((file) =>
        faultsIn(file, readFileSync(join(top, file), 'utf8')).map((fault) => `${file}: ${fault}`),
      );
    expect(faults).toEqual([]);
  });

  it.each([
    ['src/domain/note.ts', '/** As in notes.md. */'],
    ['src/domain/note.ts', '/** As in docs/domain.md §2. */'],
    ['src/domain/note.ts', '// See docs/domain.md, "No such heading".'],
    ['src/domain/note.ts', '/**\n * See docs/protocol.md,\n * rule 99.\n */'],
    ['docs/trust.md', 'It is in `src/server/gone.ts`.'],
    ['README.md', 'It begins in `tablet/nowhere`.'],
  ])('of %s is refused: %j', (file, text) => expect(faultsIn(file, text)).not.toEqual([]));

  it.each([
    ['src/domain/note.ts', '/** See docs/domain.md, "Privacy". */'],
    ['src/domain/note.ts', '/** As booking.ts and domain/day.ts say. */'],
    ['docs/recipes.md', 'Begin with *new* `src/domain/gone.ts`.'],
    ['README.md', '`tablet/actions/consultation.saveConsultation` and [why](docs/decisions.md)'],
  ])('of %s is found: %j', (file, text) => expect(faultsIn(file, text)).toEqual([]));
});
