import { expect, it } from 'vitest';
import type { Day } from '#domain/day.ts';
import { chipsOf, fieldOf, isAnnulled, type RecordState } from '#domain/merge/record-state.ts';
import { isKnown, isOfKind, type RecordOf } from '#domain/record-kinds.ts';
import { sessionPhase } from '#domain/session.ts';

/** `tsc -b` is the test: each line compiles, but for those that are marked. */
function compiles(
  session: RecordOf<'session'>,
  consultation: RecordOf<'consultation'>,
  concern: RecordOf<'concern'>,
  some: RecordOf,
  merged: RecordState,
): unknown[] {
  const start: string = session.fixed.start;
  const level: 'green' | 'yellow' | 'red' | null = fieldOf(consultation, 'level');
  const due: Day | null | undefined = fieldOf(consultation, 'followUp')?.due;
  const number: number | undefined = concern.given?.number;
  const themes: string[] = chipsOf(consultation, 'themes');
  const text: string = some.kind === 'note' ? some.fixed.text : '';
  const clockStart: Day = isOfKind(merged, 'concern') ? merged.fixed.clockStart : '';
  const known: RecordOf | undefined = isKnown(merged) ? merged : undefined;

  // @ts-expect-error A conversation has no such field.
  fieldOf(consultation, 'assessment');
  // @ts-expect-error Its level is a word of a list.
  const wrongValue: number | null = fieldOf(consultation, 'level');
  // @ts-expect-error A session is not born with its end.
  session.fixed.ended;
  // @ts-expect-error What is fixed stays.
  session.fixed.start = '08:00';
  // @ts-expect-error No chips of that name.
  chipsOf(consultation, 'theme');
  // @ts-expect-error A session has no chips.
  chipsOf(session, 'themes');
  // @ts-expect-error A concern is no session.
  sessionPhase(concern);
  // @ts-expect-error What the engine has merged has no kind until somebody has looked.
  sessionPhase(merged);
  // @ts-expect-error Only some kinds have a text.
  some.fixed.text;

  // What needs no kind takes any.
  return [start, level, due, number, themes, text, clockStart, known, wrongValue, isAnnulled(session)];
}

const record = (kind: string): RecordState => ({
  ...{ kind, id: 'a', institution: '849001', made: 'b', fixed: {}, fields: {}, chips: {}, ops: {} },
});

it('is told by the compiler', () => expect(compiles).toBeTypeOf('function'));

it('tells a record by its kind, and one of a newer version by none', () => {
  expect(isOfKind(record('note'), 'note')).toBe(true);
  expect(isOfKind(record('note'), 'remark')).toBe(false);
  expect([record('note'), record('later')].map((one) => isKnown(one))).toEqual([true, false]);
});
