import { saveConsultation } from '#tablet/actions/consultation.ts';
import { readSyncProgress } from '#tablet/store/outbox.ts';
import { unsentCount } from '#tablet/store/sync-progress.ts';
import type { Vault } from '#tablet/store/vault.ts';
import { rawPost, rawPuts, readRows } from './limit.ts';
import { type Blocks, watchMainThread } from './meter.ts';
import { freshVault, openVault, sync } from './vault.ts';
import { captureOf, openHour, workOffline } from './work.ts';

const same = (what: string, found: number, wanted: number): void => {
  if (found !== wanted) throw new Error(`${what}: ${found} instead of ${wanted}`);
};

const timed = async <T>(work: () => Promise<T>): Promise<[ms: number, result: T]> => {
  const begun = performance.now();
  const result = await work();
  return [performance.now() - begun, result];
};

async function verify(vault: Vault, rows: number): Promise<void> {
  same('records on the replica', vault.replica.base.size, rows);
  same('rows on the disk', await vault.device.db.rows.count(), rows + vault.replica.rows.size);
}

/** First download of a new vault. `first`: until the replica held 200 rows; ms both. */
async function download(
  person: string,
  rows: number,
): Promise<{ ms: number; first: number; requests: number; device: string }> {
  const vault = await freshVault(person);
  const { replica } = vault;
  const begun = performance.now();
  let first = 0;
  replica.listeners.add(() => {
    if (first === 0 && replica.base.size + replica.rows.size >= 200) first = performance.now() - begun;
  });
  const requests = await sync(vault);
  const ms = performance.now() - begun;
  await verify(vault, rows);
  vault.device.db.close();
  return { ms, first, requests, device: vault.device.id };
}

/** The same, watched instead of timed. */
async function blocks(person: string, rows: number): Promise<Blocks> {
  const vault = await freshVault(person);
  const stop = watchMainThread();
  await sync(vault);
  const seen = stop();
  await verify(vault, rows);
  vault.device.db.close();
  return seen;
}

/** 1,000 changes made offline, and what they are in plain text for the limit. */
async function upload(person: string, institution: string, limitFirst: boolean) {
  const vault = await freshVault(person);
  await sync(vault);
  await workOffline(vault, institution);
  const changes = [...vault.replica.pending.values()].map(({ arrival }) => {
    const { op, object, ...body } = arrival;
    return { op, object, body };
  });
  same('changes made', changes.length, 1000);
  const before = limitFirst ? await rawPost(changes) : 0;
  const begun = performance.now();
  await sync(vault, ({ unsent }) => unsent === 0);
  const acknowledged = performance.now() - begun;
  same('changes unsent', unsentCount(await readSyncProgress(vault.device.db)), 0);
  await sync(vault);
  const complete = performance.now() - begun;
  same('changes still shown as pending', vault.replica.pending.size, 0);
  await verify(vault, 1000);
  vault.device.db.close();
  return { limit: limitFirst ? before : await rawPost(changes), acknowledged, complete };
}

/** Each of `count` saves of one conversation, from the tap to the disk's answer; ms. */
async function saves(device: string, institution: string, count: number): Promise<number[]> {
  const vault = await openVault(device);
  const session = await openHour(vault, institution);
  const taken: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const capture = captureOf(session, institution);
    const [ms] = await timed(() => saveConsultation(vault, capture));
    taken.push(ms);
  }
  vault.device.db.close();
  return taken;
}

/** Opening a vault, its key derivation apart: until the first screen can be drawn, and until everything is open; ms. */
async function opening(device: string, rows: number): Promise<{ first: number; whole: number }> {
  const begun = performance.now();
  const vault = await openVault(device);
  const first = performance.now() - begun;
  while (!vault.replica.whole) await new Promise((settle) => setTimeout(settle));
  const whole = performance.now() - begun;
  same('records opened', vault.replica.base.size, rows);
  vault.device.db.close();
  return { first, whole };
}

/** What one guess of a recovery code costs; ms. */
async function derivation(iterations: number): Promise<number> {
  const code = new TextEncoder().encode('DEM0DEM02026');
  const base = await crypto.subtle.importKey('raw', code, 'PBKDF2', false, ['deriveBits']);
  const kdf = {
    name: 'PBKDF2',
    hash: 'SHA-256',
    salt: crypto.getRandomValues(new Uint8Array(16)),
    iterations,
  };
  const [ms] = await timed(() => crypto.subtle.deriveBits(kdf, base, 256));
  return ms;
}

/** Raw puts in the batches that suit them best. */
async function limitOfDownload(rows: number): Promise<{ one: number; thousands: number }> {
  const documents = await readRows();
  same('rows of the limit', documents.length, rows);
  return { one: await rawPuts(documents, rows), thousands: await rawPuts(documents, 1000) };
}

export const bench = { limitOfDownload, download, blocks, upload, saves, opening, derivation };
Object.assign(window, { bench });
