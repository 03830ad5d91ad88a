import type { RowDocuments } from '#api/row-documents.ts';
import type { Row } from '#api/sync.ts';
import { parseChange, toIncomingChange } from '#domain/change.ts';
import type { Id } from '#domain/id.ts';
import { type IncomingChange, overlay } from '#domain/merge/merge.ts';
import type { RecordState } from '#domain/merge/record-state.ts';
import type { ChangeId } from '#domain/merge/register.ts';
import { isReadable } from '#domain/readable.ts';
import { isRecordKind, type RecordKind, type RecordOf, ruleOf } from '#domain/record-kinds.ts';
import type { SealedOp, SealedRow, VaultDb } from './db.ts';
import type { Device } from './device.ts';
import { type Box, opPlace, rowPlace, unseal } from './seal.ts';
import { steadily } from './storage-error.ts';
import { holds, initialProgress, restartDownload, type Span } from './sync-progress.ts';

/** One of the worker's own changes as the screen needs it. */
export interface OwnChange {
  made: number;
  arrival: IncomingChange;
  /** Sealed for the server, as on the disk: all that is left of it where the disk dies. */
  sealedForServer: Box;
}

/** What is opened in memory while the vault is unlocked: base rows, the worker's pending changes, and the view of both. */
export interface Replica {
  /** Records of the places, as the server last said, by id. */
  base: Map<Id, Row>;
  /** All other rows (`ref`, `u:`), by scope, kind and id. */
  rows: Map<string, Row>;
  /** The worker's changes that have not left the overlay, in the order made. */
  pending: Map<ChangeId, OwnChange>;
  /** Records as shown: base rows with pending changes on top, by kind and id. */
  shown: Map<string, Map<Id, RecordState>>;
  /** Stored rows that are still to be opened; what the server sends or takes in the meantime is no longer among them. */
  closed: Map<string, SealedRow>;
  /** Records that no screen can draw (domain/readable): kept as they are, counted, and not among those shown. */
  unreadable: Set<Id>;
  /** The vault's lease is over. Bookings are not shown then, so no time may be called free (`covered.ts`). */
  isCovered: boolean;
  /** Is everything opened? The newest rows come first, the rest follow. */
  whole: boolean;
  changed: () => void;
  listeners: Set<() => void>;
}

const rowKey = (scope: string, kind: string, id: string): string => `${scope} ${kind} ${id}`;

const held = (replica: Replica, scope: string, kind: string, id: string): Row | undefined =>
  isRecordKind(kind) ? replica.base.get(id) : replica.rows.get(rowKey(scope, kind, id));

/** Rows opened before the first screen; the rest follow in the background. */
const firstOpened = 400;
const openedAtOnce = 250;

/** Opens the vault's rows and pending changes: `ref` and the worker's own first, then the newest. */
export async function openReplica(device: Device, dek: CryptoKey): Promise<Replica> {
  const { db } = device;
  const replica = emptyReplica();
  const [pending, sealed] = await steadily(db, () =>
    db.transaction('r', db.syncProgress, db.ops, db.rows, async () => {
      const { leftOverlay } = (await db.syncProgress.get('sync')) ?? initialProgress;
      return Promise.all([pendingOps(db, leftOverlay), db.rows.toArray()]);
    }),
  );
  putPending(replica, await openOps(device, dek, pending), device.person);
  sealed.sort((one, other) => weight(other) - weight(one));
  for (const row of sealed) replica.closed.set(rowKey(row.scope, row.kind, row.id), row);
  await openRows(replica, device, dek, sealed.slice(0, firstOpened));
  if (sealed.length > firstOpened) void openRest(replica, device, dek, sealed.slice(firstOpened));
  else replica.whole = true;
  return replica;
}

const weight = ({ scope, v }: SealedRow): number => (scope.startsWith('log:') ? v : Number.MAX_SAFE_INTEGER);

export function emptyReplica(): Replica {
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  return {
    base: new Map(),
    rows: new Map(),
    pending: new Map(),
    shown: new Map(),
    closed: new Map(),
    unreadable: new Set(),
    isCovered: false,
    whole: false,
    changed,
    listeners,
  };
}

