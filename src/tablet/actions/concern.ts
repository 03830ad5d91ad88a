import { isOpenConcern, type Outcome } from '#domain/concern.ts';
import type { Day } from '#domain/day.ts';
import type { FollowUpOutcome } from '#domain/follow-up.ts';
import type { Id } from '#domain/id.ts';
import { fieldOf, isAnnulled } from '#domain/merge/record-state.ts';
import type { RecordOf } from '#domain/record-kinds.ts';
import { type Replica, record, records } from '../store/replica.ts';
import type { Vault } from '../store/vault.ts';
import { type Saved, write } from '../store/write.ts';
import { basedOn } from './based-on.ts';

/** Without those that were taken back, alone or with their conversation. */
const standing = (replica: Replica): RecordOf<'concern'>[] =>
  records(replica, 'concern').filter((concern) => {
    const conversation = record(replica, 'consultation', concern.fixed.consultation);
    return !isAnnulled(concern) && !(conversation && isAnnulled(conversation));
  });

const byStart = (one: RecordOf<'concern'>, other: RecordOf<'concern'>): number =>
  one.fixed.clockStart.localeCompare(other.fixed.clockStart) || one.id.localeCompare(other.id);

/** Concerns whose 4-week clock runs, the earliest deadline first. */
export const openConcerns = (replica: Replica): RecordOf<'concern'>[] =>
  standing(replica).filter(isOpenConcern).sort(byStart);

/** Concerns about which something was done, the newest first. */
export const closedConcerns = (replica: Replica): RecordOf<'concern'>[] =>
  standing(replica)
    .filter((concern) => !isOpenConcern(concern))
    .sort((one, other) => byStart(other, one));

/** What was done, and on which day. */
export interface Settlement {
  state: Outcome;
  actedOn: Day;
}

const setConcern = (
  vault: Vault,
  concern: RecordOf<'concern'>,
  values: { state: Outcome | 'open'; actedOn: Day | null },
): Promise<Saved> => {
  const { id: object, institution } = concern;
  const set = {
    state: { value: values.state, basedOn: basedOn(concern, 'state') },
    actedOn: { value: values.actedOn, basedOn: basedOn(concern, 'actedOn') },
  };
  return write(vault, [{ kind: 'concern', verb: 'set', object, institution, set }]);
};

/** *Der er handlet…*: stops the clock. Throws StorageError; then nothing was written. */
export const settleConcern = (
  vault: Vault,
  concern: RecordOf<'concern'>,
  settlement: Settlement,
): Promise<Saved> => setConcern(vault, concern, settlement);

/** The clock runs again from the day it began on: something was stopped by mistake, or too early. */
export const reopenConcern = (vault: Vault, concern: RecordOf<'concern'>): Promise<Saved> =>
  setConcern(vault, concern, { state: 'open', actedOn: null });

/** A conversation with an agreed day and no clock. */
export interface Dated {
  conversation: RecordOf<'consultation'>;
  due: Day;
}

/** *Fulgt op…*: an agreed day is done. Throws StorageError; then nothing was written. Its id, to take it back by. */
export async function followUp(
  vault: Vault,
  { conversation: { id: consultation, institution }, due }: Dated,
  done: { outcome: FollowUpOutcome; on: Day },
): Promise<Id> {
  const object = vault.makeId();
  const fixed = { consultation, due, ...done };
  await write(vault, [{ kind: 'followUp', verb: 'create', object, institution, fixed }]);
  return object;
}

/** What came of the agreed days, the latest first. */
export const followedUp = (replica: Replica): RecordOf<'followUp'>[] =>
  records(replica, 'followUp')
    .filter((done) => !isAnnulled(done))
    .sort((one, other) => other.fixed.on.localeCompare(one.fixed.on) || other.id.localeCompare(one.id));

/** Open follow-ups on a day without a clock (1 or 2 weeks, or a chosen day) on or after `from`, by that day. */
export function datedFollowUps(replica: Replica, from: Day): Dated[] {
  const done = new Set(followedUp(replica).map(({ fixed }) => `${fixed.consultation} ${fixed.due}`));
  return records(replica, 'consultation')
    .flatMap((conversation) => {
      const { kind, due = null } = fieldOf(conversation, 'followUp') ?? {};
      const isDated = kind !== 'fourWeeks' && due !== null && due >= from && !isAnnulled(conversation);
      return isDated && !done.has(`${conversation.id} ${due}`) ? [{ conversation, due }] : [];
    })
    .sort(
      (one, other) =>
        one.due.localeCompare(other.due) || one.conversation.id.localeCompare(other.conversation.id),
    );
}
