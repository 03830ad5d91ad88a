import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { freeSlots } from '#domain/booking.ts';
import type { Closing } from '#domain/closing.ts';
import { addDays, instantAt, weekdayOf } from '#domain/day.ts';
import type { DropIn } from '#domain/drop-in.ts';
import { type Id, occurrenceId, outsideId } from '#domain/id.ts';
import { merge } from '#domain/merge/merge.ts';
import type { Value } from '#domain/merge/register.ts';
import { hoursOf, type Plan } from '#domain/occurrence.ts';
import { ruleOf } from '#domain/record-kinds.ts';
import { ofKind } from '../helpers/replica.ts';

const place = { number: '849001', kind: 'folkeskole' } as const;
const [mette, anders] = [outsideId('person', 'mette'), outsideId('person', 'anders')];
const weekly: DropIn = {
  id: outsideId('dropIn', 'tuesday'),
  institution: '849001',
  worker: mette,
  weekday: 2,
  start: '09:00',
  end: '11:00',
  room: 'Kontoret',
  slotMinutes: 20,
  walkInShare: 0.5,
  everyWeeks: 1,
  validFrom: '2026-08-04',
  validTo: null,
};
const fixedOf = (date: string, more: object = {}) => ({
  ...{ dropIn: weekly.id, date, start: '09:00', end: '11:00', room: 'Kontoret', worker: mette },
  ...{ slotMinutes: 20, walkInShare: 0.5, ...more },
});

let ops = 0;
const record = (id: Id, fixed: object, set: Record<string, Value>, institution = '849001') => {
  ops += 1;
  const op = outsideId('op', String(ops));
  const { state } = merge(
    undefined,
    {
      ...{ op, by: mette, at: '2026-11-01T09:00:00.000Z', kind: 'occurrence', object: id, institution },
      fixed: fixed as Record<string, Value>,
      set: Object.fromEntries(Object.entries(set).map(([field, value]) => [field, { value, basedOn: [] }])),
    },
    ruleOf,
  );
  return ofKind('occurrence', state);
};
const on = (date: string, set: Record<string, Value>) =>
  record(occurrenceId(weekly.id, date), fixedOf(date), set);

const hours = (from: string, to: string, plan: Partial<Plan> = {}) =>
  hoursOf(place, from, to, { dropIns: [weekly], closings: [], occurrences: [], ...plan }).map(
    ({ date, start, state, worker }) => `${date} ${start} ${state}${worker === mette ? '' : ' other'}`,
  );

describe('the hours of a place', () => {
  it('are its fixed hours, both ends included', () => {
    expect(hours('2026-11-24', '2026-12-01')).toEqual(['2026-11-24 09:00 held', '2026-12-01 09:00 held']);
    expect(hours('2026-11-25', '2026-11-30')).toEqual([]);
    expect(hours('2026-12-01', '2026-11-24')).toEqual([]);
  });

  it('are closed on closing days and public holidays', () => {
    const temadag: Closing = {
      ...{ id: outsideId('closing', 'x'), name: 'Temadag', kinds: ['folkeskole'] },
      ...{ from: '2026-11-24', to: '2026-11-24' },
    };
    expect(hours('2026-11-24', '2026-11-24', { closings: [temadag] })).toEqual(['2026-11-24 09:00 closed']);
    const friday = { ...weekly, weekday: 5 };
    expect(hours('2026-12-25', '2026-12-25', { dropIns: [friday] })).toEqual(['2026-12-25 09:00 closed']);
  });

  it('say when one is cancelled, and why; taken up again it is held', () => {
    const cancelled = on('2026-11-24', { cancelled: 'Sygdom' });
    const [hour] = hoursOf(place, '2026-11-24', '2026-11-24', {
      ...{ dropIns: [weekly], closings: [], occurrences: [cancelled] },
    });
    expect(hour).toMatchObject({ state: 'cancelled', reason: 'Sygdom' });
    expect(
      hours('2026-11-24', '2026-11-24', { occurrences: [on('2026-11-24', { cancelled: null })] }),
    ).toEqual(['2026-11-24 09:00 held']);
  });

  it('show a moved hour at both places, whichever of them is asked for', () => {
    const moved = on('2026-11-24', {
      moved: { date: '2026-11-26', start: '13:00', end: '14:00', room: 'Biblioteket' },
    });
    expect(hours('2026-11-23', '2026-11-29', { occurrences: [moved] })).toEqual([
      '2026-11-24 09:00 moved',
      '2026-11-26 13:00 held',
    ]);
    expect(hours('2026-11-26', '2026-11-26', { occurrences: [moved] })).toEqual(['2026-11-26 13:00 held']);
    expect(hours('2026-11-24', '2026-11-24', { occurrences: [moved] })).toEqual(['2026-11-24 09:00 moved']);
  });

  it('a moved hour keeps its id, and an hour held by another has that worker', () => {
    const moved = on('2026-11-24', {
      moved: { date: '2026-11-26', start: '13:00', end: '14:00', room: 'Biblioteket' },
      heldBy: anders,
    });
    const found = hoursOf(place, '2026-11-20', '2026-11-30', {
      ...{ dropIns: [weekly], closings: [], occurrences: [moved] },
    });
    expect(new Set(found.map(({ id }) => id)).size).toBe(1);
    expect(found.map(({ worker }) => worker)).toEqual([anders, anders]);
  });

  it('hold an extra hour on any day, also on a closed one', () => {
    const extra = record(
      outsideId('extra', '1'),
      fixedOf('2026-12-25', { dropIn: null, start: '12:00', end: '13:00' }),
      {},
    );
    expect(hours('2026-12-25', '2026-12-25', { occurrences: [extra] })).toEqual(['2026-12-25 12:00 held']);
  });

  it('know nothing of other places', () => {
    const elsewhere = record(outsideId('extra', '2'), fixedOf('2026-11-24', { dropIn: null }), {}, '849002');
    expect(hours('2026-11-24', '2026-11-24', { dropIns: [], occurrences: [elsewhere] })).toEqual([]);
    expect(hours('2026-11-24', '2026-11-24', { dropIns: [{ ...weekly, institution: '849002' }] })).toEqual(
      [],
    );
  });
});

