import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Fetch } from '#api/client/http.ts';
import { type LogDetail, readConsultation } from '#api/client/log.ts';
import { clockOf } from '#domain/concern.ts';
import { dayOf } from '#domain/day.ts';
import { annulmentOf, fieldOf, type RecordState } from '#domain/merge/record-state.ts';
import type { RecordOf } from '#domain/record-kinds.ts';
import { ButtonLink } from '#kit/components/button.tsx';
import { Each } from '#kit/components/each.tsx';
import { Icon } from '#kit/components/icon.tsx';
import { arrowLeftIcon, gitCompareIcon, triangleAlertIcon } from '#kit/components/icons.tsx';
import { DayBar, Skeleton } from '#kit/components/progress.tsx';
import { dayShort, dayWithWeek, momentText, timeOf } from '#kit/words/format.ts';
import { fieldWord, valueText } from '#kit/words/value.ts';
import { words } from '#kit/words/words.ts';
import { LoadFailed } from '../shared/load-failed.tsx';
import { useAnswer } from '../shared/use-answer.ts';
import { logWords } from '../words/words.ts';
import type { Decisions } from './decisions.ts';
import { History } from './history.tsx';
import { Status } from './status.tsx';
import { Thread, Verdict } from './verdict.tsx';
import './detail.css';

interface DetailProps {
  id: string;
  fetch: Fetch;
  /** Address of the log without this line open, and of the next line. */
  back: string;
  next: string | undefined;
  decisions: Decisions;
  questions: Map<string, { id: string; text: string }>;
  onSignedOut: () => void;
}

/** One consultation with its notes, assessments, thread and history. It takes focus when it has been read. */
export function Detail({ id, fetch, back, next, decisions, questions, onSignedOut }: DetailProps) {
  const review = logWords();
  const { value, failure, again } = useAnswer(`${id} ${decisions.version}`, () =>
    readConsultation(fetch, id),
  );
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = value !== undefined;
  useEffect(() => {
    if (shown) heading.current?.focus();
  }, [shown]);
  const status = value?.line.status;
  useEffect(() => {
    // The pressed button may have disappeared with the old status, and focus with it.
    if (status && document.activeElement === document.body) heading.current?.focus();
  }, [status]);
  useEffect(() => {
    if (failure === 'signIn') onSignedOut();
  }, [failure, onSignedOut]);
  return (
    <div class="detail">
      <p class="detail-back">
        <ButtonLink href={back} look="quiet" icon={arrowLeftIcon}>
          {review.backToLog}
        </ButtonLink>
      </p>
      {!value && !failure && <Skeleton lines={8} label={review.loadingDetail} />}
      {failure === 'notFound' || failure === 'invalid' ? (
        <p role="alert">{review.notFound}</p>
      ) : (
        failure &&
        failure !== 'signIn' && <LoadFailed failure={failure} title={review.failed} onRetry={again} />
      )}
      {value && (
        <>
          <h2 ref={heading} tabIndex={-1}>
            {value.line.institutionName}, {momentText(value.line.started, value.line.day)}
          </h2>
          <Content detail={value}>
            <Thread detail={value} />
            <Verdict line={value.line} decisions={decisions} questions={questions} next={next} />
          </Content>
        </>
      )}
    </div>
  );
}

function Content({ detail, children }: { detail: LogDetail; children: ComponentChildren }) {
  const { line, consultation, people } = detail;
  const { consultation: text, common } = words();
  const about = [
    line.role && valueText('role', line.role),
    line.minutes !== null && valueText('minutes', line.minutes),
    line.worker,
    consultation.fixed.booking ? common.booked : consultation.fixed.queueEntry ? common.walkIn : null,
  ].filter(Boolean);
  const annulment = annulmentOf(consultation);
  return (
    <>
      <p class="quiet">{about.join(' · ')}</p>
      <p class="status-pills">
        <Status line={line} />
      </p>
      {annulment && <p>{text.annulledBecause(annulment.reason)}</p>}
      <OpenConflicts record={consultation} people={people} />
      <dl class="log-facts">
        <Fact word={fieldWord('themes')}>{all('themes', line.themes)}</Fact>
        <Fact word={fieldWord('actionsTaken')}>{all('actionsTaken', line.actionsTaken)}</Fact>
        <Optional field="level" record={consultation} />
        <Optional field="stage" record={consultation} />
        <Fact word={fieldWord('followUp')}>
          {line.followUp ? valueText('followUp', line.followUp) : common.nothing}
          <Each of={detail.followedUp} as="div" keyOf={({ at }) => at}>
            {({ outcome, on, by }) => (
              <p class="small">{[valueText('outcome', outcome), dayShort(on, true), by].join(' · ')}</p>
            )}
          </Each>
        </Fact>
        {line.concern && <ConcernFact detail={detail} concern={line.concern} />}
        <Fact word={text.assessment}>
          {line.assessment ? valueText('value', line.assessment) : common.noAssessment}
          {detail.assessments.length > 1 && <Assessments all={detail.assessments} />}
        </Fact>
      </dl>
      <Notes notes={detail.notes} />
      {children}
      <History detail={detail} />
    </>
  );
}

