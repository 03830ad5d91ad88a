import { type Ack, type Cursor, logScope, personScope, type Seen } from '#api/sync.ts';
import type { Id } from '#domain/id.ts';
import type { IncomingChange } from '#domain/merge/merge.ts';
import type { RecordState } from '#domain/merge/record-state.ts';
import type { ChangeId } from '#domain/merge/register.ts';
import { isRecordKind, ruleOf } from '#domain/record-kinds.ts';
import { type Answer, day, type Readable, type Request, rowKey } from './database.ts';
import type { Broken, Rules } from './defects.ts';
import { sumOf } from './pull.ts';
import { arrivalOf } from './push.ts';

interface OwnOp {
  op: ChangeId;
  made: number;
  change: Readable;
  arrival: IncomingChange;
}

interface BaseRow {
  scope: string;
  kind: string;
  id: Id;
  v: number;
  doc: unknown;
  generation: number;
}

/** What is on the tablet's disk, as src/tablet/store keeps it: values are never changed in place, so a copy is a backup. */
export interface Store {
  requestNo: number;
  /** A request has one answer, also where the network has sent it twice. */
  answered: number;
  changesMade: number;
  /** In the order made; acknowledged ones stay for thirty days. */
  ops: readonly OwnOp[];
  acknowledged: Map<ChangeId, { at: number; ack: Ack }>;
  /** Shown by base rows from now on. */
  leftOverlay: Set<ChangeId>;
  base: Map<string, BaseRow>;
  /** Deletions that wait for a complete answer. */
  dying: Set<string>;
  generations: Map<string, number>;
  cursors: Map<string, Cursor>;
  seen: Seen | null;
  /** After `lost` everything is pushed before anything is pulled. */
  pushFirst: boolean;
  /** For the invariants: what this tablet wrote, and what may have left its screen for a good reason. */
  wrote: Map<ChangeId, IncomingChange>;
  excused: Set<ChangeId>;
  allowed: { order: number; scopes: ReadonlySet<string> };
  isRotten: boolean;
}

export interface Tablet {
  name: string;
  device: Id;
  person: Id;
  store: Store;
  locked: boolean;
  /** Changes in a request; halved by 413. */
  batch: number;
  /** Page loads: an answer to an earlier one finds nobody. */
  loads: number;
  shown: Map<Id, RecordState | undefined>;
}

export const emptyStore = (): Store => ({
  requestNo: 0,
  answered: 0,
  changesMade: 0,
  ops: [],
  acknowledged: new Map(),
  leftOverlay: new Set(),
  base: new Map(),
  dying: new Set(),
  generations: new Map(),
  cursors: new Map(),
  seen: null,
  pushFirst: false,
  wrote: new Map(),
  excused: new Set(),
  allowed: { order: -1, scopes: new Set() },
  isRotten: false,
});

export const copyStore = (store: Store): Store => ({
  ...store,
  acknowledged: new Map(store.acknowledged),
  leftOverlay: new Set(store.leftOverlay),
  base: new Map(store.base),
  dying: new Set(store.dying),
  generations: new Map(store.generations),
  cursors: new Map(store.cursors),
  wrote: new Map(store.wrote),
  excused: new Set(store.excused),
});

export const unsent = ({ ops, acknowledged }: Store): OwnOp[] =>
  ops.filter(({ op }) => !acknowledged.has(op));

export function write(tablet: Tablet, op: ChangeId, change: Readable): void {
  const { store } = tablet;
  const arrival = arrivalOf(change, op, tablet.person);
  store.changesMade += 1;
  store.ops = [...store.ops, { op, made: store.changesMade, change, arrival }];
  store.wrote.set(op, arrival);
  tablet.shown.clear();
}

/** What the screen shows of a record: its base row, parked changes of this person, then pending ones in the order made. */
export function view(tablet: Tablet, id: Id, rules: Rules): RecordState | undefined {
  if (tablet.shown.has(id)) return tablet.shown.get(id);
  const { base, ops, leftOverlay } = tablet.store;
  let row: RecordState | undefined;
  const pending: IncomingChange[] = [];
  for (const { kind, id: own, doc, scope } of base.values()) {
    if (own === id && isRecordKind(kind)) row = doc as RecordState;
    if (kind !== 'parked' || scope !== personScope(tablet.person)) continue;
    const held = doc as { op: ChangeId; body: Readable };
    if (held.body.object === id) pending.push(arrivalOf(held.body, held.op, tablet.person));
  }
  for (const { op, arrival } of ops) if (arrival.object === id && !leftOverlay.has(op)) pending.push(arrival);
  const state = rules.overlay(row, pending, ruleOf);
  tablet.shown.set(id, state);
  return state;
}

