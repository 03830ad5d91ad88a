import type { FreeSlot } from '../domain/booking.ts';
import type { Day, WallTime } from '../domain/day.ts';
import type { Id } from '../domain/id.ts';
import type { InstitutionNumber } from '../domain/institution.ts';
import { authorOf, isAnnulled, type RecordState } from '../domain/merge.ts';
import type { WishFixed, WishGiven } from '../domain/wish.ts';
import { records, type Shelf } from './shelf.ts';
import type { Vault } from './vault.ts';
import { type NewChange, type Saved, write } from './write.ts';

/** A time that a worker has asked for, for somebody, and what the endpoint said. */
export interface Wish extends WishFixed {
  id: Id;
  institution: InstitutionNumber;
  /** The worker who asked. */
  by: Id;
  /** `waiting`: *afventer* until the endpoint has tried it. */
  state: 'waiting' | 'confirmed' | 'refused';
  /** Free times that the endpoint offers instead of a refused one. */
  alternatives: { date: Day; start: WallTime }[];
  record: RecordState;
}

/** The wishes that nobody has taken back, earliest time first. */
export const openWishes = (shelf: Shelf): Wish[] =>
  records(shelf, 'wish')
    .filter((wish) => !isAnnulled(wish) && given(wish)?.state !== 'cancelled')
    .map(read)
    .sort((one, other) => order(one).localeCompare(order(other)));

const given = (wish: RecordState) => wish.given as WishGiven | undefined;
const order = ({ date, start, id }: Wish): string => `${date} ${start} ${id}`;

function read(record: RecordState): Wish {
  const { state = 'waiting', alternatives = '' } = given(record) ?? {};
  const offered = alternatives.split(',').filter(Boolean);
  return {
    ...(record.fixed as unknown as WishFixed),
    id: record.id,
    institution: record.institution,
    by: authorOf(record),
    state: state === 'cancelled' ? 'refused' : state,
    alternatives: offered.map((text) => ({ date: text.slice(0, 10), start: text.slice(11) })),
    record,
  };
}

/** Whom the time is for: a role, never a name, and the conversation in which it was agreed. */
export type WishFor = Pick<WishFixed, 'role' | 'consultation'>;

/** Asks for a time, also without network. Throws StoreFault; then nothing was written. */
export const makeWish = (vault: Vault, slot: FreeSlot, whom: WishFor): Promise<Saved> =>
  write(vault, [wishChange(vault, slot, whom)]);

function wishChange(
  vault: Vault,
  { hour, start, end }: FreeSlot,
  { role, consultation }: WishFor,
): NewChange {
  const { institution, dropIn, date } = hour;
  const fixed = { dropIn, date, start, end, role, name: null, ...(consultation && { consultation }) };
  return { kind: 'wish', verb: 'create', object: vault.makeId(), institution, fixed };
}

const annulment = ({ record: { id: object, institution, ops } }: Wish, reason: string): NewChange => ({
  ...{ kind: 'wish', verb: 'annul', object, institution },
  annul: { reason, saw: Object.keys(ops) },
});

/** Takes a wish back: a time that it had been given is free again. */
export const takeBackWish = (vault: Vault, wish: Wish, reason: string): Promise<Saved> =>
  write(vault, [annulment(wish, reason)]);

/** Asks for another time instead, in one write: there is never none, and never two. */
export const wishInstead = (vault: Vault, wish: Wish, slot: FreeSlot, reason: string): Promise<Saved> =>
  write(vault, [wishChange(vault, slot, wish), annulment(wish, reason)]);
