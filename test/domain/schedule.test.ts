import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Closing } from '#domain/closing.ts';
import { addDays, isoWeekOf, weekdayOf } from '#domain/day.ts';
import { type DropIn, fallsOn } from '#domain/drop-in.ts';
import { occurrenceId, outsideId } from '#domain/id.ts';
import { merge } from '#domain/merge/merge.ts';
import type { HourDraft } from '#domain/plan-command.ts';
import {
  beginsOn,
  clashesOf,
  isOver,
  mondayOf,
  nextDates,
  nextSchoolYear,
  schoolYear,
  wrongInClosing,
  wrongInHour,
} from '#domain/planning.ts';
import { ruleOf } from '#domain/record-kinds.ts';
import { ofKind } from '../helpers/replica.ts';

const [mette, anders] = [outsideId('person', 'mette'), outsideId('person', 'anders')];
const school = { number: '849001', kind: 'folkeskole' } as const;
const daycare = { number: '849011', kind: 'børnehave' } as const;
const tuesday: DropIn = {
  ...{ id: outsideId('dropIn', 'tuesday'), institution: '849001', worker: mette, weekday: 2 },
  ...{ start: '09:00', end: '11:00', room: 'Kontoret', slotMinutes: 20, walkInShare: 0.5 },
  ...{ everyWeeks: 1, validFrom: '2026-08-04', validTo: null },
};
const christmas: Closing = {
  ...{ id: outsideId('closing', 'jul'), name: 'Juleferie', kinds: ['folkeskole'] },
  ...{ from: '2026-12-21', to: '2027-01-01' },
};
const draft = ({ id: _, follows: __, ...hour }: DropIn, more: Partial<HourDraft> = {}): HourDraft => ({
  ...hour,
  ...more,
});

describe('the school year', () => {
  it('begins on 1 August', () => {
    expect(schoolYear(2026)).toEqual({ from: '2026-08-01', to: '2027-07-31' });
    expect(nextSchoolYear('2026-07-31')).toBe(2026);
    expect(nextSchoolYear('2026-08-01')).toBe(2027);
    expect(nextSchoolYear('2027-01-01')).toBe(2027);
  });

  it('has weeks that begin on their Monday, week 53 too', () => {
    expect(mondayOf(2026, 53)).toBe('2026-12-28');
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 2060 }), fc.integer({ min: 1, max: 52 }), (year, week) => {
        expect(isoWeekOf(mondayOf(year, week))).toEqual({ year, week });
        expect(weekdayOf(mondayOf(year, week))).toBe(1);
      }),
    );
  });
});

describe('the next dates of an hour', () => {
  it('are eight, with those that fall away and why', () => {
    const cancelled = merge(
      undefined,
      {
        ...{ op: outsideId('op', '1'), by: mette, at: '2026-11-20T09:00:00.000Z', kind: 'occurrence' },
        ...{ object: occurrenceId(tuesday.id, '2026-12-08'), institution: '849001' },
        fixed: { dropIn: tuesday.id, date: '2026-12-08', worker: mette },
        set: { cancelled: { value: 'Kursus', basedOn: [] } },
      },
      ruleOf,
    ).state;
    const plan = { closings: [christmas], occurrences: [ofKind('occurrence', cancelled)] };
    const shown = nextDates(tuesday, school, '2026-12-01', plan).map(({ date, state, reason, closedBy }) => [
      date,
      state,
      reason ?? (closedBy && 'closing' in closedBy ? closedBy.closing.name : ''),
    ]);
    expect(shown).toEqual([
      ['2026-12-01', 'held', ''],
      ['2026-12-08', 'cancelled', 'Kursus'],
      ['2026-12-15', 'held', ''],
      ['2026-12-22', 'closed', 'Juleferie'],
      ['2026-12-29', 'closed', 'Juleferie'],
      ['2027-01-05', 'held', ''],
      ['2027-01-12', 'held', ''],
      ['2027-01-19', 'held', ''],
    ]);
    const next = {
      ...tuesday,
      id: outsideId('dropIn', 'next'),
      follows: tuesday.id,
      validFrom: '2026-12-01',
    };
    expect(nextDates(next, school, '2026-12-01', plan)[1]).toMatchObject({
      state: 'cancelled',
      reason: 'Kursus',
    });
  });

  it('are fewer where the hour ends, and begin where it begins', () => {
    const plan = { closings: [], occurrences: [] };
    const dates = (hour: DropIn) => nextDates(hour, school, '2026-11-23', plan).map(({ date }) => date);
    expect(dates({ ...tuesday, validTo: '2026-12-02' })).toEqual(['2026-11-24', '2026-12-01']);
    expect(dates({ ...tuesday, validFrom: '2027-02-01', validTo: '2027-02-09' })).toEqual([
      '2027-02-02',
      '2027-02-09',
    ]);
    expect(dates({ ...tuesday, validTo: '2026-11-20' })).toEqual([]);
  });
});

describe('an hour that goes on from another', () => {
  it('keeps the weeks of its rhythm, whatever day it is changed from and to', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 4 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 400 }),
        (everyWeeks, weekday, later, ahead) => {
          const old = { ...tuesday, weekday, everyWeeks };
          const from = addDays(old.validFrom, 7 * everyWeeks + ahead);
          const next = draft(old, { weekday: later, validFrom: from });
          const begins = beginsOn(old, next);
          expect(begins >= from && begins < addDays(from, 7 * everyWeeks + 7)).toBe(true);
          expect(weekdayOf(begins)).toBe(later);
          expect(fallsOn(old, addDays(begins, weekday - later))).toBe(true);
          expect(fallsOn({ ...next, id: old.id, validFrom: begins }, begins)).toBe(true);
        },
      ),
    );
  });

  it('begins on its own day where it is weekly or has another rhythm', () => {
    expect(beginsOn(tuesday, draft(tuesday, { validFrom: '2026-12-02' }))).toBe('2026-12-02');
    const second = draft(tuesday, { everyWeeks: 2, validFrom: '2026-12-02' });
    expect(beginsOn(tuesday, second)).toBe('2026-12-02');
  });
});

