import type { Ack, SealedChange } from '#api/sync.ts';
import type { Writer } from '#domain/access.ts';
import { type Change, parseChange, toIncomingChange } from '#domain/change.ts';
import type { Id } from '#domain/id.ts';
import { merge } from '#domain/merge/merge.ts';
import type { RecordState } from '#domain/merge/record-state.ts';
import type { ChangeId } from '#domain/merge/register.ts';
import type { Named } from '#domain/naming.ts';
import type { ProblemCode } from '#domain/problem.ts';
import { type RecordKind, ruleOf } from '#domain/record-kinds.ts';
import type { Right } from '../access/places.ts';
import { asksFor, atPlace, bornBy, decide, placeIn, type Verdict } from './may.ts';
import type { Content } from './unseal.ts';

/** A change as it came, and from whom. */
export interface Incoming {
  op: ChangeId;
  /** Null where a coordinator or the endpoint itself writes: they have no vault. */
  device: Id | null;
  person: Id;
  sealed: SealedChange | undefined;
  content: Content | { problem: ProblemCode };
}

export type Readable = Change & { kind: RecordKind };

/** What has an id, and the place that it belongs to. */
export interface Bearer {
  kind: Named;
  institution: string;
}

/** A change that waits on the server for what it builds on. */
export interface Parked {
  op: ChangeId;
  waitsFor: Id;
  device: Id | null;
  person: Id;
  hash: Buffer;
  body: unknown;
  since: Date;
}

/** A decided change, for the history. */
export interface Decided {
  op: ChangeId;
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
  /** What has an id and is no record: drop-ins and bookings. */
  others: Map<Id, Bearer>;
  /** Records that a retention or erasure rule has removed. */
  erased: Set<Id>;
  /** Ops with their stored results. */
  known: Map<ChangeId, { hash: Buffer | undefined; ack: Ack }>;
  /**
   * Objects whose `create` was refused at a place (`atPlace`), by that op: what builds on them there is refused too. At other
   * places the id is as free as before.
   */
  refusedObjects: Map<string, ChangeId>;
  parked: Map<ChangeId, Parked>;
  /** What this person may write at this place. */
  may: (person: Id, institution: string) => Right;
  roleOf: (person: Id) => Writer | undefined;
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
    newlyParked: Set<ChangeId>;
    unparked: { op: ChangeId; person: Id }[];
    quarantined: {
      op: ChangeId;
      device: Id | null;
      reason: ProblemCode;
      sealed: SealedChange | undefined;
      body: unknown;
    }[];
    refused: { op: ChangeId; person: Id; ack: Ack; body: unknown }[];
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
  // The same op again is the same answer again; the same op with other content is a mistake or worse.
  if (known) return known.hash?.equals(content.hash) ? known.ack : reuse(batch, incoming, known.ack);
  const { parsed } = content;
  if ('field' in parsed) {
    const ack = refuse(batch, incoming, undefined, 'invalid');
    await wake(batch, [op, ...bornBy(content.body)]);
    return ack;
  }
  const decision = decide(batch, incoming.person, parsed.change);
  if (decision.type === 'wait') return park(batch, incoming, decision.for);
  const ack = conclude(batch, incoming, parsed.change, decision);
  await wake(batch, [op, parsed.change.object]);
  return ack;
}

function conclude(batch: Batch, incoming: Incoming, change: Readable, decision: Verdict): Ack {
  if (decision.type === 'refuse') return refuse(batch, incoming, change, decision.problem, decision.because);
  const before = batch.records.get(change.object);
  const { state, conflict } = merge(before, toIncomingChange(change, incoming.op, incoming.person), ruleOf);
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

/** Refused by name, shown to its author with its text, and kept: nothing that a worker wrote is thrown away. */
function refuse(
  batch: Batch,
  incoming: Incoming,
  change: Readable | undefined,
  problem: ProblemCode,
  because?: ChangeId,
): Ack {
  const ack: Ack = { op: incoming.op, r: 'refused', problem, ...(because && { because }) };
  settle(batch, incoming, change, ack);
  const body = 'body' in incoming.content ? incoming.content.body : null;
  for (const object of bornBy(body)) batch.refusedObjects.set(atPlace(placeIn(body), object), incoming.op);
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
    await batch.fetch([op, ...asksFor(change)]);
    const decision = decide(batch, parked.person, change);
    if (decision.type === 'wait') {
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
 * beside the current one; otherwise it goes to quarantine. It stays the successor of what it is based on.
 */
async function releaseOverdue(batch: Batch): Promise<void> {
  const overdue = [...batch.parked.values()].filter(({ since }) => batch.now - since.getTime() > month);
  for (const parked of overdue) {
    if (!batch.parked.has(parked.op)) continue;
    const change = readParked(parked);
    await batch.fetch([parked.op, ...asksFor(change)]);
    const decision = decide(batch, parked.person, change);
    const there = batch.records.has(change.object) && change.verb !== 'create';
    const atLast: Verdict = there ? { type: 'apply' } : { type: 'refuse', problem: 'because' };
    release(batch, parked, change, decision.type === 'wait' ? atLast : decision);
    await wake(batch, [parked.op, change.object]);
  }
}