async function openRest(
  replica: Replica,
  device: Device,
  dek: CryptoKey,
  sealed: SealedRow[],
): Promise<void> {
  for (let at = 0; at < sealed.length; at += openedAtOnce) {
    await openRows(replica, device, dek, sealed.slice(at, at + openedAtOnce));
  }
  replica.whole = true;
  replica.changed();
}

async function openRows(
  replica: Replica,
  device: Device,
  dek: CryptoKey,
  sealed: SealedRow[],
): Promise<void> {
  const rows = await Promise.all(
    sealed.map(async (row): Promise<Row> => {
      const doc = await unseal<unknown>(dek, row.box, rowPlace(row)).catch(() => undefined);
      return [row.scope, row.kind, row.id, row.v, doc];
    }),
  );
  const still = rows.filter(
    ([scope, kind, id], index) => replica.closed.get(rowKey(scope, kind, id)) === sealed[index],
  );
  const isOpen = ([, , , , doc]: Row): boolean => doc !== undefined;
  await downloadAnew(
    device,
    still.filter((row) => !isOpen(row)).map(([scope]) => scope),
  );
  putRows(replica, still.filter(isOpen), device.person);
}

/** What the disk has damaged does not open; the server has it still. */
async function downloadAnew({ db }: Device, scopes: readonly string[]): Promise<void> {
  if (scopes.length === 0) return;
  await steadily(db, () =>
    db.transaction('rw', db.syncProgress, async () => {
      const progress = { ...((await db.syncProgress.get('sync')) ?? initialProgress) };
      progress.requestNo += 1;
      restartDownload(progress, [...new Set(scopes)]);
      await db.syncProgress.put(progress);
    }),
  );
}

const pendingOps = async ({ ops }: Pick<VaultDb, 'ops'>, leftOverlay: readonly Span[]): Promise<SealedOp[]> =>
  (await ops.toArray()).filter(({ made }) => !holds(leftOverlay, made));

/** The worker's changes that have not left the overlay (`leftOverlay`, by `made` number), opened, in the order made. */
export const openPending = async (
  device: Device,
  dek: CryptoKey,
  leftOverlay: readonly Span[],
): Promise<OwnChange[]> =>
  openOps(device, dek, await steadily(device.db, () => pendingOps(device.db, leftOverlay)));

async function openOps({ person }: Device, dek: CryptoKey, ops: readonly SealedOp[]): Promise<OwnChange[]> {
  const opened = await Promise.all(ops.map((op) => openOp(op, person, dek)));
  return opened.filter((own) => own !== undefined);
}

/** One that the disk has damaged is not shown; its other half, sealed for the server, is sent all the same. */
async function openOp(op: SealedOp, person: Id, dek: CryptoKey): Promise<OwnChange | undefined> {
  const body = await unseal<unknown>(dek, op.sealedForWorker, opPlace(op.op, op.keyId)).catch(
    () => undefined,
  );
  const parsed = parseChange(body);
  return 'change' in parsed
    ? {
        made: op.made,
        arrival: toIncomingChange(parsed.change, op.op, person),
        sealedForServer: op.sealedForServer,
      }
    : undefined;
}

/** Puts rows on the replica and draws anew what they touch. The caller says `changed` when it is done. */
export function putRows(replica: Replica, rows: readonly Row[], person: Id): void {
  const touched = new Set<Id>();
  for (const row of rows) {
    const [scope, kind, id] = row;
    replica.closed.delete(rowKey(scope, kind, id));
    if (isRecordKind(kind)) {
      replica.base.set(id, row);
      touched.add(id);
      continue;
    }
    replica.rows.set(rowKey(scope, kind, id), row);
    const waiting = parkedArrival(row, person);
    if (waiting) touched.add(waiting.object);
  }
  redraw(replica, touched, person);
}

