import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { instantOf } from '#domain/day.ts';
import { chipsOf, fieldOf } from '#domain/merge/record-state.ts';
import type { RecordOf } from '#domain/record-kinds.ts';
import { isUnderWay, mayReopen, type SessionPhase } from '#domain/session.ts';
import { Button } from '#kit/components/button.tsx';
import { Card, Row } from '#kit/components/card.tsx';
import { Each } from '#kit/components/each.tsx';
import type { Shape } from '#kit/components/icon.tsx';
import {
  calendarIcon,
  checkIcon,
  clockIcon,
  pencilIcon,
  playIcon,
  radioIcon,
  rotateCcwIcon,
} from '#kit/components/icons.tsx';
import { lazy } from '#kit/components/lazy.tsx';
import { Pill, type Tone } from '#kit/components/pill.tsx';
import { timeOf } from '#kit/words/format.ts';
import { valueText } from '#kit/words/value.ts';
import { words } from '#kit/words/words.ts';
import { type Capture, consultationsOf } from '../../actions/consultation.ts';
import { endSession, reopenSession, startSession } from '../../actions/session.ts';
import type { HourName } from '../../shared/hour-name.ts';
import { NewInQueue } from '../../shared/join-queue.tsx';
import { NotSavedBanner, useSaving } from '../../shared/saving.tsx';
import { useDayTail } from '../../shared/selected-day.ts';
import { SendPill, withChildren } from '../../shared/send-pill.tsx';
import { personName } from '../../shared/served-places.ts';
import { isCapture } from '../../state/drafts.ts';
import { type Unlocked, useUnlocked } from '../../state/unlocked-context.tsx';
import { record } from '../../store/replica.ts';
import { tabletWords } from '../../words/words.ts';
import { type Hour, startOf } from './hours.ts';
import { Queue } from './queue.tsx';
import './hour-card.css';

const Agenda = lazy(() => import('./agenda.tsx').then((file) => file.Agenda), true);
const ForgottenEnd = lazy(() => import('./forgotten-end.tsx').then((file) => file.ForgottenEnd));
const Off = lazy(() => import('./off.tsx').then((file) => file.Off));

const looks: Record<SessionPhase, { tone: Tone; icon: Shape }> = {
  planned: { tone: 'neutral', icon: calendarIcon },
  open: { tone: 'sent', icon: radioIcon },
  ended: { tone: 'neutral', icon: checkIcon },
};

interface HourCardProps {
  hour: Hour;
  name: HourName;
  canStart: boolean;
  /** True for the first hour while none is open. */
  isNext: boolean;
}

/** One hour with its conversations. It is started and ended by one tap each; the message has the undo. */
export function HourCard({ hour, name, canStart, isNext }: HourCardProps) {
  const unlocked = useUnlocked();
  const { consultation, lists } = words();
  const { session: text, tablet } = tabletWords();
  const { busy, fault, save } = useSaving();
  const { place, date, room, session, phase, dropIn, off } = hour;
  const [asking, setAsking] = useState(false);

  const queue = { institution: place.number, session: hour.id, dropIn, date };
  const begin = () => save(() => startSession(unlocked.vault, startOf(hour)));
  const reopen = () =>
    save(async () => {
      const current = record(unlocked.vault.replica, 'session', hour.id);
      if (current) await reopenSession(unlocked.vault, current);
    });
  const finish = (at = instantOf(unlocked.now())) =>
    save(async () => {
      if (!session) return;
      await endSession(unlocked.vault, session, at);
      setAsking(false);
      unlocked.showToast(tablet.ended(name.full, timeOf(at)), () => void reopen());
    });
  const wasForgotten = session && phase === 'open' && !isUnderWay(session, unlocked.now());
  const about = [
    name.when,
    name.apart,
    room && (/^\d/.test(room) ? text.room(room) : room),
    phase === 'ended' && session && text.endedAt(timeOf(String(fieldOf(session, 'ended')))),
    hour.as === 'extra' && text.extra,
    session && session.fixed.worker !== unlocked.person && consultation.by(workerOf(unlocked, session)),
  ];
  return (
    <Card
      title={place.name}
      name={name.full}
      current={phase === 'open'}
      aside={off ? <Off off={off} /> : <Pill {...looks[phase]} word={lists.sessionPhase[phase]} />}
    >
      <p class="quiet hour-about">{about.filter(Boolean).join(' · ')}</p>
      <NotSavedBanner fault={fault} />
      <Conversations hour={hour} />
      <Agenda hour={hour} name={name.full} canStart={canStart} full={phase === 'open' || isNext} />
      <Queue hour={queue} name={name.full} open={phase === 'open'} />
      <div class="button-row">
        {phase === 'planned' && canStart && !off && (
          <Button
            icon={playIcon}
            label={tablet.about(text.start, name.full)}
            disabled={busy}
            onPress={() => void begin()}
          >
            {text.start}
          </Button>
        )}
        {phase === 'open' && <NewInQueue hour={queue} name={name.full} />}
        {phase === 'open' && (
          <Button
            icon={checkIcon}
            label={tablet.about(text.end, name.full)}
            disabled={busy}
            onPress={() => (wasForgotten ? setAsking(true) : void finish())}
          >
            {text.end}
          </Button>
        )}
        {wasForgotten && (
          <ForgottenEnd
            session={session}
            open={asking}
            onClose={() => setAsking(false)}
            onEnd={(at) => void finish(at)}
          />
        )}
        {session && (canStart ? phase === 'ended' : mayReopen(session, unlocked.today.value)) && (
          <Button
            look="quiet"
            icon={rotateCcwIcon}
            label={tablet.about(text.reopen, name.full)}
            disabled={busy}
            onPress={() => void reopen()}
          >
            {text.reopen}
          </Button>
        )}
      </div>
    </Card>
  );
}

