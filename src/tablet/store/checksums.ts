import { Dexie } from 'dexie';
import type { SyncAnswer } from '#api/sync.ts';
import type { Device } from './device.ts';
import { steadily } from './storage-error.ts';
import { initialProgress, restartDownload } from './sync-progress.ts';

const hexOf = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Rows read in one go: a day's check must not keep the main thread from the screen. */
const atOnce = 250;

/** Number of rows and SHA-256 over their `kind id v` lines, as the endpoint computes it (`check` in src/api/sync.ts). */
async function sumOf({ db }: Device, scope: string): Promise<[number, string]> {
  const lines: string[] = [];
  const end = [scope, Dexie.maxKey, Dexie.maxKey];
  for (let after: unknown[] = [scope, Dexie.minKey, Dexie.minKey]; ; ) {
    const rows = await db.rows.where(':id').between(after, end, false, false).limit(atOnce).toArray();
    for (const { kind, id, v } of rows) lines.push(`${kind} ${id} ${v}\n`);
    const last = rows.at(-1);
    if (!last || rows.length < atOnce) break;
    after = [last.scope, last.kind, last.id];
  }
  const bytes = new TextEncoder().encode(lines.join(''));
  return [lines.length, hexOf(await crypto.subtle.digest('SHA-256', bytes))];
}

/**
 * Compares a complete answer's check sums with what is stored; a scope that differs is downloaded anew. Returns those
 * scopes. Once a day (protocol: `check`).
 */
export async function compareSums(device: Device, requestNo: number, answer: SyncAnswer): Promise<string[]> {
  if (!answer.check || answer.more || answer.lost) return [];
  const differing: string[] = [];
  for (const [scope, [count, hash]] of Object.entries(answer.check)) {
    const [ownCount, ownHash] = await steadily(device.db, () => sumOf(device, scope));
    if (ownCount !== count || ownHash !== hash) differing.push(scope);
  }
  const { db } = device;
  await steadily(db, () =>
    db.transaction('rw', db.syncProgress, async () => {
      const progress = { ...((await db.syncProgress.get('sync')) ?? initialProgress) };
      if (progress.requestNo !== requestNo) return;
      progress.checkedAt = answer.now;
      restartDownload(progress, differing);
      await db.syncProgress.put(progress);
    }),
  );
  return differing;
}
