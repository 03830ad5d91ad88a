import type { Sql, TransactionSql } from 'postgres';
import type { BookingLanguage } from '#api/public-pages.ts';
import { alternativesTo, type FreeSlot, freeSlots } from '#domain/booking.ts';
import { type Day, instantAt, type WallTime } from '#domain/day.ts';
import { type Id, outsideId } from '#domain/id.ts';
import type { Place } from '#domain/institution.ts';
import type { Deps } from '../platform/deps.ts';
import { hashOf } from '../platform/secret.ts';
import { nextVersion } from '../records/version.ts';
import { comingHours, takenOf } from '../schedule/plan.ts';
import { notifyWaiting, queueOwnerMail } from './booking-mails.ts';
import { type BookingRow, begins, isOpen, publishBookings, readBookings } from './booking-row.ts';

/** A slot as it is asked for: of this hour, on this day, from this time. */
export interface Wanted {
  occurrence: Id;
  date: Day;
  start: WallTime;
}

export interface Asked {
  place: Place;
  slot: Wanted;
  /** Name and mail may be missing where a worker books for an inquirer. */
  booker: { role: string; name: string | null; mail: string | null };
  language: BookingLanguage;
  /** A worker may give away the walk-in share too. */
  walkIns?: boolean;
  /** The intention; the same again finds the same booking. */
  request: Id;
}

export type Answer =
  | { type: 'booked'; booking: BookingRow }
  /** Another booking has it, or it is not offered (any more). */
  | { type: 'taken'; alternatives: FreeSlot[] };

/** The free slots of a place now. */
export async function freeAt(
  sql: Sql | TransactionSql,
  place: Place,
  now: number,
  walkIns = false,
): Promise<FreeSlot[]> {
  const hours = await comingHours(sql, place, now);
  return freeSlots(hours, await takenOf(sql, place.number, hours, now), now, { walkIns });
}

export const isWanted =
  ({ occurrence, date, start }: Wanted) =>
  (slot: FreeSlot): boolean =>
    slot.hour.id === occurrence && slot.hour.date === date && slot.start === start;

const takenAnswer = ({ date, start }: Wanted, free: readonly FreeSlot[]): Answer => ({
  type: 'taken',
  alternatives: alternativesTo(instantAt(date, start), free),
});

/** One page may ask for several slots, one after the other: its place, its request and the slot are the intention. */
export const intention = (institution: string, request: Id, { date, start }: Wanted): Id =>
  outsideId('request', `${institution} ${request} ${date} ${start}`);

/**
 * Books a slot. A first look without any lock answers those that come too late; then one after the other, the clock first, and
 * the exclusion constraints have the last word.
 */
export async function bookSlot(deps: Deps, asked: Asked): Promise<Answer> {
  const first = await look(deps.sql, deps, asked);
  return 'type' in first
    ? first
    : deps.sql.begin(async (tx) => bookWithin(tx, await nextVersion(tx), deps, asked));
}

/** The answer that needs no writing, or the slot that is free. */
async function look(
  sql: Sql | TransactionSql,
  deps: Deps,
  { place, slot, request, walkIns }: Asked,
): Promise<Answer | { slot: FreeSlot }> {
  const free = await freeAt(sql, place, deps.now(), walkIns);
  // Read after the slots: where the same request has just taken this one, it must be found.
  const [known] = await readBookings(sql, sql`request = ${request} and institution = ${place.number}`);
  if (known) return { type: 'booked', booking: known };
  const found = free.find(isWanted(slot));
  return found ? { slot: found } : takenAnswer(slot, free);
}

/** The same inside a transaction that has taken the clock. */
export async function bookWithin(tx: TransactionSql, v: number, deps: Deps, asked: Asked): Promise<Answer> {
  const found = await look(tx, deps, asked);
  if ('type' in found) return found;
  const id = deps.makeId();
  const made = await unlessTaken(tx, (inner) => insert(inner, deps, id, found.slot, asked));
  if (!made) return takenAnswer(asked.slot, await freeAt(tx, asked.place, deps.now(), asked.walkIns));
  await publishBookings(tx, v, [id]);
  const [booking] = await readBookings(tx, tx`id = ${id}`);
  await queueOwnerMail(tx, deps, 'receipt', booking!);
  return { type: 'booked', booking: booking! };
}

/** Runs a write that the constraints may refuse; false when they did, and nothing of it happened. */
export async function unlessTaken(
  tx: TransactionSql,
  write: (inner: TransactionSql) => Promise<unknown>,
): Promise<boolean> {
  try {
    await tx.savepoint(write);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '23P01') return false;
    throw error;
  }
}