export interface Asking {
  limit: number;
  batch: number;
  check: boolean;
  /** Nothing relies on the order in which changes are sent. */
  shuffle: (ops: OwnOp[]) => OwnOp[];
}

export function begin(
  { store, device, person, locked, batch }: Tablet,
  asking: Asking,
  broken: Broken,
): Request {
  store.requestNo += 1;
  const outbox = unsent(store);
  const changes = asking.shuffle(outbox).slice(0, Math.min(batch, asking.batch));
  const pushOnly = locked || (store.pushFirst && !broken('lostForgetsOverlay'));
  return {
    requestNo: store.requestNo,
    device,
    person,
    made: store.changesMade,
    unsent: broken('unsentMiscounted') ? store.ops.length : outbox.length,
    changes: changes.map(({ op, change }) => ({ op, change })),
    seen: store.seen,
    ...(!pushOnly && { cursors: Object.fromEntries(store.cursors) }),
    limit: asking.limit,
    check: asking.check,
  };
}

/** Applies an answer in one transaction, or ignores it. `tear` ends the page in the middle. */
export function apply(
  tablet: Tablet,
  answer: Answer,
  sent: readonly ChangeId[],
  broken: Broken,
  tear: boolean,
): void {
  const before = tear ? copyStore(tablet.store) : undefined;
  tablet.shown.clear();
  const isAwaited = answer.requestNo === tablet.store.requestNo && answer.requestNo > tablet.store.answered;
  if (!isAwaited && !broken('staleAnswer')) return;
  tablet.store.answered = answer.requestNo;
  if (!isBelieved(tablet, answer, sent, broken)) return;
  const { store } = tablet;
  if (answer.lost) startAgain(store, answer, broken);
  else acknowledge(store, answer, broken);
  if (broken('ackAllSent')) believeAll(store, answer, sent);
  if (!answer.lost || !broken('seenNotFromLost')) {
    if (answer.cursors || answer.lost || !broken('seenOnlyFromPulls')) store.seen = answer.seen;
  }
  if (answer.cursors && (!answer.lost || broken('lostCarriesRows'))) takeRows(tablet, answer, broken, tear);
  if (unsent(store).length === 0) store.pushFirst = false;
  if (before && !broken('splitApply')) tablet.store = before;
  if (tear) tablet.loads += 1;
}

/** Only 200 + JSON + schema + the same nonce acknowledges anything. */
function isBelieved(tablet: Tablet, answer: Answer, sent: readonly ChangeId[], broken: Broken): boolean {
  const { store } = tablet;
  if (answer.status === 413) tablet.batch = Math.max(1, Math.floor(tablet.batch / 2));
  if (answer.status === 401 && broken('signInWipes'))
    store.ops = store.ops.filter(({ op }) => store.acknowledged.has(op));
  if (answer.status === 200 && answer.body === 'html' && broken('htmlIsSuccess'))
    believeAll(store, answer, sent);
  if (answer.status !== 200) return false;
  return answer.body === 'whole' || (answer.body === 'foreign' && broken('nonceIgnored'));
}

const believeAll = (store: Store, { now }: Answer, sent: readonly ChangeId[]): void => {
  for (const op of sent) store.acknowledged.set(op, { at: now, ack: { op, r: 'ok' } });
};

/** The server has lost its tail: everything is unsent and pending again, and every scope is downloaded anew. */
function startAgain(store: Store, answer: Answer, broken: Broken): void {
  if (broken('purgeOnLost')) purge(store, answer, broken);
  for (const { op } of store.ops) {
    if (!broken('keepAcksAfterLost')) store.acknowledged.delete(op);
    if (!broken('lostForgetsOverlay')) store.leftOverlay.delete(op);
  }
  for (const scope of store.cursors.keys()) raise(store, scope);
  store.cursors.clear();
  store.pushFirst = true;
}

const raise = (store: Store, scope: string): void => {
  store.generations.set(scope, (store.generations.get(scope) ?? 0) + 1);
};

