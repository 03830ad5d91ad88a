import type { TransactionSql } from 'postgres';
import { logScope } from '#api/sync.ts';
import type { BookingRequestGiven } from '#domain/booking-request.ts';
import { type Day, dayOf } from '#domain/day.ts';
import type { DropIn } from '#domain/drop-in.ts';
import type { Id } from '#domain/id.ts';
import type { Place } from '#domain/institution.ts';
import { fieldOf, isAnnulled } from '#domain/merge/record-state.ts';
import { type Hour, hoursOf } from '#domain/occurrence.ts';
import type { RecordOf } from '#domain/record-kinds.ts';
import type { Deps } from '../platform/deps.ts';
import { patchRow } from '../records/rows.ts';
import { comingHours, planOf } from '../schedule/plan.ts';
import { bookWithin, cancelWithin, unlessTaken } from './book.ts';
import { queueOwnerMail } from './booking-mails.ts';
import { type BookingRow, publishBookings, readBookings } from './booking-row.ts';

/**
 * What changes from tablets mean for bookings: booking requests are tried, and hours that changed find their bookings again.
 * Each in a savepoint of its own, in the push's transaction with its version `v`; a fault is logged and the push goes on.
 */
export async function takeEffect(
  tx: TransactionSql,
  v: number,
  deps: Deps,
  touched: readonly RecordOf[],
): Promise<void> {
  const requests = touched.filter((record) => record.kind === 'bookingRequest');
  const changed = new Set(
    touched.filter(({ kind }) => kind === 'occurrence').map(({ institution }) => institution),
  );
  for (const number of changed) {
    await safely(tx, deps, async (inner) => rematchBookings(inner, v, deps, await placeOf(inner, number)));
  }
  for (const seen of touched.filter((record) => record.kind === 'attendance')) {
    await safely(tx, deps, (inner) => noteAttendance(inner, v, deps, seen));
  }
  for (const request of requests)
    await safely(tx, deps, (inner) => tryBookingRequest(inner, v, deps, request));
}

/** Who came, and who did not. A booking that its owner has cancelled stays so: its slot may be another booker's by now. */
async function noteAttendance(
  tx: TransactionSql,
  v: number,
  deps: Deps,
  seen: RecordOf<'attendance'>,
): Promise<void> {
  const { booking } = seen.fixed;
  const state = isAnnulled(seen) ? 'awaited' : (fieldOf(seen, 'state') ?? 'awaited');
  const [from, to] =
    state === 'awaited'
      ? [['kept', 'absent'], 'confirmed']
      : [['confirmed', 'mustMove', 'kept', 'absent'], state];
  const changed = await tx`
    update booking set state = ${to}, changed_at = ${new Date(deps.now())}
    where id = ${booking} and institution = ${seen.institution} and state = any(${from}) and state <> ${to}
    returning id`;
  if (changed.length > 0) await publishBookings(tx, v, [booking]);
}

async function safely(
  tx: TransactionSql,
  deps: Deps,
  effect: (inner: TransactionSql) => Promise<void>,
): Promise<void> {
  try {
    await tx.savepoint(effect);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    deps.log({ at: new Date(deps.now()).toISOString(), event: 'fault', code, during: 'booking' });
  }
}

async function placeOf(tx: TransactionSql, number: string): Promise<Place> {
  const [place] = await tx<Place[]>`select number, kind from institution where number = ${number}`;
  return place!;
}

/** A worker's own booking: tried once, in the order of arrival; the record then says what became of it. */
async function tryBookingRequest(
  tx: TransactionSql,
  v: number,
  deps: Deps,
  request: RecordOf<'bookingRequest'>,
): Promise<void> {
  const place = await placeOf(tx, request.institution);
  const [made] = await readBookings(tx, tx`request = ${request.id} and institution = ${request.institution}`);
  if (isAnnulled(request)) {
    if (!made || !(await cancelWithin(tx, v, deps, made.id, place))) return;
    return answerBookingRequest(tx, v, request, { state: 'cancelled', alternatives: '' });
  }
  if (request.given) return;
  const { role, name, ...wanted } = request.fixed;
  const hours = await comingHours(tx, place, deps.now());
  const occurrence = hours.find((hour) => holds(hour, wanted) && hour.dropIn === wanted.dropIn)?.id;
  const answer = await bookWithin(tx, v, deps, {
    place,
    slot: { occurrence: occurrence ?? request.id, date: wanted.date, start: wanted.start },
    booker: { role, name, mail: null },
    language: 'da',
    walkIns: true,
    request: request.id,
  });
  const given: BookingRequestGiven =
    answer.type === 'booked'
      ? { state: 'confirmed', alternatives: '' }
      : {
          state: 'refused',
          alternatives: answer.alternatives.map(({ hour, start }) => `${hour.date} ${start}`).join(','),
        };
  await answerBookingRequest(tx, v, request, given);
}