const workerOf = (unlocked: Unlocked, session: RecordOf<'session'>): string =>
  personName(unlocked.replica(), session.fixed.worker);

function Conversations({ hour }: { hour: Hour }) {
  const unlocked = useUnlocked();
  const { path } = useLocation();
  const { today } = tabletWords();
  const saved = consultationsOf(unlocked.replica(), hour.id);
  const drafts = [...unlocked.drafts.all.value.values()].filter(
    (draft): draft is Capture => isCapture(draft) && draft.session === hour.id,
  );
  if (saved.length + drafts.length === 0) {
    return hour.phase === 'planned' || hour.planned ? null : <p class="quiet">{today.none}</p>;
  }
  return (
    <ul class="rows">
      <Each of={saved} as="li" keyOf={(one) => one.id}>
        {(one) => <SavedRow consultation={one} current={path === `/henvendelse/${one.id}`} />}
      </Each>
      <Each of={drafts} as="li" keyOf={(draft) => draft.id}>
        {(draft) => <DraftRow draft={draft} current={path === `/ny/${draft.id}`} />}
      </Each>
    </ul>
  );
}

function SavedRow({ consultation, current }: { consultation: RecordOf<'consultation'>; current: boolean }) {
  const unlocked = useUnlocked();
  const { today } = tabletWords();
  const themes = chipsOf(consultation, 'themes').map((key) => valueText('themes', key));
  return (
    <Row
      href={`/henvendelse/${consultation.id}${useDayTail()}`}
      lead={timeOf(consultation.fixed.started)}
      title={valueText('role', fieldOf(consultation, 'role'))}
      more={themes.join(', ')}
      current={current}
      aside={
        <span class="row-pills">
          {fieldOf(consultation, 'complete') !== true && (
            <Pill tone="wait" icon={clockIcon} word={today.missing} />
          )}
          <SendPill of={withChildren(unlocked.replica(), consultation)} />
        </span>
      }
    />
  );
}

function DraftRow({ draft, current }: { draft: Capture; current: boolean }) {
  const { consultation } = words();
  const { sync, today } = tabletWords();
  const title = draft.role ? valueText('role', draft.role) : consultation.new;
  return (
    <Row
      href={`/ny/${draft.id}${useDayTail()}`}
      lead={timeOf(draft.started)}
      title={title}
      more={draft.themes.map((key) => valueText('themes', key)).join(', ')}
      current={current}
      aside={
        current ? (
          <Pill tone="local" word={today.now} />
        ) : (
          <Pill tone="local" icon={pencilIcon} word={sync.draft} />
        )
      }
    />
  );
}
