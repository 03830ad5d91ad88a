import { mayWrite } from '../../domain/access.ts';
import { type Change, parseChange, toArrival, waitsFor } from '../../domain/change.ts';
import { attendanceId, Id, type Op, occurrenceId } from '../../domain/id.ts';
import { merge, type RecordState } from '../../domain/merge.ts';
import type { Role } from '../../domain/person.ts';
import type { ProblemCode } from '../../domain/problem.ts';
import { kindOf, type RecordKind, ruleOf } from '../../domain/record.ts';
import type { Ack, SealedChange } from '../../wire/sync.ts';
import type { Content } from './open.ts';

/** A change as it came, and from whom. */
export interface Incoming {
  op: Op;
  /** Null where a coordinator decided: she has no vault. */
  device: Id | null;
  person: Id;
  sealed: SealedChange | undefined;
  content: Content | { problem: ProblemCode };
}

type Readable = Change & { kind: RecordKind };

/** A change that waits on the server for what it builds on. */
export interface Parked {
  op: Op;
  waitsFor: Id;
  device: Id | null;
  person: Id;
  hash: Buffer;
  body: unknown;
  since: Date;
}

/** A decided change, for the history. */
export interface Decided {
  op: Op;
  device: Id | null;
  person: Id;
  hash: Buffer;
  change: Readable | undefined;
  object: Id | undefined;
  body: unknown;
  ack: Ack;
}

/**
 * Everything that one push needs to know, read before the deciding and written after it. Deciding itself happens in
 * memory, with the same `merge` that tablets show their pending changes with.
 */
export interface Batch {
  /** Milliseconds since 1970. */
  now: number;
  records: Map<Id, RecordState>;
  /** Records that a retention or erasure rule has removed. */
  erased: Set<Id>;
  /** Ops with their stored results. */
  known: Map<Op, { hash: Buffer | undefined; ack: Ack }>;
  /** Objects whose `create` was refused, by that op: what builds on them is refused too. */
  refusedObjects: Map<Id, Op>;
  parked: Map<Op, Parked>;
  /** May this person write at this place; `creates` for 30 days after the assignment ended. */
  may: (person: Id, institution: string) => 'all' | 'creates' | 'nothing';
  roleOf: (person: Id) => Role | undefined;
  /** Reads what a woken change needs. */
  fetch: (ids: readonly Id[]) => Promise<void>;
  nextReference: (institution: string) => number;
  /** The running number last given at each place. */
  references: Map<string, number>;
  out: {
    touched: Set<Id>;
    /** Those of them that were made by this push. */
    born: Set<Id>;
    decided: Decided[];
    newlyParked: Set<Op>;
    unparked: { op: Op; person: Id }[];
    quarantined: {
      op: Op;
      device: Id | null;
      reason: ProblemCode;
      sealed: SealedChange | undefined;
      body: unknown;
    }[];
    refused: { op: Op; person: Id; ack: Ack; body: unknown }[];
  };
}

const month = 30 * 24 * 3_600_000;

/** Decides every change of a push in the order sent, and whatever was parked for them; one result per change. */
export async function decideAll(batch: Batch, incoming: readonly Incoming[]): Promise<Ack[]> {
  await releaseOverdue(batch);
  const acks: Ack[] = [];
  for (const one of incoming) acks.push(await receive(batch, one));
  return acks;
}

async function receive(batch: Batch, incoming: Incoming): Promise<Ack> {
  const { op, content } = incoming;
  const known = batch.known.get(op);
  if ('problem' in content) {
    return known?.ack ?? refuse(batch, incoming, undefined, content.problem);
  }
  // The same op again is the same answer again; the same op with other content is somebody's mistake or worse.
  if (known) return known.hash?.equals(content.hash) ? known.ack : reuse(batch, incoming, known.ack);
  const { parsed } = content;
  if ('field' in parsed) {
    const ack = refuse(batch, incoming, undefined, 'invalid');
    await wake(batch, [op, ...bornBy(content.body)]);
    return ack;
  }
  const decision = decide(batch, incoming.person, parsed.change);
  if (decision.is === 'wait') return park(batch, incoming, decision.for);
  const ack = conclude(batch, incoming, parsed.change, decision);
  await wake(batch, [op, parsed.change.object]);
  return ack;
}

