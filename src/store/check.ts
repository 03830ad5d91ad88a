import { Dexie } from 'dexie';
import type { SyncAnswer } from '../wire/sync.ts';
import { restart } from './apply.ts';
import { steadily } from './fault.ts';
import { noMarks } from './marks.ts';
import type { Device } from './vault.ts';

const hexOf = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Number of rows and SHA-256 over their `kind id v` lines, as the endpoint computes it (wire/sync, `check`). */
async function sumOf({ db }: Device, scope: string): Promise<[number, string]> {
  const rows = await db.rows
    .where(':id')
    .between([scope, Dexie.minKey, Dexie.minKey], [scope, Dexie.maxKey, Dexie.maxKey])
    .toArray();
  const lines = rows.map(({ kind, id, v }) => `${kind} ${id} ${v}\n`).join('');
  return [rows.length, hexOf(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(lines)))];
}

/**
 * Compares a complete answer's check sums with what is stored; a scope that differs is downloaded anew. Returns those
 * scopes. Once a day (protocol: `check`).
 */
export async function compareSums(device: Device, turn: number, answer: SyncAnswer): Promise<string[]> {
  if (!answer.check || answer.more || answer.lost) return [];
  const differing: string[] = [];
  for (const [scope, [count, hash]] of Object.entries(answer.check)) {
    const [ownCount, ownHash] = await sumOf(device, scope);
    if (ownCount !== count || ownHash !== hash) differing.push(scope);
  }
  const { db } = device;
  await steadily(db, () =>
    db.transaction('rw', db.marks, async () => {
      const marks = { ...((await db.marks.get('sync')) ?? noMarks) };
      if (marks.turn !== turn) return;
      marks.checkedAt = answer.now;
      restart(marks, differing);
      await db.marks.put(marks);
    }),
  );
  return differing;
}