/** Takes rows off the replica; a record that has moved to another scope stays. */
export function dropRows(
  replica: Replica,
  keys: readonly (readonly [string, string, string])[],
  person: Id,
): void {
  const touched = new Set<Id>();
  for (const [scope, kind, id] of keys) {
    replica.closed.delete(rowKey(scope, kind, id));
    const row = held(replica, scope, kind, id);
    if (row?.[0] !== scope) continue;
    if (isRecordKind(kind)) {
      replica.base.delete(id);
      touched.add(id);
      continue;
    }
    replica.rows.delete(rowKey(scope, kind, id));
    const waiting = parkedArrival(row, person);
    if (waiting) touched.add(waiting.object);
  }
  redraw(replica, touched, person);
}

export function putPending(replica: Replica, changes: readonly OwnChange[], person: Id): void {
  for (const own of changes) replica.pending.set(own.arrival.op, own);
  redraw(replica, new Set(changes.map(({ arrival }) => arrival.object)), person);
}

export function dropPending(replica: Replica, gone: (made: number) => boolean, person: Id): void {
  const touched = new Set<Id>();
  for (const [op, { made, arrival }] of replica.pending) {
    if (!gone(made)) continue;
    replica.pending.delete(op);
    touched.add(arrival.object);
  }
  redraw(replica, touched, person);
}

/** A change that waits on the server still shows where it will stand. */
function parkedArrival(row: Row, person: Id): IncomingChange | undefined {
  const waiting = documentIn(row, 'parked');
  if (!waiting) return undefined;
  const parsed = parseChange(waiting.body);
  return 'change' in parsed ? toIncomingChange(parsed.change, waiting.op, person) : undefined;
}

function redraw(replica: Replica, touched: ReadonlySet<Id>, person: Id): void {
  if (touched.size === 0) return;
  const waiting = new Map<Id, IncomingChange[]>();
  const parked = [...replica.rows.values()].map((row) => parkedArrival(row, person));
  // After a lost tail older changes come back behind newer ones.
  const pending = [...replica.pending.values()].sort((one, other) => one.made - other.made);
  for (const arrival of [...parked, ...pending.map((own) => own.arrival)]) {
    if (!arrival || !touched.has(arrival.object)) continue;
    waiting.set(arrival.object, [...(waiting.get(arrival.object) ?? []), arrival]);
  }
  for (const id of touched) {
    const state = overlay(baseOf(replica, id), waiting.get(id) ?? [], ruleOf);
    for (const [kind, shown] of replica.shown) if (kind !== state?.kind) shown.delete(id);
    replica.unreadable.delete(id);
    if (!state) continue;
    if (!isReadable(state)) {
      replica.unreadable.add(id);
      replica.shown.get(state.kind)?.delete(id);
      continue;
    }
    if (!replica.shown.has(state.kind)) replica.shown.set(state.kind, new Map());
    replica.shown.get(state.kind)!.set(id, state);
  }
}

/** The documents of one kind of row in `ref` and `u:`. */
export const documents = <K extends keyof RowDocuments>(replica: Replica, kind: K): RowDocuments[K][] =>
  [...replica.rows.values()].flatMap((row) => documentIn(row, kind) ?? []);

/** The document of a row, where the row is of that kind. The endpoint's own work: its kind is trusted to say what it holds. */
const documentIn = <K extends keyof RowDocuments>(row: Row, kind: K): RowDocuments[K] | undefined =>
  row[1] === kind ? (row[4] as RowDocuments[K]) : undefined;

/** A record of a place as the server last said. */
export function baseOf({ base }: Replica, id: Id): RecordOf | undefined {
  const row = base.get(id);
  return row && isRecordKind(row[1]) ? documentIn(row, row[1]) : undefined;
}

/** The records of one kind as the screen shows them. */
export const records = <K extends RecordKind>(replica: Replica, kind: K): RecordOf<K>[] => [
  ...(shownOf(replica, kind)?.values() ?? []),
];

export const record = <K extends RecordKind>(replica: Replica, kind: K, id: Id): RecordOf<K> | undefined =>
  shownOf(replica, kind)?.get(id);

/** `redraw` files each record under its own kind. */
const shownOf = <K extends RecordKind>({ shown }: Replica, kind: K) =>
  shown.get(kind) as ReadonlyMap<Id, RecordOf<K>> | undefined;
