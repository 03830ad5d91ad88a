import { type Ack, logScope, personScope } from '#api/sync.ts';
import { toIncomingChange, waitsFor } from '#domain/change.ts';
import type { Id } from '#domain/id.ts';
import type { ChangeId } from '#domain/merge/register.ts';
import { ruleOf } from '#domain/record-kinds.ts';
import {
  type Database,
  day,
  type Held,
  may,
  putRecord,
  putRow,
  type Readable,
  type Sent,
} from './database.ts';
import type { Broken, Rules } from './defects.ts';

/** One push: everything it writes carries its version. */
export interface Push {
  db: Database;
  v: number;
  now: number;
  rules: Rules;
  broken: Broken;
}

type From = Sent & { device: Id; person: Id };
type Decision = { is: 'apply' } | { is: 'wait'; for: Id } | { is: 'refuse'; ack: Omit<Ack, 'op' | 'r'> };

/** A set union: an op that is known gets its result, another one is decided. One result for each, in the order sent. */
export function pushAll(push: Push, changes: readonly From[]): Ack[] {
  releaseOverdue(push);
  return changes.map((from) => receive(push, from));
}

function receive(push: Push, from: From): Ack {
  const { db, broken } = push;
  const known = db.known.get(from.op);
  if (known && !broken('applyTwice')) return known.ack;
  if (db.parked.has(from.op)) return { op: from.op, r: 'parked' };
  const decision = decide(push, from);
  return decision.is === 'wait' ? park(push, from, decision.for) : conclude(push, from, decision);
}

function decide({ db, now, broken }: Push, { change, person }: From, woken = false): Decision {
  // Asked first: the text of what was erased goes nowhere, not even among the refused (rule 9).
  if ([change.object, ...waitsFor(change)].some((id) => db.erased.has(id))) return refusal('gone');
  const right = may(db.grants, person, change.institution, now);
  const asked = !broken('mayNotAsked') && !(woken && broken('mayNotAskedAtWake'));
  if (asked && (right === 'nothing' || (right === 'creates' && change.verb !== 'create'))) {
    return refusal('notYours');
  }
  const record = db.records.get(change.object);
  if (broken('applyUnready'))
    return record || change.verb === 'create' ? { is: 'apply' } : refusal('notFound');
  const needs = broken('waitForObjectOnly') ? waitsFor(change).slice(0, 1) : waitsFor(change);
  for (const id of needs) {
    const refused = refusedOp(db, id);
    if (refused && !broken('becauseIgnored')) return refusal('because', refused);
    const isThere = db.known.has(id) || db.records.has(id) || (broken('becauseIgnored') && refused);
    if (!isThere && !(broken('parkedCountsAsThere') && isParked(db, id))) return { is: 'wait', for: id };
  }
  return { is: 'apply' };
}

const isParked = (db: Database, id: Id): boolean =>
  [...db.parked.values()].some((held) => held.op === id || held.change.object === id);

const refusal = (problem: NonNullable<Ack['problem']>, because?: ChangeId): Decision => ({
  is: 'refuse',
  ack: { problem, ...(because && { because }) },
});

/** The refused op that stands in the way: the one named, or the one that should have made the record named. */
const refusedOp = (db: Database, id: Id): ChangeId | undefined => {
  if (db.known.get(id)?.ack.r === 'refused') return id;
  if (db.records.has(id)) return undefined;
  for (const { op, ack, change } of db.known.values()) {
    if (change.object === id && change.verb === 'create' && ack.r === 'refused') return op;
  }
  return undefined;
};

function park({ db, v, now, broken }: Push, from: From, waits: Id): Ack {
  db.parked.set(from.op, { ...from, waitsFor: waits, since: now });
  const scope = personScope(from.person);
  if (!broken('noParkedRow')) putRow(db, scope, 'parked', from.op, v, { op: from.op, body: from.change });
  return { op: from.op, r: 'parked' };
}

function conclude(push: Push, from: From, decision: Exclude<Decision, { is: 'wait' }>): Ack {
  const { db, v, rules } = push;
  const { op, change, person } = from;
  let ack: Ack;
  if (decision.is === 'refuse') {
    ack = { op, r: 'refused', ...decision.ack };
    refuse(push, from, ack);
  } else {
    const arrival = arrivalOf(change, op, person);
    const { state, conflict } = rules.merge(db.records.get(change.object), arrival, ruleOf);
    putRecord(db, state, v);
    db.merged.set(change.object, [...(db.merged.get(change.object) ?? []), arrival]);
    ack = { op, r: conflict ? 'conflict' : 'ok' };
  }
  db.known.set(op, { ...from, ack });
  wake(push, [op, change.object]);
  return ack;
}