function acknowledge(store: Store, answer: Answer, broken: Broken): void {
  const mine = new Set(store.ops.map(({ op }) => op));
  for (const ack of answer.acks) {
    if (ack.r === 'refused' && broken('refusedStays')) continue;
    if (!mine.has(ack.op) || store.acknowledged.has(ack.op)) continue;
    store.acknowledged.set(ack.op, { at: answer.now, ack });
    if (broken('leaveAtAck')) store.leftOverlay.add(ack.op);
    // The text of what was erased stays nowhere (rule 9).
    if (ack.problem === 'gone') store.ops = store.ops.filter(({ op }) => op !== ack.op);
  }
}

function takeRows(tablet: Tablet, answer: Answer, broken: Broken, tear: boolean): void {
  const { store } = tablet;
  const scopes = answer.scopes ?? [];
  if (answer.order > store.allowed.order) store.allowed = { order: answer.order, scopes: answer.allowed };
  if (!broken('scopeLossIgnored')) loseScopes(store, scopes);
  for (const scope of answer.reset) if (!broken('resetWithoutSweep')) raise(store, scope);
  store.cursors = new Map(Object.entries(answer.cursors!));
  if (tear && broken('splitApply')) return;
  for (const [scope, kind, id, v, doc] of answer.rows) {
    const key = broken('keyWithoutKind') ? rowKey(scope, '', id) : rowKey(scope, kind, id);
    if (doc !== null) {
      store.base.set(key, { scope, kind, id, v, doc, generation: store.generations.get(scope) ?? 0 });
      store.dying.delete(key);
    } else if (broken('tombstoneAtOnce')) store.base.delete(key);
    else store.dying.add(key);
  }
  if (!answer.more || broken('sweepAtOnce')) sweep(store);
  if (!answer.more || broken('leaveAtAnyPull')) leave(store, broken);
  if (!answer.more) {
    for (const key of store.dying) store.base.delete(key);
    store.dying.clear();
    if (answer.check) compareSums(store, answer.check);
  }
  purge(store, answer, broken);
}

function loseScopes(store: Store, scopes: readonly string[]): void {
  const held = new Set([...store.cursors.keys(), ...[...store.base.values()].map(({ scope }) => scope)]);
  for (const scope of held) {
    if (scopes.includes(scope)) continue;
    for (const [key, row] of store.base) if (row.scope === scope) store.base.delete(key);
    for (const key of store.dying) if (key.startsWith(`${scope} `)) store.dying.delete(key);
    store.cursors.delete(scope);
    // What the server has of a lost place leaves the screen; what it has not got stays until it has.
    for (const { op, arrival } of store.ops) {
      if (logScope(arrival.institution) === scope && store.acknowledged.has(op)) store.leftOverlay.add(op);
    }
  }
}

const sweep = (store: Store): void => {
  for (const [key, row] of store.base) {
    if (row.generation < (store.generations.get(row.scope) ?? 0)) store.base.delete(key);
  }
};

/** A pending op leaves with the first answer at or after its acknowledgement that is complete (rule 2). */
const leave = (store: Store, broken: Broken): void => {
  for (const { op } of store.ops)
    if (store.acknowledged.has(op) || broken('leaveUnacked')) store.leftOverlay.add(op);
};

/** Thirty days by the server's clock, in an answer with rows, and never before it has left the overlay (rule 7). */
function purge(store: Store, answer: Answer, broken: Broken): void {
  const now = broken('purgeByTabletClock') ? answer.now + 400 * day : answer.now;
  store.ops = store.ops.filter(({ op }) => {
    const acknowledged = store.acknowledged.get(op);
    if (!acknowledged) return true;
    if (!store.leftOverlay.has(op) && !broken('purgeBeforeLeft')) return true;
    return now - acknowledged.at <= 30 * day && !(broken('purgeAtAck') && store.leftOverlay.has(op));
  });
}

/** A scope whose rows are not what the server has is downloaded anew. */
function compareSums(store: Store, check: { [scope: string]: [number, string] }): void {
  let isWhole = true;
  for (const [scope, [count, hash]] of Object.entries(check)) {
    const [own, ownHash] = sumOf([...store.base.values()].filter((row) => row.scope === scope));
    if (own === count && ownHash === hash) continue;
    if (!store.isRotten)
      throw new Error(`P4 the check sum of ${scope} differs: ${own} rows, ${count} on the server`);
    raise(store, scope);
    store.cursors.delete(scope);
    isWhole = false;
  }
  if (isWhole) store.isRotten = false;
}
