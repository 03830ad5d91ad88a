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
export function syncPillParts(facts: SyncFacts, sync: SyncState, now: number): PillParts {
  const { sync: text } = tabletWords();
  const { conflicts, refused, unsent } = facts;
  if (reportIn(sync)) return { tone: 'danger', icon: triangleAlertIcon, word: syncText().appError };
  if (conflicts > 0) {
    const word = conflicts === 1 ? text.conflict : text.conflicts(conflicts);
    return { tone: 'conflict', icon: gitCompareIcon, word };
  }
  if (refused > 0) return { tone: 'danger', icon: circleAlertIcon, word: text.refusedShort };
  if (unsent > 0) {
    const isSending = sync.since !== null && now - sync.since > flash;
    if (isSending) return { tone: 'local', icon: cloudUploadIcon, word: text.sending };
    if (sync.failure && !isCutOff(sync) && sync.nextTry !== null) {
      const word = text.failed(timeOf(new Date(sync.nextTry).toISOString()));
      return { tone: 'danger', icon: circleAlertIcon, word };
    }
    if (sync.failure) return { tone: 'wait', icon: cloudUploadIcon, word: text.waiting(unsent) };
    const since = facts.lastWritten ? timeOf(facts.lastWritten) : '';
    return { tone: 'local', icon: hardDriveIcon, word: text.local(since) };
  }
  if (!sync.contact) return { tone: 'neutral', icon: cloudOffIcon, word: text.neverContact };
  const time = timeOf(sync.contact.tablet);
  return now - Date.parse(sync.contact.tablet) < fresh
    ? { tone: 'sent', icon: cloudCheckIcon, word: text.all(time) }
    : { tone: 'neutral', icon: cloudCheckIcon, word: text.allWas(time) };
}

/** Leads to *Synkronisering*; a screen reader hears of a change at most every ten seconds. */
export function SyncPill() {
  const unlocked = useUnlocked();
  const sync = unlocked.sync.value;
  const late = useLate(sync.since);
  const now = Math.max(unlocked.clock.value, late ? unlocked.now() : 0);
  const parts = syncPillParts(factsOf(unlocked.replica(), unlocked.book.value), sync, now);
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
function useLate(since: number | null): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (since === null) return;
    const timer = setTimeout(() => setLate(true), flash + 20);
    return () => clearTimeout(timer);
  }, [since]);
  return late;
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
