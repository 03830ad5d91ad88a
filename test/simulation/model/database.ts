import { type Ack, type Cursor, logScope, type Seen, type SyncAnswer } from '#api/sync.ts';
import type { Change } from '#domain/change.ts';
import type { Id } from '#domain/id.ts';
import type { IncomingChange } from '#domain/merge/merge.ts';
import type { RecordState } from '#domain/merge/record-state.ts';
import type { ChangeId } from '#domain/merge/register.ts';
import type { RecordKind } from '#domain/record-kinds.ts';

export const day = 24 * 3_600_000;
export const versionsPerEpoch = 2 ** 32;

export type Readable = Change & { kind: RecordKind };

/** One change on its way: the model leaves out the seal. */
export interface Sent {
  op: ChangeId;
  change: Readable;
}

/** The request of src/api/sync.ts, as far as the model needs it. */
export interface Request {
  requestNo: number;
  device: Id;
  person: Id;
  made: number;
  unsent: number;
  changes: Sent[];
  seen: Seen | null;
  cursors?: { [scope: string]: Cursor };
  limit: number;
  check: boolean;
}

type Plain = Pick<
  SyncAnswer,
  'seen' | 'lost' | 'acks' | 'scopes' | 'rows' | 'cursors' | 'more' | 'reset' | 'check'
>;

/** The answer of src/api/sync.ts; `requestNo` stands for the nonce as well. `status` other than 200 has no body. */
export interface Answer extends Plain {
  status: 200 | 401 | 413;
  /** `html` and `cut` bodies cannot be parsed, `foreign` ones echo another nonce. */
  body: 'whole' | 'html' | 'cut' | 'foreign';
  requestNo: number;
  now: number;
  /** For the invariants: when it was computed, and what its reader might see at that moment. */
  order: number;
  allowed: ReadonlySet<string>;
}

export interface ServerRow {
  scope: string;
  kind: string;
  id: Id;
  v: number;
  /** `null` is a tombstone. */
  doc: unknown;
}

interface Known extends Sent {
  device: Id;
  person: Id;
  ack: Ack;
}

export interface Held extends Sent {
  device: Id;
  person: Id;
  waitsFor: Id;
  since: number;
}

/** What the server keeps, as 001-start.sql has it. Values are never changed in place, so that a copy is a snapshot. */
export interface Database {
  epoch: number;
  token: string;
  /** Epoch token → last version; the open epoch's is the clock itself. */
  epochs: Map<string, number>;
  v: number;
  rows: Map<string, ServerRow>;
  records: Map<Id, RecordState>;
  floors: Map<string, number>;
  known: Map<ChangeId, Known>;
  parked: Map<ChangeId, Held>;
  quarantine: Map<ChangeId, Sent>;
  /** `person place` → when the assignment ends. */
  grants: Map<string, number>;
  erased: Set<Id>;
  made: Map<Id, number>;
  /** For the invariants: what was merged into each record, in the order of arrival, and what was merged unready. */
  merged: Map<Id, readonly IncomingChange[]>;
  forced: Set<ChangeId>;
}

export function emptyDatabase(): Database {
  return {
    epoch: 1,
    token: 'epoch-1',
    epochs: new Map(),
    v: versionsPerEpoch,
    rows: new Map(),
    records: new Map(),
    floors: new Map(),
    known: new Map(),
    parked: new Map(),
    quarantine: new Map(),
    grants: new Map(),
    erased: new Set(),
    made: new Map(),
    merged: new Map(),
    forced: new Set(),
  };
}

export const copyDatabase = (db: Database): Database => ({
  ...db,
  epochs: new Map(db.epochs),
  rows: new Map(db.rows),
  records: new Map(db.records),
  floors: new Map(db.floors),
  known: new Map(db.known),
  parked: new Map(db.parked),
  quarantine: new Map(db.quarantine),
  grants: new Map(db.grants),
  erased: new Set(db.erased),
  made: new Map(db.made),
  merged: new Map(db.merged),
  forced: new Set(db.forced),
});

export const rowKey = (scope: string, kind: string, id: string): string => `${scope} ${kind} ${id}`;

export function putRow(db: Database, scope: string, kind: string, id: Id, v: number, doc: unknown): void {
  db.rows.set(rowKey(scope, kind, id), { scope, kind, id, v, doc });
}

export function putRecord(db: Database, state: RecordState, v: number): void {
  db.records.set(state.id, state);
  putRow(db, logScope(state.institution), state.kind, state.id, v, state);
}

/** Has a reader who has seen this seen something that the database no longer has? */
export function isLost(db: Database, seen: Seen | null, lastVUnchecked = false): boolean {
  if (!seen) return false;
  const last = seen[0] === db.token ? db.v : db.epochs.get(seen[0]);
  return last === undefined || (!lastVUnchecked && seen[1] > last);
}

/** Closes the open epoch at the clock's version and begins one under a new random token. */
export function beginEpoch(db: Database, token: string): void {
  db.epochs.set(db.token, db.v);
  db.epoch += 1;
  db.token = token;
  db.v = db.epoch * versionsPerEpoch;
}

export const may = (
  grants: ReadonlyMap<string, number>,
  person: Id,
  place: string,
  now: number,
): 'all' | 'creates' | 'nothing' => {
  const end = grants.get(`${person} ${place}`) ?? Number.NEGATIVE_INFINITY;
  if (end > now) return 'all';
  return end + 30 * day >= now ? 'creates' : 'nothing';
};
