import { type Signal, signal } from '@preact/signals';
import { type Access, askWhoIAm, type Fetch, nameDevice, type VaultSignIn } from '#api/client/http.ts';
import type { Id } from '#domain/id.ts';
import type { VaultRow } from '../store/db.ts';
import { type Device, openDevice } from '../store/device.ts';
import { readSyncProgress } from '../store/outbox.ts';
import { unsentCount } from '../store/sync-progress.ts';
import { createVault, makeSigningKeys } from '../store/vault.ts';
import { forgetVault } from '../sync/forget-vault.ts';
import { type SyncLoop, type SyncLoopParts, type SyncState, startSyncLoop } from '../sync/sync-loop.ts';
import { wakeOnEvents } from '../sync/wake-events.ts';

/** A vault of this tablet, locked or open, with the loop that sends from it. */
export interface Running {
  device: Device;
  syncLoop: SyncLoop;
  state: Signal<SyncState>;
  unsent: () => Promise<number>;
  /** Ends the loop and closes the database. */
  stop: () => Promise<void>;
}

/** Starts the loop of a vault; `state` follows it. */
export function startRunning(parts: Omit<SyncLoopParts, 'onState' | 'onFault'>): Running {
  const { device } = parts;
  const syncLoop = startSyncLoop({
    ...parts,
    onState: (next) => {
      state.value = next;
    },
    // The state says it, and the loop goes on by itself.
    onFault: () => undefined,
  });
  const state = signal(syncLoop.state());
  const unwake = wakeOnEvents(syncLoop);
  syncLoop.wake();
  return {
    device,
    syncLoop,
    state,
    unsent: async () => unsentCount(await readSyncProgress(device.db)),
    stop: async () => {
      unwake();
      await syncLoop.stop();
      device.db.close();
    },
  };
}

/** Names a new vault to the endpoint for the worker who has just signed in, then makes it. Throws NetworkError, StorageError. */
export async function makeNamed(
  fetch: Fetch,
  { signedIn, ...made }: { device: Id; signedIn: VaultSignIn; tablet: string; code: string; demo: boolean },
): Promise<void> {
  const { signing, publicKey } = await makeSigningKeys();
  const { person, signIn } = signedIn;
  const { device: id, tablet } = made;
  const named = await nameDevice(fetch, { id, person: person.id, signIn, tablet, publicKey });
  await createVault({ ...made, ...named, person, signing, publicKey });
}

/** Names a vault again with its person's fresh sign-in: what it reads with from now on. Throws NetworkError. */
export async function nameAgain(
  fetch: Fetch,
  row: VaultRow,
  { signIn, person }: VaultSignIn,
): Promise<Access> {
  const { device: id, tablet, publicKey } = row;
  return (await nameDevice(fetch, { id, person: person.id, signIn, tablet, publicKey })).access;
}

/** Sends what is unsent of a vault that does not run, then deletes it. Throws NetworkError; then nothing was deleted. */
export async function forgetStopped(
  row: Device['row'],
  parts: { fetch: Fetch; now: () => number; makeNonce: () => string },
): Promise<'deleted' | 'unsent'> {
  const device = openDevice(row);
  try {
    return await forgetVault(device, parts);
  } finally {
    device.db.close();
  }
}

/** Throws NetworkError where nothing could be fetched again now. */
export const mustAnswer = async (fetch: Fetch): Promise<void> => void (await askWhoIAm(fetch));
