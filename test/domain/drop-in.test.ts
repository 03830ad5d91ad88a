import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Closing } from '#domain/closing.ts';
import { addDays, daysBetween, instantAt, minutesOf, wallTimeOf, weekdayOf } from '#domain/day.ts';
import { DropIn, dropInsOn, fallsOn, nearestDayWithHours, slots } from '#domain/drop-in.ts';
import { outsideId } from '#domain/id.ts';

const school = { number: '849003', kind: 'folkeskole' } as const;
const daycare = { number: '849012', kind: 'dagpleje' } as const;
const places = [school, daycare];

const dropIn = (own: Partial<DropIn> = {}): DropIn => ({
  id: outsideId('dropIn', JSON.stringify(own)),
  institution: school.number,
  worker: outsideId('person', 'raadgiver'),
  weekday: 1,
  start: '08:30',
  end: '10:00',
  room: 'Lærerværelset',
  slotMinutes: 20,
  walkInShare: 0.5,
  everyWeeks: 1,
  validFrom: '2026-08-10',
  validTo: null,
  ...own,
});
const closing = (kinds: Closing['kinds'], from: string, to: string): Closing => ({
  id: outsideId('closing', from),
  name: 'Lukket',
  kinds,
  from,
  to,
});
const some = fc.integer({ min: 0, max: 365 * 41 }).map((count) => addDays('2000-01-01', count));

