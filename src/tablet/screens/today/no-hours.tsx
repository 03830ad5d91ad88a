import type { Day } from '#domain/day.ts';
import { ButtonLink } from '#kit/components/button.tsx';
import { Card } from '#kit/components/card.tsx';
import { Icon } from '#kit/components/icon.tsx';
import { arrowRightIcon, calendarDaysIcon } from '#kit/components/icons.tsx';
import { closedText } from '#kit/words/closed.ts';
import { dayText, timeText } from '#kit/words/format.ts';
import { defineWords } from '#kit/words/language.ts';
import { joined } from '../../shared/hour-name.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { nextHour, whyNone } from './next-hour.ts';
import './no-hours.css';

const da = {
  today: 'Ingen træffetid i dag.',
  on: (day: string) => `Ingen træffetid ${day}.`,
  next: 'Næste:',
  at: (day: string, time: string) => `${day} kl. ${time}`,
  show: 'Vis dagen',
};
const en: typeof da = {
  today: 'No drop-in today.',
  on: (day) => `No drop-in on ${day}.`,
  next: 'Next:',
  at: (day, time) => `${day} at ${time}`,
  show: 'Show the day',
};

const noHoursWords = defineWords({ da, en });

/** The day as it is, also where the worker is expected nowhere; from today one button leads to the next hour. */
export function NoHours({ day }: { day: Day }) {
  const unlocked = useUnlocked();
  const text = noHoursWords();
  const replica = unlocked.replica();
  const isToday = day === unlocked.today.value;
  const why = whyNone(replica, unlocked.person, day).map(closedText);
  const next = isToday ? nextHour(replica, unlocked.person, day) : undefined;
  const when = next && joined(text.at(dayText(next.hour.date), timeText(next.hour.start)), next.place.name);
  return (
    <Card>
      <div class="no-hours">
        <Icon of={calendarDaysIcon} />
        <h2>{isToday ? text.today : text.on(dayText(day))}</h2>
        {why.length > 0 && <p class="quiet">{why.join(' · ')}</p>}
        {next && when && (
          <div class="no-hours-next">
            <p>
              <span class="quiet">{text.next}</span> {when}
            </p>
            <ButtonLink
              href={`/?dag=${next.hour.date}`}
              label={`${text.show}: ${when}`}
              iconAfter={arrowRightIcon}
            >
              {text.show}
            </ButtonLink>
          </div>
        )}
      </div>
    </Card>
  );
}
