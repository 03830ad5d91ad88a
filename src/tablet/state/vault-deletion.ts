import { type Fetch, NetworkError, type VaultSignIn } from '#api/client/http.ts';
import type { VaultRow } from '../store/db.ts';
import type { Means } from '../store/vault.ts';
import type { QuickUnlock } from './quick-unlock.ts';
import type { RunningVaults } from './running-vaults.ts';

export interface DeletionParts extends Means {
  fetch: Fetch;
  vaults: RunningVaults;
  quickUnlock: QuickUnlock;
}

type Outcome = 'deleted' | 'unsent';

const backgroundSync = () => import('./background-sync.ts');

/** Sends what is unsent of a vault, then deletes it. Throws NetworkError; then nothing was deleted. */
export async function sendAndDelete(row: VaultRow, parts: DeletionParts): Promise<Outcome> {
  const { fetch, now, makeId, vaults, quickUnlock } = parts;
  const { mustAnswer, forgetStopped } = await backgroundSync();
  await mustAnswer(fetch);
  await vaults.stop(row.device);
  let done: Outcome = 'unsent';
  try {
    done = await forgetStopped(row, { fetch, now, makeNonce: makeId });
  } finally {
    if (done === 'unsent') void vaults.follow(row);
  }
  if (done === 'deleted') quickUnlock.drop(row.device);
  return done;
}

/** The same with the worker's fresh sign-in. `isSpent`: the endpoint had to be told of the vault again, which took it. */
export async function deleteWithSignIn(
  row: VaultRow,
  signedIn: VaultSignIn,
  parts: DeletionParts,
): Promise<{ done: Outcome; isSpent: boolean }> {
  try {
    return { done: await sendAndDelete(row, parts), isSpent: false };
  } catch (error) {
    if (!(error instanceof NetworkError) || error.reason !== 'unknownDevice') throw error;
    // The endpoint was restored to a day before this vault: named again, it takes what is unsent.
    await (await backgroundSync()).nameAgain(parts.fetch, row, signedIn);
    return { done: await sendAndDelete(row, parts), isSpent: true };
  }
}
