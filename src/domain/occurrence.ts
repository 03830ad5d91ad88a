import * as z from 'zod/mini';
import { type ClosedBy, type Closing, closedBy } from './closing.ts';
import { addDays, Day, daysBetween, WallTime, weekdayOf } from './day.ts';
import { DropIn, fallsOn } from './drop-in.ts';
import { Id, occurrenceId } from './id.ts';
import type { InstitutionNumber, Place } from './institution.ts';
import { fieldOf, isAnnulled } from './merge/record-state.ts';
import type { RecordOf } from './record-kinds.ts';
import { Line, lineLimits } from './text.ts';

/**
 * What differs from plan on one date: an hour that is cancelled, moved or held by another (id by `occurrenceId`), or an
 * extra hour (`dropIn` null, an id of its own). The hour as it was planned is fixed, so that it can be read alone.
 */
export const OccurrenceFixed = z
  .extend(z.pick(DropIn, { start: true, end: true, room: true, slotMinutes: true, walkInShare: true }), {
    dropIn: z.nullable(Id),
    date: Day,
    worker: Id,
  })
  .check(z.refine(({ start, end }) => start < end));

const Moved = z
  .object({ date: Day, start: WallTime, end: WallTime, room: Line(lineLimits.room) })
  .check(z.refine(({ start, end }) => start < end));
export type Moved = z.infer<typeof Moved>;

export const occurrenceFields = {
  /** The reason, for those who are told; null: not cancelled (any more). */
  cancelled: {
    schema: z.nullable(Line(lineLimits.reason, 1)),
    rule: 'choose',
  },
  moved: { schema: z.nullable(Moved), rule: 'choose' },
  heldBy: { schema: z.nullable(Id), rule: 'choose' },
} as const;

/** How early and how late a slot can be booked where the drop-in does not say. */
export const defaultEarliestDays = 28;
const defaultLatestMinutes = 0;

/** One hour on one date, as it will really be. */
export interface Hour {
  /** Of the occurrence, whether or not a record of it exists. */
  id: Id;
  institution: InstitutionNumber;
  dropIn: Id | null;
  date: Day;
  start: WallTime;
  end: WallTime;
  room: string;
  worker: Id;
  slotMinutes: number;
  walkInShare: number;
  earliestDays: number;
  latestMinutes: number;
  /** `moved` stands at the old place; the hour itself stands at the new one, `held`, with the same id. */
  state: 'held' | 'cancelled' | 'moved' | 'closed';
  /** Why it was cancelled. */
  reason?: string;
  movedTo?: Moved;
  closedBy?: ClosedBy;
}

export interface Plan {
  dropIns: readonly DropIn[];
  closings: readonly Closing[];
  /** Those of other places are passed over. */
  occurrences: readonly RecordOf<'occurrence'>[];
}

/** Days that are computed at once, however far off the end is: four years, more than is ever planned (domain/day, `planEnd`). */
const longest = 4 * 366;

/**
 * Every hour of a place from `from` to `end` (both included), earliest first: the one place where planned hours are
 * computed, for tablets, booking pages and calendar feeds. A closed day closes planned hours; what somebody has put there
 * by hand (an extra hour, a move) stands.
 */
export function hoursOf(place: Place, from: Day, end: Day, { dropIns, closings, occurrences }: Plan): Hour[] {
  const to = end < addDays(from, longest) ? end : addDays(from, longest);
  const known = new Map(
    occurrences
      .filter((record) => record.institution === place.number && !isAnnulled(record))
      .map((record) => [record.id, record]),
  );
  const inside = (day: Day): boolean => from <= day && day <= to;
  const movedIn = (dropIn: DropIn): Day[] =>
    [...known.values()]
      .filter(({ fixed }) => fixed.dropIn === dropIn.id && !inside(fixed.date))
      .filter((record) => inside(fieldOf(record, 'moved')?.date ?? ''))
      .map(({ fixed }) => fixed.date);
  const planned = dropIns
    .filter(({ institution }) => institution === place.number)
    .flatMap((dropIn) =>
      [...weekdaysOf(dropIn, from, to), ...movedIn(dropIn)]
        .filter((day) => fallsOn(dropIn, day))
        .map((day) => plannedHour(dropIn, day, closedBy(day, place, closings))),
    );
  const extra = [...known.values()].filter(({ fixed }) => fixed.dropIn === null).map(extraHour);
  return [...planned, ...extra]
    .flatMap((hour) => asChanged(hour, known.get(hour.id)))
    .filter(({ date }) => inside(date))
    .toSorted((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
}

/** The days from `from` to `to` that have the weekday of the drop-in. */
function weekdaysOf({ weekday }: DropIn, from: Day, to: Day): Day[] {
  const first = addDays(from, (weekday - weekdayOf(from) + 7) % 7);
  const weeks = Math.max(0, Math.floor(daysBetween(first, to) / 7) + 1);
  return Array.from({ length: weeks }, (_, count) => addDays(first, 7 * count));
}

const orderOf = ({ date, start, id }: Hour): string => `${date} ${start} ${id}`;

const plannedHour = (dropIn: DropIn, date: Day, closed: ClosedBy | undefined): Hour => {
  const { id, institution, start, end, room, worker, slotMinutes, walkInShare } = dropIn;
  return {
    institution,
    start,
    end,
    room,
    worker,
    slotMinutes,
    walkInShare,
    date,
    id: occurrenceId(id, date),
    dropIn: id,
    earliestDays: dropIn.earliestDays ?? defaultEarliestDays,
    latestMinutes: dropIn.latestMinutes ?? defaultLatestMinutes,
    state: closed ? 'closed' : 'held',
    ...(closed && { closedBy: closed }),
  };
};

const extraHour = ({ id, institution, fixed }: RecordOf<'occurrence'>): Hour => ({
  ...fixed,
  id,
  institution,
  earliestDays: defaultEarliestDays,
  latestMinutes: defaultLatestMinutes,
  state: 'held',
});

function asChanged(hour: Hour, record: RecordOf<'occurrence'> | undefined): Hour[] {
  if (!record) return [hour];
  const worker = fieldOf(record, 'heldBy') ?? hour.worker;
  const reason = fieldOf(record, 'cancelled');
  if (reason !== null) return [{ ...hour, worker, state: 'cancelled', reason }];
  const moved = fieldOf(record, 'moved');
  if (!moved) return [{ ...hour, worker }];
  const { closedBy: _, ...open } = hour;
  return [
    { ...open, worker, state: 'moved', movedTo: moved },
    { ...open, ...moved, worker, state: 'held' },
  ];
}
