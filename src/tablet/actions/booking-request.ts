import type { Booked } from '#domain/booking.ts';
import type { WishFixed } from '#domain/booking-request.ts';
import type { Day, WallTime } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import type { InstitutionNumber } from '#domain/institution.ts';
import { authorOf, isAnnulled } from '#domain/merge/record-state.ts';
import type { RecordOf } from '#domain/record-kinds.ts';
import { documents, type Replica, records } from '../store/replica.ts';
import type { Vault } from '../store/vault.ts';
import { type NewChange, type Saved, write } from '../store/write.ts';

/** A time that a worker has asked for, for somebody, and what the endpoint said. */
export interface Wish extends WishFixed {
  id: Id;
  institution: InstitutionNumber;
  /** The worker who asked. */
  by: Id;
  /** `waiting`: *afventer* until the endpoint has tried it. `mustMove`: the hour it was given is not held any more. */
  state: 'waiting' | 'confirmed' | 'refused' | 'mustMove';
  /** Free times that the endpoint offers instead of a refused one. */
  alternatives: { date: Day; start: WallTime }[];
  record: RecordOf<'wish'>;
}

/** The requests that are not annulled, the earliest time first. */
export function openWishes(replica: Replica): Wish[] {
  const asked = records(replica, 'wish').filter(
    (wish) => !isAnnulled(wish) && wish.given?.state !== 'cancelled',
  );
  const homeless =
    asked.length > 0 ? documents(replica, 'booking').filter(({ state }) => state === 'mustMove') : [];
  return asked
    .map((wish) => read(wish, homeless))
    .sort((one, other) => order(one).localeCompare(order(other)));
}

const order = ({ date, start, id }: Wish): string => `${date} ${start} ${id}`;

function read(record: RecordOf<'wish'>, homeless: readonly Booked[]): Wish {
  const { state = 'waiting', alternatives = '' } = record.given ?? {};
  const offered = alternatives.split(',').filter(Boolean);
  const { fixed, institution } = record;
  const lost = homeless.some(
    (booking) =>
      booking.institution === institution && booking.date === fixed.date && booking.start === fixed.start,
  );
  return {
    ...fixed,
    ...{ id: record.id, institution, by: authorOf(record) },
    state: state === 'confirmed' && lost ? 'mustMove' : state === 'cancelled' ? 'refused' : state,
    alternatives: offered.map((text) => ({ date: text.slice(0, 10), start: text.slice(11) })),
    record,
  };
}

/** For whom the time is: a role, never a name, and the conversation in which it was agreed. */
export type WishFor = Pick<WishFixed, 'role' | 'consultation'>;

/** One time of one place. */
export type WishTime = Pick<Wish, 'institution' | 'dropIn' | 'date' | 'start' | 'end'>;

/** Asks for a time, also without network; its id. Throws StorageError; then nothing was written. */
export async function makeWish(vault: Vault, time: WishTime, whom: WishFor): Promise<Id> {
  const change = wishChange(vault, time, whom);
  await write(vault, [change]);
  return change.object;
}

function wishChange(
  vault: Vault,
  { institution, dropIn, date, start, end }: WishTime,
  { role, consultation }: WishFor,
): NewChange {
  const fixed = { dropIn, date, start, end, role, name: null, ...(consultation && { consultation }) };
  return { kind: 'wish', verb: 'create', object: vault.makeId(), institution, fixed };
}

const annulment = ({ record: { id: object, institution, ops } }: Wish, reason: string): NewChange => ({
  ...{ kind: 'wish', verb: 'annul', object, institution },
  annul: { reason, basedOn: Object.keys(ops) },
});

/** Takes a wish back: a time that it had been given is free again. */
export const takeBackWish = (vault: Vault, wish: Wish, reason: string): Promise<Saved> =>
  write(vault, [annulment(wish, reason)]);

/** Asks for another time instead, in one write: there is never none, and never two. */
export const wishInstead = (vault: Vault, wish: Wish, time: WishTime, reason: string): Promise<Saved> =>
  write(vault, [wishChange(vault, time, wish), annulment(wish, reason)]);

/** Times from a day on that the worker has promised and that the endpoint has refused. */
export const unsettledWishes = (replica: Replica, person: Id, from: Day): Wish[] =>
  openWishes(replica).filter(
    ({ by, date, state }) => by === person && date >= from && (state === 'refused' || state === 'mustMove'),
  );
