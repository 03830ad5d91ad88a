import { useEffect, useRef } from 'preact/hooks';
import type { Id } from '#domain/id.ts';
import { Icon } from '#kit/components/icon.tsx';
import { circleCheckIcon, circleIcon, hourglassIcon, pencilIcon } from '#kit/components/icons.tsx';
import { words } from '#kit/words/words.ts';
import {
  type Answers,
  Ask,
  answerText,
  isAnswered,
  type Question,
  questions,
  titleOf,
} from '../../shared/questions.tsx';
import { tabletWords } from '../../words/words.ts';
import './stack.css';

interface StackProps {
  current: Question;
  answers: Answers;
  started: string;
  fourWeekDays: number;
  draft: Id;
  onTurn: (question: Question) => void;
  onAnswer: (question: Question, change: Partial<Answers>, advance: boolean) => void;
}

/** The question after an answer: the next one that is open, or the last. */
export const stepAfter = (question: Question, answers: Answers): Question => {
  if (question === 'about' || question === 'done') return question;
  const later = questions.slice(questions.indexOf(question) + 1);
  return later.find((one) => !isAnswered(one, answers)) ?? 'assessment';
};

/**
 * The thumb stack (docs/screens.md, "Conversation"): an answered question is one line, and the question being asked is low on
 * the screen. Where several answers may be given, the next question's chips stand ready below, and a tap there moves on.
 */
export function Stack({ current, onTurn, onAnswer, ...ask }: StackProps) {
  const { consultation } = words();
  const { tablet } = tabletWords();
  const box = useRef<HTMLDivElement>(null);
  const byArrow = useRef(false);
  const before = useRef(current);
  useEffect(() => {
    if (before.current === current) return;
    before.current = current;
    // What was tapped has shrunk to a line: focus goes on to the question that is asked now.
    if (!box.current?.contains(document.activeElement)) box.current?.focus({ preventScroll: true });
    box.current?.nextElementSibling?.scrollIntoView({ block: 'end' });
    box.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const at = questions.indexOf(current);
  const isMulti = current === 'about' || current === 'done';
  const after = questions[at + 1];
  const rest = questions.slice(at + (isMulti ? 2 : 1));
  // Arrow keys walk through the radios of a question; only a tap or Space has chosen.
  const answer = (question: Question) => (change: Partial<Answers>) =>
    onAnswer(question, change, !byArrow.current);
  return (
    <div
      class="thumb-stack"
      onKeyDownCapture={(event) => {
        byArrow.current = event.key.startsWith('Arrow');
      }}
      onPointerDownCapture={() => {
        byArrow.current = false;
      }}
    >
      <p class="small quiet">{consultation.step(at + 1, questions.length)}</p>
      {questions.slice(0, at).map((question) => (
        <button key={question} type="button" class="answered" onClick={() => onTurn(question)}>
          <Icon of={isAnswered(question, ask.answers) ? circleCheckIcon : circleIcon} />
          <span>
            <span class="small quiet answered-question">{titleOf(question)}</span>
            <strong>{answerText(question, ask.answers) || tablet.notAnswered}</strong>
          </span>
          <Icon of={pencilIcon} />
        </button>
      ))}
      <div class="asked" id={`q-${current}`} ref={box} tabIndex={-1}>
        <Ask key={current} question={current} grid {...ask} onAnswer={answer(current)} />
      </div>
      {isMulti && after && (
        <div class="asked-next" id={`q-${after}`} tabIndex={-1}>
          <Ask key={after} question={after} {...ask} onAnswer={answer(after)} />
        </div>
      )}
      {rest.map((question) => (
        <button key={question} type="button" class="coming" onClick={() => onTurn(question)}>
          <Icon of={hourglassIcon} />
          <span>{titleOf(question)}</span>
        </button>
      ))}
    </div>
  );
}
