import { useEffect, useRef, useState } from 'preact/hooks';
import {
  circleAlertIcon,
  cloudCheckIcon,
  cloudOffIcon,
  cloudUploadIcon,
  gitCompareIcon,
  hardDriveIcon,
  triangleAlertIcon,
} from '#kit/components/icons.tsx';
import { Pill } from '#kit/components/pill.tsx';
import { timeOf } from '#kit/words/format.ts';
import { syncText } from '../screens/sync/text.ts';
import { isCutOff, type PillParts, reportIn } from '../shared/send-pill.tsx';
import { useUnlocked } from '../state/unlocked-context.tsx';
import { documents, type Replica } from '../store/replica.ts';
import type { SendBook } from '../store/send-state.ts';
import { countLines } from '../store/sync-lines.ts';
import type { SyncState } from '../sync/sync-loop.ts';
import { tabletWords } from '../words/words.ts';
import './sync-pill.css';

const fresh = 15 * 60_000;
const flash = 500;
const quietFor = 10_000;

/** Facts that the header's pill is made of. */
export interface SyncFacts {
  /** Lines of *Synk* that wait for a choice, and lines that wait to be sent. */
  conflicts: number;
  unsent: number;
  refused: number;
  /** When the newest unsent change was written. */
  lastWritten: string | undefined;
}

export const factsOf = (replica: Replica, book: SendBook): SyncFacts => ({
  ...countLines(replica, book),
  refused: documents(replica, 'refused').length,
  lastWritten: [...replica.pending.values()].at(-1)?.arrival.at,
});

/** The worst state of all records, in words (docs/screens.md, "Sync words"). Green needs an empty queue and a contact within 15 minutes. */
export function syncPillParts(facts: SyncFacts, sync: SyncState, now: number, isSlow = false): PillParts {
  const { sync: text } = tabletWords();
  const { conflicts, refused, unsent } = facts;
  if (reportIn(sync)) return { tone: 'danger', icon: triangleAlertIcon, word: syncText().appError };
  if (conflicts > 0) {
    const word = conflicts === 1 ? text.conflict : text.conflicts(conflicts);
    return { tone: 'conflict', icon: gitCompareIcon, word };
  }
  if (refused > 0) return { tone: 'danger', icon: circleAlertIcon, word: text.refusedShort };
  if (unsent > 0) {
    if (sync.since !== null && isSlow) return { tone: 'local', icon: cloudUploadIcon, word: text.sending };
    if (sync.failure && !isCutOff(sync) && sync.nextTry !== null) {
      const word = text.failed(timeOf(new Date(sync.nextTry).toISOString()));
      return { tone: 'danger', icon: circleAlertIcon, word };
    }
    if (sync.failure) return { tone: 'wait', icon: cloudUploadIcon, word: text.waiting(unsent) };
    const since = facts.lastWritten ? timeOf(facts.lastWritten) : '';
    return { tone: 'local', icon: hardDriveIcon, word: text.local(since) };
  }
  if (!sync.contact) return { tone: 'neutral', icon: cloudOffIcon, word: text.neverContact };
  const time = timeOf(sync.contact.server);
  return now - Date.parse(sync.contact.server) < fresh
    ? { tone: 'sent', icon: cloudCheckIcon, word: text.all(time) }
    : { tone: 'neutral', icon: cloudCheckIcon, word: text.allWas(time) };
}

/** Leads to *Synkronisering*; a screen reader hears of a change at most every ten seconds. */
export function SyncPill() {
  const unlocked = useUnlocked();
  const sync = unlocked.sync.value;
  const facts = factsOf(unlocked.replica(), unlocked.book.value);
  // The loop waits by the tablet's own clock.
  const nextTry = sync.nextTry && sync.nextTry + unlocked.clockError.value;
  const parts = syncPillParts(facts, { ...sync, nextTry }, unlocked.clock.value, useSlow(sync.since));
  return (
    <>
      <a class="pill-link" href="/sync">
        <Pill {...parts} large />
      </a>
      <Spoken text={parts.word} />
    </>
  );
}

/** True once a request has taken longer than half a second. */
function useSlow(since: number | null): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    setSlow(false);
    if (since === null) return;
    const timer = setTimeout(() => setSlow(true), flash);
    return () => clearTimeout(timer);
  }, [since]);
  return slow;
}

/** Says the newest state ten seconds after the last change: what comes and goes in between is not worth a word. */
function Spoken({ text }: { text: string }) {
  const [spoken, setSpoken] = useState('');
  const first = useRef(text);
  useEffect(() => {
    if (text === first.current) return;
    first.current = '';
    const timer = setTimeout(() => setSpoken(text), quietFor);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <span class="hidden-text" role="status">
      {spoken}
    </span>
  );
}
