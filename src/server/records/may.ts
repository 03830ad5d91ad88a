import { waitsFor } from '#domain/change.ts';
import { Id } from '#domain/id.ts';
import type { ChangeId } from '#domain/merge/register.ts';
import { isNamedAlike, isWellNamed, type Named, referencesOf } from '#domain/naming.ts';
import type { ProblemCode } from '#domain/problem.ts';
import { can, endpointAuthor } from '../access/roles.ts';
import type { Batch, Readable } from './decide.ts';

/** The key of an object at a place. */
export const atPlace = (institution: string, object: Id): string => `${institution} ${object}`;

/** Every id that deciding about a change asks for. */
export const asksFor = (change: Readable): Id[] => [
  change.object,
  ...waitsFor(change),
  ...referencesOf(change).map(({ id }) => id),
];

/** The record that an invalid change would have made: what builds on it is refused with it. */
export function bornBy(body: unknown): Id[] {
  if (typeof body !== 'object' || body === null || !('object' in body && 'verb' in body)) return [];
  const object = Id.safeParse(body.object);
  return object.success && body.verb === 'create' ? [object.data] : [];
}

/** The place that a change says it is for, also where it is invalid. */
export const placeIn = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'institution' in body && typeof body.institution === 'string'
    ? body.institution
    : '';

export type Verdict = { type: 'apply' } | { type: 'refuse'; problem: ProblemCode; because?: ChangeId };
type Decision = Verdict | { type: 'wait'; for: Id };

/** Known already? → may the author write it? → is what it builds on there? → does it fit what is there? */
export function decide(batch: Batch, person: Id, change: Readable): Decision {
  const may = batch.may(person, change.institution);
  if (may === 'nothing' || (may === 'creates' && change.verb !== 'create'))
    return { type: 'refuse', problem: 'notYours' };
  if (!can(batch.roleOf(person), 'write', change)) return { type: 'refuse', problem: 'forbidden' };
  if (batch.erased.has(change.object)) return { type: 'refuse', problem: 'gone' };
  const record = batch.records.get(change.object);
  if (!fits(batch, change.object, change.kind, change.institution)) {
    return { type: 'refuse', problem: 'notYours' };
  }
  // Only what tablets name alike can be born twice: two of them open, or cancel, the same planned hour.
  if (record && change.verb === 'create' && !isNamedAlike(change))
    return { type: 'refuse', problem: 'reused' };
  if (change.kind === 'session' && change.verb === 'create' && change.fixed?.worker !== person) {
    return { type: 'refuse', problem: 'invalid' };
  }
  // The endpoint names an entry at the door by its request, which is no field of it.
  if (change.verb === 'create' && person !== endpointAuthor && !isWellNamed(change)) {
    return { type: 'refuse', problem: 'invalid' };
  }
  if (namesElsewhere(batch, change)) {
    return { type: 'refuse', problem: 'notYours' };
  }
  // An op that is known is no record: what is named as one must be there itself.
  const named = new Set([change.object, ...referencesOf(change).map(({ id }) => id)]);
  for (const id of waitsFor(change)) {
    const refusedOp =
      batch.known.get(id)?.ack.r === 'refused'
        ? id
        : batch.refusedObjects.get(atPlace(change.institution, id));
    // A second, refused creation takes nothing from the record that is there.
    if (refusedOp && !batch.records.has(id))
      return { type: 'refuse', problem: 'because', because: refusedOp };
    if (batch.erased.has(id)) return { type: 'refuse', problem: 'gone' };
    if (batch.parked.has(id)) return { type: 'wait', for: id };
    const isKnown = batch.known.has(id) && !named.has(id);
    if (!isKnown && !batch.records.has(id)) return { type: 'wait', for: id };
  }
  return { type: 'apply' };
}

/** Is this id, where it is known at all, a thing of this kind at this place? What is not known yet may still become one. */
function fits(batch: Batch, id: Id, kind: Named, institution: string): boolean {
  const bearers = [batch.records.get(id), batch.others.get(id)].filter((one) => one !== undefined);
  return bearers.every((bearer) => bearer.kind === kind && bearer.institution === institution);
}

/** Does it name something that belongs to another place, or is of another kind than its field says, or a worker who is none? */
const namesElsewhere = (batch: Batch, change: Readable): boolean =>
  referencesOf(change).some(({ id, as }) =>
    as === 'worker' ? batch.roleOf(id) !== 'worker' : !fits(batch, id, as, change.institution),
  );
