import { type Fetch, nameDevice, signInForVault } from '#api/client/http.ts';
import { idsFrom } from '#domain/id.ts';
import { now } from '#kit/now.ts';
import { listVaults, openDevice } from '#tablet/store/device.ts';
import { createVault, makeSigningKeys, unlock, type Vault } from '#tablet/store/vault.ts';
import { batchSizeAfter, startBatchSize } from '#tablet/sync/batch-size.ts';
import { startDownload } from '#tablet/sync/prefetch.ts';
import { type SyncOnceResult, startUpload, syncOnce } from '#tablet/sync/sync-once.ts';

const code = 'DEM0-DEM0-2026';
const means = { now, makeId: idsFrom(now) };
export const fetcher: Fetch = (path, init) => fetch(path, init);

/** A new vault of a worker who is signed in now, opened. One round of key derivation: that cost is measured apart. */
export async function freshVault(person: string): Promise<Vault> {
  const signedIn = await signInForVault(fetcher, person);
  const { signing, publicKey } = await makeSigningKeys();
  const device = means.makeId();
  const { signIn } = signedIn;
  const named = await nameDevice(fetcher, { id: device, person, signIn, tablet: 'Tablet 1', publicKey });
  await createVault(
    { device, person: signedIn.person, tablet: 'Tablet 1', ...named, signing, publicKey, code },
    1,
  );
  return openVault(device);
}

export async function openVault(id: string): Promise<Vault> {
  const row = (await listVaults()).find(({ device }) => device === id)!;
  return unlock(openDevice(row), code, means);
}

/** Requests until there is nothing more to do, or until `enough` says so; how many there were. */
export async function sync(
  vault: Vault,
  enough: (done: SyncOnceResult) => boolean = () => false,
): Promise<number> {
  const { device } = vault;
  const download = startDownload();
  const upload = startUpload();
  let batchSize = startBatchSize();
  for (let requests = 1; ; requests += 1) {
    const begun = performance.now();
    const done = await syncOnce({
      fetch: fetcher,
      device,
      vault,
      now: means.now,
      makeNonce: means.makeId,
      batch: batchSize.changes,
      pulls: true,
      download,
      upload,
    });
    if (done !== 'outdated') batchSize = batchSizeAfter(batchSize, done.sent, performance.now() - begun);
    if (done !== 'outdated' && (!done.more || enough(done))) return requests;
  }
}
