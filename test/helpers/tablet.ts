import { type Fetch, nameDevice, signInForVault } from '#api/client/http.ts';
import type { Id } from '#domain/id.ts';
import { makeSigningKeys } from '#tablet/store/vault.ts';
import { type SyncOnceResult, syncOnce } from '#tablet/sync/sync-once.ts';
import type { Clock } from './clock.ts';
import type { Endpoint } from './endpoint.ts';
import { type OpenVault, openVault, type StoredVault, storeVault } from './vault.ts';

/** The real client code on an IndexedDB of its own, and the browser by which it reaches the endpoint. */
export interface Tablet extends OpenVault {
  fetch: Fetch;
  /** Requests until there is nothing more to do, or the given number of them. */
  sync: (requests?: number) => Promise<SyncOnceResult | 'outdated'>;
}

export async function makeTablet(
  endpoint: Pick<Endpoint, 'browser' | 'clock' | 'deps'>,
  person: Id,
  tablet = 'Tablet 1',
): Promise<Tablet> {
  const fetch = endpoint.browser();
  const { person: worker, signIn } = await signInForVault(fetch, person);
  const { signing, publicKey } = await makeSigningKeys();
  const device = endpoint.deps.makeId();
  const named = await nameDevice(fetch, { id: device, person, signIn, tablet, publicKey });
  const stored = await storeVault({ device, person: worker, tablet, ...named, signing, publicKey });
  return openTablet({ ...stored, fetch }, endpoint.clock, endpoint.deps.makeId);
}

/** A tablet from what is stored: its disk, its code, its browser. */
export async function openTablet(
  { fetch, ...stored }: StoredVault & Pick<Tablet, 'fetch'>,
  clock: Clock,
  makeId: () => Id,
): Promise<Tablet> {
  const tablet: Tablet = Object.assign(await openVault(stored, { now: clock.now, makeId }), {
    fetch,
    sync: async (requests = 1000) => {
      for (let sent = 1; ; sent += 1) {
        const { fetch, device, vault } = tablet;
        const line = { fetch, device, vault, now: clock.now, makeNonce: makeId, batch: 200, pulls: true };
        const done = await syncOnce(line);
        if (sent >= requests || (done !== 'outdated' && !done.more)) return done;
      }
    },
  });
  return tablet;
}
