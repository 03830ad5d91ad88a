import * as z from 'zod/mini';
import { type Closing, closedBy } from './closing.ts';
import { addDays, Day, daysBetween, minutesOf, WallTime, wallTimeAt, weekdayOf } from './day.ts';
import { Id } from './id.ts';
import { InstitutionNumber, type Place } from './institution.ts';
import { Line, lineLimits } from './text.ts';

/** The least and the most of what an hour says in numbers. Shorter slots would make a day of thousands, which a booking page shows. */
export const hourLimits = {
  slotMinutes: [5, 240],
  earliestDays: [0, 366],
  latestMinutes: [0, 100_000],
} as const;

const within = ([least, most]: readonly [number, number]) =>
  z.number().check(z.int(), z.minimum(least), z.maximum(most));

/** The fixed hour (træffetid) of a place: every n weeks on a weekday, wall time in Europe/Copenhagen. */
export const DropIn = z.object({
  id: Id,
  institution: InstitutionNumber,
  worker: Id,
  /** ISO weekday, 1 is Monday. */
  weekday: z.number().check(z.int(), z.minimum(1), z.maximum(7)),
  start: WallTime,
  end: WallTime,
  room: Line(lineLimits.room),
  slotMinutes: within(hourLimits.slotMinutes),
  /** Part of the hour kept for people who just come, 0–1. */
  walkInShare: z.number().check(z.minimum(0), z.maximum(1)),
  everyWeeks: z.number().check(z.int(), z.minimum(1), z.maximum(520)),
  /** Weeks are counted from the first such weekday on or after this day. */
  validFrom: Day,
  validTo: z.nullable(Day),
  /** The hour that this one goes on from, where one was changed from a day: its bookings are sought here. */
  follows: z.optional(Id),
  /** How many days ahead a slot can be booked; 28 where it is not said. */
  earliestDays: z.optional(within(hourLimits.earliestDays)),
  /** Booking closes so many minutes before the slot begins; 0 where it is not said. */
  latestMinutes: z.optional(within(hourLimits.latestMinutes)),
});
export type DropIn = z.infer<typeof DropIn>;

/** Does the hour fall on this day by its own rule, closings aside? Counted from a start day: the week's number is no guide in a year with week 53. */
export function fallsOn(dropIn: DropIn, day: Day): boolean {
  if (weekdayOf(day) !== dropIn.weekday || day < dropIn.validFrom) return false;
  if (dropIn.validTo !== null && day > dropIn.validTo) return false;
  return Math.floor(daysBetween(dropIn.validFrom, day) / 7) % dropIn.everyWeeks === 0;
}

/** The hours to be held on a day, earliest first. A place that is closed, or that is not among `places`, has none. */
export const dropInsOn = (
  day: Day,
  dropIns: readonly DropIn[],
  closings: readonly Closing[],
  places: readonly Place[],
): DropIn[] =>
  dropIns
    .filter((dropIn) => fallsOn(dropIn, day))
    .filter(({ institution }) => {
      const place = places.find(({ number }) => number === institution);
      return place !== undefined && !closedBy(day, place, closings);
    })
    .toSorted((one, other) => minutesOf(one.start) - minutesOf(other.start));

/** How far `nearestDayWithHours` looks, in days either way: longer than a summer holiday. */
const reach = 60;

/** The day itself when it has hours, else the nearest that has, the later of two equally near; `undefined` beyond 60 days. */
export function nearestDayWithHours(
  day: Day,
  dropIns: readonly DropIn[],
  closings: readonly Closing[],
  places: readonly Place[],
): Day | undefined {
  for (let distance = 0; distance <= reach; distance++) {
    for (const near of [addDays(day, distance), addDays(day, -distance)]) {
      if (dropInsOn(near, dropIns, closings, places).length > 0) return near;
    }
  }
  return undefined;
}

export interface Slot {
  start: WallTime;
  end: WallTime;
  /** Kept for people who just come; the others can be booked. */
  walkIn: boolean;
}

/**
 * The slots (tider) of an hour, derived and never stored: from the start in steps of `slotMinutes`, the remainder dropped
 * (90 minutes at 20 are 4 slots). The walk-in share takes the last of them, rounded up.
 */
export function slots({
  start,
  end,
  slotMinutes,
  walkInShare,
}: Pick<DropIn, 'start' | 'end' | 'slotMinutes' | 'walkInShare'>): Slot[] {
  const first = minutesOf(start);
  const count = Math.max(0, Math.floor((minutesOf(end) - first) / slotMinutes));
  // 0.07 × 100 is 7.000000000000001 to a computer, and still 7 slots.
  const walkIns = Math.ceil(walkInShare * count - 1e-9);
  return Array.from({ length: count }, (_, index) => ({
    start: wallTimeAt(first + index * slotMinutes),
    end: wallTimeAt(first + (index + 1) * slotMinutes),
    walkIn: index >= count - walkIns,
  }));
}
