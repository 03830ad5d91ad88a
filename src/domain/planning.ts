import { type Closing, closedBy } from './closing.ts';
import { addDays, Day, daysBetween, planEnd, weekdayOf } from './day.ts';
import { type DropIn, fallsOn, slots } from './drop-in.ts';
import { type Id, occurrenceId } from './id.ts';
import type { Place } from './institution.ts';
import { type Hour, hoursOf, type Plan } from './occurrence.ts';
import type { ClosingDraft, HourDraft } from './plan-command.ts';

/** The Danish school year, 1 August to 31 July, that begins in `year`. */
export const schoolYear = (year: number): { from: Day; to: Day } => ({
  from: `${year}-08-01`,
  to: `${year + 1}-07-31`,
});

/** The year in which the school year after that of `day` begins. */
export const nextSchoolYear = (day: Day): number =>
  Number(day.slice(0, 4)) + (day.slice(5) >= '08-01' ? 1 : 0);

/** Monday of an ISO week; week 1 is that of 4 January. */
export function mondayOf(year: number, week: number): Day {
  const fourth = `${year}-01-04`;
  return addDays(fourth, 1 - weekdayOf(fourth) + 7 * (week - 1));
}

/** How far rules are looked at, in days: past a whole school year in either direction. */
const reach = 800;

/** The days of an hour's own rule from `from` on, at most `count`, closings aside. */
export function daysOf(hour: DropIn, from: Day, count: number): Day[] {
  const first = from > hour.validFrom ? from : hour.validFrom;
  const days: Day[] = [];
  for (let ahead = 0; ahead <= reach && days.length < count; ahead++) {
    const day = addDays(first, ahead);
    if (fallsOn(hour, day)) days.push(day);
  }
  return days;
}

/** What differs on single dates of an hour, with what it will take over from the one that it goes on from. */
function differing(hour: DropIn, occurrences: Plan['occurrences']): Plan['occurrences'] {
  const own = new Set(occurrences.map(({ id }) => id));
  const taken = occurrences
    .filter(({ fixed }) => hour.follows !== undefined && fixed.dropIn === hour.follows)
    .map((record) => ({ ...record, id: occurrenceId(hour.id, record.fixed.date) }))
    .filter(({ id }) => !own.has(id));
  return [...occurrences, ...taken];
}

/** So many of the dates to come are shown of an hour. */
export const datesShown = 8;

/** The next `count` dates of an hour from `from` on, also those that fall away, each as it will be where it was planned. */
export function nextDates(
  hour: DropIn,
  place: Place,
  from: Day,
  plan: Omit<Plan, 'dropIns'>,
  count = datesShown,
): Hour[] {
  const occurrences = differing(hour, plan.occurrences);
  return daysOf(hour, from, count).flatMap((day) => {
    const own = hoursOf(place, day, day, { ...plan, occurrences, dropIns: [hour] });
    const id = occurrenceId(hour.id, day);
    const here = own.filter((one) => one.id === id);
    return here.find(({ state }) => state !== 'held') ?? here[0] ?? [];
  });
}

/**
 * The day on which a changed hour begins, so that "every second week" goes on in the same weeks: the first of its days from
 * `next.validFrom` on whose week is one of the old hour's. Another rhythm begins on `next.validFrom` itself.
 */
export function beginsOn(old: DropIn, next: HourDraft): Day {
  if (next.everyWeeks !== old.everyWeeks || old.everyWeeks === 1) return next.validFrom;
  const rule = { ...old, validTo: null };
  const first = addDays(next.validFrom, (next.weekday - weekdayOf(next.validFrom) + 7) % 7);
  const weeks = Array.from({ length: old.everyWeeks }, (_, week) => addDays(first, 7 * week));
  return weeks.find((day) => fallsOn(rule, addDays(day, old.weekday - next.weekday))) ?? next.validFrom;
}

/** Two hours that cannot both be held, and the first date of it: one worker in two places, or two hours in one room. */
export interface Clash {
  hour: DropIn;
  other: DropIn;
  date: Day;
  of: 'worker' | 'room';
}

const sameRoom = (one: DropIn, other: DropIn): boolean =>
  one.institution === other.institution &&
  one.room.toLocaleLowerCase('da') === other.room.toLocaleLowerCase('da');

