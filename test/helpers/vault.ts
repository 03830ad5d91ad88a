import { IDBFactory } from 'fake-indexeddb';
import { instantOf } from '#domain/day.ts';
import type { VaultRow } from '#tablet/store/db.ts';
import { type Device, listVaults, openDevice } from '#tablet/store/device.ts';
import { makeRecoveryCode } from '#tablet/store/recovery-code.ts';
import { toBase64 } from '#tablet/store/seal.ts';
import { createVault, makeSigningKeys, unlock, type Vault } from '#tablet/store/vault.ts';
import { type Clock, days, idsBy, makeClock } from './clock.ts';
import { people } from './endpoint.ts';
import { useDisk } from './tablet.ts';

/** A vault on a disk of its own, sealed for a server that nobody runs. */
export interface LoneVault {
  disk: IDBFactory;
  clock: Clock;
  row: VaultRow;
  code: string;
  device: Device;
  vault: Vault;
  /** The page is gone and opened again. */
  reload: () => Promise<void>;
}

async function someServerKey(): Promise<{ id: string; spki: string }> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
  return {
    id: '2026-11-01',
    spki: toBase64(new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey))),
  };
}

export async function makeLoneVault(): Promise<LoneVault> {
  const disk = new IDBFactory();
  const clock = makeClock();
  const makeId = idsBy(clock);
  const code = makeRecoveryCode();
  useDisk(disk);
  const person = { id: people.west, initials: 'MH' };
  const made = { device: makeId(), person, tablet: 'Tablet 1', code, serverKey: await someServerKey() };
  const access = { credential: 'nobody', until: instantOf(clock.now() + days(7)) };
  await createVault({ ...made, access, ...(await makeSigningKeys()) }, 1000);
  const row = (await listVaults())[0]!;
  const open = async () => {
    useDisk(disk);
    const device = openDevice(row);
    return { device, vault: await unlock(device, code, { now: clock.now, makeId }) };
  };
  const lone: LoneVault = {
    ...{ disk, clock, row, code },
    ...(await open()),
    reload: async () => {
      lone.device.db.close();
      Object.assign(lone, await open());
    },
  };
  return lone;
}
