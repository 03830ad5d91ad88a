import { fieldOf } from '#domain/merge/record-state.ts';
import { Button } from '#kit/components/button.tsx';
import { circleCheckIcon, clockIcon, triangleAlertIcon } from '#kit/components/icons.tsx';
import { Pill, type Tone } from '#kit/components/pill.tsx';
import { DayBar } from '#kit/components/progress.tsx';
import { dayText, dayWithWeek } from '#kit/words/format.ts';
import { valueText } from '#kit/words/value.ts';
import { words } from '#kit/words/words.ts';
import type { Due, Urgency } from './due.ts';
import { followupText } from './text.ts';
import '#kit/components/card.css';
import './concern-card.css';

const tones: Record<Urgency, Tone> = { overdue: 'danger', soon: 'wait', later: 'neutral' };

/** One concern of the list: which, about what, how far its clock is, and what was done. */
export function ConcernCard({
  due,
  of,
  current,
  onAct,
}: {
  due: Due;
  of: number;
  current: boolean;
  onAct: () => void;
}) {
  const { concern, place, reference, stage, themes, urgency } = due;
  const isOpen = fieldOf(concern, 'state') === 'open';
  const where = [place?.name ?? concern.institution, stage && valueText('stage', stage)];
  return (
    <li class="card concern" data-urgency={isOpen ? urgency : undefined} data-current={current || undefined}>
      <a class="concern-what" href={`/opf/${concern.id}`} aria-current={current || undefined}>
        <span>
          <strong>{reference}</strong> <span class="quiet">{where.filter(Boolean).join(', ')}</span>
        </span>
        <span class="small">{themes.map((key) => valueText('themes', key)).join(' · ')}</span>
      </a>
      {isOpen ? <Clock due={due} of={of} /> : <Outcome due={due} />}
      {isOpen && (
        <Button
          look={urgency === 'later' ? 'plain' : 'primary'}
          icon={circleCheckIcon}
          label={followupText().actedFor(reference)}
          onPress={onAct}
        >
          {words().clock.acted}
        </Button>
      )}
    </li>
  );
}

/** The clock as a bar, in words, and with the day it ends on. Colour never says it alone. */
export function Clock({ due: { clock, urgency, workday }, of }: { due: Due; of: number }) {
  const text = followupText();
  const { clock: t } = words();
  const left = clock.left < 0 ? t.over(-clock.left) : clock.left === 0 ? t.lastDay : t.left(clock.left);
  const icon = urgency === 'overdue' ? triangleAlertIcon : clockIcon;
  return (
    <div class="concern-clock">
      <p>
        <strong>{t.day(clock.day, of)}</strong>
        <Pill tone={tones[urgency]} icon={icon} word={left} />
      </p>
      <DayBar day={clock.day} of={of} words={t.day(clock.day, of)} />
      <p class="small quiet">{text.due(dayWithWeek(clock.due))}</p>
      {workday && <p class="small quiet">{text.workday(dayText(workday))}</p>}
    </div>
  );
}

export function Outcome({ due: { concern } }: { due: Due }) {
  const actedOn = fieldOf(concern, 'actedOn');
  return (
    <div class="concern-clock">
      <strong>{valueText('state', fieldOf(concern, 'state'))}</strong>
      {actedOn !== null && <span class="small quiet">{followupText().actedOn(dayWithWeek(actedOn))}</span>}
    </div>
  );
}