/** What another implementation says: the wall time in its zone, the first of two, after a gap as far as it lies in it. */
const oracle = (day: string, time: string): string =>
  Temporal.PlainDateTime.from(`${day}T${time}`)
    .toZonedDateTime('Europe/Copenhagen', { disambiguation: 'compatible' })
    .toInstant()
    .toString({ smallestUnit: 'millisecond' });

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** The last Sunday of March and of October. */
const changesOfClocks = Array.from({ length: 41 }, (_, index) => 2000 + index).flatMap((year) =>
  [`${year}-03-31`, `${year}-10-31`].map((last) => addDays(last, -(weekdayOf(last) % 7))),
);

const offeredOn = (day: string, more: Partial<typeof weekly>) => {
  const dropIn = {
    ...weekly,
    weekday: weekdayOf(day),
    validFrom: day,
    validTo: day,
    walkInShare: 0,
    ...more,
  };
  const found = hoursOf(place, day, day, { dropIns: [dropIn], closings: [], occurrences: [] });
  return freeSlots(
    // Easter may fall on the day, and somebody may hold an hour all the same.
    found.map((hour) => ({ ...hour, state: 'held' as const })),
    [],
    Date.parse(`${day}T00:00:00Z`) - 7 * 86_400_000,
  );
};

describe('wall time becomes the right instant', () => {
  it('on 10,000 random dates and times from 2000 to 2040', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 14_975 }), fc.integer({ min: 0, max: 1439 }), (days, minutes) => {
        const day = addDays('2000-01-01', days);
        expect(instantAt(day, clock(minutes))).toBe(oracle(day, clock(minutes)));
      }),
      { numRuns: 10_000 },
    );
  });

  it('for every slot of an hour on, before and after each change of the clocks from 2000 to 2040', () => {
    let checked = 0;
    for (const change of changesOfClocks) {
      for (const day of [addDays(change, -1), change, addDays(change, 1)]) {
        for (const [start, end] of [
          ['00:30', '04:30'],
          ['08:00', '10:00'],
        ] as const) {
          for (const slot of offeredOn(day, { start, end })) {
            expect([slot.from, slot.until]).toEqual([oracle(day, slot.start), oracle(day, slot.end)]);
            checked += 1;
          }
        }
      }
    }
    expect(checked).toBeGreaterThan(4000);
  });

  it('a weekly hour keeps its wall time over both changes of 2026 and 2027', () => {
    const wall = (day: string) => instantAt(day, '09:00').slice(11, 16);
    expect(['2026-10-20', '2026-10-27', '2027-03-23', '2027-03-30'].map(wall)).toEqual([
      '07:00',
      '08:00',
      '08:00',
      '07:00',
    ]);
  });
});

describe('where the clocks change, 2000–2040', () => {
  const night = (day: string, slotMinutes: number, start = '00:30') =>
    offeredOn(day, { start, end: '05:00', slotMinutes });
  const offered = (slot: { start: string; end: string }): string => `${slot.start}–${slot.end}`;

  it('no slot is offered that lies in the hour that spring skips, or reaches into it or over it', () => {
    for (const day of changesOfClocks.filter((one) => one.slice(5, 7) === '03')) {
      expect(night(day, 20).map(offered)).toEqual([
        ...['00:30–00:50', '00:50–01:10', '01:10–01:30', '01:30–01:50'],
        ...['03:10–03:30', '03:30–03:50', '03:50–04:10', '04:10–04:30', '04:30–04:50'],
      ]);
      expect(night(day, 80).map(offered)).toEqual(['00:30–01:50', '03:10–04:30']);
      expect(night(day, 60, '01:00').map(offered)).toEqual(['01:00–02:00', '03:00–04:00', '04:00–05:00']);
    }
  });

  it('in the hour that autumn repeats the first is meant, and nothing is offered that runs into the second', () => {
    for (const day of changesOfClocks.filter((one) => one.slice(5, 7) === '10')) {
      const slots = night(day, 20);
      expect(slots.map(offered)).toEqual([
        ...['00:30–00:50', '00:50–01:10', '01:10–01:30', '01:30–01:50', '01:50–02:10', '02:10–02:30'],
        ...['02:30–02:50', '03:10–03:30', '03:30–03:50', '03:50–04:10', '04:10–04:30', '04:30–04:50'],
      ]);
      expect(slots.find(({ start }) => start === '02:10')?.from).toBe(`${day}T00:10:00.000Z`);
    }
  });

  it('every slot lasts as long as it says, and no two of an hour overlap', () => {
    for (const day of changesOfClocks) {
      for (const length of [10, 20, 25, 45, 90]) {
        const slots = night(day, length, '00:05');
        expect(slots.length).toBeGreaterThan(1);
        for (const [index, { from, until }] of slots.entries()) {
          expect(Date.parse(until) - Date.parse(from)).toBe(length * 60_000);
          expect(until <= (slots[index + 1]?.from ?? until)).toBe(true);
        }
      }
    }
  });
});
