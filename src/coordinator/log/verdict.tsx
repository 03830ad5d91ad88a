import { useState } from 'preact/hooks';
import type { LogDetail } from '#api/client/log.ts';
import { looksLikeCpr } from '#domain/cpr.ts';
import { dayOf } from '#domain/day.ts';
import { noteLimit } from '#domain/note.ts';
import { Button, ButtonLink, SubmitButton } from '#kit/components/button.tsx';
import { Each } from '#kit/components/each.tsx';
import { ErrorSummary } from '#kit/components/error-summary.tsx';
import { TextArea } from '#kit/components/field.tsx';
import { Form } from '#kit/components/form.tsx';
import { Icon } from '#kit/components/icon.tsx';
import { checkIcon, chevronRightIcon, triangleAlertIcon, undo2Icon } from '#kit/components/icons.tsx';
import { momentText } from '#kit/words/format.ts';
import { words } from '#kit/words/words.ts';
import { logWords } from '../words/words.ts';
import type { Decisions } from './decisions.ts';
import './verdict.css';

/** What has been asked and answered, oldest first. */
export function Thread({ detail }: { detail: LogDetail }) {
  const { lists, common } = words();
  const review = logWords();
  if (detail.thread.length === 0) return null;
  return (
    <section aria-label={review.thread}>
      <h3>{review.thread}</h3>
      <ol class="thread">
        <Each of={detail.thread} as="li" keyOf={({ id }) => id}>
          {({ text, from, by, at, cpr }) => (
            <li data-from={from}>
              <p class="log-text" translate={false}>
                {text}
              </p>
              {cpr && (
                <p class="field-warning">
                  <Icon of={triangleAlertIcon} /> {review.cpr}
                </p>
              )}
              <p class="small quiet">
                {by || common.unknownPerson} ({lists.role[from].toLocaleLowerCase()}) ·{' '}
                {momentText(at, dayOf(at))}
              </p>
            </li>
          )}
        </Each>
      </ol>
      {detail.line.status === 'question' && <p class="quiet">{review.awaits}</p>}
    </section>
  );
}

interface VerdictProps {
  line: LogDetail['line'];
  decisions: Decisions;
  /** Questions that are being typed, by consultation, so that leaving a line loses nothing. */
  questions: Map<string, { id: string; text: string }>;
  /** Address of the next line in the list. */
  next: string | undefined;
}

/** *Godkend*, or send back with a question. */
export function Verdict({ line, decisions, questions, next }: VerdictProps) {
  const review = logWords();
  if (line.annulled) return null;
  return (
    <section class="verdict" aria-label={review.columns.status}>
      {line.status === 'approved' ? (
        <Button key="back" wide icon={undo2Icon} onPress={() => decisions.takeBack(line)}>
          {review.takeBack}
        </Button>
      ) : (
        <Button key="approve" wide look="primary" icon={checkIcon} onPress={() => decisions.approve([line])}>
          {review.approve}
        </Button>
      )}
      <Question line={line} decisions={decisions} questions={questions} />
      {next && (
        <ButtonLink href={next} look="quiet" iconAfter={chevronRightIcon}>
          {review.next}
        </ButtonLink>
      )}
    </section>
  );
}

function Question({ line, decisions, questions }: Omit<VerdictProps, 'next'>) {
  const { errors, consultation } = words();
  const review = logWords();
  const begun = questions.get(line.id) ?? { id: decisions.makeId(), text: '' };
  const [text, setText] = useState(begun.text);
  const [wrong, setWrong] = useState(false);
  const [asked, setAsked] = useState(0);
  const write = (typed: string) => {
    questions.set(line.id, { id: begun.id, text: typed });
    setText(typed);
    if (typed.trim()) setWrong(false);
  };
  const send = async () => {
    if (decisions.busy) return;
    setAsked((times) => times + 1);
    if (!text.trim()) return setWrong(true);
    await decisions.ask(line, { id: begun.id, text });
    questions.delete(line.id);
    setText('');
  };
  const id = `question-${line.id}`;
  return (
    <Form class="question" noValidate onSubmit={() => void send()}>
      <ErrorSummary
        asked={asked}
        title={errors.summary(wrong ? 1 : 0)}
        wrong={wrong ? [{ id, text: review.questionMissing }] : []}
      />
      <TextArea
        id={id}
        label={review.question}
        aside={review.questionAside}
        value={text}
        maxLength={noteLimit}
        wrong={wrong ? review.questionMissing : undefined}
        warning={looksLikeCpr(text) ? consultation.cprWarning : undefined}
        onInput={write}
      />
      <SubmitButton look="plain" wide icon={undo2Icon}>
        {review.send}
      </SubmitButton>
    </Form>
  );
}
