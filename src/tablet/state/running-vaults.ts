import { type ReadonlySignal, signal } from '@preact/signals';
import type { Fetch } from '#api/client/http.ts';
import type { Id } from '#domain/id.ts';
import type { VaultRow } from '../store/db.ts';
import { openDevice } from '../store/device.ts';
import type { Means } from '../store/vault.ts';
import type { SyncState } from '../sync/sync-loop.ts';
import type { Running } from './background-sync.ts';

/** The vaults of this tablet, each with the loop that sends from it. */
export interface RunningVaults {
  /** The sync state of the vault that is followed: the one that is locked or open on the screen. */
  sync: ReadonlySignal<SyncState>;
  /** Starts the loop of a vault, where it does not run. Every vault goes on sending, also while another is open. */
  run: (row: VaultRow) => Promise<Running>;
  /** Runs a vault, and from now on `sync` follows it. */
  follow: (row: VaultRow) => Promise<Running>;
  stop: (device: Id) => Promise<void>;
  stopAll: () => Promise<void>;
}

const idleSync: SyncState = {
  unsent: 0,
  since: null,
  contact: null,
  failure: null,
  nextTry: null,
  needsSignIn: false,
};

export function holdVaults(parts: Means & { fetch: Fetch; chance: () => number }): RunningVaults {
  const { fetch, now, chance, makeId } = parts;
  const sync = signal(idleSync);
  const running = new Map<Id, Promise<Running>>();
  let followed: Id | undefined;

  function run(row: VaultRow): Promise<Running> {
    const known = running.get(row.device);
    if (known) return known;
    // The loop is no part of the first load: a locked tablet shows nothing of it.
    const started = import('./background-sync.ts').then(({ startRunning }) => {
      const one = startRunning({ device: openDevice(row), fetch, now, chance, makeNonce: makeId });
      one.state.subscribe((next) => {
        if (followed === row.device) sync.value = next;
      });
      return one;
    });
    running.set(row.device, started);
    // Where its code could not be fetched, the next call for this vault tries again.
    started.catch(() => running.delete(row.device));
    return started;
  }

  async function follow(row: VaultRow): Promise<Running> {
    followed = row.device;
    const one = await run(row);
    if (followed === row.device) sync.value = one.state.value;
    return one;
  }

  async function stop(device: Id): Promise<void> {
    const one = running.get(device);
    running.delete(device);
    await one?.then((found) => found.stop());
  }

  return {
    sync,
    run,
    follow,
    stop,
    stopAll: async () => void (await Promise.all([...running.keys()].map(stop))),
  };
}
