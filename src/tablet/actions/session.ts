import { type Day, instantOf } from '#domain/day.ts';
import { type Id, plannedSessionId } from '#domain/id.ts';
import type { InstitutionNumber } from '#domain/institution.ts';
import type { RecordOf } from '#domain/record-kinds.ts';
import type { SessionFixed } from '#domain/session.ts';
import { type Replica, record, records } from '../store/replica.ts';
import type { Vault } from '../store/vault.ts';
import { type Saved, write } from '../store/write.ts';
import { basedOnAll } from './based-on.ts';

/** The hour that is to begin: a planned one carries its drop-in, an extra one has none. */
export interface SessionStart extends Omit<SessionFixed, 'worker' | 'extra'> {
  institution: InstitutionNumber;
  /** Its occurrence, where it was put into the calendar before it began. */
  extra?: Id | undefined;
}

/** *Start træffetid*: a planned hour gets the id that every tablet gives it, an extra one an id of its own. */
export async function startSession(vault: Vault, start: SessionStart): Promise<Id> {
  const { institution, extra, ...fixed } = start;
  const named = start.dropIn ?? extra;
  const object = named ? plannedSessionId(named, start.date) : vault.makeId();
  const known = record(vault.replica, 'session', object);
  if (known) {
    await reopenSession(vault, known);
    return object;
  }
  // `ended` is not written here: "still open" is later than any time, and would open an hour that a colleague has ended.
  const set = { started: { value: instantOf(vault.now()), basedOn: [] } };
  const born = { ...fixed, ...(extra && !start.dropIn && { extra }), worker: vault.device.person };
  await write(vault, [{ kind: 'session', verb: 'create', object, institution, fixed: born, set }]);
  return object;
}

const setEnded = (vault: Vault, session: RecordOf<'session'>, value: string | null): Promise<Saved> => {
  const { id: object, institution } = session;
  const basedOn = basedOnAll(session, 'ended');
  return write(vault, [
    { kind: 'session', verb: 'set', object, institution, set: { ended: { value, basedOn } } },
  ]);
};

/** *Afslut træffetid*, now or, where it was left open, at the instant that the worker names. */
export const endSession = (
  vault: Vault,
  session: RecordOf<'session'>,
  at = instantOf(vault.now()),
): Promise<Saved> => setEnded(vault, session, at);

/** *Åbn igen*: the same day, when one more came. */
export const reopenSession = (vault: Vault, session: RecordOf<'session'>): Promise<Saved> =>
  setEnded(vault, session, null);

/** Sessions on record for a day, as the screen shows them. */
export const sessionsOn = (replica: Replica, day: Day): RecordOf<'session'>[] =>
  records(replica, 'session').filter(({ fixed }) => fixed.date === day);
