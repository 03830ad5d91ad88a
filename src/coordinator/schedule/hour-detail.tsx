import { useEffect, useRef } from 'preact/hooks';
import type { Schedule } from '#api/client/schedule.ts';
import type { DropIn } from '#domain/drop-in.ts';
import type { Hour } from '#domain/occurrence.ts';
import { datesShown, isOver, nextDates } from '#domain/planning.ts';
import { ButtonLink } from '#kit/components/button.tsx';
import { Card } from '#kit/components/card.tsx';
import { dayShort, dayWithWeek } from '#kit/words/format.ts';
import { logWords } from '../words/words.ts';
import { Dates } from './dates.tsx';
import { hourPath } from './hour-forms.tsx';
import { BackLink } from './planning.tsx';
import { hourText, slotsText, spanText, validText, weekdayText, workerName } from './say.ts';
import { scheduleText } from './text.ts';
import './hour-detail.css';

/** One hour: its rule, what came before and comes after it, its next eight dates, and what can be done with it. */
export function HourDetail({ hour, schedule }: { hour: DropIn; schedule: Schedule }) {
  const say = scheduleText();
  const { today, dropIns } = schedule;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [hour.id]);
  const place = schedule.places.find(({ number }) => number === hour.institution)!;
  const over = isOver(hour, today);
  const before = dropIns.find(({ id }) => id === hour.follows);
  const after = dropIns.find(({ follows }) => follows === hour.id);
  const linkOf = ({ date, state, start }: Hour) => {
    const day = dayWithWeek(date);
    if (state === 'held')
      return {
        href: hourPath(hour.id, `aflys/${date}`),
        word: say.cancelOne,
        label: `${say.cancelOf(day)} ${start}`,
      };
    if (state !== 'cancelled') return undefined;
    return {
      href: hourPath(hour.id, `hold/${date}`),
      word: say.holdOne,
      label: `${say.holdOf(day)} ${start}`,
    };
  };
  const facts = [
    [say.weekday, `${weekdayText(hour)} ${spanText(hour)}, ${say.everyWeeks(hour.everyWeeks)}`],
    [say.room, hour.room],
    [logWords().worker, workerName(schedule, hour.worker)],
    [say.columns.slots, slotsText(hour)],
    [say.columns.from, validText(hour)],
  ] as const;
  return (
    <div class="plan-page">
      <BackLink href="/k/tider" word={say.back} />
      <h2 ref={heading} tabIndex={-1}>
        {hourText(schedule, hour)}
      </h2>
      {!over && (
        <div class="plan-buttons">
          <ButtonLink look="primary" href={hourPath(hour.id, 'skift')}>
            {say.change}
          </ButtonLink>
          <ButtonLink href={hourPath(hour.id, 'afslut')}>{say.end}</ButtonLink>
          {hour.validFrom > today && <ButtonLink href={hourPath(hour.id, 'fjern')}>{say.remove}</ButtonLink>}
        </div>
      )}
      <Card>
        <dl class="plan-facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
          {before && <Other name={say.earlier} hour={before} />}
          {after && <Other name={say.later} hour={after} />}
        </dl>
      </Card>
      <Card title={say.dates(datesShown)}>
        <Dates dates={nextDates(hour, place, today, schedule)} linkOf={linkOf} />
      </Card>
    </div>
  );
}

function Other({ name, hour }: { name: string; hour: DropIn }) {
  const say = scheduleText();
  const day = hour.validTo
    ? say.until(dayShort(hour.validTo, true))
    : say.since(dayShort(hour.validFrom, true));
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <a href={hourPath(hour.id)}>
          {weekdayText(hour)} {spanText(hour)}, {hour.room} ({day})
        </a>
      </dd>
    </div>
  );
}
