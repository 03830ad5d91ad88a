import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { instantOf } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import type { VaultRow } from '#tablet/store/db.ts';
import { type Device, listVaults, openDevice } from '#tablet/store/device.ts';
import { makeRecoveryCode } from '#tablet/store/recovery-code.ts';
import { toBase64 } from '#tablet/store/seal.ts';
import { createVault, makeSigningKeys, type NewVault, unlock, type Vault } from '#tablet/store/vault.ts';
import { type Clock, days, idsBy, makeClock } from './clock.ts';
import { people } from './endpoint.ts';

/** What outlives the page: a disk with one vault, and the code that opens it. */
export interface StoredVault {
  disk: IDBFactory;
  row: VaultRow;
  code: string;
}

/** A vault that is open, as the real client opens it. */
export interface OpenVault extends StoredVault {
  device: Device;
  vault: Vault;
  /** The page is gone and opened again: what was only in memory is lost. */
  reload: () => Promise<void>;
}

/** Databases opened from now on live on this disk. */
export function useDisk(disk: IDBFactory): void {
  Dexie.dependencies.indexedDB = disk;
  Dexie.dependencies.IDBKeyRange = IDBKeyRange;
}

/** A few thousand rounds instead of a million: what is tested here is not the cost of a guess. */
const testIterations = 1000;

/** Makes a vault on a disk of its own. */
export async function storeVault(made: Omit<NewVault, 'code'>): Promise<StoredVault> {
  const [disk, code] = [new IDBFactory(), makeRecoveryCode()];
  useDisk(disk);
  await createVault({ ...made, code }, testIterations);
  const [row] = await listVaults();
  return { disk, row: row!, code };
}

export async function openVault(
  stored: StoredVault,
  means: { now: () => number; makeId: () => Id },
): Promise<OpenVault> {
  const open = async () => {
    useDisk(stored.disk);
    const device = openDevice(stored.row);
    return { device, vault: await unlock(device, stored.code, means) };
  };
  const opened: OpenVault = {
    ...stored,
    ...(await open()),
    reload: async () => {
      opened.device.db.close();
      Object.assign(opened, await open());
    },
  };
  return opened;
}

/** A vault that is sealed for a server that nobody runs. */
export interface LoneVault extends OpenVault {
  clock: Clock;
}

async function someServerKey(): Promise<{ id: string; spki: string }> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
  return {
    id: '2026-11-01',
    spki: toBase64(new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey))),
  };
}

export async function makeLoneVault(): Promise<LoneVault> {
  const clock = makeClock();
  const means = { now: clock.now, makeId: idsBy(clock) };
  const person = { id: people.west, initials: 'MH' };
  const made = { device: means.makeId(), person, tablet: 'Tablet 1', serverKey: await someServerKey() };
  const access = { credential: 'nobody', until: instantOf(clock.now() + days(7)) };
  const stored = await storeVault({ ...made, access, ...(await makeSigningKeys()) });
  return Object.assign(await openVault(stored, means), { clock });
}
