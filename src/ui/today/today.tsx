import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { addDays, Day } from '../../domain/day.ts';
import { questionsFor } from '../../store/review.ts';
import { startSession } from '../../store/session.ts';
import { unsettledWishes } from '../../store/wish.ts';
import { beginCapture } from '../begin.ts';
import { useDayTail } from '../day-tail.ts';
import { useDesk } from '../desk.tsx';
import { useKey } from '../keys.ts';
import { ActionBar } from '../kit/action-bar.tsx';
import { RowBoundary } from '../kit/boundary.tsx';
import { Button, ButtonLink } from '../kit/button.tsx';
import { Row } from '../kit/card.tsx';
import { Empty } from '../kit/empty.tsx';
import { Icon } from '../kit/icon.tsx';
import { calendarDaysIcon, chevronLeftIcon, chevronRightIcon, clockIcon, plusIcon } from '../kit/icons.tsx';
import { Skeleton } from '../kit/progress.tsx';
import { later } from '../later.tsx';
import { UnsettledWishes } from '../next-talk.ts';
import { personName, placeName, placesOf } from '../places.ts';
import { NotSavedBanner, useSaving } from '../saving.tsx';
import { capital, dayText, dayTitle, weekText } from '../words/format.ts';
import { words } from '../words/words.ts';
import { Asked } from './asked.tsx';
import { HourCard } from './hour-card.tsx';
import { dayToShow, type Hour, hoursOn, startOf, stillOpen } from './hours.ts';

const ExtraHour = later(() => import('./extra-hour.tsx').then((file) => file.ExtraHour));

/** The day that is shown: asked for in the address, else today or the nearest with hours. */
function useShownDay(): Day {
  const desk = useDesk();
  const { query } = useLocation();
  const asked = Day.safeParse(query.dag);
  return asked.success ? asked.data : dayToShow(desk.shelf(), desk.person, desk.today.value);
}

export function TodayHead() {
  const desk = useDesk();
  const day = useShownDay();
  const name = personName(desk.shelf(), desk.person);
  return (
    <>
      <h1>{dayTitle(day)}</h1>
      <p class="quiet">{[capital(weekText(day)), name].filter(Boolean).join(' · ')}</p>
    </>
  );
}

/** S1: the hours of the day, and one button that always does the next thing. */
export function Today() {
  const desk = useDesk();
  const day = useShownDay();
  const { session, today: text, tablet } = words();
  const [extra, setExtra] = useState(false);
  const shelf = desk.shelf();
  const today = desk.today.value;
  // What comes while she looks, also with the first download, stands below the hours and moves none of them.
  const [early] = useState(
    () =>
      desk.book.value.marks.checkedAt !== null &&
      questionsFor(shelf).length +
        unsettledWishes(shelf, desk.person, today).length +
        stillOpen(shelf, desk.person, day, today).length >
        0,
  );
  if (placesOf(shelf, desk.person, today).length === 0) return <NoPlaces />;
  const hours = hoursOn(shelf, desk.person, day);
  const own = hours.filter(({ as }) => as !== 'substitute');
  const substitute = hours.filter(({ as }) => as === 'substitute');
  const canStart = desk.demo || day <= today;
  const matters = (
    <>
      <UnsettledWishes />
      <Asked />
      <StillOpen day={day} />
    </>
  );
  const next = own.some(({ phase }) => phase === 'open')
    ? undefined
    : own.find(({ phase, off }) => phase === 'planned' && !off);
  const card = (hour: Hour) => (
    <RowBoundary key={hour.id} as="div">
      <HourCard hour={hour} day={day} canStart={canStart} isNext={hour === next} />
    </RowBoundary>
  );
  return (
    <>
      <div class="stack pane-fill">
        {day !== today && (
          <p class="clock-line">
            <Icon of={clockIcon} />
            {hoursOn(shelf, desk.person, today).length === 0
              ? tablet.nearest(dayText(day))
              : tablet.showing(dayText(day))}
          </p>
        )}
        {early && matters}
        {own.map(card)}
        {own.length === 0 && <Empty icon={calendarDaysIcon} title={tablet.noHours(dayText(day))} />}
        {substitute.length > 0 && (
          <>
            <h2 class="group-title">{capital(text.substitute)}</h2>
            {substitute.map(card)}
          </>
        )}
        {!early && matters}
        <div class="day-ways">
          <ButtonLink href={`/?dag=${addDays(day, -1)}`} look="quiet" icon={chevronLeftIcon}>
            {text.previousDay}
          </ButtonLink>
          <ButtonLink href={`/?dag=${addDays(day, 1)}`} look="quiet" iconAfter={chevronRightIcon}>
            {text.nextDay}
          </ButtonLink>
          <Button look="quiet" icon={plusIcon} onPress={() => setExtra(true)}>
            {session.extra}
          </Button>
        </div>
      </div>
      <NextThing hours={hours} canStart={canStart} day={day} />
      <ExtraHour open={extra} onClose={() => setExtra(false)} />
    </>
  );
}

