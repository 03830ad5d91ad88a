import type { Id } from '#domain/id.ts';
import { isUnderWay } from '#domain/session.ts';
import { readDrafts } from '../actions/draft.ts';
import { records, type Shelf } from '../store/replica.ts';
import { watchIdle } from './auto-lock.ts';
import type { Draft } from './drafts.ts';
import { type DeskParts, openDesk } from './open-unlocked.ts';
import type { Desk } from './unlocked-context.tsx';

/** What a locked tablet may say: that an hour runs, and until when. Nothing about anybody. */
export interface LockedFacts {
  until?: string;
  drafts: number;
}

export interface OpeningParts extends Omit<DeskParts, 'found' | 'lock'> {
  /** Is the tablet still open? */
  isOpen: () => boolean;
  /** What was typed is on the disk, and `close` was called. */
  onLocked: (facts: LockedFacts) => void;
}

/** Lays out the desk of a vault that was just unlocked, and watches for when it must be locked again. */
export async function layOpen(parts: OpeningParts): Promise<{ desk: Desk; close: () => void }> {
  const { vault, runner, isOpen } = parts;
  const found = await readDrafts<Draft>(vault);
  const opened = await openDesk({ ...parts, found, lock });
  const { drafts } = opened.desk;
  const stopWatching = watchIdle({
    now: vault.now,
    isTalking: () => drafts.all.value.size > 0,
    onLock: lock,
    onCover: cover,
  });
  const close = (): void => {
    stopWatching();
    opened.close();
    runner.setVault(undefined);
  };
  runner.setVault(vault);
  return { desk: opened.desk, close };

  /** What is typed is on the disk first. Where the disk takes nothing, the page stays open: it is the only copy. */
  async function lockNow(): Promise<void> {
    await drafts.flush();
    if (!isOpen()) return;
    if (drafts.kept.value !== 'kept') return cover(true);
    const facts = factsOf(vault.shelf, vault.device.person, vault.now(), drafts.all.value.size);
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

function factsOf(shelf: Shelf, person: Id, now: number, drafts: number): LockedFacts {
  const open = records(shelf, 'session').find(
    (session) => session.fixed.worker === person && isUnderWay(session, now),
  );
  return open ? { until: String(open.fixed.end), drafts } : { drafts };
}
