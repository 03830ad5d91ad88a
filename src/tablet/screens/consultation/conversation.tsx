import { referenceOf } from '#domain/concern.ts';
import { dayOf } from '#domain/day.ts';
import { annulmentOf, chipsOf, fieldOf, openConflicts } from '#domain/merge/record-state.ts';
import { isLateNote } from '#domain/note.ts';
import type { RecordOf } from '#domain/record-kinds.ts';
import { ActionBar } from '#kit/components/action-bar.tsx';
import { Banner } from '#kit/components/banner.tsx';
import { Button, ButtonLink } from '#kit/components/button.tsx';
import { Each } from '#kit/components/each.tsx';
import { Empty } from '#kit/components/empty.tsx';
import { Icon } from '#kit/components/icon.tsx';
import {
  banIcon,
  clockIcon,
  gitCompareIcon,
  pencilIcon,
  searchIcon,
  triangleAlertIcon,
} from '#kit/components/icons.tsx';
import { Pill } from '#kit/components/pill.tsx';
import { dayTitle, momentText, timeOf } from '#kit/words/format.ts';
import { fieldWord, valueText } from '#kit/words/value.ts';
import { words } from '#kit/words/words.ts';
import { assessmentOf, concernsOf, consultation as find, notesOf } from '../../actions/consultation.ts';
import { CaptureHead } from '../../shared/capture-head.tsx';
import { Covered } from '../../shared/covered.tsx';
import { NextTalk } from '../../shared/next-talk/lazy.ts';
import { useDayTail } from '../../shared/selected-day.ts';
import { SendPill, withChildren } from '../../shared/send-pill.tsx';
import { personName, placeName } from '../../shared/served-places.ts';
import { type Correction, isCorrection } from '../../state/drafts.ts';
import { type Unlocked, useUnlocked } from '../../state/unlocked-context.tsx';
import type { Replica } from '../../store/replica.ts';
import { documents } from '../../store/replica.ts';
import { tabletWords } from '../../words/words.ts';
import { Annul } from './annul.tsx';
import { Correcting } from './correcting.tsx';
import { Came, Judged } from './facts.tsx';
import { NarrowTools } from './narrow-tools.tsx';
import { Thread } from './thread.tsx';
import '../../shared/facts.css';
import '../../shared/note.css';

/** A saved conversation: its content, its authors, and its correction while one is under way. */
export function Conversation({ id }: { id: string }) {
  const unlocked = useUnlocked();
  const { nav, tablet } = tabletWords();
  const record = find(unlocked.replica(), id);
  const draft = unlocked.drafts.all.value.get(id);
  if (draft && isCorrection(draft)) return <Correcting draft={draft} />;
  if (record) return <Shown record={record} />;
  if (unlocked.lease.value === 'over') return <Covered />;
  return (
    <Empty icon={searchIcon} title={tablet.noConversation}>
      <ButtonLink href="/">{nav.toToday}</ButtonLink>
    </Empty>
  );
}

/** A correction that changes nothing yet. */
const correctionOf = (record: RecordOf<'consultation'>): Correction => ({
  id: record.id,
  corrects: record,
  role: fieldOf(record, 'role'),
  minutes: String(fieldOf(record, 'minutes') ?? ''),
  level: fieldOf(record, 'level'),
  stage: fieldOf(record, 'stage'),
  themes: chipsOf(record, 'themes'),
  actionsTaken: chipsOf(record, 'actionsTaken'),
  followUp: fieldOf(record, 'followUp'),
  note: '',
  assessment: null,
});

