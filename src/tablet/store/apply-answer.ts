import { Dexie } from 'dexie';
import type { Row, SyncAnswer } from '#api/sync.ts';
import type { SealedRow, VaultDb } from './db.ts';
import type { Device } from './device.ts';
import { beginNextRequest, type OutgoingRequest } from './outbox.ts';
import { dropPending, dropRows, openPending, putPending, putRows } from './replica.ts';
import { rowPlace, seal } from './seal.ts';
import { steadily } from './storage-error.ts';
import { addSpan, holds, initialProgress, restartDownload, type SyncProgress } from './sync-progress.ts';
import type { Vault } from './vault.ts';

type Key = [scope: string, kind: string, id: string];
type Tables = Pick<VaultDb, 'rows' | 'ops' | 'aside'>;

const thirtyDays = 30 * 24 * 3_600_000;

/** What one answer changed, for the replica, and the request that was begun with it. */
interface Applied {
  progress: SyncProgress;
  dropped: Key[];
  next: OutgoingRequest | undefined;
}

/**
 * Applies one answer in one transaction: acknowledgements, scopes taken away, resets, rows, cursors; deletions and the
 * sweep only where the answer is complete. `outdated`: a newer request has begun since, and nothing was touched.
 * `vault` is absent while locked; such an answer carries no rows. `ready`: its rows, where they are sealed already.
 * In the middle of a download the next request is begun in the same transaction, and returned: half as often is the disk
 * waited for. The numbers are the forced rules of docs/protocol.md.
 */
export async function applyAnswer(
  device: Device,
  vault: Vault | undefined,
  request: OutgoingRequest,
  answer: SyncAnswer,
  tabletNow: string,
  ready?: SealedRow[],
): Promise<Pick<Applied, 'progress' | 'next'> | 'outdated'> {
  const { db } = device;
  const sealed = ready ?? (vault && !answer.lost ? await sealRows(vault, answer.rows) : []);
  const applied = await steadily(db, () =>
    db.transaction(
      'rw',
      db.rows,
      db.ops,
      db.aside,
      db.syncProgress,
      async (): Promise<Applied | 'outdated'> => {
        const before = (await db.syncProgress.get('sync')) ?? initialProgress;
        if (before.requestNo !== request.requestNo) return 'outdated';
        const contact = { server: answer.now, tablet: tabletNow };
        const progress: SyncProgress = { ...before, seen: answer.seen, contact };
        const dropped = answer.lost ? startOver(progress) : await take(db, progress, request, answer, sealed);
        const next = answer.more && !answer.lost ? beginNextRequest(progress) : undefined;
        await db.syncProgress.put(progress);
        return { progress, dropped, next };
      },
    ),
  );
  if (applied === 'outdated') return applied;
  if (vault) {
    vault.contact = applied.progress.contact;
    await showOnReplica(vault, answer, applied);
  }
  return applied;
}

/** Rows sealed, stored or shown in one go: more would keep the main thread from the screen. */
const atOnce = 100;

function* inSteps<T>(all: readonly T[]): Generator<T[]> {
  for (let at = 0; at < all.length; at += atOnce) yield all.slice(at, at + atOnce);
}

/** Rows sealed for the worker, before the transaction opens; their generation is known only inside it. */
export async function sealRows({ keyId, dek }: Vault, rows: readonly Row[]): Promise<SealedRow[]> {
  const sealed: SealedRow[] = [];
  for (const step of inSteps(rows.filter((row) => row[4] !== null))) {
    const boxes = step.map(async ([scope, kind, id, v, doc]) => {
      const row = { scope, kind, id, v, generation: 0, keyId };
      return { ...row, box: await seal(dek, doc, rowPlace(row)) };
    });
    sealed.push(...(await Promise.all(boxes)));
  }
  return sealed;
}

/** The server has lost its tail (rule 1): every change still kept here is pending and unsent again, and sent before any download. */
function startOver(progress: SyncProgress): Key[] {
  progress.acknowledged = progress.purged;
  progress.leftOverlay = progress.purged;
  progress.acknowledgedAt = [];
  restartDownload(progress, Object.keys(progress.cursors));
  progress.keepSwept = true;
  return [];
}

async function take(
  tables: Tables,
  progress: SyncProgress,
  request: OutgoingRequest,
  answer: SyncAnswer,
  sealed: SealedRow[],
): Promise<Key[]> {
  acknowledge(progress, request, answer);
  await dropErased(tables, progress, request, answer);
  if (!answer.scopes || !answer.cursors) return [];
  const dropped = await loseScopes(tables, progress, answer.scopes);
  restartDownload(progress, answer.reset);
  progress.cursors = answer.cursors;
  // One step is on its way to the disk while the next is handed over.
  let before: PromiseLike<unknown> = Promise.resolve();
  for (const step of inSteps(sealed)) {
    const put = tables.rows.bulkPut(
      step.map((row) => ({ ...row, generation: progress.generations[row.scope] ?? 0 })),
    );
    put.catch(() => undefined);
    await before;
    before = put;
  }
  await before;
  const deleted = answer.rows
    .filter((row) => row[4] === null)
    .map(([scope, kind, id]): Key => [scope, kind, id]);
  const alive = new Set(sealed.map(({ scope, kind, id }) => `${scope} ${kind} ${id}`));
  progress.tombstones = [...progress.tombstones, ...deleted].filter((key) => !alive.has(key.join(' ')));
  if (answer.more) return dropped;
  return [...dropped, ...(await complete(tables, progress, answer.now))];
}