/** What stands in the way of `touched` hours among `all` hours from `from` on. Hours on closed days are in no other's way. */
export function clashesOf(
  touched: readonly DropIn[],
  all: readonly DropIn[],
  closings: readonly Closing[],
  places: readonly Place[],
  from: Day,
): Clash[] {
  const isOpen = (hour: DropIn, day: Day): boolean => {
    const place = places.find(({ number }) => number === hour.institution);
    return place !== undefined && !closedBy(day, place, closings);
  };
  return touched.flatMap((hour, index) => {
    const before = touched.slice(0, index).map(({ id }) => id);
    return all.flatMap((other): Clash[] => {
      if (other.id === hour.id || before.includes(other.id) || other.weekday !== hour.weekday) return [];
      if (other.start >= hour.end || hour.start >= other.end) return [];
      const of = other.worker === hour.worker ? 'worker' : sameRoom(hour, other) ? 'room' : undefined;
      if (!of || (other.validTo !== null && other.validTo < hour.validFrom)) return [];
      const begin = [from, hour.validFrom, other.validFrom].toSorted().at(-1)!;
      const date = daysOf(hour, begin, 120).find(
        (day) => fallsOn(other, day) && isOpen(hour, day) && isOpen(other, day),
      );
      return date ? [{ hour, other, date, of }] : [];
    });
  });
}

/** What is wrong in a form: the field, and why. The programs have the words. */
export type ValidationError =
  | { field: 'institution' | 'worker' | 'room' | 'name' | 'kinds'; why: 'missing' }
  | { field: 'worker'; why: 'notThere' }
  | { field: 'end'; why: 'beforeStart' | 'noSlot' }
  | { field: 'validFrom' | 'from'; why: 'past' }
  | { field: 'validFrom' | 'validTo' | 'from' | 'to'; why: 'tooFar' }
  | { field: 'validFrom'; why: 'afterEnd' }
  | { field: 'validTo' | 'to'; why: 'beforeFrom' | 'past' };

/** What rules are asked about besides the draft itself. */
export interface PlanningContext {
  today: Day;
  places: readonly { number: string }[];
  /** Who can hold hours, and where. */
  workers: readonly { id: Id; places: readonly string[] }[];
}

/** What is planned ends three years ahead; a day that does not exist, as a year of five digits, is further away than any. */
export const isTooFar = (day: Day, today: Day): boolean =>
  day !== '' && (!Day.safeParse(day).success || day > planEnd(today));

/** What keeps an hour from being planned. `old` is the one that it goes on from. */
export function wrongInHour(
  hour: HourDraft,
  { today, places, workers }: PlanningContext,
  old?: DropIn,
): ValidationError[] {
  const worker = workers.find(({ id }) => id === hour.worker);
  const wrong: (ValidationError | false | undefined)[] = [
    !places.some(({ number }) => number === hour.institution) && { field: 'institution', why: 'missing' },
    !worker && { field: 'worker', why: 'missing' },
    worker && !worker.places.includes(hour.institution) && { field: 'worker', why: 'notThere' },
    hour.end <= hour.start
      ? { field: 'end', why: 'beforeStart' }
      : slots(hour).length === 0 && { field: 'end', why: 'noSlot' },
    hour.room.trim() === '' && { field: 'room', why: 'missing' },
    // An hour of today may be running: as it was planned it stays.
    (old ? hour.validFrom <= today : hour.validFrom < today) && { field: 'validFrom', why: 'past' },
    old?.validTo != null && hour.validFrom > old.validTo && { field: 'validFrom', why: 'afterEnd' },
    hour.validTo !== null && hour.validTo < hour.validFrom && { field: 'validTo', why: 'beforeFrom' },
    isTooFar(hour.validFrom, today) && { field: 'validFrom', why: 'tooFar' },
    hour.validTo !== null && isTooFar(hour.validTo, today) && { field: 'validTo', why: 'tooFar' },
  ];
  return wrong.filter((one): one is ValidationError => typeof one === 'object');
}

/** What keeps days from being closed. Of a closing that has begun (`old`) only the name and the end can be changed. */
export function wrongInClosing(
  closing: ClosingDraft,
  { today }: Pick<PlanningContext, 'today'>,
  old?: Closing,
): ValidationError[] {
  const begun = old !== undefined && old.from <= today;
  const wrong: (ValidationError | false)[] = [
    closing.name.trim() === '' && { field: 'name', why: 'missing' },
    closing.kinds.length + closing.places.length === 0 && { field: 'kinds', why: 'missing' },
    (begun ? closing.from !== old.from : closing.from < today) && { field: 'from', why: 'past' },
    closing.to < closing.from && { field: 'to', why: 'beforeFrom' },
    isTooFar(closing.from, today) && { field: 'from', why: 'tooFar' },
    isTooFar(closing.to, today) && { field: 'to', why: 'tooFar' },
    begun && closing.to < addDays(today, -1) && { field: 'to', why: 'past' },
  ];
  return wrong.filter((one): one is ValidationError => typeof one === 'object');
}

/** Has its last day been? */
export const isOver = ({ validTo }: Pick<DropIn, 'validTo'>, today: Day): boolean =>
  validTo !== null && daysBetween(today, validTo) < 0;