/** Before the first page has come, or where the municipality has given her no place. */
function NoPlaces() {
  const desk = useDesk();
  const { firstTime, tablet } = words();
  const { downloading, contact, failure } = desk.sync.value;
  return (downloading || !contact) && !failure ? (
    <Skeleton lines={8} label={firstTime.fetching} />
  ) : (
    <Empty icon={calendarDaysIcon} title={tablet.noPlaces} />
  );
}

function StillOpen({ day }: { day: Day }) {
  const desk = useDesk();
  const { session } = words();
  const open = stillOpen(desk.shelf(), desk.person, day, desk.today.value);
  if (open.length === 0) return null;
  return (
    <ul class="rows card">
      {open.map(({ id, institution, fixed }) => (
        <Row
          key={id}
          href={`/?dag=${String(fixed.date)}`}
          title={placeName(desk.shelf(), institution)}
          more={`${dayText(String(fixed.date))} · ${session.stillRunning}`}
          aside={<Icon of={chevronRightIcon} />}
        />
      ))}
    </ul>
  );
}

/** *Ny henvendelse* needs an open hour; where exactly one is planned, one tap starts both. */
function NextThing({ hours, canStart, day }: { hours: readonly Hour[]; canStart: boolean; day: Day }) {
  const desk = useDesk();
  const { route, path } = useLocation();
  const tail = useDayTail();
  const { consultation, tablet } = words();
  const { busy, fault, save } = useSaving();
  const running = hours.filter(({ phase }) => phase === 'open');
  const own = running.filter(({ session }) => session?.fixed.worker === desk.person);
  // A colleague's open hour is where to write only while she has none of her own.
  const open = own.length > 0 ? own : running;
  const planned = hours.filter(({ phase, as, off }) => phase === 'planned' && as !== 'substitute' && !off);
  const begin = (hour: Hour, session: string) => {
    const id = beginCapture(desk, { session, institution: hour.place.number });
    route(`/ny/${id}${tail}`);
  };
  const startBoth = (hour: Hour) =>
    save(async () => {
      begin(hour, await startSession(desk.vault, startOf(hour, day)));
    });
  const only = canStart && planned.length === 1 && open.length === 0 ? planned[0] : undefined;
  const first = open[0];
  const isTalking = path.startsWith('/ny/');
  useKey(
    'n',
    isTalking ? undefined : first ? () => begin(first, first.id) : only && (() => void startBoth(only)),
  );
  if (open.length === 0 && !only) return fault ? <NotSavedBanner fault={fault} /> : null;
  return (
    <ActionBar>
      <NotSavedBanner fault={fault} />
      {open.map((hour) => (
        <Button
          key={hour.id}
          look="primary"
          icon={plusIcon}
          disabled={busy}
          onPress={() => begin(hour, hour.id)}
        >
          {open.length > 1 ? tablet.newAt(hour.place.name) : consultation.new}
        </Button>
      ))}
      {only && (
        <Button look="primary" icon={plusIcon} disabled={busy} onPress={() => void startBoth(only)}>
          {tablet.startAndNew}
        </Button>
      )}
    </ActionBar>
  );
}
