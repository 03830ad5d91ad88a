import { useLocation } from 'preact-iso';
import { chipsOf, fieldOf, type RecordState } from '../../domain/merge.ts';
import { mayReopen, type SessionPhase } from '../../domain/session.ts';
import { type Capture, consultationsOf } from '../../store/consultation.ts';
import { endSession, reopenSession, startSession } from '../../store/session.ts';
import { record } from '../../store/shelf.ts';
import { useDayTail } from '../day-tail.ts';
import { type Desk, useDesk } from '../desk.tsx';
import { isCapture } from '../drafts.ts';
import type { HourName } from '../hour-name.ts';
import { Button } from '../kit/button.tsx';
import { Card, Row } from '../kit/card.tsx';
import { Each } from '../kit/each.tsx';
import type { Shape } from '../kit/icon.tsx';
import {
  calendarIcon,
  checkIcon,
  clockIcon,
  pencilIcon,
  playIcon,
  radioIcon,
  rotateCcwIcon,
} from '../kit/icons.tsx';
import { Pill, type Tone } from '../kit/pill.tsx';
import { later } from '../later.tsx';
import { NewInQueue } from '../new-in-queue.tsx';
import { personName } from '../places.ts';
import { NotSavedBanner, useSaving } from '../saving.tsx';
import { SendPill, withChildren } from '../send-pill.tsx';
import { timeOf } from '../words/format.ts';
import { valueText } from '../words/value.ts';
import { words } from '../words/words.ts';
import { type Hour, startOf } from './hours.ts';
import { Queue } from './queue.tsx';

const Agenda = later(() => import('./agenda.tsx').then((file) => file.Agenda), true);
const Off = later(() => import('./off.tsx').then((file) => file.Off));

const looks: Record<SessionPhase, { tone: Tone; icon: Shape }> = {
  planned: { tone: 'neutral', icon: calendarIcon },
  open: { tone: 'sent', icon: radioIcon },
  ended: { tone: 'neutral', icon: checkIcon },
};

interface HourCardProps {
  hour: Hour;
  name: HourName;
  canStart: boolean;
  /** None is open, and this one comes first. */
  isNext: boolean;
}

/** One hour with its conversations. Start is one tap, and so is its end: the way back stands in the status line. */
export function HourCard({ hour, name, canStart, isNext }: HourCardProps) {
  const desk = useDesk();
  const { session: text, consultation, lists, tablet } = words();
  const { busy, fault, save } = useSaving();
  const { place, date, room, session, phase, dropIn, off } = hour;

  const queue = { institution: place.number, session: hour.id, dropIn, date };
  const begin = () => save(() => startSession(desk.vault, startOf(hour)));
  const reopen = () =>
    save(async () => {
      const current = record(desk.vault.shelf, 'session', hour.id);
      if (current) await reopenSession(desk.vault, current);
    });
  const finish = () =>
    save(async () => {
      if (!session) return;
      const { at } = await endSession(desk.vault, session);
      desk.say(tablet.ended(name.full, timeOf(at)), () => void reopen());
    });
  const about = [
    name.when,
    name.apart,
    room && (/^\d/.test(room) ? text.room(room) : room),
    phase === 'ended' && session && text.endedAt(timeOf(String(fieldOf(session, 'ended')))),
    hour.as === 'extra' && text.extra,
    session && session.fixed.worker !== desk.person && consultation.by(workerOf(desk, session)),
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
      <div class="hour-ways">
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
            onPress={() => void finish()}
          >
            {text.end}
          </Button>
        )}
        {session && (canStart ? phase === 'ended' : mayReopen(session, desk.today.value)) && (
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

const workerOf = (desk: Desk, session: RecordState): string =>
  personName(desk.shelf(), String(session.fixed.worker));

function Conversations({ hour }: { hour: Hour }) {
  const desk = useDesk();
  const { path } = useLocation();
  const { today } = words();
  const saved = consultationsOf(desk.shelf(), hour.id);
  const drafts = [...desk.drafts.all.value.values()].filter(
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

function SavedRow({ consultation, current }: { consultation: RecordState; current: boolean }) {
  const desk = useDesk();
  const { today } = words();
  const themes = chipsOf(consultation, 'themes').map((key) => valueText('themes', key));
  return (
    <Row
      href={`/henvendelse/${consultation.id}${useDayTail()}`}
      lead={timeOf(String(consultation.fixed.started))}
      title={valueText('role', fieldOf(consultation, 'role'))}
      more={themes.join(', ')}
      current={current}
      aside={
        <span class="row-pills">
          {fieldOf(consultation, 'complete') !== true && (
            <Pill tone="wait" icon={clockIcon} word={today.missing} />
          )}
          <SendPill of={withChildren(desk.shelf(), consultation)} />
        </span>
      }
    />
  );
}

function DraftRow({ draft, current }: { draft: Capture; current: boolean }) {
  const { sync, consultation, today } = words();
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