/** The record that an invalid change would have made: what builds on it is refused with it. */
export function bornBy(body: unknown): Id[] {
  if (typeof body !== 'object' || body === null || !('object' in body && 'verb' in body)) return [];
  const object = Id.safeParse(body.object);
  return object.success && body.verb === 'create' ? [object.data] : [];
}

type Verdict = { is: 'apply' } | { is: 'refuse'; problem: ProblemCode; because?: Op };
type Decision = Verdict | { is: 'wait'; for: Id };

/** seen before? → may she? → is what it builds on there? → does it fit what is there? */
function decide(batch: Batch, person: Id, change: Readable): Decision {
  const may = batch.may(person, change.institution);
  if (may === 'nothing' || (may === 'creates' && change.verb !== 'create'))
    return { is: 'refuse', problem: 'notYours' };
  if (!mayWrite(batch.roleOf(person), change)) return { is: 'refuse', problem: 'forbidden' };
  if (batch.erased.has(change.object)) return { is: 'refuse', problem: 'gone' };
  const record = batch.records.get(change.object);
  if (record && (record.institution !== change.institution || record.kind !== change.kind)) {
    return { is: 'refuse', problem: 'notYours' };
  }
  // Only what tablets name alike can be born twice: two of them open, or cancel, the same planned hour.
  if (record && change.verb === 'create' && !bornTwice.includes(change.kind))
    return { is: 'refuse', problem: 'reused' };
  if (change.kind === 'session' && change.verb === 'create' && change.fixed?.worker !== person) {
    return { is: 'refuse', problem: 'invalid' };
  }
  if (change.verb === 'create' && !isWellNamed(change)) {
    return { is: 'refuse', problem: 'invalid' };
  }
  for (const id of waitsFor(change)) {
    const refusedOp = batch.known.get(id)?.ack.r === 'refused' ? id : batch.refusedObjects.get(id);
    // A second, refused creation takes nothing from the record that is there.
    if (refusedOp && !batch.records.has(id)) return { is: 'refuse', problem: 'because', because: refusedOp };
    if (batch.erased.has(id)) return { is: 'refuse', problem: 'gone' };
    if (batch.parked.has(id)) return { is: 'wait', for: id };
    if (!batch.known.has(id) && !batch.records.has(id)) return { is: 'wait', for: id };
  }
  const parentField = change.verb === 'create' ? kindOf(change.kind).parent : undefined;
  const parent = parentField ? batch.records.get(String(change.fixed?.[parentField])) : undefined;
  if (parent && (parent.institution !== change.institution || parent.kind !== parentField)) {
    return { is: 'refuse', problem: 'notYours' };
  }
  return { is: 'apply' };
}

const bornTwice: readonly RecordKind[] = ['session', 'occurrence', 'attendance'];

/** A planned hour's occurrence, and what was seen of a booking, have the one id that every tablet gives them. */
const isWellNamed = ({ kind, object, fixed }: Readable): boolean =>
  kind === 'occurrence'
    ? fixed?.dropIn === null || object === occurrenceId(String(fixed?.dropIn), String(fixed?.date))
    : kind !== 'attendance' || object === attendanceId(String(fixed?.booking));

function conclude(batch: Batch, incoming: Incoming, change: Readable, decision: Verdict): Ack {
  if (decision.is === 'refuse') return refuse(batch, incoming, change, decision.problem, decision.because);
  const before = batch.records.get(change.object);
  const { state, conflict } = merge(before, toArrival(change, incoming.op, incoming.person), ruleOf);
  if (!before && change.kind === 'concern') state.given = { number: batch.nextReference(change.institution) };
  batch.records.set(change.object, state);
  if (!before) batch.out.born.add(change.object);
  batch.out.touched.add(change.object);
  const ack: Ack = { op: incoming.op, r: conflict ? 'conflict' : 'ok' };
  settle(batch, incoming, change, ack);
  return ack;
}

function settle(batch: Batch, incoming: Incoming, change: Readable | undefined, ack: Ack): void {
  if ('problem' in incoming.content) return;
  const { body, hash } = incoming.content;
  batch.known.set(incoming.op, { hash, ack });
  const { op, device, person } = incoming;
  const object = change?.object ?? bornBy(body)[0];
  batch.out.decided.push({ op, device, person, hash, change, object, body, ack });
}

