import * as z from 'zod/mini';
import { type Fetch, sendSigned } from '#api/client/http.ts';
import { protocol, rowSchema, type SealedChange, type SyncRequest, syncLimits } from '#api/sync.ts';
import type { Device } from '../store/device.ts';
import { toWire } from '../store/seal.ts';
import { gapsOf, initialProgress } from '../store/sync-progress.ts';
import type { Vault } from '../store/vault.ts';
import { type NewChange, sealChange } from '../store/write.ts';

/**
 * A backup is what the tablet would have sent: pushes, each signed by the device that made them, their changes sealed for
 * the server. It cannot be read on the way, and can be sent from any tablet or PC; what has arrived already is known there.
 */
const Backup = z.object({
  kind: z.literal('traeffetid-backup'),
  made: z.number(),
  pushes: z.array(z.object({ nonce: z.string(), body: z.string(), signature: z.string() })),
});

/** Signed as they are, its pushes cannot be halved later: they are small enough for whatever stands before an endpoint. */
const changesPerPush = 200;
const roomPerPush = syncLimits.body / 8;

/** Changes in pushes that the endpoint takes. */
function inPushes(changes: readonly SealedChange[]): SealedChange[][] {
  const pushes: SealedChange[][] = [];
  let room = 0;
  for (const change of changes) {
    room -= change.ct.length + 300;
    if (room < 0 || pushes.at(-1)!.length >= changesPerPush) {
      pushes.push([]);
      room = roomPerPush;
    }
    pushes.at(-1)!.push(change);
  }
  return pushes;
}

/** The unsent changes of a vault as a file's text, and how many there are. Needs no key of the worker's. */
export async function makeBackup(
  device: Device,
  makeNonce: () => string,
): Promise<{ text: string; changes: number }> {
  const progress = (await device.db.syncProgress.get('sync')) ?? initialProgress;
  const changes: SealedChange[] = [];
  for (const [from, to] of gapsOf(progress.acknowledged, progress.changesMade)) {
    const ops = await device.db.ops.where('made').between(from, to, true, true).toArray();
    changes.push(...ops.map(({ op, sealedForServer }) => toWire(op, sealedForServer)));
  }
  return fileOf(device, changes, progress.changesMade, makeNonce);
}

/**
 * The same from an open vault's memory, where the disk does not answer any more: the worker's changes that the server may
 * not have, and `typed`, which was never saved.
 */
export async function makeRescue(
  vault: Vault,
  typed: readonly NewChange[],
): Promise<{ text: string; changes: number }> {
  const { device, replica, makeId } = vault;
  const saved = [...replica.pending.values()].sort((one, other) => one.made - other.made);
  const fresh = await Promise.all(typed.map((change) => sealChange(vault, change)));
  const changes = [
    ...saved.map(({ arrival, sealedForServer }) => toWire(arrival.op, sealedForServer)),
    ...fresh.map(({ op, sealedForServer }) => toWire(op, sealedForServer)),
  ];
  return fileOf(device, changes, (saved.at(-1)?.made ?? 0) + fresh.length, makeId);
}

async function fileOf(
  device: Device,
  changes: readonly SealedChange[],
  made: number,
  makeNonce: () => string,
): Promise<{ text: string; changes: number }> {
  const pushes = [];
  for (const push of inPushes(changes)) {
    const nonce = makeNonce();
    const request: SyncRequest = {
      p: protocol,
      schema: rowSchema,
      device: device.id,
      nonce,
      made,
      unsent: changes.length,
      changes: push,
      seen: null,
      limit: 1,
      check: false,
    };
    const body = JSON.stringify(request);
    pushes.push({
      nonce,
      body,
      signature: await device.sign(Uint8Array.from(new TextEncoder().encode(body))),
    });
  }
  const text = JSON.stringify({ kind: 'traeffetid-backup', made: changes.length, pushes });
  return { text, changes: changes.length };
}

/**
 * Sends a backup's changes; returns how many there were. `undefined`: the text is no backup. Throws NetworkError; sending
 * it again does no harm.
 */
export async function sendBackup(fetch: Fetch, text: string): Promise<number | undefined> {
  const backup = Backup.safeParse(parse(text));
  if (!backup.success) return undefined;
  for (const { nonce, body, signature } of backup.data.pushes)
    await sendSigned(fetch, body, signature, nonce);
  return backup.data.made;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