/** Every assessment that was made. One that was set aside is struck through, with the reason. */
const Assessments = ({ all }: { all: LogDetail['assessments'] }) => (
  <ul class="small">
    <Each of={all} as="li" keyOf={({ value, at }) => `${at} ${value}`}>
      {({ value, by, at, aside, reason }) => (
        <li>
          {aside ? <s>{valueText('value', value)}</s> : valueText('value', value)}{' '}
          <span class="quiet">
            {[words().conflict.wrote(by, momentText(at, dayOf(at))), reason].filter(Boolean).join(' · ')}
          </span>
        </li>
      )}
    </Each>
  </ul>
);

const Fact = ({ word, children }: { word: string; children: ComponentChildren }) => (
  <div>
    <dt>{word}</dt>
    <dd>{children}</dd>
  </div>
);

const all = (field: string, keys: readonly string[]): string =>
  keys.map((key) => valueText(field, key)).join(', ') || words().common.nothing;

function Optional({ field, record }: { field: 'level' | 'stage'; record: RecordOf<'consultation'> }) {
  const value = fieldOf(record, field);
  return value === null ? null : <Fact word={fieldWord(field)}>{valueText(field, value)}</Fact>;
}

function ConcernFact({
  detail,
  concern,
}: {
  detail: LogDetail;
  concern: NonNullable<LogDetail['line']['concern']>;
}) {
  const { clock } = words();
  const review = logWords();
  if (concern.state !== 'open') {
    const state = valueText('state', concern.state);
    return (
      <Fact word={review.fourWeeks}>
        {concern.reference} · {concern.actedOn ? review.actedText(state, dayShort(concern.actedOn)) : state}
      </Fact>
    );
  }
  const { day, left } = clockOf(concern.clockStart, detail.today, detail.fourWeekDays);
  return (
    <Fact word={review.fourWeeks}>
      {concern.reference} · {review.fourWeeksText(day, dayWithWeek(concern.due))}
      <DayBar day={day} of={detail.fourWeekDays} words={clock.day(day, detail.fourWeekDays)} />
      <span class="small quiet">
        {left < 0 ? clock.over(-left) : left === 0 ? clock.lastDay : clock.left(left)}
      </span>
    </Fact>
  );
}

/** Every value of a field on which two tablets disagree. Only the worker can choose. */
function OpenConflicts({ record, people }: { record: RecordState; people: LogDetail['people'] }) {
  const review = logWords();
  const open = Object.entries(record.fields).filter(([, { alternatives }]) => alternatives);
  if (open.length === 0) return null;
  return (
    <div class="both">
      <p>
        <Icon of={gitCompareIcon} /> {review.openConflict}
      </p>
      <dl class="log-facts">
        {open.map(([field, { current, alternatives }]) => (
          <Fact key={field} word={fieldWord(field)}>
            <ul>
              <Each of={[current, ...(alternatives ?? [])]} as="li" keyOf={({ ops }) => ops.join(' ')}>
                {({ value, ops }) => (
                  <li>
                    {valueText(field, value)}{' '}
                    <span class="small quiet">{signatures(record, ops, people)}</span>
                  </li>
                )}
              </Each>
            </ul>
          </Fact>
        ))}
      </dl>
    </div>
  );
}

const signatures = (record: RecordState, ops: readonly string[], people: LogDetail['people']): string =>
  ops
    .flatMap((op) => {
      const known = record.ops[op];
      return known
        ? [words().conflict.wrote(people[known[0]] ?? '', momentText(known[1], dayOf(known[1])))]
        : [];
    })
    .join(' · ');

function Notes({ notes }: { notes: LogDetail['notes'] }) {
  const { common } = words();
  const review = logWords();
  const current = notes.filter(({ replaced }) => !replaced);
  const earlier = notes.filter(({ replaced }) => replaced);
  return (
    <section aria-label={common.notes}>
      <h3>{common.notes}</h3>
      {current.length === 0 && <p class="quiet">{common.noNotes}</p>}
      <Each of={current} as="div" keyOf={(note) => note.id}>
        {(note) => <Note note={note} />}
      </Each>
      {earlier.length > 0 && (
        <details>
          <summary>{review.replaced}</summary>
          <Each of={earlier} as="div" keyOf={(note) => note.id}>
            {(note) => <Note note={note} />}
          </Each>
        </details>
      )}
    </section>
  );
}

function Note({ note }: { note: LogDetail['notes'][number] }) {
  const { date } = words();
  const review = logWords();
  return (
    <div class="log-note">
      <p class="log-text" translate={false}>
        {note.text}
      </p>
      {note.late && (
        <p class="field-warning">
          <Icon of={triangleAlertIcon} /> {words().consultation.noteLate}
        </p>
      )}
      {note.cpr && (
        <p class="field-warning">
          <Icon of={triangleAlertIcon} /> {review.cpr}
        </p>
      )}
      <p class="small quiet">
        {note.by} · {dayShort(dayOf(note.at))} {date.at(timeOf(note.at))}
      </p>
    </div>
  );
}
