import { type Assessment, assessments } from '#domain/assessment.ts';
import {
  actionsTaken,
  type FollowUp,
  followUpFrom,
  followUps,
  inquirerRoles,
  themes,
} from '#domain/consultation.ts';
import { dayOf } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import { type Choice, MultiChips, SingleChips } from '#kit/components/chips.tsx';
import { DayField } from '#kit/components/day-field.tsx';
import { Icon } from '#kit/components/icon.tsx';
import { hourglassIcon, sirenIcon } from '#kit/components/icons.tsx';
import { wordFor } from '#kit/words/da-lists.ts';
import { dayWithWeek } from '#kit/words/format.ts';
import { words } from '#kit/words/words.ts';
import { openAcute } from '../state/acute-opened.ts';
import './questions.css';

/** The questions of a conversation, in the order in which they are asked. */
export const questions = ['who', 'about', 'done', 'followUp', 'assessment'] as const;
export type Question = (typeof questions)[number];

/** What has been answered so far, in a new conversation or in a correction. */
export interface Answers {
  role: string | null;
  themes: string[];
  actionsTaken: string[];
  followUp: FollowUp | null;
  assessment: Assessment | null;
}

/** A day of one's own choosing can be given in a correction; the quick ones are these. */
const quickFollowUps = followUps.filter((kind) => kind !== 'date');

const choicesOf = (keys: readonly string[], list: { readonly [key: string]: string }): Choice<string>[] =>
  keys.map((key) => ({ key, word: wordFor(list, key) }));

/** Words of the answer, as its shrunk line shows it; empty while there is none. */
export function answerText(question: Question, answers: Answers): string {
  const { lists } = words();
  const several = (keys: readonly string[], list: { readonly [key: string]: string }) =>
    keys.map((key) => wordFor(list, key)).join(', ');
  switch (question) {
    case 'who':
      return answers.role ? wordFor(lists.inquirerRole, answers.role) : '';
    case 'about':
      return several(answers.themes, lists.theme);
    case 'done':
      return several(answers.actionsTaken, lists.actionsTaken);
    case 'followUp':
      return answers.followUp ? wordFor(lists.followUp, answers.followUp.kind) : '';
    case 'assessment':
      return answers.assessment ? lists.assessment[answers.assessment] : '';
  }
}

export const isAnswered = (question: Question, answers: Answers): boolean =>
  answerText(question, answers) !== '';

export function titleOf(question: Question): string {
  const { consultation } = words();
  return consultation[question];
}

interface AskProps {
  question: Question;
  answers: Answers;
  /** When the conversation began: follow-ups and the deadline are counted from that day. */
  started: string;
  fourWeekDays: number;
  grid?: boolean;
  /** Offer a day of one's own choosing as well. */
  withDate?: boolean;
  onAnswer: (change: Partial<Answers>) => void;
  /** The draft in which *Akut – straks* writes down a call; without one (practice) its screen does not open. */
  draft?: Id;
}

/** One question with its chips. */
export function Ask({
  question,
  answers,
  started,
  fourWeekDays,
  grid = false,
  withDate = false,
  onAnswer,
  draft,
}: AskProps) {
  const { lists, consultation } = words();
  const legend = titleOf(question);
  switch (question) {
    case 'who':
      return (
        <SingleChips
          legend={legend}
          grid={grid}
          choices={choicesOf(inquirerRoles, lists.inquirerRole)}
          chosen={answers.role}
          onChoose={(role) => onAnswer({ role })}
        />
      );
    case 'about':
      return (
        <MultiChips
          legend={legend}
          grid={grid}
          choices={choicesOf(themes, lists.theme)}
          chosen={answers.themes}
          onToggle={(key, on) => onAnswer({ themes: toggled(answers.themes, key, on) })}
        />
      );
    case 'done':
      return (
        <MultiChips
          legend={legend}
          grid={grid}
          choices={choicesOf(actionsTaken, lists.actionsTaken)}
          chosen={answers.actionsTaken}
          onToggle={(key, on) => onAnswer({ actionsTaken: toggled(answers.actionsTaken, key, on) })}
        />
      );
    case 'followUp':
      return (
        <div>
          <SingleChips
            legend={legend}
            grid={grid}
            choices={(withDate ? followUps : quickFollowUps).map((key) => ({
              key,
              word: lists.followUp[key],
            }))}
            chosen={answers.followUp?.kind ?? null}
            onChoose={(kind) => onAnswer({ followUp: followUpFrom(kind, dayOf(started), fourWeekDays) })}
          />
          {withDate && answers.followUp?.kind === 'date' && (
            <DayField
              id="followUp"
              label={lists.followUp.date}
              day={answers.followUp.due}
              from={dayOf(started)}
              onDay={(due) => onAnswer({ followUp: { kind: 'date', due } })}
            />
          )}
          {answers.followUp?.due && (
            <p class="due quiet">
              <Icon of={hourglassIcon} />
              {consultation.due(dayWithWeek(answers.followUp.due))}
            </p>
          )}
        </div>
      );
    case 'assessment':
      return (
        <div>
          <SingleChips
            legend={legend}
            grid={grid}
            choices={assessmentOrder().map((key) => ({
              key,
              word: lists.assessment[key],
              ...(key === 'acute' && { danger: sirenIcon }),
            }))}
            chosen={answers.assessment}
            onChoose={(assessment) => onAnswer({ assessment })}
            onPress={(key) => key === 'acute' && draft && openAcute({ draft, before: answers.assessment })}
          />
          <p class="small quiet duty">{consultation.assessmentHint}</p>
        </div>
      );
  }
}

const toggled = (keys: readonly string[], key: string, on: boolean): string[] =>
  on ? [...keys, key] : keys.filter((other) => other !== key);

/** In the order of the dictionary, which is the order that people know. */
const assessmentOrder = (): Assessment[] =>
  Object.keys(words().lists.assessment).filter((key): key is Assessment =>
    assessments.some((one) => one === key),
  );