const answerBookingRequest = (
  tx: TransactionSql,
  v: number,
  { institution, id }: RecordOf<'bookingRequest'>,
  given: BookingRequestGiven,
): Promise<void> => patchRow(tx, v, { scope: logScope(institution), kind: 'bookingRequest', id }, { given });

const holds = ({ state, date, start, end }: Hour, slot: { date: Day; start: string; end: string }): boolean =>
  state === 'held' && date === slot.date && start <= slot.start && slot.end <= end;

/**
 * Every coming booking of a place against its hours as they are now. One whose hour no longer holds it must move, and its
 * owner is told; one whose hour is taken up again stands again; room and worker follow the hour, also into the hour that
 * goes on from it.
 */
export async function rematchBookings(
  tx: TransactionSql,
  v: number,
  deps: Deps,
  place: Place,
): Promise<void> {
  const bookings = await readBookings(
    tx,
    tx`institution = ${place.number} and state in ('confirmed', 'mustMove') and lower(slot) > ${new Date(deps.now())}`,
  );
  if (bookings.length === 0) return;
  const last = bookings.at(-1)!.date;
  const plan = await planOf(tx, place.number);
  const hours = hoursOf(place, dayOf(deps.now()), last, plan);
  for (const booking of bookings) {
    const holding = hours.filter((hour) => holds(hour, booking));
    const hour =
      holding.find(({ id }) => id === booking.occurrence) ??
      holding.find(({ dropIn }) => goesOnFrom(plan.dropIns, dropIn, booking.dropIn));
    await settle(tx, v, deps, booking, hour);
  }
}

/** Is an hour the one into which another was changed, be it in several steps? */
function goesOnFrom(dropIns: readonly DropIn[], later: Id | null, earlier: Id | null): boolean {
  const follows = dropIns.find(({ id }) => id === later)?.follows;
  if (follows === undefined || earlier === null) return false;
  return follows === earlier || goesOnFrom(dropIns, follows, earlier);
}

async function settle(
  tx: TransactionSql,
  v: number,
  deps: Deps,
  booking: BookingRow,
  hour: Hour | undefined,
): Promise<void> {
  const { id, state, worker, room } = booking;
  const follows = hour && hour.worker === worker && hour.room === room;
  if (follows && state === 'confirmed') {
    if (hour.id === booking.occurrence) return;
    // Only the rule behind the hour is another: nothing that its owner need hear of.
    await tx`update booking set occurrence = ${hour.id}, drop_in = ${hour.dropIn} where id = ${id}`;
    return publishBookings(tx, v, [id]);
  }
  const stands = hour !== undefined && (await unlessTaken(tx, (inner) => follow(inner, deps, id, hour)));
  if (!stands) {
    if (state === 'mustMove') return;
    await tx`
      update booking set state = 'mustMove', sequence = sequence + 1, changed_at = ${new Date(deps.now())}
      where id = ${id}`;
  }
  await publishBookings(tx, v, [id]);
  const [after] = await readBookings(tx, tx`id = ${id}`);
  await queueOwnerMail(
    tx,
    deps,
    !stands ? 'mustMove' : state === 'mustMove' ? 'standsAgain' : 'moved',
    after!,
  );
}

const follow = (tx: TransactionSql, deps: Deps, id: Id, hour: Hour) => tx`
  update booking set state = 'confirmed', worker = ${hour.worker}, room = ${hour.room}, occurrence = ${hour.id},
    drop_in = ${hour.dropIn}, sequence = sequence + 1, changed_at = ${new Date(deps.now())} where id = ${id}`;
