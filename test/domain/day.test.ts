import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { afterEach, describe, expect, test } from 'vitest';
import {
  addDays,
  Day,
  dayOf,
  daysBetween,
  instantAt,
  instantOf,
  isoWeekOf,
  minutesOf,
  WallTime,
  wallTimeOf,
  weekdayOf,
} from '#domain/day.ts';

const years = Array.from({ length: 41 }, (_, index) => 2000 + index);
/** By the rule of the EU, and not by the code under test: clocks change on the last Sunday of March and October. */
const lastSunday = (year: number, month: number): string => {
  const last = new Date(Date.UTC(year, month, 0));
  last.setUTCDate(last.getUTCDate() - last.getUTCDay());
  return last.toISOString().slice(0, 10);
};
const springs = years.map((year) => lastSunday(year, 3));
const autumns = years.map((year) => lastSunday(year, 10));
const changes = [...springs, ...autumns];
const anyDay = fc.integer({ min: 0, max: 365 * 41 + 10 }).map((count) => {
  return new Date(Date.UTC(2000, 0, 1 + count)).toISOString().slice(0, 10);
});
const nearChange = fc
  .tuple(fc.constantFrom(...changes), fc.integer({ min: -2, max: 2 }))
  .map(([day, off]) => new Date(Date.parse(day) + off * 86_400_000).toISOString().slice(0, 10));
const anyTime = fc
  .integer({ min: 0, max: 1439 })
  .map((at) => `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`);

const machineZone = process.env.TZ;
afterEach(() => {
  if (machineZone === undefined) delete process.env.TZ;
  else process.env.TZ = machineZone;
});

describe.each(['Europe/Copenhagen', 'UTC', 'America/Los_Angeles', 'Pacific/Kiritimati'])(
  'on a tablet whose clock is set to %s',
  (zone) => {
    const inZone = (run: () => void) => () => {
      process.env.TZ = zone;
      expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
      run();
    };

    test(
      'a wall time comes back from its instant on every day around a change of clocks, save in the hour that is not there',
      inZone(() => {
        fc.assert(
          fc.property(nearChange, anyTime, (day, time) => {
            const missing = springs.includes(day) && minutesOf(time) >= 120 && minutesOf(time) < 180;
            const instant = instantAt(day, time);
            expect(dayOf(instant)).toBe(day);
            if (!missing) expect(wallTimeOf(instant)).toBe(time);
          }),
          { numRuns: 400 },
        );
      }),
    );

    test(
      'the offset to UTC is one hour in winter and two in summer, and changes at 01:00 UTC',
      inZone(() => {
        for (const day of springs) {
          expect(instantAt(day, '01:59')).toBe(`${day}T00:59:00.000Z`);
          expect(instantAt(day, '03:00')).toBe(`${day}T01:00:00.000Z`);
        }
        for (const day of autumns) {
          expect(instantAt(day, '01:59')).toBe(`${addDays(day, -1)}T23:59:00.000Z`);
          expect(instantAt(day, '03:00')).toBe(`${day}T02:00:00.000Z`);
        }
      }),
    );

    test(
      'the hour that autumn repeats names the first of the two, and both read the same on the wall',
      inZone(() => {
        for (const day of autumns) {
          expect(instantAt(day, '02:30')).toBe(`${day}T00:30:00.000Z`);
          expect(wallTimeOf(`${day}T00:30:00.000Z`)).toBe('02:30');
          expect(wallTimeOf(`${day}T01:30:00.000Z`)).toBe('02:30');
          expect(dayOf(`${day}T01:30:00.000Z`)).toBe(day);
        }
      }),
    );

    test(
      'the hour that spring skips becomes a time after it on the same day',
      inZone(() => {
        for (const day of springs) expect(wallTimeOf(instantAt(day, '02:30'))).toBe('03:30');
      }),
    );

    test(
      'adding days and counting them agree, and are never shortened or stretched by a change of clocks',
      inZone(() => {
        fc.assert(
          fc.property(fc.oneof(nearChange, anyDay), fc.integer({ min: -4000, max: 4000 }), (day, count) => {
            const there = addDays(day, count);
            expect(Date.parse(there) - Date.parse(day)).toBe(count * 86_400_000);
            expect(daysBetween(day, there)).toBe(count);
            expect(weekdayOf(there)).toBe(((((weekdayOf(day) - 1 + count) % 7) + 7) % 7) + 1);
          }),
          { numRuns: 400 },
        );
      }),
    );

    test(
      'a day runs from midnight to midnight in Copenhagen',
      inZone(() => {
        for (const day of changes) {
          const midnight = Date.parse(instantAt(day, '00:00'));
          expect(dayOf(midnight)).toBe(day);
          expect(dayOf(midnight - 1)).toBe(addDays(day, -1));
          expect(wallTimeOf(midnight - 1)).toBe('23:59');
        }
      }),
    );

    test(
      '2026 has a week 53, and the first of January 2027 lies in it',
      inZone(() => {
        expect(isoWeekOf('2026-12-27')).toEqual({ year: 2026, week: 52 });
        expect(isoWeekOf('2026-12-28')).toEqual({ year: 2026, week: 53 });
        expect(isoWeekOf('2027-01-01')).toEqual({ year: 2026, week: 53 });
        expect(isoWeekOf('2027-01-03')).toEqual({ year: 2026, week: 53 });
        expect(isoWeekOf('2027-01-04')).toEqual({ year: 2027, week: 1 });
        expect(isoWeekOf('2024-12-30')).toEqual({ year: 2025, week: 1 });
      }),
    );
  },
);

