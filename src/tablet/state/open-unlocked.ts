import { computed, signal } from '@preact/signals';
import type { Fetch } from '#api/client/http.ts';
import { dayOf } from '#domain/day.ts';
import { leaseAt } from '#domain/lease.ts';
import { coveredReplica } from '../store/covered.ts';
import { readSyncProgress } from '../store/outbox.ts';
import { readMade, type SendBook } from '../store/send-state.ts';
import { StorageError } from '../store/storage-error.ts';
import { clockError } from '../store/tablet-clock.ts';
import type { Vault } from '../store/vault.ts';
import type { SyncLoop } from '../sync/sync-loop.ts';
import { type Draft, openDrafts } from './drafts.ts';
import type { Toast, Unlocked } from './unlocked-context.tsx';

const shownFor = 8000;
/** A write is sent a second later, so that two taps become one request. */
const beforeSending = 1000;
const tick = 15_000;

export interface UnlockedParts {
  vault: Vault;
  syncLoop: SyncLoop;
  fetch: Fetch;
  sync: Unlocked['sync'];
  demo: boolean;
  found: ReadonlyMap<string, Draft>;
  lock: () => void;
}

/** Makes the context of an unlocked vault. `close` ends its timers when the tablet is locked. */
export async function openUnlocked(parts: UnlockedParts): Promise<{ unlocked: Unlocked; close: () => void }> {
  const { vault, syncLoop } = parts;
  const { replica, device, now } = vault;
  const redraws = signal(0);
  const made = await readMade(device);
  const book = signal<SendBook>({ progress: await readSyncProgress(device.db), made });
  const clock = signal(now());
  const today = signal(dayOf(now()));
  const toast = signal<Toast | undefined>();
  const drafts = openDrafts(vault, parts.found);
  const isStoreDead = signal(false);
  let toastTimer: ReturnType<typeof setTimeout> | undefined;
  let sendTimer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  // A tablet whose clock was set back knows from the endpoint that it is later.
  const heard = (): number => Date.parse(book.value.progress.contact?.server ?? '') || 0;
  const lease = computed(() => {
    redraws.value;
    return leaseAt(vault.access.until, Math.max(clock.value, heard()));
  });
  const error = computed(() => {
    clock.value;
    return clockError(book.value.progress.contact, vault.tabletNow());
  });
  const covered = computed(() => {
    redraws.value;
    return coveredReplica(replica, vault.access.until);
  });

  async function look(): Promise<void> {
    for (const { made: number, arrival } of replica.pending.values()) made.set(arrival.op, number);
    const progress = await readSyncProgress(device.db);
    if (closed) return;
    if (progress.changesMade > book.value.progress.changesMade) sendTimer ??= setTimeout(send, beforeSending);
    const before = error.value;
    book.value = { progress, made };
    redraws.value += 1;
    if (error.value !== before) readClock();
  }
  const send = (): void => {
    sendTimer = undefined;
    syncLoop.wake();
  };
  const feel = (asked: Promise<unknown>): void =>
    void asked.then(
      () => {
        isStoreDead.value = false;
      },
      (error: unknown) => {
        if (!closed) isStoreDead.value = error instanceof StorageError && error.reason === 'dead';
      },
    );
  // Where the store does not answer, the old picture stays, and that is said.
  const changed = (): void => feel(look());
  const probe = (): void => feel(readSyncProgress(device.db));
  const readClock = (): void => {
    clock.value = now();
    today.value = dayOf(now());
  };
  const tickOn = (): void => {
    readClock();
    probe();
  };

  replica.listeners.add(changed);
  device.db.on('versionchange', probe);
  const stopNoticing = drafts.kept.subscribe((kept) => {
    if (kept === 'dead') probe();
  });
  const stopListening = parts.sync.subscribe((state) => {
    if (state.since === null) changed();
  });
  const timer = setInterval(tickOn, tick);
  document.addEventListener('visibilitychange', tickOn);

  let asked = false;
  const unlocked: Unlocked = {
    vault,
    syncLoop,
    fetch: parts.fetch,
    now,
    makeId: vault.makeId,
    person: device.person,
    demo: parts.demo,
    replica: () => {
      redraws.value;
      return lease.value === 'over' ? covered.value : replica;
    },
    sync: parts.sync,
    lease,
    book,
    today,
    clock,
    clockError: error,
    drafts,
    isStoreDead,
    toast,
    showToast: (text, undo) => {
      clearTimeout(toastTimer);
      toast.value = undo ? { text, undo } : { text };
      toastTimer = setTimeout(() => {
        toast.value = undefined;
      }, shownFor);
    },
    lock: parts.lock,
    keepForGood: () => {
      if (asked) return;
      asked = true;
      // Firefox answers only when the person has: nothing waits for it.
      void navigator.storage?.persist?.().catch(() => undefined);
    },
  };
  return {
    unlocked,
    close: () => {
      closed = true;
      replica.listeners.delete(changed);
      stopListening();
      stopNoticing();
      device.db.on('versionchange').unsubscribe(probe);
      clearInterval(timer);
      clearTimeout(toastTimer);
      clearTimeout(sendTimer);
      document.removeEventListener('visibilitychange', tickOn);
    },
  };
}
