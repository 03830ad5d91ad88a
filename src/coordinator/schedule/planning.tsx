import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PlanAnswer, Schedule } from '#api/client/schedule.ts';
import type { PlanCommand } from '#domain/plan-command.ts';
import { SubmitButton } from '#kit/components/button.tsx';
import { ErrorSummary } from '#kit/components/error-summary.tsx';
import { Form } from '#kit/components/form.tsx';
import { Icon } from '#kit/components/icon.tsx';
import { chevronLeftIcon } from '#kit/components/icons.tsx';
import { ThinProgress } from '#kit/components/progress.tsx';
import { words } from '#kit/words/words.ts';
import { LoadFailed } from '../shared/load-failed.tsx';
import type { CoordinatorPage } from '../shared/page.ts';
import { Consequences } from './consequences.tsx';
import type { FieldError } from './da.ts';
import { scheduleText, wrongText } from './text.ts';
import { usePlanCommand } from './use-plan-command.ts';
import './planning.css';

/** What every part of the desk is given. */
export interface DeskProps extends Pick<CoordinatorPage, 'fetch' | 'makeId' | 'onSignedOut' | 'person'> {
  schedule: Schedule;
  /** Something was saved: the plan is read anew, and `back` is shown. */
  onSaved: (answer: PlanAnswer, back: string) => void;
}

interface PlanningProps {
  desk: DeskProps;
  title: string;
  about?: string;
  back: string;
  backWord: string;
  /** The command as it is typed now; nothing where something is wrong with it. */
  read: () => PlanCommand | undefined;
  wrong: readonly FieldError[];
  /** Which form: ids of its fields begin with it. */
  form: string;
  forget: () => void;
  /** The fields; without any there is only the look ahead. */
  children?: ComponentChildren;
}

/** A command in two steps: what is to be done, and – before anything is saved – what follows from it. */
export function Planning(props: PlanningProps) {
  const { desk, title, about, back, backWord, read, wrong, form, forget, children } = props;
  const { schedule, onSaved } = desk;
  const say = scheduleText();
  const { errors } = words();
  const command = usePlanCommand({
    ...desk,
    onSaved: (answer) => {
      forget();
      onSaved(answer, back);
    },
  });
  const { proposal, failure, busy, doing } = command;
  const [asked, setAsked] = useState(0);
  const look = () => {
    setAsked((times) => times + 1);
    const typed = read();
    if (typed) void command.look(typed);
  };
  const heading = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (!children) look();
  }, []);
  const shown = proposal && proposal.answer.type !== 'saved' ? proposal : undefined;
  useEffect(() => {
    heading.current?.focus({ preventScroll: first.current });
    first.current = false;
  }, [shown]);
  return (
    <div class="plan-page">
      <BackLink href={back} word={backWord} />
      <h2 ref={heading} tabIndex={-1}>
        {shown ? `${title}: ${say.consequences.toLocaleLowerCase(words().locale)}` : title}
      </h2>
      {about && <p class="quiet">{about}</p>}
      {shown && <p class="quiet">{say.notYet}</p>}
      <div class="plan-progress">
        <ThinProgress busy={busy} label={say.look} />
      </div>
      {failure && failure !== 'signIn' && (
        <LoadFailed
          failure={failure}
          title={doing === 'save' ? say.notDone : say.notLooked}
          {...(children && { more: say.kept })}
          onRetry={() => (doing === 'save' && shown ? void command.save(shown) : look())}
        />
      )}
      {children && (
        <Form class="plan-form" noValidate hidden={shown !== undefined} onSubmit={look}>
          <ErrorSummary
            asked={asked}
            title={errors.summary(wrong.length)}
            wrong={wrong.map((one) => ({ id: `${form}-${one.field}`, text: wrongText(one) }))}
          />
          {children}
          <div class="plan-buttons">
            <SubmitButton disabled={busy}>{say.look}</SubmitButton>
          </div>
        </Form>
      )}
      {shown && (
        <Consequences
          proposal={shown}
          schedule={schedule}
          busy={busy}
          onSave={() => void command.save(shown)}
          onRevise={children ? command.revise : undefined}
        />
      )}
    </div>
  );
}

export const BackLink = ({ href, word }: { href: string; word: string }) => (
  <a class="plan-link plan-back" href={href}>
    <Icon of={chevronLeftIcon} />
    {word}
  </a>
);
