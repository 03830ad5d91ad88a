import type { Hour } from '#domain/occurrence.ts';
import { Each } from '#kit/components/each.tsx';
import { banIcon, calendarIcon, checkIcon, clockIcon } from '#kit/components/icons.tsx';
import { Pill } from '#kit/components/pill.tsx';
import { capital, dayWithWeek } from '#kit/words/format.ts';
import { spanText, whyNot } from './say.ts';
import { scheduleText } from './text.ts';
import './dates.css';

const looks = {
  held: { tone: 'sent', icon: checkIcon },
  cancelled: { tone: 'danger', icon: banIcon },
  moved: { tone: 'wait', icon: clockIcon },
  closed: { tone: 'neutral', icon: calendarIcon },
} as const;

/** The next dates of an hour, also those that are not held, with the reason. A date that can be changed has a link. */
export function Dates({
  dates,
  linkOf,
}: {
  dates: readonly Hour[];
  linkOf?: (hour: Hour) => { href: string; word: string; label: string } | undefined;
}) {
  const say = scheduleText();
  if (dates.length === 0) return <p class="quiet">{say.noDates}</p>;
  return (
    <ol class="plan-dates">
      <Each of={dates} as="li" keyOf={(hour) => hour.date}>
        {(hour) => {
          const link = linkOf?.(hour);
          return (
            <li data-state={hour.state}>
              <span class="plan-date">
                <strong>{capital(dayWithWeek(hour.date))}</strong> {spanText(hour)}
              </span>
              <span class="plan-state">
                <Pill {...looks[hour.state]} word={say.dateStates[hour.state]} />
                <span class="quiet">{whyNot(hour)}</span>
              </span>
              {link && (
                <a class="plan-link" href={link.href} aria-label={link.label}>
                  {link.word}
                </a>
              )}
            </li>
          );
        }}
      </Each>
    </ol>
  );
}
