import { expect, it } from 'vitest';
import type { RecordState } from '#domain/merge/record-state.ts';
import { isReadable } from '#domain/readable.ts';

const noDay = '2026-13-45';
const noInstant = '2026-13-45T99:99:99.999Z';
const ops = { op: ['person', '2026-12-01T09:00:00.000Z'] } as const;
const record = (kind: string, fixed: object, fields: object = {}): RecordState =>
  ({ kind, id: 'id', institution: '849001', made: 'op', fixed, fields, chips: {}, ops }) as RecordState;
const written = (value: unknown) => ({ current: { value, ops: ['op'] } });
const consultation = '01a2004f-f201-7527-8690-82b285a83b4f';
const talk = { session: consultation, started: '2026-12-01T09:00:00.000Z' };

it('a record whose time does not exist cannot be shown', () => {
  expect(isReadable(record('consultation', talk))).toBe(true);
  expect(isReadable(record('consultation', { ...talk, started: noInstant }))).toBe(false);
  expect(isReadable(record('session', {}, { started: written(noInstant) }))).toBe(false);
  expect(isReadable({ ...record('consultation', talk), ops: { op: ['person', noInstant] } })).toBe(false);
});

it('a text that only looks like a day is a text', () => {
  const note = { consultation, text: noDay, parent: null };
  expect(isReadable(record('note', note))).toBe(true);
  expect(isReadable(record('consultation', talk, { role: written(noDay) }))).toBe(true);
});

it('another shape, as a later version may give it, is no reason to hide the record, and none to fail', () => {
  for (const role of [{}, null, [], 'x', { current: null }, { alternatives: 7 }])
    expect(isReadable(record('consultation', talk, { role }))).toBe(true);
  for (const role of [{ current: noDay }, { alternatives: [noDay] }, [noDay]])
    expect(typeof isReadable(record('consultation', talk, { role }))).toBe('boolean');
  expect(isReadable(record('a-later-kind', {}, { day: written(noDay) }))).toBe(false);
  expect(isReadable({ ...record('note', {}), chips: null } as unknown as RecordState)).toBe(false);
});
