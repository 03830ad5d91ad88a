import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { TransactionSql } from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  blankFixed,
  eraseRecords,
  patchRow,
  type Row,
  removeRows,
  writeHistory,
  writeRows,
} from '#server/records/rows.ts';
import { nextVersion } from '#server/records/version.ts';
import { newId } from '../../helpers/ids.ts';
import { freshDatabase, type TestDatabase } from '../../helpers/postgres.ts';

/** What writes a synced row or the history. */
const writes = /(insert\s+into|update|delete\s+from|truncate)\s+(sync_row|change)\b/i;

describe('synced rows and the history', () => {
  it('are written by one file alone, the demo included', () => {
    const src = resolve(import.meta.dirname, '../../../src');
    const writers = ['server', 'demo'].flatMap((room) =>
      readdirSync(join(src, room), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts') && writes.test(readFileSync(join(src, room, file), 'utf8')))
        .map((file) => join(room, file)),
    );
    expect(writers).toEqual([join('server', 'records', 'rows.ts')]);
  });

  it.each([
    'insert into sync_row as r',
    'UPDATE change c set',
    'delete\n from sync_row',
    'update sync_row r',
  ])('a planted “%s” would be found', (statement) => expect(writes.test(statement)).toBe(true));
});

describe('a row', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database?.close());

  const write = (what: (tx: TransactionSql, v: number) => Promise<void>): Promise<number> =>
    database.sql.begin(async (tx) => {
      const v = await nextVersion(tx);
      await what(tx, v);
      return v;
    });
  const read = async ({ id }: Pick<Row, 'id'>) => {
    const [row] = await database.sql<{ v: number; deleted: boolean; doc: object | null }[]>`
      select v::float8 as v, deleted, doc from sync_row where id = ${id}`;
    return row;
  };
  const bodyOf = async (op: string) =>
    (await database.sql<{ body: unknown }[]>`select body from change where op = ${op}`)[0]!.body;
  const row = (fixed: object): Row & { doc: object } => ({
    scope: 'log:849001',
    kind: 'queueEntry',
    id: newId(),
    doc: { fixed },
  });
  const historyOf = ({ id, kind, doc }: Row) => ({
    op: newId(),
    device: null,
    person: newId(),
    hash: createHash('sha256').update('x').digest(),
    kind,
    object: id,
    institution: '849001',
    body: doc,
    deviceAt: '2026-11-23T08:00:00.000Z',
    receivedAt: new Date('2026-11-23T08:00:01.000Z'),
    result: { op: newId(), r: 'ok' } as const,
  });

  it('that says the same again keeps its version, and one that says more gets the new', async () => {
    const one = row({ role: 'parent' });
    const first = await write((tx, v) => writeRows(tx, v, [one]));
    await write((tx, v) => writeRows(tx, v, [one]));
    expect(await read(one)).toEqual({ v: first, deleted: false, doc: one.doc });
    const third = await write((tx, v) => patchRow(tx, v, one, { given: { state: 'confirmed' } }));
    expect(await read(one)).toEqual({
      v: third,
      deleted: false,
      doc: { ...one.doc, given: { state: 'confirmed' } },
    });
  });

  it('that is removed is a tombstone, once, and can be written again', async () => {
    const one = row({ role: 'parent' });
    await write((tx, v) => writeRows(tx, v, [one]));
    const gone = await write((tx, v) => removeRows(tx, v, [one]));
    await write((tx, v) => removeRows(tx, v, [one]));
    await write((tx, v) => patchRow(tx, v, one, { given: {} }));
    expect(await read(one)).toEqual({ v: gone, deleted: true, doc: null });
    const back = await write((tx, v) => writeRows(tx, v, [one]));
    expect(await read(one)).toEqual({ v: back, deleted: false, doc: one.doc });
    const again = await write((tx, v) => writeRows(tx, v, [{ ...one, doc: null }]));
    expect(await read(one)).toEqual({ v: again, deleted: true, doc: null });
  });

  it('that is erased is gone from the history too, and nothing of another is', async () => {
    const [one, other] = [row({ role: 'parent' }), row({ role: 'teacher' })];
    const [mine, its] = [historyOf(one), historyOf(other)];
    await write(async (tx, v) => {
      await writeRows(tx, v, [one, other]);
      await writeHistory(tx, v, [mine, its]);
    });
    const v = await write((tx, version) => eraseRecords(tx, version, [one]));
    expect(await read(one)).toEqual({ v, deleted: true, doc: null });
    expect([await bodyOf(mine.op), await bodyOf(its.op)]).toEqual([null, other.doc]);
    expect((await read(other))!.doc).toEqual(other.doc);
  });

  it('loses one field of what it was born with, and so does its history', async () => {
    const one = row({ role: 'parent', name: 'Else By' });
    const mine = historyOf(one);
    await write(async (tx, v) => {
      await writeRows(tx, v, [one]);
      await writeHistory(tx, v, [mine]);
    });
    const v = await write((tx, version) => blankFixed(tx, version, [one], 'name'));
    const left = { fixed: { role: 'parent', name: null } };
    expect(await read(one)).toEqual({ v, deleted: false, doc: left });
    expect(await bodyOf(mine.op)).toEqual(left);
  });
});
