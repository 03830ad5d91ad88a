import { useLocation } from 'preact-iso';
import type { RecordOf } from '#domain/record-kinds.ts';
import { Button } from '#kit/components/button.tsx';
import { Each } from '#kit/components/each.tsx';
import { logInIcon } from '#kit/components/icons.tsx';
import { timeOf } from '#kit/words/format.ts';
import { valueText } from '#kit/words/value.ts';
import { type QueueHour, queueOf, setQueueState } from '../../actions/queue.ts';
import { useKey } from '../../device/shortcuts.ts';
import { joined, numbered, readable } from '../../shared/hour-name.ts';
import { queueText } from '../../shared/queue-words.ts';
import { NotSavedBanner, useSaving } from '../../shared/saving.tsx';
import { useDayTail } from '../../shared/selected-day.ts';
import { isCutOff } from '../../shared/send-pill.tsx';
import { beginCapture } from '../../shared/start-draft.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { record } from '../../store/replica.ts';
import { tabletWords } from '../../words/words.ts';
import './queue.css';

/** Inquirers who wait without a slot, the longest first. One can be taken in only while the hour is open. */
export function Queue({
  hour,
  name,
  open,
}: {
  hour: QueueHour /** Of the hour: place and time. */;
  name: string;
  open: boolean;
}) {
  const unlocked = useUnlocked();
  const { route, path } = useLocation();
  const tail = useDayTail();
  const text = queueText();
  const { busy, fault, save } = useSaving();
  const waiting = queueOf(unlocked.replica(), hour);
  const { contact } = unlocked.sync.value;

  const take = (entry: RecordOf<'queueEntry'>) =>
    save(async () => {
      // The draft is stored before the entry leaves the queue: in between the inquirer is in both, and never in neither.
      const id = beginCapture(unlocked, hour, { role: entry.fixed.role, queueEntry: entry.id });
      await unlocked.drafts.flush();
      route(`/ny/${id}${tail}`);
      await setQueueState(unlocked.vault, entry, 'taken');
    });
  const leave = (entry: RecordOf<'queueEntry'>) =>
    save(async () => {
      await setQueueState(unlocked.vault, entry, 'left');
      unlocked.showToast(text.gone(valueText('role', entry.fixed.role)), () => void putBack(entry));
    });
  const putBack = (entry: RecordOf<'queueEntry'>) =>
    save(async () => {
      const now = record(unlocked.vault.replica, 'queueEntry', entry.id);
      if (now) await setQueueState(unlocked.vault, now, 'waiting');
    });
  const next = waiting[0];
  useKey('t', open && next && !path.startsWith('/ny/') ? () => void take(next) : undefined);
  const names = numbered(
    waiting.map(({ fixed: { role, since } }) =>
      joined(
        valueText('role', role),
        readable(() => timeOf(since), since),
      ),
    ),
  );
  if (waiting.length === 0) return <NotSavedBanner fault={fault} />;
  return (
    <section class="queue" aria-label={tabletWords().tablet.about(tabletWords().today.queue, name)}>
      <h3>{text.title(waiting.length)}</h3>
      {isCutOff(unlocked.sync.value) && contact && (
        <p class="small quiet">{text.cutOff(timeOf(contact.server))}</p>
      )}
      <NotSavedBanner fault={fault} />
      <ul class="rows">
        <Each of={waiting} as="li" keyOf={(entry) => entry.id}>
          {(entry, at) => (
            <Waiting
              entry={entry}
              name={tabletWords().tablet.about(names[at]!.full, name)}
              busy={busy}
              {...(open && { onTake: () => void take(entry) })}
              onLeave={() => void leave(entry)}
            />
          )}
        </Each>
      </ul>
    </section>
  );
}

interface WaitingProps {
  entry: RecordOf<'queueEntry'>;
  /** The inquirer's role, since when, and for which hour. */
  name: string;
  busy: boolean;
  onTake?: () => void;
  onLeave: () => void;
}

function Waiting({ entry, name, busy, onTake, onLeave }: WaitingProps) {
  const unlocked = useUnlocked();
  const text = queueText();
  const { today } = tabletWords();
  const role = valueText('role', entry.fixed.role);
  const since = Date.parse(entry.fixed.since);
  const minutes = Math.max(0, Math.floor((unlocked.clock.value - since) / 60_000));
  return (
    <li class="row queue-row">
      <span class="row-main">
        <span class="row-title">{role}</span> <span class="row-more">{text.waited(minutes)}</span>
      </span>
      <Button look="quiet" label={text.wentAway(name)} disabled={busy} onPress={onLeave}>
        {today.left}
      </Button>
      {onTake && (
        <Button icon={logInIcon} label={text.takeIn(name)} disabled={busy} onPress={onTake}>
          {today.takeIn}
        </Button>
      )}
    </li>
  );
}
