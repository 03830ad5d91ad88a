import { instantAt, instantOf } from '#domain/day.ts';
import { Button } from '#kit/components/button.tsx';
import { Icon } from '#kit/components/icon.tsx';
import { clockIcon, pauseIcon, playIcon } from '#kit/components/icons.tsx';
import { timeText } from '#kit/words/format.ts';
import { words } from '#kit/words/words.ts';
import type { Capture } from '../../actions/consultation.ts';
import { sessionName } from '../../shared/hour-name.ts';
import { NewInQueue } from '../../shared/join-queue.tsx';
import { type Unlocked, useUnlocked } from '../../state/unlocked-context.tsx';
import { record } from '../../store/replica.ts';
import { tabletWords } from '../../words/words.ts';
import './capture-tools.css';

const isResting = ({ pauses = [] }: Capture): boolean => pauses.at(-1)?.to === null;

/** Begins or ends a pause. Only its instants are stored; no timer runs. */
function turned(capture: Capture, now: string): Capture {
  const { pauses = [] } = capture;
  const last = pauses.at(-1);
  return last?.to === null
    ? { ...capture, pauses: [...pauses.slice(0, -1), { ...last, to: now }] }
    : { ...capture, pauses: [...pauses, { from: now, to: null }] };
}

const sessionOf = (unlocked: Unlocked, capture: Capture) =>
  record(unlocked.replica(), 'session', capture.session);

/** Pauses the conversation, or adds a new inquirer to the queue without leaving it. */
export function CaptureTools({ capture }: { capture: Capture }) {
  const unlocked = useUnlocked();
  const { consultation } = words();
  const session = sessionOf(unlocked, capture);
  const resting = isResting(capture);
  const { institution } = capture;
  return (
    <span class="capture-tools">
      <Button
        icon={resting ? playIcon : pauseIcon}
        label={resting ? consultation.resume : consultation.pause}
        onPress={() => unlocked.drafts.keep(turned(capture, instantOf(unlocked.now())))}
      />
      {session && (
        <NewInQueue
          hour={{
            institution,
            session: session.id,
            dropIn: session.fixed.dropIn,
            date: session.fixed.date,
          }}
          name={sessionName(unlocked.replica(), session, unlocked.today.value)}
          short
        />
      )}
    </span>
  );
}

const patience = 30 * 60_000;

/** Asks *Kører stadig?* half an hour after the hour's end, or after a later start. It stops nothing. */
export function StillRunning({ capture }: { capture: Capture }) {
  const unlocked = useUnlocked();
  const { session: text } = tabletWords();
  const session = sessionOf(unlocked, capture);
  if (!session || isResting(capture)) return null;
  const { date, end } = session.fixed;
  const ended = Date.parse(instantAt(date, end));
  const from = Math.max(ended, Date.parse(capture.started));
  if (unlocked.clock.value < from + patience) return null;
  return (
    <p class="with-icon quiet">
      <Icon of={clockIcon} />
      {text.stillRunning} {text.endedAt(timeText(String(end)))}
    </p>
  );
}
