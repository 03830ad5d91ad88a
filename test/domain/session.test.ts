import { describe, expect, test } from 'vitest';
import type { IncomingChange } from '#domain/merge/merge.ts';
import { merge } from '#domain/merge/merge.ts';
import { fieldOf, type RecordState } from '#domain/merge/record-state.ts';
import type { Value } from '#domain/merge/register.ts';
import { type RecordOf, ruleOf } from '#domain/record-kinds.ts';
import { SessionFixed, sessionPhase } from '#domain/session.ts';
import { ofKind } from '../helpers/replica.ts';

const op = (number: number): string => `01890000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const morning = '2026-11-23T07:30:00.000Z';
const noon = '2026-11-23T11:00:00.000Z';

const write = (
  number: number,
  set: { [field: string]: { value: Value; basedOn: string[] } },
): IncomingChange => ({
  op: op(number),
  by: op(900),
  at: morning,
  kind: 'session',
  object: op(1),
  institution: '849003',
  set,
});
const made = (...changes: IncomingChange[]): RecordOf<'session'> =>
  ofKind(
    'session',
    changes.reduce<RecordState | undefined>(
      (state, change) => merge(state, change, ruleOf).state,
      undefined,
    )!,
  );

const opened = write(1, { started: { value: morning, basedOn: [] } });
const ended = write(2, { ended: { value: noon, basedOn: [] } });

describe('a session', () => {
  test('is planned until somebody opens it, open until it is ended', () => {
    expect(sessionPhase(undefined)).toBe('planned');
    expect(sessionPhase(made(write(1, {})))).toBe('planned');
    expect(sessionPhase(made(opened))).toBe('open');
    expect(sessionPhase(made(opened, ended))).toBe('ended');
  });

  test('can be opened again by the one who saw it ended', () => {
    const again = write(3, { ended: { value: null, basedOn: [op(2)] } });
    expect(sessionPhase(made(opened, ended, again))).toBe('open');
  });

  test('stays open when one tablet ends it and another, that did not know, opened it again', () => {
    const again = write(3, { ended: { value: null, basedOn: [] } });
    expect(sessionPhase(made(opened, ended, again))).toBe('open');
    expect(sessionPhase(made(opened, again, ended))).toBe('open');
  });

  test('opened on two tablets started at the earlier time, and ended twice ended at the later', () => {
    const other = write(4, { started: { value: '2026-11-23T07:25:00.000Z', basedOn: [] } });
    const later = write(5, { ended: { value: '2026-11-23T11:10:00.000Z', basedOn: [] } });
    for (const order of [
      [opened, other, ended, later],
      [other, opened, later, ended],
    ]) {
      const state = made(...order);
      expect(fieldOf(state, 'started')).toBe('2026-11-23T07:25:00.000Z');
      expect(fieldOf(state, 'ended')).toBe('2026-11-23T11:10:00.000Z');
    }
  });

  test('is born with a worker, a real day, wall times and a room that fits on a line', () => {
    const born = {
      worker: op(900),
      dropIn: null,
      date: '2026-11-23',
      start: '08:30',
      end: '10:00',
      room: 'Kontoret',
    };
    expect(SessionFixed.safeParse(born).success).toBe(true);
    for (const wrong of [
      { date: '2026-02-30' },
      { start: '25:00' },
      { worker: 'Mette' },
      { room: 'x'.repeat(81) },
    ])
      expect(SessionFixed.safeParse({ ...born, ...wrong }).success).toBe(false);
  });
});
