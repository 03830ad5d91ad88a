import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { type Fetch, nameDevice, signInForVault } from '#api/client/http.ts';
import type { Id } from '#domain/id.ts';
import type { VaultRow } from '#tablet/store/db.ts';
import { type Device, listVaults, openDevice } from '#tablet/store/device.ts';
import { makeRecoveryCode } from '#tablet/store/recovery-code.ts';
import { createVault, makeSigningKeys, unlock, type Vault } from '#tablet/store/vault.ts';
import { type Exchanged, takeTurn } from '#tablet/sync/sync-once.ts';
import type { Clock } from './clock.ts';
import type { Endpoint } from './endpoint.ts';

/** The real client code on an IndexedDB of its own. */
export interface Tablet {
  vault: Vault;
  device: Device;
  row: VaultRow;
  code: string;
  fetch: Fetch;
  disk: IDBFactory;
  /** Turns until there is nothing more to do, or the given number of them. */
  sync: (turns?: number) => Promise<Exchanged | 'outdated'>;
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

export async function makeTablet(
  endpoint: Pick<Endpoint, 'browser' | 'clock' | 'deps'>,
  person: Id,
  tablet = 'Tablet 1',
): Promise<Tablet> {
  const disk = new IDBFactory();
  const fetch = endpoint.browser();
  const { person: worker, signIn } = await signInForVault(fetch, person);
  const { signing, publicKey } = await makeSigningKeys();
  const device = endpoint.deps.makeId();
  const named = await nameDevice(fetch, { id: device, person, signIn, tablet, publicKey });
  const code = makeRecoveryCode();
  useDisk(disk);
  const made = { device, person: worker, tablet, ...named, signing, publicKey, code };
  await createVault(made, testIterations);
  const [row] = await listVaults();
  return openTablet({ row: row!, code, fetch, disk }, endpoint.clock, endpoint.deps.makeId);
}

/** A tablet from what is stored: its disk, its code, its browser. */
export async function openTablet(
  stored: Pick<Tablet, 'row' | 'code' | 'fetch' | 'disk'>,
  clock: Clock,
  makeId: () => Id,
): Promise<Tablet> {
  const open = async () => {
    useDisk(stored.disk);
    const device = openDevice(stored.row);
    return { device, vault: await unlock(device, stored.code, { now: clock.now, makeId }) };
  };
  const tablet: Tablet = {
    ...stored,
    ...(await open()),
    sync: async (turns = 1000) => {
      for (let turn = 1; ; turn += 1) {
        const { fetch, device, vault } = tablet;
        const line = { fetch, device, vault, now: clock.now, makeNonce: makeId, batch: 200, pulls: true };
        const done = await takeTurn(line);
        if (turn >= turns || (done !== 'outdated' && !done.more)) return done;
      }
    },
    reload: async () => {
      tablet.device.db.close();
      Object.assign(tablet, await open());
    },
  };
  return tablet;
}