describe('the fixed hours of a day', () => {
  test('the earliest comes first, and only those of the weekday', () => {
    const late = dropIn({ start: '13:00', end: '14:30' });
    const early = dropIn({ institution: daycare.number, start: '08:00', end: '09:30' });
    const tuesday = dropIn({ weekday: 2 });
    expect(dropInsOn('2026-11-23', [late, tuesday, early], [], places)).toEqual([early, late]);
    expect(dropInsOn('2026-11-24', [late, tuesday, early], [], places)).toEqual([tuesday]);
  });

  test('a closed place has none while the others have theirs', () => {
    const hours = [dropIn(), dropIn({ institution: daycare.number })];
    const autumn = closing(['folkeskole'], '2026-10-12', '2026-10-16');
    expect(dropInsOn('2026-10-12', hours, [autumn], places)).toEqual([hours[1]]);
  });

  test('an hour at a place that the tablet does not know is not held', () => {
    expect(dropInsOn('2026-11-23', [dropIn({ institution: '849099' })], [], places)).toEqual([]);
  });

  test('an hour is held from its first valid day to its last, both included', () => {
    const brief = dropIn({ validFrom: '2026-08-10', validTo: '2026-08-24' });
    const held = ['2026-08-03', '2026-08-10', '2026-08-17', '2026-08-24', '2026-08-31'].map((day) =>
      fallsOn(brief, day),
    );
    expect(held).toEqual([false, true, true, true, false]);
  });

  test('every second week goes on through week 53, where two odd weeks meet', () => {
    const biweekly = dropIn({ everyWeeks: 2, validFrom: '2026-12-07' });
    const held = ['2026-12-21', '2026-12-28', '2027-01-04', '2027-01-11', '2027-01-18'].map((day) =>
      fallsOn(biweekly, day),
    );
    expect(held).toEqual([true, false, true, false, true]);
  });

  test('weeks are counted from the first such weekday on or after the start', () => {
    const fromWednesday = dropIn({ everyWeeks: 2, validFrom: '2026-08-12' });
    expect(['2026-08-17', '2026-08-24', '2026-08-31'].map((day) => fallsOn(fromWednesday, day))).toEqual([
      true,
      false,
      true,
    ]);
  });

  test('every n weeks means n × 7 calendar days between two hours, over every change of clocks 2000–2040', () => {
    fc.assert(
      fc.property(
        some,
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 6 }),
        (from, weekday, everyWeeks) => {
          const hour = dropIn({ weekday, everyWeeks, validFrom: from });
          const held = Array.from({ length: 7 * everyWeeks * 3 }, (_, count) => addDays(from, count)).filter(
            (day) => fallsOn(hour, day),
          );
          expect(held).toHaveLength(3);
          expect(daysBetween(from, held[0]!)).toBeLessThan(7);
          for (const [index, day] of held.entries()) {
            expect(weekdayOf(day)).toBe(weekday);
            expect(daysBetween(held[0]!, day)).toBe(index * 7 * everyWeeks);
            expect(wallTimeOf(instantAt(day, hour.start))).toBe('08:30');
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the nearest day with hours', () => {
  const hours = [dropIn({ weekday: 1 }), dropIn({ weekday: 4 })];

  test('is the day itself when it has hours', () => {
    expect(nearestDayWithHours('2026-11-23', hours, [], places)).toBe('2026-11-23');
  });

  test('is the nearer one on either side', () => {
    expect(nearestDayWithHours('2026-11-20', hours, [], places)).toBe('2026-11-19');
    expect(nearestDayWithHours('2026-11-22', hours, [], places)).toBe('2026-11-23');
  });

  test('is the later one when both are equally near', () => {
    expect(nearestDayWithHours('2026-11-21', hours, [], places)).toBe('2026-11-23');
  });

  test('jumps over a closed day', () => {
    const closed = closing(['*'], '2026-11-23', '2026-11-23');
    expect(nearestDayWithHours('2026-11-23', hours, [closed], places)).toBe('2026-11-26');
  });

  test('is found through the whole summer holiday and nowhere beyond 60 days', () => {
    const first = [dropIn({ validFrom: '2026-08-10' })];
    expect(nearestDayWithHours('2026-06-11', first, [], places)).toBe('2026-08-10');
    expect(nearestDayWithHours('2026-06-10', first, [], places)).toBeUndefined();
  });
});

describe('the slots of an hour', () => {
  test('90 minutes at 20 are four slots; the last half of them is for people who just come', () => {
    expect(slots(dropIn())).toEqual([
      { start: '08:30', end: '08:50', walkIn: false },
      { start: '08:50', end: '09:10', walkIn: false },
      { start: '09:10', end: '09:30', walkIn: true },
      { start: '09:30', end: '09:50', walkIn: true },
    ]);
  });

  test('the walk-in share is rounded up', () => {
    const walkIns = slots(dropIn({ slotMinutes: 30 })).map(({ walkIn }) => walkIn);
    expect(walkIns).toEqual([false, true, true]);
    expect(slots(dropIn({ walkInShare: 0 })).some(({ walkIn }) => walkIn)).toBe(false);
    expect(slots(dropIn({ walkInShare: 1 })).every(({ walkIn }) => walkIn)).toBe(true);
  });

  test('a share that is whole in people’s arithmetic is not rounded up by the computer’s', () => {
    const hundred = dropIn({ start: '08:00', end: '09:40', slotMinutes: 1, walkInShare: 0.07 });
    expect(slots(hundred).filter(({ walkIn }) => walkIn)).toHaveLength(7);
  });

  test('an hour shorter than its slot has none, and neither has one that ends before it starts', () => {
    expect(slots(dropIn({ start: '08:30', end: '08:49' }))).toEqual([]);
    expect(slots(dropIn({ start: '10:00', end: '08:30' }))).toEqual([]);
  });

  test('slots follow each other from the start, end within the hour, and leave less than one slot over', () => {
    const time = fc
      .integer({ min: 0, max: 1439 })
      .map((at) => `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`);
    fc.assert(
      fc.property(
        time,
        time,
        fc.integer({ min: 1, max: 90 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (one, other, slotMinutes, walkInShare) => {
          const [start, end] = [one, other].toSorted() as [string, string];
          const made = slots(dropIn({ start, end, slotMinutes, walkInShare }));
          const over = minutesOf(end) - minutesOf(made.at(-1)?.end ?? start);
          expect(over).toBeGreaterThanOrEqual(0);
          expect(over).toBeLessThan(slotMinutes);
          expect(made.map((slot) => slot.start)).toEqual(
            made.length > 0 ? [start, ...made.slice(0, -1).map((slot) => slot.end)] : [],
          );
          const firstWalkIn = made.findIndex(({ walkIn }) => walkIn);
          expect(made.slice(firstWalkIn).every(({ walkIn }) => walkIn) || firstWalkIn < 0).toBe(true);
        },
      ),
    );
  });
});

test('a drop-in with an impossible weekday, share or step is refused at the door', () => {
  expect(DropIn.safeParse(dropIn()).success).toBe(true);
  for (const wrong of [{ weekday: 8 }, { walkInShare: 1.5 }, { slotMinutes: 0 }, { everyWeeks: 0 }]) {
    expect(DropIn.safeParse(dropIn(wrong)).success).toBe(false);
  }
});