/** Refused by name, shown to its author with its text, and kept: nothing that somebody wrote is thrown away. */
function refuse(
  batch: Batch,
  incoming: Incoming,
  change: Readable | undefined,
  problem: ProblemCode,
  because?: Op,
): Ack {
  const ack: Ack = { op: incoming.op, r: 'refused', problem, ...(because && { because }) };
  settle(batch, incoming, change, ack);
  const body = 'body' in incoming.content ? incoming.content.body : null;
  for (const object of bornBy(body)) batch.refusedObjects.set(object, incoming.op);
  batch.out.refused.push({
    op: incoming.op,
    person: incoming.person,
    ack,
    body: problem === 'gone' ? null : body,
  });
  // The text of what was erased goes nowhere (rule 9).
  if (problem !== 'gone') quarantine(batch, incoming, problem);
  return ack;
}

/** The first content keeps the id. The second is kept and shown too, unless the first was itself refused and is shown there. */
function reuse(batch: Batch, incoming: Incoming, first: Ack): Ack {
  const ack = quarantine(batch, incoming, 'reused');
  const { op, person, content } = incoming;
  const body = 'body' in content ? content.body : null;
  if (first.r !== 'refused') batch.out.refused.push({ op, person, ack, body });
  return ack;
}

function quarantine(batch: Batch, { op, device, sealed, content }: Incoming, reason: ProblemCode): Ack {
  const body = 'body' in content ? content.body : null;
  batch.out.quarantined.push({ op, device, reason, sealed, body });
  return { op, r: 'refused', problem: reason };
}

function park(batch: Batch, incoming: Incoming, waits: Id): Ack {
  if ('problem' in incoming.content) throw new Error('only what was read can wait');
  const { op, device, person } = incoming;
  const { hash, body } = incoming.content;
  const ack: Ack = { op, r: 'parked' };
  batch.parked.set(op, { op, waitsFor: waits, device, person, hash, body, since: new Date(batch.now) });
  batch.known.set(op, { hash, ack });
  batch.out.newlyParked.add(op);
  return ack;
}

/** What waited for these ids is decided now; permission is asked again, and what that decides wakes others. */
async function wake(batch: Batch, ids: Id[]): Promise<void> {
  const due = [...batch.parked.values()].filter((parked) => ids.includes(parked.waitsFor));
  for (const { op } of due) {
    // What another one woke on the way is decided already, or waits for something else.
    const parked = batch.parked.get(op);
    if (!parked || !ids.includes(parked.waitsFor)) continue;
    const change = readParked(parked);
    // Its own op too: others may be parked for it.
    await batch.fetch([op, change.object, ...waitsFor(change)]);
    const decision = decide(batch, parked.person, change);
    if (decision.is === 'wait') {
      batch.parked.set(op, { ...parked, waitsFor: decision.for });
      batch.out.newlyParked.add(op);
      continue;
    }
    release(batch, parked, change, decision);
    await wake(batch, [op, change.object]);
  }
}

function readParked({ body }: Parked): Readable {
  const parsed = parseChange(body);
  if ('field' in parsed) throw new Error('a parked change was read once');
  return parsed.change;
}

function release(batch: Batch, parked: Parked, change: Readable, decision: Verdict): void {
  batch.parked.delete(parked.op);
  batch.out.newlyParked.delete(parked.op);
  batch.out.unparked.push({ op: parked.op, person: parked.person });
  batch.known.delete(parked.op);
  const { op, device, person, hash, body } = parked;
  const content = { body, hash, parsed: { change } };
  conclude(batch, { op, device, person, sealed: undefined, content }, change, decision);
}

/**
 * Thirty days by arrival are enough to wait: where its record exists the change is merged as it is, and becomes a value
 * beside the current one; otherwise it goes to quarantine. It stays the successor of what it saw.
 */
async function releaseOverdue(batch: Batch): Promise<void> {
  const overdue = [...batch.parked.values()].filter(({ since }) => batch.now - since.getTime() > month);
  for (const parked of overdue) {
    if (!batch.parked.has(parked.op)) continue;
    const change = readParked(parked);
    await batch.fetch([parked.op, change.object, ...waitsFor(change)]);
    const decision = decide(batch, parked.person, change);
    const there = batch.records.has(change.object) && change.verb !== 'create';
    const atLast: Verdict = there ? { is: 'apply' } : { is: 'refuse', problem: 'because' };
    release(batch, parked, change, decision.is === 'wait' ? atLast : decision);
    await wake(batch, [parked.op, change.object]);
  }
}
