import type { Cursor, SealedChange, Seen } from '#api/sync.ts';
import { syncLimits } from '#api/sync.ts';
import type { ChangeId } from '#domain/merge/register.ts';
import type { VaultDb } from './db.ts';
import { toWire } from './seal.ts';
import { steadily } from './storage-error.ts';
import { gapsOf, initialProgress, type Span, type SyncProgress, unsentCount } from './sync-progress.ts';

/** What one request takes along: read in one transaction that also makes it the newest. */
export interface OutgoingRequest {
  requestNo: number;
  /** The changes sent, with their `made` numbers. */
  sent: { op: ChangeId; made: number }[];
  changes: SealedChange[];
  /** What is unsent behind them, by `made` number. */
  rest: Span[];
  changesMade: number;
  unsent: number;
  seen: Seen | null;
  cursors: { [scope: string]: Cursor };
  checkedAt: string | null;
}

/** Changes as they travel, by `made` number, read before their request begins. Ops are never rewritten, so they stay right. */
export type Ready = Map<number, SealedChange>;

/** Characters of changes in one request: half of the largest, so that the rest of the body has room. */
const roomPerPush = syncLimits.body / 2;
const sizeOf = ({ ct }: SealedChange): number => ct.length + 300;

/** Begins a request: the oldest unacknowledged changes, at most `limit`, and where the download stands. */
export async function beginRequest(
  db: VaultDb,
  limit: number,
  ready: Ready = new Map(),
): Promise<OutgoingRequest> {
  const { progress, gaps, taken } = await steadily(db, () =>
    db.transaction('rw', db.syncProgress, db.ops, async () => {
      const before = (await db.syncProgress.get('sync')) ?? initialProgress;
      const next = { ...before, requestNo: before.requestNo + 1 };
      await db.syncProgress.put(next);
      const unsent = gapsOf(before.acknowledged, before.changesMade);
      return { progress: next, gaps: unsent, taken: await readChanges(db, unsent, limit, ready) };
    }),
  );
  const last = taken.at(-1)?.made ?? 0;
  const { requestNo, changesMade, seen, cursors, checkedAt } = progress;
  return {
    requestNo,
    sent: taken.map(({ made, change }) => ({ op: change.op, made })),
    changes: taken.map(({ change }) => change),
    rest: gaps.flatMap(([from, to]): Span[] => (to > last ? [[Math.max(from, last + 1), to]] : [])),
    changesMade,
    unsent: unsentCount(progress),
    seen,
    cursors,
    checkedAt,
  };
}

/** Begins a request in the caller's transaction, which stores `progress`. Where there is something to send it changes nothing. */
export function beginNextRequest(progress: SyncProgress): OutgoingRequest | undefined {
  if (unsentCount(progress) > 0) return undefined;
  progress.requestNo += 1;
  const { requestNo, changesMade, seen, cursors, checkedAt } = progress;
  return { requestNo, sent: [], changes: [], rest: [], changesMade, unsent: 0, seen, cursors, checkedAt };
}

/** Ops read in one go: more would keep the main thread from the screen. */
const atOnce = 100;

interface Taken {
  made: number;
  change: SealedChange;
}

/** The first changes of these numbers, at most `limit` and what fits in a request. What is `ready` is not read. */
async function readChanges(
  { ops }: Pick<VaultDb, 'ops'>,
  spans: readonly Span[],
  limit: number,
  ready: Ready,
): Promise<Taken[]> {
  const taken: Taken[] = [];
  let room = roomPerPush;
  const take = (made: number, change: SealedChange): boolean => {
    room -= sizeOf(change);
    const fits = taken.length < limit && (room >= 0 || taken.length === 0);
    if (fits) taken.push({ made, change });
    return fits;
  };
  for (const [from, to] of spans) {
    for (let next = from; next <= to; ) {
      const known = ready.get(next);
      if (known) {
        if (!take(next, known)) return taken;
        next += 1;
        continue;
      }
      const step = Math.min(atOnce, limit - taken.length);
      const found =
        step > 0 ? await ops.where('made').between(next, to, true, true).limit(step).toArray() : [];
      for (const { made, op, sealedForServer } of found)
        if (!take(made, toWire(op, sealedForServer))) return taken;
      if (found.length < step || step <= 0) break;
      next = found.at(-1)!.made + 1;
    }
    if (taken.length >= limit) break;
  }
  return taken;
}

/** Reads what the next request will take, while this one is under way. */
export async function readAhead(db: VaultDb, { rest }: OutgoingRequest, ready: Ready): Promise<void> {
  const next = await steadily(db, () => readChanges(db, rest, syncLimits.changesPerPush, ready));
  for (const { made, change } of next) ready.set(made, change);
}

export const readSyncProgress = (db: VaultDb): Promise<SyncProgress> =>
  steadily(db, async () => (await db.syncProgress.get('sync')) ?? initialProgress);
