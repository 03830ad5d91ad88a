import type { Day, WallTime } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import type { InstitutionNumber } from '#domain/institution.ts';
import { fieldOf } from '#domain/merge/record-state.ts';
import type { Hour, Moved } from '#domain/occurrence.ts';
import { documents, type Replica, record } from '../store/replica.ts';
import type { Vault } from '../store/vault.ts';
import { type NewChange, type Saved, write } from '../store/write.ts';
import { basedOn } from './based-on.ts';

/** What differs from the plan on one date; null: as planned again. A member that is left out stays as it is. */
export interface HourChange {
  /** The reason, 1–200 characters of one line. */
  cancelled?: string | null;
  moved?: Moved | null;
  heldBy?: Id | null;
}

/** What is written of an hour now, so that a change can be taken back. */
export function changeBack(replica: Replica, hour: Hour, change: HourChange): HourChange {
  const known = record(replica, 'occurrence', hour.id);
  const before = <F extends keyof HourChange>(field: F) => (known ? fieldOf(known, field) : null);
  return {
    ...('cancelled' in change && { cancelled: before('cancelled') }),
    ...('moved' in change && { moved: before('moved') }),
    ...('heldBy' in change && { heldBy: before('heldBy') }),
  };
}

/**
 * Cancels, moves or hands over one hour on one date, or takes that back. Two tablets that change the same hour write one
 * record. `hour` is one of `hoursOf`; where nothing differs yet it is the hour as planned. Throws StorageError; then nothing
 * was written.
 */
export function changeHour(vault: Vault, hour: Hour, change: HourChange): Promise<Saved> {
  const { id: object, institution } = hour;
  const known = record(vault.replica, 'occurrence', object);
  const set: NonNullable<NewChange['set']> = {};
  for (const field of ['cancelled', 'moved', 'heldBy'] as const) {
    const value = change[field];
    if (value !== undefined) set[field] = { value, basedOn: known ? basedOn(known, field) : [] };
  }
  const common = { kind: 'occurrence', object, institution, set };
  if (known) return write(vault, [{ ...common, verb: 'set' }]);
  const { dropIn, date, start, end, room, worker, slotMinutes, walkInShare } = hour;
  const fixed = { dropIn, date, start, end, room, worker, slotMinutes, walkInShare };
  return write(vault, [{ ...common, verb: 'create', fixed }]);
}

/** An hour outside the plan, put into the calendar before its day. */
export interface ExtraHour {
  institution: InstitutionNumber;
  date: Day;
  start: WallTime;
  end: WallTime;
  room: string;
}

/** Of an extra hour at a place that has no hour of its own. */
const usual = { slotMinutes: 20, walkInShare: 0.5 };

/** *Ekstra træffetid* on a day to come; its slots are as long as those of the place's other hours. The id of the hour. */
export async function planExtra(vault: Vault, { institution, ...extra }: ExtraHour): Promise<Id> {
  const object = vault.makeId();
  const other = documents(vault.replica, 'dropIn').find((dropIn) => dropIn.institution === institution);
  const { slotMinutes, walkInShare } = other ?? usual;
  const fixed = { ...extra, dropIn: null, worker: vault.device.person, slotMinutes, walkInShare };
  await write(vault, [{ kind: 'occurrence', verb: 'create', object, institution, fixed }]);
  return object;
}

/** The worker who was to hold an hour before another took it over. */
export const plannedWorker = (replica: Replica, hour: Hour): Id =>
  record(replica, 'occurrence', hour.id)?.fixed.worker ?? hour.worker;
