import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { addDays, Day } from '#domain/day.ts';
import { mayStart } from '#domain/session.ts';
import { Button, ButtonLink } from '#kit/components/button.tsx';
import { Row } from '#kit/components/card.tsx';
import { Each } from '#kit/components/each.tsx';
import { Empty } from '#kit/components/empty.tsx';
import { Icon } from '#kit/components/icon.tsx';
import {
  calendarDaysIcon,
  chevronLeftIcon,
  chevronRightIcon,
  clockIcon,
  plusIcon,
} from '#kit/components/icons.tsx';
import { lazy } from '#kit/components/lazy.tsx';
import { Skeleton } from '#kit/components/progress.tsx';
import { capital, dayText, dayTitle, weekText } from '#kit/words/format.ts';
import { unsettledBookingRequests } from '../../actions/booking-request.ts';
import { questionsFor } from '../../actions/review.ts';
import { hourNames, whenOf } from '../../shared/hour-name.ts';
import { UnsettledBookingRequests } from '../../shared/next-talk/lazy.ts';
import { personName, placesOf } from '../../shared/served-places.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { isDownloaded } from '../../store/sync-progress.ts';
import { tabletWords } from '../../words/words.ts';
import { Asked } from './asked.tsx';
import { HourCard } from './hour-card.tsx';
import { type Hour, hoursOn, isHers, openElsewhere } from './hours.ts';
import { demoDay } from './next-hour.ts';
import { NextThing } from './next-thing.tsx';
import './today.css';

const ExtraHour = lazy(() => import('./extra-hour.tsx').then((file) => file.ExtraHour));
const NoHours = lazy(() => import('./no-hours.tsx').then((file) => file.NoHours), true);

/** Today, or the day that the address asks for. */
function useShownDay(): Day {
  const unlocked = useUnlocked();
  const { query } = useLocation();
  const asked = Day.safeParse(query.dag);
  return asked.success ? asked.data : unlocked.today.value;
}

/** Today's address names no day, so a page that is open over midnight shows the new day. */
const pathOf = (day: Day, today: Day): string => (day === today ? '/' : `/?dag=${day}`);

export function TodayHead() {
  const unlocked = useUnlocked();
  const day = useShownDay();
  const name = personName(unlocked.replica(), unlocked.person);
  return (
    <>
      <h1>{dayTitle(day)}</h1>
      <p class="quiet">{[capital(weekText(day)), name].filter(Boolean).join(' · ')}</p>
    </>
  );
}

/** *I dag*: the hours of a day, and one button that does the next thing. */
export function Today() {
  const unlocked = useUnlocked();
  const day = useShownDay();
  const { today: text, session } = tabletWords();
  const [extra, setExtra] = useState(false);
  const replica = unlocked.replica();
  const today = unlocked.today.value;
  const isToday = day === today;
  const { underWay, forgotten } = openElsewhere(replica, unlocked.person, day, { today, at: unlocked.now() });
  // What comes while the screen is open, also with the first download, stands below the hours, so that it moves none of them.
  const [early] = useState(
    () =>
      unlocked.book.value.progress.checkedAt !== null &&
      questionsFor(replica).length +
        unsettledBookingRequests(replica, unlocked.person, today).length +
        forgotten.length >
        0,
  );
  if (placesOf(replica, unlocked.person, today).length === 0) return <NoPlaces />;
  const hours = hoursOn(replica, unlocked.person, day);
  // An hour that runs over midnight stands on top of the new day.
  const shown = isToday ? [...underWay, ...hours] : hours;
  const own = hours.filter(({ as }) => as !== 'substitute');
  const substitute = hours.filter(({ as }) => as === 'substitute');
  const inDemo = unlocked.demo && !isToday ? demoDay(replica, unlocked.person, today) : undefined;
  const canStart = mayStart(day, today, inDemo);
  const names = hourNames(replica, shown, today);
  const matters = (
    <>
      <UnsettledBookingRequests />
      <Asked />
      <StillOpen hours={forgotten} />
    </>
  );
  const next = shown.some(({ phase }) => phase === 'open')
    ? undefined
    : own.find(({ phase, off }) => phase === 'planned' && !off);
  const cards = (those: readonly Hour[]) => (
    <Each of={those} as="div" keyOf={({ id }) => id}>
      {(hour) => (
        <HourCard
          hour={hour}
          name={names.get(hour.id)!}
          canStart={canStart && hour.date === day}
          isNext={hour === next}
        />
      )}
    </Each>
  );
  return (
    <>
      <div class="stack pane-body pane-fill">
        {isToday ? (
          cards(underWay)
        ) : (
          <>
            <OtherDay day={day} inDemo={day === inDemo} />
            <StillOpen hours={underWay} />
          </>
        )}
        {early && matters}
        {!hours.some((hour) => isHers(hour, unlocked.person)) && <NoHours day={day} />}
        {cards(own)}
        {substitute.length > 0 && (
          <>
            <h2 class="group-title">{capital(text.substitute)}</h2>
            {cards(substitute)}
          </>
        )}
        {!early && matters}
        <div class="day-ways">
          <ButtonLink href={pathOf(addDays(day, -1), today)} look="quiet" icon={chevronLeftIcon}>
            {text.previousDay}
          </ButtonLink>
          <ButtonLink href={pathOf(addDays(day, 1), today)} look="quiet" iconAfter={chevronRightIcon}>
            {text.nextDay}
          </ButtonLink>
          <Button look="quiet" icon={plusIcon} onPress={() => setExtra(true)}>
            {session.extra}
          </Button>
        </div>
      </div>
      <NextThing hours={shown} names={names} canStart={canStart} />
      <ExtraHour open={extra} onClose={() => setExtra(false)} />
    </>
  );
}

/** Says that another day is shown, with the way back to today. */
function OtherDay({ day, inDemo }: { day: Day; inDemo: boolean }) {
  const { tablet, nav } = tabletWords();
  return (
    <div class="clock-line">
      <Icon of={clockIcon} />
      <p>{[tablet.showing(dayText(day)), inDemo && tablet.demoDay].filter(Boolean).join(' ')}</p>
      <ButtonLink href="/" look="quiet">
        {nav.toToday}
      </ButtonLink>
    </div>
  );
}

/** Shown before all has come, or where the municipality has given the worker no place. */
function NoPlaces() {
  const unlocked = useUnlocked();
  const { firstTime, tablet } = tabletWords();
  if (isDownloaded(unlocked.book.value.progress))
    return <Empty icon={calendarDaysIcon} title={tablet.noPlaces} />;
  // A notice above says what stands in the way.
  return unlocked.sync.value.failure ? null : <Skeleton lines={8} label={firstTime.fetching} />;
}

/** Hours of other days that were not ended, each with the way to its card. */
function StillOpen({ hours }: { hours: readonly Hour[] }) {
  const unlocked = useUnlocked();
  const { session } = tabletWords();
  const today = unlocked.today.value;
  if (hours.length === 0) return null;
  return (
    <ul class="rows card">
      <Each of={hours} as="li" keyOf={(hour) => hour.id}>
        {(hour) => (
          <Row
            href={pathOf(hour.date, today)}
            title={hour.place.name}
            more={[whenOf(hour, today), session.stillRunning].join(' · ')}
            aside={<Icon of={chevronRightIcon} />}
          />
        )}
      </Each>
    </ul>
  );
}