function refuse({ db, v, broken }: Push, { op, change, person }: From, ack: Ack): void {
  const isGone = ack.problem === 'gone';
  if (!isGone || broken('goneKept')) db.quarantine.set(op, { op, change });
  if (!broken('refusedUnsaid')) {
    putRow(db, personScope(person), 'refused', op, v, { ...ack, body: isGone ? null : change });
  }
}

function wake(push: Push, ids: readonly Id[]): void {
  const { db, broken } = push;
  if (db.parked.size === 0 || broken('noWake')) return;
  for (const held of [...db.parked.values()].filter(({ waitsFor }) => ids.includes(waitsFor))) {
    if (!db.parked.has(held.op)) continue;
    const decision = decide(push, held, true);
    if (decision.is === 'wait') db.parked.set(held.op, { ...held, waitsFor: decision.for });
    else release(push, held, decision);
  }
}

function release(push: Push, held: Held, decision: Exclude<Decision, { is: 'wait' }>): void {
  const { db, v } = push;
  db.parked.delete(held.op);
  putRow(db, personScope(held.person), 'parked', held.op, v, null);
  const { op, change, device, person } = held;
  conclude(push, { op, change, device, person }, decision);
}

/** Thirty days by arrival: merged as it is where its record exists, quarantine otherwise. Permission is asked here too. */
export function releaseOverdue(push: Push): void {
  const { db, now, broken } = push;
  if (broken('noExpiry')) return;
  for (const held of overdue(db, now)) {
    if (!db.parked.has(held.op)) continue;
    if (broken('expiryDrops')) {
      db.parked.delete(held.op);
      putRow(db, personScope(held.person), 'parked', held.op, push.v, null);
      continue;
    }
    const { change, person } = held;
    const allowed = may(db.grants, person, change.institution, now) === 'all';
    if (!allowed && change.verb !== 'create')
      release(push, held, refusal('notYours') as { is: 'refuse'; ack: object });
    else if (db.records.has(change.object) && change.verb !== 'create') {
      db.forced.add(held.op);
      release(push, held, { is: 'apply' });
    } else release(push, held, { is: 'refuse', ack: { problem: 'because' } });
  }
}

export const overdue = (db: Database, now: number): Held[] =>
  [...db.parked.values()].filter(({ since }) => now - since > 30 * day);

/** Takes a record and what hangs on it away, with every text: rows become tombstones, hashes and results stay. */
export function erase(push: Push, id: Id): void {
  const { db, v } = push;
  const gone = [...db.records.values()].filter(
    (record) => record.id === id || record.fixed.consultation === id || record.fixed.parent === id,
  );
  db.erased.add(id);
  for (const record of gone) {
    db.erased.add(record.id);
    db.records.delete(record.id);
    db.merged.delete(record.id);
    putRow(db, logScope(record.institution), record.kind, record.id, v, null);
  }
  for (const { op, change } of db.quarantine.values())
    if (touches(change, db.erased)) db.quarantine.delete(op);
  for (const held of [...db.parked.values()]) {
    if (db.parked.has(held.op) && touches(held.change, db.erased)) {
      release(push, held, { is: 'refuse', ack: { problem: 'gone' } });
    }
  }
  for (const { op, change, person, ack } of db.known.values()) {
    if (ack.r === 'refused' && touches(change, db.erased)) {
      putRow(db, personScope(person), 'refused', op, v, { ...ack, body: null });
    }
  }
}

export const touches = (change: Readable, erased: ReadonlySet<Id>): boolean =>
  erased.has(change.object) ||
  erased.has(String(change.fixed?.consultation)) ||
  erased.has(String(change.fixed?.parent));

const arrivals = new WeakMap<Readable, ReturnType<typeof toIncomingChange>>();

/** The same change is merged in many places; it is read once. */
export function arrivalOf(change: Readable, op: ChangeId, by: Id): ReturnType<typeof toIncomingChange> {
  const known = arrivals.get(change);
  if (known) return known;
  const arrival = toIncomingChange(change, op, by);
  arrivals.set(change, arrival);
  return arrival;
}
