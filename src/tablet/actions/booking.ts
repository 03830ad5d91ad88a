import type { Attendance } from '#domain/attendance.ts';
import { type Booked, type FreeSlot, freeSlots, type Taken } from '#domain/booking.ts';
import { addDays, dayOf, instantAt } from '#domain/day.ts';
import { attendanceId, type Id } from '#domain/id.ts';
import type { Institution } from '#domain/institution.ts';
import { fieldOf, isAnnulled } from '#domain/merge/record-state.ts';
import { defaultEarliestDays, hoursOf, type Plan } from '#domain/occurrence.ts';
import { documents, type Replica, record, records } from '../store/replica.ts';
import type { Vault } from '../store/vault.ts';
import { type NewChange, type Saved, write } from '../store/write.ts';
import { basedOnAll } from './based-on.ts';
import { openBookingRequests, type RequestedTime } from './booking-request.ts';

/** Everything that decides when places have hours, as this tablet knows it. */
export const planOn = (replica: Replica): Plan => ({
  dropIns: documents(replica, 'dropIn'),
  closings: documents(replica, 'closing'),
  occurrences: records(replica, 'occurrence'),
});

/** The bookings of one hour (id of its occurrence), earliest first, with what was seen on this tablet since. */
export const bookingsOf = (replica: Replica, occurrence: Id): Booked[] =>
  documents(replica, 'booking')
    .filter((booking) => booking.occurrence === occurrence)
    .map((booking) => asSeen(replica, booking))
    .sort((one, other) => one.start.localeCompare(other.start) || one.id.localeCompare(other.id));

function asSeen(replica: Replica, booking: Booked): Booked {
  const seen = record(replica, 'attendance', attendanceId(booking.id));
  if (!seen || booking.state === 'cancelled') return booking;
  const state = isAnnulled(seen) ? 'awaited' : (fieldOf(seen, 'state') ?? 'awaited');
  if (state !== 'awaited') return { ...booking, state };
  return booking.state === 'kept' || booking.state === 'absent'
    ? { ...booking, state: 'confirmed' }
    : booking;
}

/** *Kom ikke* (`absent`), or back (`awaited`). Throws StorageError; then nothing was written. */
export const setAttendance = (vault: Vault, booking: Booked, state: Attendance): Promise<Saved> =>
  write(vault, [attendanceChange(vault.replica, booking, state)]);

export function attendanceChange(
  replica: Replica,
  { id: booking, institution }: Pick<Booked, 'id' | 'institution'>,
  state: Attendance,
): NewChange {
  const object = attendanceId(booking);
  const known = record(replica, 'attendance', object);
  const basedOn = known ? basedOnAll(known, 'state') : [];
  const common = { kind: 'attendance', object, institution, set: { state: { value: state, basedOn } } };
  return known ? { ...common, verb: 'set' } : { ...common, verb: 'create', fixed: { booking } };
}

const holding: readonly Booked['state'][] = ['confirmed', 'mustMove', 'kept', 'absent'];

/**
 * The times of a place that can be promised at `now` (milliseconds), the walk-in share too: the worker may give it away.
 * It is what this tablet knows, so nothing where it may not show bookings; the endpoint has the last word.
 */
export function freeAt(replica: Replica, place: Institution, now: number): FreeSlot[] {
  if (replica.isCovered) return [];
  const today = dayOf(now);
  const plan = planOn(replica);
  const reach = Math.max(
    defaultEarliestDays,
    ...plan.dropIns.map(({ earliestDays }) => earliestDays ?? defaultEarliestDays),
  );
  const hours = hoursOf(place, today, addDays(today, reach), plan);
  const range = ({ institution, date, start, end }: Omit<Booked, 'room' | 'worker'>) => ({
    institution,
    from: instantAt(date, start),
    until: instantAt(date, end),
  });
  const booked = documents(replica, 'booking')
    .filter(({ state }) => holding.includes(state))
    .map((booking): Taken => ({ ...range(booking), room: booking.room, worker: booking.worker }));
  const free = freeSlots(hours, booked, now, { walkIns: true });
  const asked = openBookingRequests(replica).filter(
    ({ state, institution }) => state === 'waiting' && institution === place.number,
  );
  return free.filter(
    ({ hour, start, end }) =>
      !asked.some((request) => request.date === hour.date && request.start < end && start < request.end),
  );
}

/** A free time as a booking request names it. */
export const timeOfSlot = ({ hour: { institution, dropIn, date }, start, end }: FreeSlot): RequestedTime => ({
  ...{ institution, dropIn, date, start, end },
});
