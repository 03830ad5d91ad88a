import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clockOf,
  dueOn,
  isOpenConcern,
  provisionalReference,
  referenceOf,
  workdayBefore,
} from '#domain/concern.ts';
import { addDays } from '#domain/day.ts';
import type { RecordOf } from '#domain/record-kinds.ts';

const id = '01890000-0000-7000-8000-000000000000';
const at = (kind: 'folkeskole' | 'klub') => ({ number: '849003', kind });
const concern = (own: Partial<RecordOf<'concern'>> = {}): RecordOf<'concern'> => ({
  kind: 'concern',
  id,
  institution: '849003',
  made: id,
  fixed: { consultation: id, clockStart: '2026-11-02' },
  fields: { state: { current: { value: 'open', ops: [id] } } },
  chips: {},
  ops: { [id]: [id, '2026-11-02T09:00:00.000Z'] },
  ...own,
});

describe('the four-week clock', () => {
  test('day 28 is the last in time and day 29 is overdue', () => {
    expect(clockOf('2026-11-02', '2026-11-02', 28)).toEqual({ day: 0, due: '2026-11-30', left: 28 });
    expect(clockOf('2026-11-02', '2026-11-30', 28)).toEqual({ day: 28, due: '2026-11-30', left: 0 });
    expect(clockOf('2026-11-02', '2026-12-01', 28)).toEqual({ day: 29, due: '2026-11-30', left: -1 });
  });

  test('counts calendar days across both changes of clocks', () => {
    expect(clockOf('2026-10-12', '2026-11-09', 28)).toEqual({ day: 28, due: '2026-11-09', left: 0 });
    expect(clockOf('2026-10-12', '2026-11-10', 28).left).toBe(-1);
    expect(clockOf('2027-03-08', '2027-04-05', 28)).toEqual({ day: 28, due: '2027-04-05', left: 0 });
    expect(clockOf('2027-03-08', '2027-04-06', 28).left).toBe(-1);
  });

  test('stands on a closed day too', () => {
    expect(dueOn('2026-11-27', 28)).toBe('2026-12-25');
  });

  test('has a nearest working day before it where nobody is there on the day itself', () => {
    const closing = { id, name: 'Juleferie', kinds: ['*' as const], from: '2026-12-21', to: '2026-12-24' };
    expect(workdayBefore('2026-11-28', at('folkeskole'), [])).toBe('2026-11-27');
    expect(workdayBefore('2026-11-30', at('folkeskole'), [])).toBeUndefined();
    expect(workdayBefore('2026-12-25', at('folkeskole'), [closing])).toBe('2026-12-18');
    expect(workdayBefore('2026-12-22', at('klub'), [{ ...closing, kinds: ['folkeskole'] }])).toBeUndefined();
  });

  test('days gone and days left always make the goal, whatever the day and the goal', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 15_000 }).map((count) => addDays('2000-01-01', count)),
        fc.integer({ min: -10, max: 400 }),
        fc.integer({ min: 1, max: 90 }),
        (start, gone, goal) => {
          const clock = clockOf(start, addDays(start, gone), goal);
          expect(clock.day).toBe(gone);
          expect(clock.day + clock.left).toBe(goal);
        },
      ),
    );
  });
});

describe('the reference of a concern', () => {
  test('is the code of the place and its running number, three digits and more when needed', () => {
    expect(referenceOf(concern({ given: { number: 17 } }), 'BRO')).toBe('BRO-017');
    expect(referenceOf(concern({ given: { number: 1204 } }), 'NØR')).toBe('NØR-1204');
  });

  test('before it is numbered is the code, a question mark and two letters that are always its own', () => {
    expect(referenceOf(concern(), 'BRO')).toBe(provisionalReference(id, 'BRO'));
    expect(provisionalReference('01890000-0000-7000-8000-0000000004d2', 'BRO')).toMatch(/^BRO-\?[A-Z]{2}$/);
  });

  test('never uses the letters I, O and Q, that are read as digits', () => {
    for (let tail = 0; tail < 0x10000; tail += 7) {
      const last = tail.toString(16).padStart(4, '0');
      expect(provisionalReference(`01890000-0000-7000-8000-00000000${last}`, 'BRO')).toMatch(
        /^BRO-\?[A-HJ-NPR-Z]{2}$/,
      );
    }
  });

  test('shares its provisional letters with few of the others that are still waiting', () => {
    const seen = new Set(
      Array.from({ length: 529 }, (_, tail) =>
        provisionalReference(`01890000-0000-7000-8000-00000000${tail.toString(16).padStart(4, '0')}`, 'BRO'),
      ),
    );
    expect(seen.size).toBe(529);
  });
});

test('a concern is open until something was done about it', () => {
  expect(isOpenConcern(concern())).toBe(true);
  for (const state of ['supportStarted', 'takenOver', 'noLonger'] as const)
    expect(isOpenConcern(concern({ fields: { state: { current: { value: state, ops: [id] } } } }))).toBe(
      false,
    );
});
