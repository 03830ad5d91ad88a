import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { type PlanAnswer, readSchedule, type Schedule } from '#api/client/schedule.ts';
import { Skeleton, ThinProgress } from '#kit/components/progress.tsx';
import { words } from '#kit/words/words.ts';
import { LoadFailed } from '../shared/load-failed.tsx';
import type { CoordinatorPage } from '../shared/page.ts';
import { useAnswer } from '../shared/use-answer.ts';
import { logWords } from '../words/words.ts';
import type { DeskProps } from './planning.tsx';
import { scheduleText } from './text.ts';
import './plan-page.css';

interface DeskPageProps extends CoordinatorPage {
  title: string;
  intro: string;
  /** What is shown of the plan, and the actions beside the title. */
  children: (desk: DeskProps) => ComponentChildren;
}

/** The frame of a page of the plan: reads the plan, and shows the title, what was just saved, or why the plan cannot be shown. */
export function DeskPage({ title, intro, children, ...page }: DeskPageProps) {
  const { fetch, makeId, onSignedOut, person } = page;
  const say = scheduleText();
  const { productName } = words();
  const { path, route } = useLocation();
  const isTop = path.split('/').length <= 3;
  const answer = useAnswer<Schedule>('schedule', () => readSchedule(fetch));
  const { value: schedule, failure } = answer;
  const [said, setSaid] = useState<{ text: string; at: string }>();
  useEffect(() => {
    if (failure === 'signIn') onSignedOut();
  }, [failure, onSignedOut]);
  useEffect(() => {
    document.title = `${title} – ${productName}`;
  }, [title, productName]);
  const saying = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (said?.at !== path) return;
    saying.current?.focus();
    return () => setSaid((now) => (now === said ? undefined : now));
  }, [said, path]);
  const onSaved = ({ affectedBookings }: PlanAnswer, back: string) => {
    setSaid({ text: say.saved(affectedBookings.filter(({ mail }) => mail !== null).length), at: back });
    answer.again();
    route(back);
  };
  return (
    <div class="plan">
      <header class="plan-head">
        <h1>{title}</h1>
        {isTop && <p class="quiet">{intro}</p>}
      </header>
      <p class="plan-said" role="status" ref={saying} tabIndex={-1}>
        {said?.at === path ? said.text : ''}
      </p>
      {failure && failure !== 'signIn' && (
        <LoadFailed
          failure={failure}
          title={say.failed}
          {...(schedule && { more: logWords().failedMore })}
          onRetry={answer.again}
        />
      )}
      <div class="plan-progress">
        <ThinProgress busy={answer.busy} label={say.loading} />
      </div>
      {!schedule && !failure && <Skeleton lines={8} label={say.loading} />}
      {schedule && children({ fetch, makeId, onSignedOut, person, schedule, onSaved })}
    </div>
  );
}
