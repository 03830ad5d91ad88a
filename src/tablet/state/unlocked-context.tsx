import type { ReadonlySignal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Fetch } from '#api/client/http.ts';
import type { Day } from '#domain/day.ts';
import type { Id, MakeId } from '#domain/id.ts';
import type { Lease } from '#domain/lease.ts';
import type { Replica } from '../store/replica.ts';
import type { SendBook } from '../store/send-state.ts';
import type { Vault } from '../store/vault.ts';
import type { SyncLoop, SyncState } from '../sync/sync-loop.ts';
import type { Drafts } from './drafts.ts';

/** One short message at a time: what was just done, and the way back where there is one. */
export interface Toast {
  text: string;
  undo?: () => void;
}

/** Everything a screen of the unlocked tablet works with. It ends when the tablet is locked. */
export interface Unlocked {
  vault: Vault;
  syncLoop: SyncLoop;
  fetch: Fetch;
  now: () => number;
  makeId: MakeId;
  /** The id of the worker whose vault is open. */
  person: Id;
  demo: boolean;
  /** The replica as far as it may be shown; a component that asks is drawn again when anything on it changes. */
  replica: () => Replica;
  sync: ReadonlySignal<SyncState>;
  /** Whether the tablet may show what it has stored. Once the lease is over, the replica is covered. */
  lease: ReadonlySignal<Lease>;
  book: ReadonlySignal<SendBook>;
  today: ReadonlySignal<Day>;
  /** Milliseconds; moves every 15 seconds, for what is said about time. */
  clock: ReadonlySignal<number>;
  /** What has been added to the tablet's own clock to have `clock` (ms); 0 where it is right (store/tablet-clock). */
  clockError: ReadonlySignal<number>;
  drafts: Drafts;
  /** The tablet's store does not answer, so the screen holds the only copy. */
  isStoreDead: ReadonlySignal<boolean>;
  toast: ReadonlySignal<Toast | undefined>;
  showToast: (text: string, undo?: () => void) => void;
  lock: () => void;
  /** Called when something was saved: asks the browser once to keep this tablet's data for good. */
  keepForGood: () => void;
}

const UnlockedContext = createContext<Unlocked | undefined>(undefined);
export const UnlockedProvider = UnlockedContext.Provider;

export function useUnlocked(): Unlocked {
  const unlocked = useContext(UnlockedContext);
  if (!unlocked) throw new TypeError('this part of the screen needs an unlocked tablet');
  return unlocked;
}
