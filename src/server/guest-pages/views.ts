import type { Sql } from 'postgres';
import type { BookedView, HourView, Missed, PlaceView, TimeView } from '#api/public-pages.ts';
import type { FreeSlot } from '#domain/booking.ts';
import { Day, dayOf, WallTime } from '#domain/day.ts';
import { Id } from '#domain/id.ts';
import type { Place } from '#domain/institution.ts';
import type { Hour } from '#domain/occurrence.ts';
import { type Names, namesOf } from '../access/places.ts';
import { isWanted, type Wanted } from '../bookings/book.ts';
import type { BookingPlace } from '../bookings/booking-codes.ts';
import { ownPath } from '../bookings/booking-mails.ts';
import { type BookingRow, begins } from '../bookings/booking-row.ts';
import type { Deps } from '../platform/deps.ts';
import { comingHours, sessionsToday } from '../schedule/plan.ts';

/** `2026-11-24T10:20.<id of the hour>` */
const tidOf = ({ hour, start }: FreeSlot): string => `${hour.date}T${start}.${hour.id}`;

/** The slot that a link or a form names. */
export function wantedOf(tid: unknown): Wanted | undefined {
  const [, date, start, occurrence] = /^(.{10})T(.{5})\.(.{36})$/.exec(String(tid)) ?? [];
  const read = [Day.safeParse(date), WallTime.safeParse(start), Id.safeParse(occurrence)] as const;
  if (!(read[0].success && read[1].success && read[2].success)) return undefined;
  return { date: read[0].data, start: read[1].data, occurrence: read[2].data };
}

export async function placeView(sql: Sql, { number, name, path }: BookingPlace): Promise<PlaceView> {
  const [found] = await sql<(Omit<PlaceView, 'name' | 'path' | 'call'> & { phone: string; who: string })[]>`
    select m.name as municipality, m.worker_title as title, m.demo,
           case when i.phone <> '' then i.phone else m.phone end as phone,
           case when i.phone <> '' then i.phone_of else m.phone_of end as who
    from municipality m, institution i where i.number = ${number}`;
  const { phone, who, ...rest } = found!;
  return { name, path, ...rest, call: phone ? { phone, who } : null };
}

export const timeViews = (free: readonly FreeSlot[], names: Names): TimeView[] =>
  free.map((slot) => ({
    tid: tidOf(slot),
    date: slot.hour.date,
    start: slot.start,
    end: slot.end,
    room: slot.hour.room,
    worker: names[slot.hour.worker] ?? '',
  }));

export const hourView = ({ date, start, end, room, worker }: Hour, names: Names): HourView => ({
  date,
  start,
  end,
  room,
  worker: names[worker] ?? '',
});

export function bookedView(deps: Deps, booking: BookingRow, names: Names): BookedView {
  const { date, start, end, room, role, name, mail, theme, state, wantsEarlier } = booking;
  return {
    date,
    start,
    end,
    room,
    role,
    mail,
    theme,
    state,
    wantsEarlier,
    name: name ?? '',
    path: ownPath(deps, booking.id),
    worker: names[booking.worker] ?? '',
    past: begins(booking) <= deps.now(),
  };
}

/** Where a person at the door may wait now: an hour of the plan, or one that a worker has opened besides. */
export interface OpenNow extends HourView {
  session: Id | null;
  dropIn: Id | null;
}

/**
 * The hour that is open now. An extra hour that a worker has opened is; a planned one whose session the worker has ended already is
 * not.
 */
export async function openNow(
  sql: Sql,
  deps: Deps,
  place: BookingPlace,
  hours: readonly Hour[],
): Promise<OpenNow | null> {
  const today = dayOf(deps.now());
  const { open, ended } = await sessionsToday(sql, place.number, today);
  const over = new Set(ended.map(({ fixed }) => fixed.dropIn));
  const [extra] = open.filter(({ fixed }) => begins({ date: today, start: fixed.end }) > deps.now());
  const planned = hours.find(
    (hour) =>
      hour.state === 'held' &&
      hour.date === today &&
      begins(hour) <= deps.now() &&
      deps.now() < begins({ date: today, start: hour.end }) &&
      !(hour.dropIn && over.has(hour.dropIn)),
  );
  // An extra hour has no rule that a queue could belong to: it is open when a worker has opened it.
  if (planned?.dropIn) {
    const names = await namesOf(sql, [planned.worker]);
    return { ...hourView(planned, names), session: null, dropIn: planned.dropIn };
  }
  if (!extra) return null;
  const { start, end, room, worker, dropIn } = extra.fixed;
  const names = await namesOf(sql, [worker]);
  return {
    date: today,
    start,
    end,
    room,
    dropIn,
    worker: names[worker] ?? '',
    session: extra.id,
  };
}

/** Why a slot that was asked for is not free. */
export async function missedOf(
  { sql, now }: Deps,
  place: Place,
  { date, start, occurrence }: Wanted,
): Promise<Missed> {
  if (begins({ date, start }) <= now()) return { start, why: 'past' };
  const hours = await comingHours(sql, place, now());
  const isHeld = hours.some((hour) => hour.id === occurrence && hour.date === date && hour.state === 'held');
  return { start, why: isHeld ? 'taken' : 'off' };
}

/** The slot that a link names, while it is free. */
export function chosenOf(
  free: readonly FreeSlot[],
  times: readonly TimeView[],
  tid: unknown,
): TimeView | null {
  const wanted = wantedOf(tid);
  const index = wanted ? free.findIndex(isWanted(wanted)) : -1;
  return times[index] ?? null;
}
