import type { Id } from '#domain/id.ts';
import { isUnderWay } from '#domain/session.ts';
import { readDrafts } from '../actions/draft.ts';
import { type Replica, records } from '../store/replica.ts';
import { watchIdle } from './auto-lock.ts';
import type { Draft } from './drafts.ts';
import { openUnlocked, type UnlockedParts } from './open-unlocked.ts';
import type { Unlocked } from './unlocked-context.tsx';

/** What a locked tablet may say: that an hour runs, and until when. Nothing about a person. */
export interface LockedFacts {
  until?: string;
  drafts: number;
}

export interface OpenParts extends Omit<UnlockedParts, 'found' | 'lock'> {
  /** Is the tablet still open? */
  isOpen: () => boolean;
  /** What was typed is on the disk, and `close` was called. */
  onLocked: (facts: LockedFacts) => void;
}

/** Makes the context of a vault that was just unlocked, and watches for when it must be locked again. */
export async function openAndWatch(parts: OpenParts): Promise<{ unlocked: Unlocked; close: () => void }> {
  const { vault, syncLoop, isOpen } = parts;
  const found = await readDrafts<Draft>(vault);
  const opened = await openUnlocked({ ...parts, found, lock });
  const { drafts } = opened.unlocked;
  const stopWatching = watchIdle({
    now: vault.tabletNow,
    isTalking: () => drafts.all.value.size > 0,
    onLock: lock,
    onCover: cover,
  });
  const close = (): void => {
    stopWatching();
    opened.close();
    syncLoop.setVault(undefined);
  };
  syncLoop.setVault(vault);
  return { unlocked: opened.unlocked, close };

  /** What is typed is on the disk first. Where the disk takes nothing, the page stays open: it is the only copy. */
  async function lockNow(): Promise<void> {
    await drafts.flush();
    if (!isOpen()) return;
    if (drafts.kept.value !== 'kept') return cover(true);
    const facts = factsOf(vault.replica, vault.device.person, vault.now(), drafts.all.value.size);
    close();
    parts.onLocked(facts);
  }
  function lock(): void {
    void lockNow();
  }
}

const cover = (covered: boolean): void => {
  document.documentElement.toggleAttribute('data-covered', covered);
};

function factsOf(replica: Replica, person: Id, now: number, drafts: number): LockedFacts {
  const open = records(replica, 'session').find(
    (session) => session.fixed.worker === person && isUnderWay(session, now),
  );
  return open ? { until: open.fixed.end, drafts } : { drafts };
}