function Shown({ record }: { record: RecordOf<'consultation'> }) {
  const unlocked = useUnlocked();
  const { consultation, act } = words();
  const { today, tablet } = tabletWords();
  const replica = unlocked.replica();
  const started = record.fixed.started;
  const annulled = annulmentOf(record);
  const missing = !assessmentOf(replica, record.id);
  const correct = () => unlocked.drafts.keep(correctionOf(record));
  return (
    <div class="capture">
      <CaptureHead
        back={`/${useDayTail()}`}
        title={consultation.atPlace(placeName(replica, record.institution))}
        about={`${dayTitle(dayOf(started))} ${words().date.at(timeOf(started))}`}
      >
        <NarrowTools />
      </CaptureHead>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls and holds no control must be reachable by keyboard. */}
      <section class="capture-body" aria-label={consultation.one} tabIndex={0}>
        <p class="pills">
          <SendPill of={withChildren(replica, record)} />
          {missing && <Pill tone="wait" icon={clockIcon} word={today.missing} />}
          {annulled && <Pill tone="neutral" icon={banIcon} word={consultation.annulled} />}
        </p>
        {annulled && <p>{consultation.annulledBecause(annulled.reason)}</p>}
        {openConflicts(record).length > 0 && (
          <Banner
            tone="conflict"
            icon={gitCompareIcon}
            title={words().conflict.title}
            action={<ButtonLink href={`/sync/${record.id}`}>{tablet.choose}</ButtonLink>}
          >
            {words().conflict.keep}
          </Banner>
        )}
        <Facts replica={replica} record={record} />
        <Came record={record} />
        <Judged record={record} />
        <Notes replica={replica} record={record} />
        <Thread record={record} />
        {!annulled && (
          <NextTalk
            consultation={record.id}
            institution={record.institution}
            role={fieldOf(record, 'role') ?? 'other'}
          />
        )}
        <Signatures unlocked={unlocked} record={record} />
      </section>
      {!annulled && (
        <ActionBar state={<Annul record={record} />}>
          <Button look="primary" icon={pencilIcon} onPress={correct}>
            {missing ? tablet.addAssessment : act.change}
          </Button>
        </ActionBar>
      )}
    </div>
  );
}

function Facts({ replica, record }: { replica: Replica; record: RecordOf<'consultation'> }) {
  const { consultation, common } = words();
  const list = (field: 'themes' | 'actionsTaken') =>
    chipsOf(record, field)
      .map((key) => valueText(field, key))
      .join(', ') || common.nothing;
  const assessment = assessmentOf(replica, record.id);
  const code =
    documents(replica, 'institution').find(({ number }) => number === record.institution)?.code ?? '';
  const concerns = concernsOf(replica, record.id).map((concern) => referenceOf(concern, code));
  const facts: [string, string][] = [
    [consultation.who, valueText('role', fieldOf(record, 'role'))],
    [consultation.about, list('themes')],
    [consultation.done, list('actionsTaken')],
    [consultation.followUp, valueText('followUp', fieldOf(record, 'followUp'))],
    [consultation.assessment, assessment ? valueText('value', assessment) : common.noAssessment],
    [fieldWord('minutes'), valueText('minutes', fieldOf(record, 'minutes'))],
    ...(['level', 'stage'] as const)
      .filter((field) => fieldOf(record, field) !== null)
      .map((field): [string, string] => [fieldWord(field), valueText(field, fieldOf(record, field))]),
  ];
  if (concerns.length > 0) facts.push([consultation.reference, concerns.join(', ')]);
  return (
    <dl class="facts">
      {facts.map(([word, value]) => (
        <div key={word}>
          <dt>{word}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Notes({ replica, record }: { replica: Replica; record: RecordOf<'consultation'> }) {
  const { common } = words();
  const notes = notesOf(replica, record.id);
  return (
    <section aria-label={common.notes}>
      <h2>{common.notes}</h2>
      {notes.length === 0 && <p class="quiet">{common.noNotes}</p>}
      <Each of={notes} as="div" keyOf={(note) => note.id}>
        {(note) => {
          const [by, at] = note.ops[note.made]!;
          return (
            <div class="note private">
              <p class="note-text" translate={false}>
                {note.fixed.text}
              </p>
              {isLateNote(record, note) && (
                <p class="field-warning">
                  <Icon of={triangleAlertIcon} /> {words().consultation.noteLate}
                </p>
              )}
              <p class="small quiet">
                {personName(replica, by)} · {momentText(at, dayOf(at))}
              </p>
            </div>
          );
        }}
      </Each>
    </section>
  );
}

/** The workers who wrote and corrected the conversation, first to last, by the clocks of their tablets. */
function Signatures({ unlocked, record }: { unlocked: Unlocked; record: RecordOf<'consultation'> }) {
  const { consultation } = words();
  const { tablet } = tabletWords();
  const replica = unlocked.replica();
  const signed = Object.entries(record.ops).sort(([, [, one]], [, [, other]]) => one.localeCompare(other));
  return (
    <ul class="small quiet">
      <Each of={signed} as="li" keyOf={([op]) => op}>
        {([op, [by, at]]) => {
          const when = momentText(at, dayOf(at));
          const name = personName(replica, by) || words().common.unknownPerson;
          return (
            <li>{op === record.made ? tablet.madeBy(name, when) : consultation.editedBy(name, when)}</li>
          );
        }}
      </Each>
    </ul>
  );
}