describe('two hours at the same time', () => {
  const other = (more: Partial<DropIn>): DropIn => ({
    ...tuesday,
    id: outsideId('dropIn', 'other'),
    ...more,
  });
  const clash = (hour: DropIn, all: readonly DropIn[], closings: readonly Closing[] = []) =>
    clashesOf([hour], all, closings, [school, daycare], '2026-11-23').map(({ of, date }) => [of, date]);

  it('clash where they have a worker or a room in common, on the first day that both are held', () => {
    const elsewhere = other({ institution: '849011', start: '10:30', end: '12:00' });
    expect(clash(tuesday, [tuesday, elsewhere])).toEqual([['worker', '2026-11-24']]);
    expect(clash(tuesday, [{ ...elsewhere, worker: anders }])).toEqual([]);
    expect(clash(tuesday, [other({ worker: anders, room: 'kontoret' })])).toEqual([['room', '2026-11-24']]);
    expect(clash(tuesday, [other({ worker: anders, room: 'Biblioteket' })])).toEqual([]);
    const closed: Closing = {
      ...christmas,
      kinds: [],
      places: ['849011'],
      from: '2026-11-24',
      to: '2026-12-01',
    };
    expect(clash(tuesday, [elsewhere], [closed])).toEqual([['worker', '2026-12-08']]);
  });

  it('do not when one ends as the other begins, on other days, in other weeks, or after one has ended', () => {
    const after = other({ start: '11:00', end: '12:00' });
    expect(clash(tuesday, [after])).toEqual([]);
    expect(clash(tuesday, [other({ weekday: 3 })])).toEqual([]);
    expect(clash(tuesday, [other({ validTo: '2026-11-23' })])).toEqual([]);
    const odd = { ...tuesday, everyWeeks: 2, validFrom: '2026-11-24' };
    expect(clash(odd, [other({ everyWeeks: 2, validFrom: '2026-12-01' })])).toEqual([]);
    expect(clash(odd, [other({ everyWeeks: 3, validFrom: '2026-12-01' })])).toEqual([
      ['worker', '2026-12-22'],
    ]);
  });
});

describe('what is wrong', () => {
  const around = {
    today: '2026-11-23',
    places: [school],
    workers: [
      { id: mette, places: ['849001'] },
      { id: anders, places: ['849011'] },
    ],
  };
  const wrong = (more: Partial<HourDraft>, old?: DropIn) =>
    wrongInHour(draft(tuesday, { validFrom: '2026-12-01', ...more }), around, old).map(
      ({ field, why }) => `${field} ${why}`,
    );

  it('with an hour is said by field', () => {
    expect(wrong({})).toEqual([]);
    expect(wrong({ institution: '849011' })).toContain('institution missing');
    expect(wrong({ worker: anders })).toEqual(['worker notThere']);
    expect(wrong({ end: '09:00' })).toEqual(['end beforeStart']);
    expect(wrong({ slotMinutes: 121 })).toEqual(['end noSlot']);
    expect(wrong({ room: ' ' })).toEqual(['room missing']);
    expect(wrong({ validFrom: '2026-11-22' })).toEqual(['validFrom past']);
    expect(wrong({ validTo: '2026-11-30' })).toEqual(['validTo beforeFrom']);
  });

  it('with a change is also that its day has begun, or comes after the hour has ended', () => {
    expect(wrong({ validFrom: '2026-11-23' })).toEqual([]);
    expect(wrong({ validFrom: '2026-11-23' }, tuesday)).toEqual(['validFrom past']);
    expect(wrong({}, { ...tuesday, validTo: '2026-11-30' })).toEqual(['validFrom afterEnd']);
  });

  it('with closed days is said by field, and what has been closed stays so', () => {
    const closing = { name: 'Temadag', kinds: [], places: ['849001'], from: '2026-12-01', to: '2026-12-01' };
    const found = (more: object, old?: Closing) =>
      wrongInClosing({ ...closing, ...more }, around, old).map(({ field, why }) => `${field} ${why}`);
    expect(found({})).toEqual([]);
    expect(found({ name: '', places: [] })).toEqual(['name missing', 'kinds missing']);
    expect(found({ from: '2026-11-22' })).toEqual(['from past']);
    expect(found({ to: '2026-11-30' })).toEqual(['to beforeFrom']);
    const begun: Closing = { ...christmas, from: '2026-11-20', to: '2026-12-01' };
    expect(found({ from: '2026-11-20', to: '2026-11-22' }, begun)).toEqual([]);
    expect(found({ from: '2026-11-19' }, begun)).toEqual(['from past']);
    expect(found({ from: '2026-11-20', to: '2026-11-21' }, begun)).toEqual(['to past']);
  });

  it('is not that an hour ends today', () => {
    expect([
      isOver({ validTo: '2026-11-23' }, '2026-11-23'),
      isOver({ validTo: null }, '2026-11-23'),
    ]).toEqual([false, false]);
    expect(isOver({ validTo: '2026-11-22' }, '2026-11-23')).toBe(true);
  });
});
