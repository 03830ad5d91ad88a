import type { Booked } from '#domain/booking.ts';
import { addDays, type Day, minutesOf, weekdayOf } from '#domain/day.ts';
import { type Slot, slots } from '#domain/drop-in.ts';
import { type Id, plannedSessionId } from '#domain/id.ts';
import type { Institution } from '#domain/institution.ts';
import { isAnnulled } from '#domain/merge/record-state.ts';
import { type Hour, hoursOf } from '#domain/occurrence.ts';
import { type SessionPhase, sessionPhase } from '#domain/session.ts';
import { bookingsOf, planOn } from '../../actions/booking.ts';
import { plannedWorker } from '../../actions/occurrence.ts';
import { placesOf } from '../../shared/served-places.ts';
import { documents, type Replica, record, records } from '../../store/replica.ts';

/** One hour of the week with its bookings. */
export interface Block {
  /** An hour that was moved stands in two places. */
  key: string;
  hour: Hour;
  place: Institution;
  /** True where this worker holds the hour; else it is a colleague's, at a place that both serve. */
  mine: boolean;
  /** The worker who holds it by the plan. */
  planned: Id;
  phase: SessionPhase;
  /** Bookings that still hold, earliest first; of an hour that was moved away those that did not go along. */
  booked: Booked[];
  /** The free slots. */
  free: Slot[];
  /** True where the lease is over and bookings may not be shown: `booked` and `free` are then empty. */
  isCovered: boolean;
}

/** The Monday of the week to begin with: on a Saturday and Sunday the one that comes. */
export const mondayToShow = (today: Day): Day =>
  weekdayOf(today) > 5 ? addDays(today, 8 - weekdayOf(today)) : mondayBefore(today);

/** The Monday of a day's week. */
export const mondayBefore = (day: Day): Day => addDays(day, 1 - weekdayOf(day));

/** Every hour from `from` to `to` that the worker holds or that is at a place served on its day, earliest first. */
export function blocksOf(replica: Replica, person: Id, from: Day, to: Day): Block[] {
  const plan = planOn(replica);
  const served = new Map<Day, Set<string>>();
  const serves = (day: Day, number: string): boolean => {
    if (!served.has(day)) {
      served.set(day, new Set(placesOf(replica, person, day).map(({ place }) => place.number)));
    }
    return served.get(day)!.has(number);
  };
  return documents(replica, 'institution')
    .flatMap((place) =>
      hoursOf(place, from, to, plan)
        .filter((hour) => hour.worker === person || serves(hour.date, place.number))
        .map((hour) => blockOf(replica, person, hour, place)),
    )
    .sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
}

const orderOf = ({ hour, place }: Block): string => `${hour.date} ${hour.start} ${place.name} ${hour.id}`;

function blockOf(replica: Replica, person: Id, hour: Hour, place: Institution): Block {
  const all = bookingsOf(replica, hour.id).filter(({ state }) => state !== 'cancelled');
  const booked = all.filter((booking) =>
    hour.movedTo ? !lies(booking, hour.movedTo) : hour.state !== 'held' || lies(booking, hour),
  );
  const isFree = ({ start, end }: Slot) =>
    !booked.some((booking) => booking.start < end && start < booking.end);
  return {
    key: `${hour.id} ${hour.state}`,
    hour,
    place,
    mine: hour.worker === person,
    planned: plannedWorker(replica, hour),
    phase: sessionPhase(record(replica, 'session', plannedSessionId(hour.dropIn ?? hour.id, hour.date))),
    booked,
    free: hour.state === 'held' && !replica.isCovered ? slots(hour).filter(isFree) : [],
    isCovered: replica.isCovered,
  };
}

type Time = Pick<Hour, 'date' | 'start' | 'end'>;

/** Does a booked time lie within an hour? */
const lies = (booked: Time, hour: Time): boolean =>
  booked.date === hour.date && hour.start <= booked.start && booked.end <= hour.end;

/** The bookings that do not fit when the hour is held at `then` instead. */
export const left = (booked: readonly Booked[], then: Time): Booked[] =>
  booked.filter((booking) => !lies(booking, then));

/** The bookings that the worker made. No mail address is known, so the worker must tell these bookers. */
export function toldByHand(replica: Replica, booked: readonly Booked[]): Booked[] {
  const requests = records(replica, 'bookingRequest').filter((request) => !isAnnulled(request));
  return booked.filter(({ institution, date, start }) =>
    requests.some(
      (request) =>
        request.institution === institution && request.fixed.date === date && request.fixed.start === start,
    ),
  );
}

const overlap = (one: Time, other: Time): boolean =>
  one.date === other.date && one.start < other.end && other.start < one.end;

/** An hour that stands in the way of another: its worker's own, or in its room. */
export interface InTheWay {
  hour: Hour;
  place: Institution;
  of: 'worker' | 'room';
}

/** What stands in the way of an hour then: others of its worker anywhere, and others in its room. */
export function inTheWay(
  replica: Replica,
  then: Time & Pick<Hour, 'institution' | 'room' | 'worker'> & { id?: Id },
): InTheWay[] {
  const plan = planOn(replica);
  return documents(replica, 'institution').flatMap((place) =>
    hoursOf(place, then.date, then.date, plan)
      .filter((hour) => hour.state === 'held' && hour.id !== then.id && overlap(hour, then))
      .flatMap((hour): InTheWay[] => {
        if (hour.worker === then.worker) return [{ hour, place, of: 'worker' }];
        const isRoom = place.number === then.institution && hour.room === then.room && then.room !== '';
        return isRoom ? [{ hour, place, of: 'room' }] : [];
      }),
  );
}

/** Blocks of one day side by side where they overlap: which lane, of how many. */
export function lanesOf(blocks: readonly Block[]): { block: Block; lane: number; lanes: number }[] {
  const groups: { ends: number[]; until: number; members: { block: Block; lane: number }[] }[] = [];
  for (const block of blocks) {
    const start = minutesOf(block.hour.start);
    const end = minutesOf(block.hour.end);
    let group = groups.at(-1);
    if (!group || start >= group.until) {
      group = { ends: [], until: end, members: [] };
      groups.push(group);
    }
    const open = group.ends.findIndex((until) => until <= start);
    const lane = open === -1 ? group.ends.length : open;
    group.ends[lane] = end;
    group.until = Math.max(group.until, end);
    group.members.push({ block, lane });
  }
  return groups.flatMap(({ ends, members }) => members.map((one) => ({ ...one, lanes: ends.length })));
}

/** The whole hours that the grid shows: 7 to 17, or longer where an hour begins earlier or ends later. */
export function spanOf(blocks: readonly Block[]): { from: number; to: number } {
  const starts = blocks.map(({ hour }) => Math.floor(minutesOf(hour.start) / 60));
  const ends = blocks.map(({ hour }) => Math.ceil(minutesOf(hour.end) / 60));
  return { from: Math.min(7, ...starts), to: Math.max(17, ...ends) };
}

/** Monday to Friday, and Saturday and Sunday where an hour falls there. */
export function daysToShow(monday: Day, blocks: readonly Block[]): Day[] {
  const last = Math.max(5, ...blocks.map(({ hour }) => weekdayOf(hour.date)));
  return Array.from({ length: last }, (_, index) => addDays(monday, index));
}
