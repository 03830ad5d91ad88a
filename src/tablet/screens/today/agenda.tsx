import { useLocation } from 'preact-iso';
import type { Booked } from '#domain/booking.ts';
import { themes } from '#domain/consultation.ts';
import type { Id } from '#domain/id.ts';
import { Button } from '#kit/components/button.tsx';
import { Each } from '#kit/components/each.tsx';
import { banIcon, calendarIcon, checkIcon, clockIcon, logInIcon, userXIcon } from '#kit/components/icons.tsx';
import { Pill } from '#kit/components/pill.tsx';
import { timeText } from '#kit/words/format.ts';
import { valueText } from '#kit/words/value.ts';
import { words } from '#kit/words/words.ts';
import { bookingsOf, setAttendance } from '../../actions/booking.ts';
import { openBookingRequests } from '../../actions/booking-request.ts';
import { consultationsOf } from '../../actions/consultation.ts';
import { startSession } from '../../actions/session.ts';
import { NotSavedBanner, useSaving } from '../../shared/saving.tsx';
import { useDayTail } from '../../shared/selected-day.ts';
import { beginCapture } from '../../shared/start-draft.ts';
import { isCapture } from '../../state/drafts.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { tabletWords } from '../../words/words.ts';
import { type AgendaLine, agendaLines, freeCount } from './agenda-lines.ts';
import { agendaText } from './agenda-text.ts';
import { useArrivals } from './arrivals.ts';
import { type Hour, startOf } from './hours.ts';
import '#kit/components/card.css';
import './agenda.css';

interface AgendaProps {
  hour: Hour;
  /** Of the hour: place and time. */
  name: string;
  canStart: boolean;
  /** Every time as a line of its own; else how many there are, and on request those that are taken. */
  full: boolean;
}

/** The slots of an hour (booked, free, kept for walk-ins), below the conversations that were held. */
export function Agenda({ hour, name, canStart, full }: AgendaProps) {
  const unlocked = useUnlocked();
  const { route } = useLocation();
  const tail = useDayTail();
  const text = agendaText();
  const { busy, fault, save } = useSaving();
  const { planned, place, date: day, phase, off } = hour;
  const replica = unlocked.replica();
  const bookings = planned ? bookingsOf(replica, planned.id).filter(({ date }) => date === day) : [];
  useArrivals(hour, bookings);
  if (!planned) return null;
  if (replica.isCovered) return <p class="quiet">{text.covered}</p>;
  const talked = new Set([
    ...consultationsOf(replica, hour.id).flatMap(({ fixed }) => fixed.booking ?? []),
    ...[...unlocked.drafts.all.value.values()].filter(isCapture).flatMap(({ booking }) => booking ?? []),
  ]);
  const requests = openBookingRequests(replica).filter(
    ({ state, institution, date, start }) =>
      state === 'waiting' && institution === place.number && date === day && inside(planned, start),
  );
  const withFree = full && phase !== 'ended' && !off;
  const lines = agendaLines(planned, { bookings, requests, talked, withFree });
  const summed = phase === 'planned' && !withFree;
  if (lines.length === 0 && !summed) return null;

  const take = (booking: Booked) =>
    save(async () => {
      const session: Id = phase === 'planned' ? await startSession(unlocked.vault, startOf(hour)) : hour.id;
      const known = themes.filter((theme) => theme === booking.theme);
      const of = { session, institution: place.number };
      const id = beginCapture(unlocked, of, { role: booking.role, themes: known, booking: booking.id });
      await unlocked.drafts.flush();
      route(`/ny/${id}${tail}`);
    });
  const seeAway = (booking: Booked) =>
    save(async () => {
      await setAttendance(unlocked.vault, booking, 'absent');
      const back = () => void save(() => setAttendance(unlocked.vault, booking, 'awaited'));
      unlocked.showToast(text.wasAway(timeText(booking.start), valueText('role', booking.role)), back);
    });
  const canTake = !off && (phase === 'open' || (phase === 'planned' && canStart));
  const list = (
    <ul class="rows">
      <Each of={lines} as="li" keyOf={(line) => line.key}>
        {(line) => (
          <TimeRow
            line={line}
            at={name}
            busy={busy}
            {...(canTake && { onTake: (booking: Booked) => void take(booking) })}
            {...(phase !== 'planned' && { onAway: (booking: Booked) => void seeAway(booking) })}
          />
        )}
      </Each>
    </ul>
  );
  const free = off ? 0 : freeCount(planned, bookings, requests);
  return (
    <section class="agenda" aria-label={text.times(name)}>
      <NotSavedBanner fault={fault} />
      {!summed ? (
        list
      ) : lines.length > 0 ? (
        <details>
          <summary>{text.summed(lines.filter(isTaken).length, free)}</summary>
          {list}
        </details>
      ) : (
        <p class="quiet agenda-free">{text.summed(0, free)}</p>
      )}
    </section>
  );
}

