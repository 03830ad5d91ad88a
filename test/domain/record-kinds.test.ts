import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { childKindsOf, kindOf, type RecordKind, recordKinds } from '#domain/record-kinds.ts';

const src = resolve(import.meta.dirname, '../../src');
const kinds = Object.keys(recordKinds) as RecordKind[];

describe('what hangs on a conversation', () => {
  it('is every kind that names one as its parent', () => {
    expect(childKindsOf('consultation')).toEqual(
      kinds.filter((kind) => kindOf(kind).parent === 'consultation'),
    );
    expect(childKindsOf('consultation')).toEqual(
      expect.arrayContaining(['note', 'assessment', 'concern', 'followUp', 'review', 'remark']),
    );
    expect(childKindsOf('session')).toEqual(['consultation']);
    expect(childKindsOf('note')).toEqual([]);
  });

  it('counts as an edit of it where the table says so', () => {
    expect(childKindsOf('consultation', 'isEdit')).toEqual(['note', 'assessment']);
  });

  it('is listed by hand nowhere', () => {
    const list =
      /'(note|assessment|concern|review|remark|followUp)',\s*'(note|assessment|concern|review|remark|followUp)'/;
    const listing = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
      (file) => /\.tsx?$/.test(file) && list.test(readFileSync(join(src, file), 'utf8')),
    );
    // Not what hangs on it, but the two kinds that hold a text to search in, and the questions of the capture in their order.
    expect(listing.toSorted()).toEqual(
      [join('server', 'log', 'list.ts'), join('tablet', 'shared', 'questions.tsx')].toSorted(),
    );
  });

  it('is what the database’s index of children holds', () => {
    const migrations = join(src, 'server', 'migrations');
    const [index] = readdirSync(migrations)
      .toSorted()
      .map((file) => readFileSync(join(migrations, file), 'utf8'))
      .flatMap((sql) => [...sql.matchAll(/create index sync_row_parent[^;]*kind in \(([^)]*)\)/g)])
      .slice(-1);
    const held = index![1]!.split(',').map((kind) => kind.trim().replaceAll("'", ''));
    expect(held.toSorted()).toEqual([...childKindsOf('consultation')].toSorted());
  });
});
