import { useState } from 'preact/hooks';
import { dayOf } from '#domain/day.ts';
import { fieldOf } from '#domain/merge/record-state.ts';
import type { RecordOf } from '#domain/record-kinds.ts';
import { ActionBar } from '#kit/components/action-bar.tsx';
import { Button, ButtonLink } from '#kit/components/button.tsx';
import { Each } from '#kit/components/each.tsx';
import { Empty } from '#kit/components/empty.tsx';
import { circleCheckIcon, messageSquareIcon, rotateCcwIcon, searchIcon } from '#kit/components/icons.tsx';
import { dayWithWeek, momentText } from '#kit/words/format.ts';
import { valueText } from '#kit/words/value.ts';
import { words } from '#kit/words/words.ts';
import { assessmentOf, consultation, notesOf } from '../../actions/consultation.ts';
import { CaptureHead } from '../../shared/capture-head.tsx';
import { SendPill } from '../../shared/send-pill.tsx';
import { fourWeekDays, personName } from '../../shared/served-places.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { documents, type Replica, record } from '../../store/replica.ts';
import { tabletWords } from '../../words/words.ts';
import { Act, openAgain } from './act.tsx';
import { Clock, Outcome } from './concern-card.tsx';
import { type Due, duesOn } from './due.ts';
import { followupText } from './text.ts';
import '../../shared/note.css';
import './course.css';

/** The course of one concern (docs/screens.md, "Opfølgning"). */
export function Course({ id }: { id: string }) {
  const unlocked = useUnlocked();
  const replica = unlocked.replica();
  const concern = record(replica, 'concern', id);
  if (concern) return <Shown due={duesOn(replica, unlocked.today.value)(concern)} />;
  return (
    <Empty icon={searchIcon} title={followupText().courseGone}>
      <ButtonLink href="/opf">{tabletWords().nav.follow}</ButtonLink>
    </Empty>
  );
}

function Shown({ due }: { due: Due }) {
  const unlocked = useUnlocked();
  const { clock } = words();
  const text = followupText();
  const [acting, setActing] = useState(false);
  const { concern, place, reference, stage, themes, urgency } = due;
  const replica = unlocked.replica();
  const isOpen = fieldOf(concern, 'state') === 'open';
  const where = [place?.name ?? concern.institution, stage && valueText('stage', stage)].filter(Boolean);
  return (
    <div class="capture" data-urgency={isOpen ? urgency : undefined}>
      <CaptureHead back="/opf" title={text.course(reference)} about={where.join(', ')} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls and holds no control must be reachable by keyboard. */}
      <section class="capture-body" aria-label={reference} tabIndex={0}>
        <p class="pills">
          <SendPill of={[concern]} />
        </p>
        <p>{themes.map((key) => valueText('themes', key)).join(' · ')}</p>
        {isOpen ? <Clock due={due} of={fourWeekDays(replica)} /> : <Outcome due={due} />}
        <Events replica={replica} concern={concern} />
        <WhoSees replica={replica} concern={concern} />
      </section>
      <ActionBar
        state={
          <ButtonLink
            href={`/henvendelse/${concern.fixed.consultation}`}
            look="quiet"
            icon={messageSquareIcon}
          >
            {text.conversation}
          </ButtonLink>
        }
      >
        {isOpen ? (
          <Button look="primary" icon={circleCheckIcon} onPress={() => setActing(true)}>
            {clock.acted}
          </Button>
        ) : (
          <Button icon={rotateCcwIcon} onPress={() => void openAgain(unlocked, concern.id, reference)}>
            {text.reopen}
          </Button>
        )}
      </ActionBar>
      <Act due={acting ? due : undefined} onClose={() => setActing(false)} />
    </div>
  );
}

interface Event {
  key: string;
  /** A day or an instant: what a day names comes before the moments in it. */
  at: string;
  title: string;
  by?: string;
  note?: string;
}

const authorOf = (replica: Replica, { ops }: RecordOf, op: string) => {
  const [by, at] = ops[op] ?? ['', ''];
  return { by: personName(replica, by), at };
};

/** Everything of the concern and its conversation that has a time, first to last. */
function eventsOf(replica: Replica, concern: RecordOf<'concern'>): Event[] {
  const { consultation: text, lists } = words();
  const conversation = consultation(replica, concern.fixed.consultation);
  const started = { key: 'clock', at: concern.fixed.clockStart, title: followupText().clockStarted };
  const events: Event[] = [{ ...started, by: authorOf(replica, concern, concern.made).by }];
  if (conversation) {
    const role = valueText('role', fieldOf(conversation, 'role'));
    const { by } = authorOf(replica, conversation, conversation.made);
    const assessment = assessmentOf(replica, conversation.id);
    const rest = assessment && `${text.assessment}: ${lists.assessment[assessment]}`;
    const title = [`${text.one}: ${role}`, rest].filter(Boolean).join(' · ');
    events.push({ key: 'talk', at: conversation.fixed.started, title, by });
    for (const note of notesOf(replica, conversation.id)) {
      const written = authorOf(replica, note, note.made);
      events.push({ key: note.id, ...written, title: text.note, note: note.fixed.text });
    }
  }
  const op = concern.fields.state?.current.ops[0];
  const state = fieldOf(concern, 'state');
  if (op && op !== concern.made) {
    events.push({ key: op, ...authorOf(replica, concern, op), title: valueText('state', state) });
  }
  return events.sort((one, other) => one.at.localeCompare(other.at));
}

function Events({ replica, concern }: { replica: Replica; concern: RecordOf<'concern'> }) {
  const text = followupText();
  const when = (at: string): string => (at.length === 10 ? dayWithWeek(at) : momentText(at, dayOf(at)));
  return (
    <section aria-label={text.history}>
      <h2>{text.history}</h2>
      <ol class="course-events">
        <Each of={eventsOf(replica, concern)} as="li" keyOf={({ key }) => key}>
          {({ at, title, by, note }) => (
            <li class="private">
              <strong>{title}</strong>
              {note !== undefined && (
                <p class="note-text" translate={false}>
                  {note}
                </p>
              )}
              <p class="small quiet">{[at && when(at), by].filter(Boolean).join(' · ')}</p>
            </li>
          )}
        </Each>
      </ol>
    </section>
  );
}

/** Workers who serve the place today, and those who review. */
function WhoSees({ replica, concern }: { replica: Replica; concern: RecordOf<'concern'> }) {
  const unlocked = useUnlocked();
  const text = followupText();
  const today = unlocked.today.value;
  const names = documents(replica, 'assignment')
    .filter(
      ({ institution, from, to }) =>
        institution === concern.institution && from <= today && (to === null || today <= to),
    )
    .map(
      ({ person, as }) =>
        `${personName(replica, person)}${as === 'substitute' ? ` (${text.substitute})` : ''}`,
    );
  return (
    <section aria-label={text.whoSees}>
      <h2>{text.whoSees}</h2>
      <ul>
        <Each of={[...new Set(names), text.coordinators]} as="li" keyOf={(name) => name}>
          {(name) => <li>{name}</li>}
        </Each>
      </ul>
    </section>
  );
}