const isTaken = ({ type }: AgendaLine): boolean => type === 'booking' || type === 'bookingRequest';

const inside = ({ start, end }: { start: string; end: string }, time: string): boolean =>
  start <= time && time < end;

interface TimeRowProps {
  line: AgendaLine;
  /** The hour's name. */
  at: string;
  busy: boolean;
  onTake?: (booking: Booked) => void;
  onAway?: (booking: Booked) => void;
}

function TimeRow({ line, ...ways }: TimeRowProps) {
  return (
    <li class="row agenda-row">
      <span class="row-lead agenda-lead">{timeText(line.start)}</span>
      {line.type === 'booking' ? (
        <BookedTime booking={line.booking} {...ways} />
      ) : line.type === 'bookingRequest' ? (
        <AskedTime role={line.request.role} />
      ) : (
        <FreeTime walkIn={line.type === 'walkIn'} cancelled={line.cancelled} />
      )}
    </li>
  );
}

function BookedTime({ booking, at, busy, onTake, onAway }: Omit<TimeRowProps, 'line'> & { booking: Booked }) {
  const text = agendaText();
  const { common } = words();
  const { today } = tabletWords();
  const { name, theme, state } = booking;
  const role = valueText('role', booking.role);
  const who = tabletWords().tablet.about([timeText(booking.start), role].join(' '), at);
  const isExpected = state === 'confirmed' || state === 'mustMove';
  return (
    <>
      <span class="row-main agenda-main">
        <span class="row-title agenda-title">{role}</span>{' '}
        <span class="row-more">
          {[name, theme && valueText('themes', theme)].filter(Boolean).join(' · ')}
        </span>
      </span>
      {state === 'absent' && <Pill tone="neutral" icon={userXIcon} word={text.absent} />}
      {state === 'kept' && <Pill tone="neutral" icon={checkIcon} word={text.kept} />}
      {state === 'mustMove' && <Pill tone="wait" icon={calendarIcon} word={text.mustMove} />}
      {state === 'confirmed' && !onTake && <Pill tone="neutral" word={common.booked} />}
      {isExpected && onAway && (
        <Button
          look="quiet"
          icon={userXIcon}
          label={text.away(who)}
          disabled={busy}
          onPress={() => onAway(booking)}
        />
      )}
      {state !== 'kept' && onTake && (
        <Button icon={logInIcon} label={text.take(who)} disabled={busy} onPress={() => onTake(booking)}>
          {isExpected ? today.takeIn : undefined}
        </Button>
      )}
    </>
  );
}

const AskedTime = ({ role }: { role: string }) => (
  <>
    <span class="row-main agenda-main">
      <span class="row-title agenda-title">{valueText('role', role)}</span>
    </span>
    <Pill tone="wait" icon={clockIcon} word={agendaText().waiting} />
  </>
);

function FreeTime({ walkIn, cancelled }: { walkIn: boolean; cancelled: Booked | undefined }) {
  const text = agendaText();
  if (!cancelled) {
    return <span class="row-main agenda-main quiet">{walkIn ? text.walkIn : tabletWords().today.free}</span>;
  }
  const { role, name } = cancelled;
  return (
    <>
      <span class="row-main agenda-main quiet">
        <s>{[valueText('role', role), name].filter(Boolean).join(' · ')}</s> {text.free}
      </span>
      <Pill tone="neutral" icon={banIcon} word={text.cancelled} />
    </>
  );
}
