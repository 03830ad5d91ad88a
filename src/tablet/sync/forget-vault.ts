import { dismissDevices, type Fetch } from '#api/client/http.ts';
import type { Device } from '../store/device.ts';
import { readSyncProgress } from '../store/outbox.ts';
import { unsentCount } from '../store/sync-progress.ts';
import { deleteVault } from '../store/vault.ts';
import { syncOnce } from './sync-once.ts';

/** After so many requests the rest is left unsent, so that this ends. */
const most = 1000;

/**
 * The recovery code is lost: what is unsent is pushed (it is sealed for the server, so no key is needed), then the local
 * copy is deleted. `unsent` says that some changes could not be sent: then nothing was deleted.
 * Throws NetworkError where there is no connection; nothing was deleted then either.
 */
export async function forgetVault(
  device: Device,
  parts: { fetch: Fetch; now: () => number; makeNonce: () => string },
): Promise<'deleted' | 'unsent'> {
  for (let round = 0; round < most && unsentCount(await readSyncProgress(device.db)) > 0; round += 1) {
    await syncOnce({ ...parts, device, vault: undefined, batch: 50, pulls: false });
  }
  if (unsentCount(await readSyncProgress(device.db)) > 0) return 'unsent';
  await dismissDevices(parts.fetch, [device.id]);
  await deleteVault(device);
  return 'deleted';
}
