import { addDays, type Day, minutesOf, type WallTime, wallTimeAt } from '#domain/day.ts';
import { type Id, plannedSessionId } from '#domain/id.ts';
import type { Institution } from '#domain/institution.ts';
import { isAnnulled } from '#domain/merge/record-state.ts';
import { hoursOf, type Moved, type Hour as Planned } from '#domain/occurrence.ts';
import type { RecordOf } from '#domain/record-kinds.ts';
import { isUnderWay, type SessionPhase, sessionPhase } from '#domain/session.ts';
import { planOn } from '../../actions/booking.ts';
import { type SessionStart, sessionsOn } from '../../actions/session.ts';
import { placesOf } from '../../shared/served-places.ts';
import { documents, type Replica, record, records } from '../../store/replica.ts';

/** One hour of a day as the list shows it: of the plan as it really is, or opened as an extra one. */
export interface Hour {
  /** Id of the session, also before there is a record of it. */
  id: Id;
  place: Institution;
  date: Day;
  start: WallTime;
  end: WallTime;
  room: string;
  dropIn: Id | null;
  session: RecordOf<'session'> | undefined;
  phase: SessionPhase;
  as: 'own' | 'substitute' | 'extra';
  worker: Id;
  /** The plan of an hour whose times can be booked; an extra hour that was just opened has none. */
  planned?: Planned;
  /** Why it is not held now and here. */
  off?: { cancelled: string } | { movedTo: Moved };
}

/** The hours of a worker on a day, earliest first: planned ones of the worker's places, and extra ones on record. */
export function hoursOn(replica: Replica, person: Id, day: Day): Hour[] {
  const served = new Set(placesOf(replica, person, day).map(({ place }) => place.number));
  const places = documents(replica, 'institution');
  const plan = planOn(replica);
  const planned = places.flatMap((place) =>
    hoursOf(place, day, day, plan)
      .filter(({ state, worker }) => state !== 'closed' && (worker === person || served.has(place.number)))
      .filter((hour, _, all) => hour.state !== 'moved' || !all.some((other) => isHeldAt(hour, other)))
      .map((hour) => plannedHour(replica, person, hour, place)),
  );
  const known = new Set(planned.map(({ id }) => id));
  const others = sessionsOn(replica, day)
    .filter((session) => !known.has(session.id) && !isAnnulled(session))
    .filter(({ fixed, institution }) => fixed.worker === person || served.has(institution))
    .flatMap((session) => recordedHour(session, places));
  return [...planned, ...others].sort((one, other) => one.start.localeCompare(other.start));
}

/** Moved on the same day: only the new time is shown. */
const isHeldAt = (moved: Planned, other: Planned): boolean => other.id === moved.id && other.state === 'held';

function plannedHour(replica: Replica, person: Id, planned: Planned, place: Institution): Hour {
  const { start, end, room, dropIn, worker, date, state, reason, movedTo } = planned;
  const id = plannedSessionId(dropIn ?? planned.id, date);
  const session = record(replica, 'session', id);
  const phase = sessionPhase(session);
  const as = worker !== person ? 'substitute' : dropIn ? 'own' : 'extra';
  const off = state === 'cancelled' ? { cancelled: reason ?? '' } : movedTo && { movedTo };
  const hour = { id, place, date, start, end, room, dropIn, session, phase, as, worker, planned } as const;
  // An hour that was opened all the same is held.
  return off && phase === 'planned' ? { ...hour, off } : hour;
}

function recordedHour(session: RecordOf<'session'>, places: readonly Institution[]): Hour[] {
  const place = places.find(({ number }) => number === session.institution);
  if (!place) return [];
  const { date, start, end, room, worker } = session.fixed;
  return [
    {
      id: session.id,
      place,
      date,
      start,
      end,
      room,
      dropIn: null,
      session,
      phase: sessionPhase(session),
      as: 'extra',
      worker,
    },
  ];
}

/** What begins when such an hour is opened. */
export const startOf = ({ place, dropIn, date, start, end, room, planned }: Hour): SessionStart => ({
  institution: place.number,
  dropIn,
  date,
  start,
  end,
  room,
  extra: dropIn ? undefined : planned?.id,
});

/** Whether this worker holds the hour: by the plan, or by having opened a colleague's. */
export const isHers = ({ worker, session, off }: Hour, person: Id): boolean =>
  !off && (worker === person || session?.fixed.worker === person);

const lookBack = 7;

/** The worker's hours of other days than `day` that are still open: those under way, and those forgotten in the last week. */
export function openElsewhere(
  replica: Replica,
  person: Id,
  day: Day,
  now: { today: Day; at: number },
): { underWay: Hour[]; forgotten: Hour[] } {
  const open = records(replica, 'session').filter(
    (session) =>
      session.fixed.worker === person &&
      session.fixed.date !== day &&
      !isAnnulled(session) &&
      sessionPhase(session) === 'open',
  );
  const hoursOf = (sessions: readonly RecordOf<'session'>[]): Hour[] =>
    sessions
      .flatMap(({ id, fixed }) => hoursOn(replica, person, fixed.date).filter((hour) => hour.id === id))
      .sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
  const goesOn = (session: RecordOf<'session'>): boolean => isUnderWay(session, now.at);
  return {
    underWay: hoursOf(open.filter(goesOn)),
    forgotten: hoursOf(
      open.filter((session) => !goesOn(session) && session.fixed.date >= addDays(now.today, -lookBack)),
    ),
  };
}

const orderOf = ({ date, start, id }: Hour): string => `${date} ${start} ${id}`;

/** Hours at the same place whose time overlaps: two that are easily taken for each other. */
export const overlapping = (
  hours: readonly Hour[],
  { institution, start, end }: { institution: string; start: WallTime; end: WallTime },
): Hour[] =>
  hours.filter(
    (hour) => hour.place.number === institution && !hour.off && hour.start < end && start < hour.end,
  );

const longestExtra = 90;
const lastMinute = 24 * 60 - 1;

/** What is proposed for an hour outside the plan: 90 minutes from now, as far as its day goes. In its last minute it began one before. */
export function extraSpan(now: WallTime): { start: WallTime; end: WallTime } {
  const end = Math.min(lastMinute, minutesOf(now) + longestExtra);
  const start = Math.min(minutesOf(now), end - 1);
  return { start: wallTimeAt(start), end: wallTimeAt(end) };
}
