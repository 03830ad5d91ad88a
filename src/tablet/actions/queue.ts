import type { Day } from '#domain/day.ts';
import { instantOf } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import type { InstitutionNumber } from '#domain/institution.ts';
import { fieldOf, isAnnulled } from '#domain/merge/record-state.ts';
import type { queueStates } from '#domain/queue-entry.ts';
import type { RecordOf } from '#domain/record-kinds.ts';
import { type Replica, records } from '../store/replica.ts';
import type { Vault } from '../store/vault.ts';
import { type Saved, write } from '../store/write.ts';
import { basedOn } from './based-on.ts';

/** The hour for which people wait. */
export interface QueueHour {
  institution: InstitutionNumber;
  session: Id;
  dropIn: Id | null;
  date: Day;
}

/**
 * The inquirers who wait without a slot for this hour, longest first: those written here, and those who checked in before
 * the hour was opened.
 */
export const queueOf = (replica: Replica, { session, dropIn, date }: QueueHour): RecordOf<'queueEntry'>[] =>
  records(replica, 'queueEntry')
    .filter(({ fixed }) =>
      fixed.session === null ? fixed.dropIn === dropIn && fixed.date === date : fixed.session === session,
    )
    .filter((entry) => fieldOf(entry, 'state') === 'waiting' && !isAnnulled(entry))
    .sort((one, other) => one.fixed.since.localeCompare(other.fixed.since) || one.id.localeCompare(other.id));

/** *Ny i kø*: an inquirer with this role waits from now. Throws StorageError; then nothing was written. */
export function joinQueue(vault: Vault, hour: QueueHour, role: string): Promise<Saved> {
  const { institution, session, dropIn, date } = hour;
  const fixed = { session, dropIn, date, role, since: instantOf(vault.now()) };
  const set = { state: { value: 'waiting', basedOn: [] } };
  return write(vault, [
    { kind: 'queueEntry', verb: 'create', object: vault.makeId(), institution, fixed, set },
  ]);
}

/** *Tag ind* (`taken`), *Gik igen* (`left`), or back to the queue (`waiting`) after a slip of the finger. */
export function setQueueState(
  vault: Vault,
  entry: RecordOf<'queueEntry'>,
  state: (typeof queueStates)[number],
): Promise<Saved> {
  const { id: object, institution } = entry;
  const set = { state: { value: state, basedOn: basedOn(entry, 'state') } };
  return write(vault, [{ kind: 'queueEntry', verb: 'set', object, institution, set }]);
}