/** Only ops that this request sent and the answer lists are acknowledged. */
function acknowledge(progress: SyncProgress, request: OutgoingRequest, answer: SyncAnswer): void {
  const listed = new Set(answer.acks.map(({ op }) => op));
  for (const { op, made } of request.sent) {
    if (!listed.has(op)) continue;
    progress.acknowledged = addSpan(progress.acknowledged, [made, made]);
    progress.acknowledgedAt = noteAck(progress.acknowledgedAt, made, answer.now);
  }
}

/** What was erased on the server leaves no text here either, sealed or not (rule 9). */
async function dropErased(
  tables: Tables,
  progress: SyncProgress,
  request: OutgoingRequest,
  answer: SyncAnswer,
): Promise<void> {
  const erased = new Set(answer.acks.filter(({ problem }) => problem === 'gone').map(({ op }) => op));
  const made = request.sent.filter(({ op }) => erased.has(op)).map((sent) => sent.made);
  await tables.ops.bulkDelete(made);
  for (const number of made) {
    progress.leftOverlay = addSpan(progress.leftOverlay, [number, number]);
    progress.purged = addSpan(progress.purged, [number, number]);
  }
}

function noteAck(
  noted: SyncProgress['acknowledgedAt'],
  made: number,
  now: string,
): SyncProgress['acknowledgedAt'] {
  const last = noted.at(-1);
  if (last && last.now.slice(0, 16) === now.slice(0, 16) && last.span[1] === made - 1) {
    return [...noted.slice(0, -1), { span: [last.span[0], made], now }];
  }
  return [...noted, { span: [made, made], now }];
}

/** A scope that is missing leaves the device at once (rule 3); an empty list takes nothing away, since no worker has none. */
async function loseScopes(tables: Tables, progress: SyncProgress, scopes: readonly string[]): Promise<Key[]> {
  const known = new Set([...Object.keys(progress.cursors), ...Object.keys(progress.generations)]);
  const lost = scopes.length === 0 ? [] : [...known].filter((scope) => !scopes.includes(scope));
  const dropped: Key[] = [];
  for (const scope of lost) {
    const inScope = tables.rows
      .where(':id')
      .between([scope, Dexie.minKey, Dexie.minKey], [scope, Dexie.maxKey, Dexie.maxKey]);
    dropped.push(...(await inScope.primaryKeys()));
    await inScope.delete();
    // Its next download, should it come back, is not older than rows that a late page might still bring.
    progress.generations = { ...progress.generations, [scope]: (progress.generations[scope] ?? 0) + 1 };
    progress.sweeping = progress.sweeping.filter((other) => other !== scope);
    progress.tombstones = progress.tombstones.filter(([other]) => other !== scope);
  }
  return dropped;
}

/** The answer is complete: deletions and the sweep take effect, acknowledged changes leave the overlay (rules 2, 3, 7). */
async function complete(tables: Tables, progress: SyncProgress, now: string): Promise<Key[]> {
  const gone: Key[] = [...progress.tombstones];
  await tables.rows.bulkDelete(gone);
  progress.tombstones = [];
  for (const scope of progress.sweeping) {
    const current = progress.generations[scope] ?? 0;
    const old = await tables.rows
      .where(':id')
      .between([scope, Dexie.minKey, Dexie.minKey], [scope, Dexie.maxKey, Dexie.maxKey])
      .filter((row) => row.generation < current)
      .toArray();
    const keys = old.map((row): Key => [row.scope, row.kind, row.id]);
    if (progress.keepSwept) await tables.aside.bulkPut(old.map((row) => ({ ...row, at: now })));
    await tables.rows.bulkDelete(keys);
    gone.push(...keys);
  }
  progress.sweeping = [];
  progress.keepSwept = false;
  progress.leftOverlay = progress.acknowledged;
  await purge(tables, progress, now);
  return gone;
}

/** Changes acknowledged more than 30 days ago, by the server's clock on both ends, are no longer needed for a refill. */
async function purge(tables: Tables, progress: SyncProgress, now: string): Promise<void> {
  const before = new Date(Date.parse(now) - thirtyDays).toISOString();
  const due = progress.acknowledgedAt.filter((noted) => noted.now < before);
  for (const { span } of due) {
    await tables.ops.where('made').between(span[0], span[1], true, true).delete();
    progress.purged = addSpan(progress.purged, span);
  }
  if (due.length > 0)
    progress.acknowledgedAt = progress.acknowledgedAt.filter((noted) => !due.includes(noted));
  await tables.aside.filter((row) => row.at < before).delete();
}

/** Lets the screen have the main thread; no timer, which would be slowed down in the background. */
const aMoment = (): Promise<void> =>
  new Promise((settle) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      settle();
    };
    port2.postMessage(null);
  });

async function showOnReplica(
  vault: Vault,
  answer: SyncAnswer,
  { progress, dropped }: Applied,
): Promise<void> {
  const { replica, device } = vault;
  if (answer.lost) return showPending(vault);
  let isFirst = true;
  for (const rows of inSteps(answer.rows.filter((row): row is Row => row[4] !== null))) {
    if (!isFirst) await aMoment();
    isFirst = false;
    putRows(replica, rows, device.person);
  }
  dropRows(replica, dropped, device.person);
  dropPending(replica, (made) => holds(progress.leftOverlay, made), device.person);
  replica.changed();
}

/** Puts every change on the replica that has not left the overlay, also those that a lost tail has brought back. */
export async function showPending({ replica, device, dek }: Vault): Promise<void> {
  const { leftOverlay } =
    (await steadily(device.db, () => device.db.syncProgress.get('sync'))) ?? initialProgress;
  putPending(replica, await openPending(device, dek, leftOverlay), device.person);
  replica.changed();
}
