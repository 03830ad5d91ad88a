import type { ComponentChildren } from 'preact';
import type { TimeView } from '#api/client/public-pages.ts';
import { addDays, type Day, daysBetween } from '#domain/day.ts';
import { Icon } from '#kit/components/icon.tsx';
import { chevronDownIcon } from '#kit/components/icons.tsx';
import { capital, dayText, timeText, weekText } from '#kit/words/format.ts';
import type { BookingWords } from './da.ts';

/** `I dag`, `i morgen` or the day with its week. */
export function dayHeading(day: Day, today: Day, say: BookingWords): string {
  const near = day === today ? say.today : day === addDays(today, 1) ? say.tomorrow : undefined;
  return near ? `${near} · ${dayText(day)}` : `${capital(dayText(day))} · ${weekText(day)}`;
}

/** `I dag`, or `Tirsdag 1. december`, in front of a time. */
export const dayWord = (day: Day, today: Day, say: BookingWords): string =>
  day === today ? say.today : day === addDays(today, 1) ? say.tomorrow : capital(dayText(day));

/** `I dag kl. 10.20–10.40` */
export const timeTitle = (time: TimeView, today: Day, say: BookingWords): string =>
  `${dayWord(time.date, today, say)} ${say.span(timeText(time.start), timeText(time.end))}`;

/** `10.20`; where two workers have that time, also whose it is. */
const nameOf = (time: TimeView, ofDay: readonly TimeView[], say: BookingWords): string => {
  const start = timeText(time.start);
  const isShared = ofDay.some((other) => other !== time && other.start === time.start);
  return isShared ? `${start} · ${say.withWho(time.worker, time.room)}` : start;
};

/** Days shown at once; the others are one tap further. */
const shownDays = 14;

interface TimesProps {
  times: readonly TimeView[];
  today: Day;
  say: BookingWords;
  hrefOf: (time: TimeView) => string;
}

/** Free times day by day, as links: they work without a script. */
export function Times({ times, today, say, hrefOf }: TimesProps) {
  const days = [...new Set(times.map(({ date }) => date))];
  const first = days[0];
  const isNear = (day: Day): boolean => daysBetween(today, day) < shownDays || day === first;
  const list = (some: Day[]): ComponentChildren =>
    some.map((day) => (
      <section key={day} class="day" aria-labelledby={`day-${day}`}>
        <h2 id={`day-${day}`}>{dayHeading(day, today, say)}</h2>
        <ul class="times">
          {times
            .filter(({ date }) => date === day)
            .map((time, _, ofDay) => (
              <li key={time.tid}>
                <a
                  class="button time"
                  data-look={day === today ? 'primary' : undefined}
                  href={hrefOf(time)}
                  aria-label={say.bookLong(nameOf(time, ofDay, say), dayText(day))}
                  data-tid={time.tid}
                  data-title={timeTitle(time, today, say)}
                  data-who={say.withWho(time.worker, time.room)}
                  data-book={say.book(timeText(time.start))}
                >
                  {nameOf(time, ofDay, say)}
                </a>
              </li>
            ))}
        </ul>
      </section>
    ));
  const later = days.filter((day) => !isNear(day));
  return (
    <>
      {list(days.filter(isNear))}
      {later.length > 0 && (
        <details class="more">
          <summary>
            <Icon of={chevronDownIcon} /> {say.more}
          </summary>
          {list(later)}
        </details>
      )}
    </>
  );
}