test('every week has seven days, Monday to Sunday, and follows the one before', () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const monday = addDays(day, 1 - weekdayOf(day));
      const week = isoWeekOf(monday);
      expect(isoWeekOf(addDays(monday, 6))).toEqual(week);
      const next = isoWeekOf(addDays(monday, 7));
      expect(next).toEqual(
        next.year === week.year ? { year: week.year, week: week.week + 1 } : { year: week.year + 1, week: 1 },
      );
      // A week belongs to the year of its Thursday.
      expect(week.year).toBe(Number(addDays(monday, 3).slice(0, 4)));
    }),
  );
});

test('a day that no calendar has is refused', () => {
  for (const day of [
    '2026-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '26-01-01',
    '2026-01-01T00',
  ])
    expect(Day.safeParse(day).success).toBe(false);
  for (const day of ['2024-02-29', '2026-12-31']) expect(Day.safeParse(day).success).toBe(true);
});

test('a wall time that no clock shows is refused', () => {
  for (const time of ['24:00', '9:00', '09:60', '09.30', ''])
    expect(WallTime.safeParse(time).success).toBe(false);
  for (const time of ['00:00', '23:59']) expect(WallTime.safeParse(time).success).toBe(true);
});

test('an instant is written in UTC with milliseconds, and a wall time counts minutes from midnight', () => {
  expect(instantOf(0)).toBe('1970-01-01T00:00:00.000Z');
  expect(minutesOf('08:30')).toBe(510);
});

test('days, weekdays and weeks are those of another implementation, on every day from 2000 to 2040', () => {
  let day = '2000-01-01';
  let other = Temporal.PlainDate.from(day);
  for (let count = 0; day < '2041'; count += 1) {
    expect([day, weekdayOf(day), isoWeekOf(day)]).toEqual([
      other.toString(),
      other.dayOfWeek,
      { year: other.yearOfWeek, week: other.weekOfYear },
    ]);
    expect(daysBetween('2000-01-01', day)).toBe(count);
    day = addDays(day, 1);
    other = other.add({ days: 1 });
  }
  expect([addDays('1970-01-01', -1), weekdayOf('1969-12-28')]).toEqual(['1969-12-31', 7]);
});
