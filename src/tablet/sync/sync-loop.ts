import { type Failure, type Fetch, NetworkError } from '#api/client/http.ts';
import { instantOf } from '#domain/day.ts';
import { showPending } from '../store/apply-answer.ts';
import type { Device } from '../store/device.ts';
import { readSyncProgress } from '../store/outbox.ts';
import { StorageError, type StorageErrorReason } from '../store/storage-error.ts';
import { type SyncProgress, unsentCount } from '../store/sync-progress.ts';
import type { Vault } from '../store/vault.ts';
import { reportOf } from './error-report.ts';
import { startDownload } from './prefetch.ts';
import { startUpload, syncOnce } from './sync-once.ts';
import {
  type Effect,
  type LoopEvent,
  type LoopState,
  readingOf,
  startState,
  step,
  type Trouble,
  troubleOf,
} from './sync-states.ts';

/** What keeps the loop from sending or reading: the endpoint's or the network's word, or something of the tablet itself. */
export type SyncFailure = Failure | Extract<Trouble, { type: 'storeFailed' | 'appError' }>;

/** What the screen may say about sync (docs/screens.md, "Sync words"): facts, no guess about being online. */
export interface SyncState {
  unsent: number;
  /** A request is under way since this time (ms). */
  since: number | null;
  /** The last applied answer, ISO instants by the server's and the tablet's clock. */
  contact: SyncProgress['contact'];
  failure: SyncFailure | null;
  /** When the next attempt is due (ms), after a failure. */
  nextTry: number | null;
  /** Reading new rows needs a sign-in; sending does not. */
  needsSignIn: boolean;
}

export interface SyncLoop {
  state: () => SyncState;
  /** Something was written, a connection came back, the tablet is looked at again: try now. */
  wake: () => void;
  /** Somebody presses *Prøv nu*: try, whatever the endpoint asked for. */
  tryNow: () => void;
  /** The vault was unlocked or locked. */
  setVault: (vault: Vault | undefined) => void;
  /** A sign-in has renewed what the vault reads with. */
  signedIn: () => void;
  stop: () => Promise<void>;
}

export interface SyncLoopParts {
  device: Device;
  fetch: Fetch;
  now: () => number;
  chance: () => number;
  makeNonce: () => string;
  onState: (state: SyncState) => void;
  /** The tablet's own store failed, or the app has a fault; `failure` says so, and the loop tries again. */
  onFault: (error: unknown) => void;
}

/** What the screen is shown of the loop's state. */
export function shownOf({ status, known }: LoopState): SyncState {
  const { unsent, contact } = known;
  const trouble = troubleOf(status);
  const reading = readingOf(status);
  return {
    unsent,
    since: status.type === 'sending' ? status.since : null,
    contact,
    failure: trouble ? failureOf(trouble) : reading === 'outdated' ? 'tooOld' : null,
    nextTry: trouble?.nextTry ?? null,
    needsSignIn: reading === 'signedOut',
  };
}

const isStoreReason = (reason: StorageErrorReason): reason is 'full' | 'dead' =>
  reason === 'full' || reason === 'dead';

const failureOf = (trouble: Trouble): SyncFailure => ('failure' in trouble ? trouble.failure : trouble);

/**
 * The one loop that syncs a vault. It never gives up and never drops anything; after a failure it waits and tries again.
 * What it does next is decided in `sync-states.ts`; here is only what carries it out: timer, network and store.
 */
export function startSyncLoop(parts: SyncLoopParts): SyncLoop {
  const { device, now, chance } = parts;
  let state = startState;
  let vault: Vault | undefined;
  /** A vault opened while a request of the locked one may have been under way: what that changed is not on its replica. */
  let justOpened: Vault | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;
  let download = startDownload();
  let upload = startUpload();
  /** A fault while a request was under way. The loop hears of it when that has ended, so that no second request begins meanwhile. */
  let brokenMeanwhile: LoopEvent | undefined;

  function feed(event: LoopEvent): void {
    const before = state;
    const next = step(state, event);
    state = next.state;
    try {
      if (state !== before) parts.onState(shownOf(state));
      for (const effect of next.effects) carryOut(effect);
    } catch (error) {
      const broken = brokenBy(error);
      if (running) brokenMeanwhile = broken;
      // A fault in telling of a fault is not told again: that would never end.
      else if (event.type !== 'broke') feed(broken);
    }
  }

  function carryOut(effect: Effect): void {
    switch (effect.type) {
      case 'unplan':
        clearTimeout(timer);
        return;
      case 'plan':
        clearTimeout(timer);
        timer = setTimeout(() => feed({ type: 'due', now: now() }), effect.wait);
        return;
      case 'exchange':
        running = exchangeOnce(effect).then((end) => {
          const event = brokenMeanwhile ?? end;
          running = brokenMeanwhile = undefined;
          feed(event);
        });
    }
  }

  /** One request; how it ended. Never throws. */
  async function exchangeOnce(asked: Extract<Effect, { type: 'exchange' }>): Promise<LoopEvent> {
    const begun = now();
    if (asked.afresh) [download, upload] = [startDownload(), startUpload()];
    try {
      const { batch, reads: pulls } = asked;
      const done = await syncOnce({ ...parts, vault, batch, pulls, download, upload });
      await showOpened();
      if (done === 'outdated') return { type: 'superseded' };
      const { progress, unsent, sent, more } = done;
      const took = now() - begun;
      return { type: 'answered', unsent, contact: progress.contact, sent, took, more };
    } catch (error) {
      return error instanceof NetworkError ? failedBy(error).catch(endedBy) : endedBy(error);
    }
  }

  async function showOpened(): Promise<void> {
    const opened = justOpened;
    if (opened) await showPending(opened);
    if (justOpened === opened) justOpened = undefined;
  }

  async function failedBy({ reason: failure, retryAfter }: NetworkError): Promise<LoopEvent> {
    const progress = await readSyncProgress(device.db);
    const { contact } = progress;
    return {
      type: 'failed',
      now: now(),
      failure,
      retryAfter,
      chance: chance(),
      unsent: unsentCount(progress),
      contact,
    };
  }

  /** A request ended on the tablet itself: in its store, which may fail anywhere, or by a fault of the app. */
  function endedBy(error: unknown): LoopEvent {
    if (!(error instanceof StorageError) || !isStoreReason(error.reason)) return brokenBy(error);
    parts.onFault(error);
    return { type: 'storeFailed', now: now(), reason: error.reason };
  }

  function brokenBy(error: unknown): LoopEvent {
    parts.onFault(error);
    return { type: 'broke', now: now(), chance: chance(), report: reportOf(error, instantOf(now())) };
  }

  return {
    state: () => shownOf(state),
    wake: () => feed({ type: 'woken', now: now() }),
    tryNow: () => feed({ type: 'asked', now: now() }),
    setVault: (opened) => {
      vault = opened;
      justOpened = opened;
      feed({ type: 'woken', now: now() });
    },
    signedIn: () => feed({ type: 'signedIn', now: now() }),
    stop: async () => {
      feed({ type: 'stopped' });
      await running;
    },
  };
}
