import { type Failure, type Fetch, NetworkError } from '#api/client/http.ts';
import { showPending } from '../store/apply-answer.ts';
import type { Device } from '../store/device.ts';
import { readMarks } from '../store/outbox.ts';
import type { Marks } from '../store/sync-progress.ts';
import { unsentCount } from '../store/sync-progress.ts';
import type { Vault } from '../store/vault.ts';
import { backoff } from './backoff.ts';
import { paceAfter, paceAfterFailure, paceAfterTooLarge, startPace } from './batch-size.ts';
import { startDownload } from './prefetch.ts';
import { startUpload, takeTurn } from './sync-once.ts';

/** What the screen may say about sync (docs/screens.md, "Sync words"): facts, no guess about being online. */
export interface SyncState {
  unsent: number;
  /** A request is under way since this time (ms). */
  since: number | null;
  /** The last applied answer, ISO instants by the server's and the tablet's clock. */
  contact: Marks['contact'];
  failure: Failure | null;
  /** When the next attempt is due (ms), after a failure. */
  nextTry: number | null;
  /** Reading new rows needs a sign-in; sending does not. */
  needsSignIn: boolean;
  /** The first download goes on. */
  downloading: boolean;
}

export interface Runner {
  state: () => SyncState;
  /** Something was written, a connection came back, the tablet is looked at again: try now. */
  wake: () => void;
  /** The vault was unlocked or locked. */
  setVault: (vault: Vault | undefined) => void;
  /** A sign-in has renewed what the vault reads with. */
  signedIn: () => void;
  stop: () => Promise<void>;
}

export interface RunnerParts {
  device: Device;
  fetch: Fetch;
  now: () => number;
  chance: () => number;
  makeNonce: () => string;
  onState: (state: SyncState) => void;
  /** The tablet's own store failed, or the app has a fault; the loop goes on a minute later. */
  onFault: (error: unknown) => void;
}

const minute = 60_000;

/** The one loop that syncs a vault. It never gives up and never drops anything; after a failure it waits and tries again. */
export function startRunner(parts: RunnerParts): Runner {
  const { device, now, chance } = parts;
  let vault: Vault | undefined;
  let pace = startPace();
  let failures = 0;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  /** This app cannot read what is here; what it has written is sent all the same. */
  let isTooOld = false;
  /** Opened while a request of the locked vault may have been under way: what that one changed is not on its replica. */
  let isJustOpened = false;
  /** The endpoint asked to be left alone until then (ms). */
  let notBefore = 0;
  let state: SyncState = {
    unsent: 0,
    since: null,
    contact: null,
    failure: null,
    nextTry: null,
    needsSignIn: false,
    downloading: false,
  };

  const say = (change: Partial<SyncState>): void => {
    state = { ...state, ...change };
    parts.onState(state);
  };

  async function turns(): Promise<void> {
    const download = startDownload();
    const upload = startUpload();
    for (let more = true; more && !stopped; ) {
      again = false;
      const pulls = !state.needsSignIn && !isTooOld;
      const begun = now();
      const done = await takeTurn({ ...parts, vault, batch: pace.changes, pulls, download, upload });
      failures = 0;
      if (isJustOpened && vault) await showPending(vault);
      isJustOpened = false;
      if (done === 'outdated') continue;
      pace = paceAfter(pace, done.sent, now() - begun);
      say({
        unsent: done.unsent,
        contact: done.marks.contact,
        failure: isTooOld ? 'tooOld' : null,
        nextTry: null,
        downloading: done.more,
      });
      more = done.more || again;
    }
    // What refused a large push may be gone when there is again so much to send.
    pace = startPace();
  }

  async function attempt(): Promise<void> {
    clearTimeout(timer);
    say({ since: now() });
    try {
      await turns().catch((error: unknown) => {
        if (error instanceof NetworkError) return fail(error);
        throw error;
      });
    } catch (error) {
      parts.onFault(error);
      plan(minute);
    } finally {
      say({ since: null });
    }
  }

  async function fail({ failure, retryAfter }: NetworkError): Promise<void> {
    if (failure === 'signIn' && !state.needsSignIn) {
      // What is written is still sent; only reading waits for the sign-in.
      say({ needsSignIn: true });
      again = true;
      return;
    }
    const smaller = failure === 'tooLarge' ? paceAfterTooLarge(pace) : undefined;
    if (smaller) {
      pace = smaller;
      again = true;
      return;
    }
    if (failure === 'tooOld' && !isTooOld) {
      isTooOld = true;
      again = true;
      return;
    }
    failures += 1;
    pace = paceAfterFailure(pace);
    const wait = backoff(failures, chance(), retryAfter);
    if (retryAfter) notBefore = now() + retryAfter;
    const marks = await readMarks(device.db);
    say({ failure, nextTry: now() + wait, unsent: unsentCount(marks), contact: marks.contact });
    plan(wait);
  }

  function plan(wait: number): void {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(go, wait);
  }

  function wake(): void {
    // An attempt is planned for when the endpoint may be asked again.
    if (now() >= notBefore) go();
  }

  function go(): void {
    if (stopped) return;
    if (running) {
      again = true;
      return;
    }
    running = attempt().finally(() => {
      running = undefined;
      if (again) wake();
    });
  }

  return {
    state: () => state,
    wake,
    setVault: (opened) => {
      vault = opened;
      isJustOpened = opened !== undefined;
      wake();
    },
    signedIn: () => {
      say({ needsSignIn: false, failure: null });
      wake();
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