const insert = (
  tx: TransactionSql,
  deps: Deps,
  id: Id,
  { hour, start, end, from, until }: FreeSlot,
  { booker, language, request }: Asked,
) => tx`
  insert into booking (id, institution, occurrence, drop_in, worker, room, day, starts, ends, slot, role, name, mail,
                       language, state, secret, request, made_at, changed_at)
  values (${id}, ${hour.institution}, ${hour.id}, ${hour.dropIn}, ${hour.worker}, ${hour.room}, ${hour.date}, ${start},
          ${end}, tstzrange(${from}, ${until}), ${booker.role}, ${booker.name}, ${booker.mail}, ${language}, 'confirmed',
          ${hashOf(deps.booking.secretOf('booking', id))}, ${request}, ${new Date(deps.now())}, ${new Date(deps.now())})`;

/** Moves a booking to another free slot of its place; `over` when it can no longer be changed. */
export const moveBooking = (
  deps: Deps,
  id: Id,
  place: Place,
  wanted: Wanted,
): Promise<Answer | { type: 'over' }> =>
  deps.sql.begin(async (tx): Promise<Answer | { type: 'over' }> => {
    const v = await nextVersion(tx);
    const [before] = await readBookings(tx, tx`id = ${id}`);
    if (!before || !isOpen(before, deps.now())) return { type: 'over' };
    if (before.state === 'confirmed' && before.date === wanted.date && before.start === wanted.start) {
      return { type: 'booked', booking: before };
    }
    const slot = (await freeAt(tx, place, deps.now())).find(isWanted(wanted));
    const moved = slot && (await unlessTaken(tx, (inner) => putAt(inner, deps, id, slot)));
    if (!moved) return takenAnswer(wanted, await freeAt(tx, place, deps.now()));
    await publishBookings(tx, v, [id]);
    const [booking] = await readBookings(tx, tx`id = ${id}`);
    await queueOwnerMail(tx, deps, 'moved', booking!);
    await notifyWaiting(tx, deps, place, before);
    return { type: 'booked', booking: booking! };
  });

const putAt = (tx: TransactionSql, deps: Deps, id: Id, { hour, start, end, from, until }: FreeSlot) => tx`
  update booking set occurrence = ${hour.id}, drop_in = ${hour.dropIn}, worker = ${hour.worker}, room = ${hour.room},
    day = ${hour.date}, starts = ${start}, ends = ${end}, slot = tstzrange(${from}, ${until}), state = 'confirmed',
    sequence = sequence + 1, changed_at = ${new Date(deps.now())} where id = ${id}`;

/** Cancels a booking; cancelled again it stays so. False when it has begun. */
export const cancelBooking = (deps: Deps, id: Id, place: Place): Promise<boolean> =>
  deps.sql.begin(async (tx) => cancelWithin(tx, await nextVersion(tx), deps, id, place));

/** The same inside a transaction that has taken the clock. */
export async function cancelWithin(
  tx: TransactionSql,
  v: number,
  deps: Deps,
  id: Id,
  place: Place,
): Promise<boolean> {
  const [before] = await readBookings(tx, tx`id = ${id}`);
  if (before?.state === 'cancelled') return true;
  if (!before || !isOpen(before, deps.now())) return false;
  await tx`
    update booking set state = 'cancelled', sequence = sequence + 1, changed_at = ${new Date(deps.now())}
    where id = ${id}`;
  await publishBookings(tx, v, [id]);
  const [booking] = await readBookings(tx, tx`id = ${id}`);
  await queueOwnerMail(tx, deps, 'cancelled', booking!);
  await notifyWaiting(tx, deps, place, before);
  return true;
}

/** What a booking is about and whether its owner wants to hear of an earlier time; both are the owner's to say. */
export const setWishes = (
  deps: Deps,
  id: Id,
  { theme, wantsEarlier }: { theme?: string | null; wantsEarlier?: boolean },
): Promise<void> =>
  deps.sql.begin(async (tx) => {
    const v = await nextVersion(tx);
    const [before] = await readBookings(tx, tx`id = ${id}`);
    if (!before || begins(before) <= deps.now()) return;
    await tx`
      update booking set theme = ${theme === undefined ? before.theme : theme},
        wants_earlier = ${wantsEarlier ?? before.wantsEarlier}, changed_at = ${new Date(deps.now())} where id = ${id}`;
    await publishBookings(tx, v, [id]);
  });
