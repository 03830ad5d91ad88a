import type { Day, WallTime } from '../../domain/day.ts';
import { addDays } from '../../domain/day.ts';
import { nearestDayWithHours } from '../../domain/drop-in.ts';
import { type Id, plannedSessionId } from '../../domain/id.ts';
import type { Institution } from '../../domain/institution.ts';
import { isAnnulled, type RecordState } from '../../domain/merge.ts';
import { hoursOf, type Moved, type Hour as Planned } from '../../domain/occurrence.ts';
import { type SessionPhase, sessionPhase } from '../../domain/session.ts';
import { planOn } from '../../store/booking.ts';
import { type SessionStart, sessionsOn } from '../../store/session.ts';
import { documents, record, records, type Shelf } from '../../store/shelf.ts';
import { dropInsOf, placesOf } from '../places.ts';

/** One hour of a day as the list shows it: of the plan as it really is, or opened as an extra one. */
export interface Hour {
  /** Id of the session, also before there is a record of it. */
  id: Id;
  place: Institution;
  start: WallTime;
  end: WallTime;
  room: string;
  dropIn: Id | null;
  session: RecordState | undefined;
  phase: SessionPhase;
  as: 'own' | 'substitute' | 'extra';
  worker: Id;
  /** Whose times can be booked; an hour that somebody just opened has none. */
  planned?: Planned;
  /** Why it is not held now and here. */
  off?: { cancelled: string } | { movedTo: Moved };
}

/** The hours of a worker on a day, earliest first: planned ones of her places, and extra ones on record. */
export function hoursOn(shelf: Shelf, person: Id, day: Day): Hour[] {
  const served = new Set(placesOf(shelf, person, day).map(({ place }) => place.number));
  const places = documents(shelf, 'institution');
  const plan = planOn(shelf);
  const planned = places.flatMap((place) =>
    hoursOf(place, day, day, plan)
      .filter(({ state, worker }) => state !== 'closed' && (worker === person || served.has(place.number)))
      .filter((hour, _, all) => hour.state !== 'moved' || !all.some((other) => isHeldAt(hour, other)))
      .map((hour) => plannedHour(shelf, person, hour, place)),
  );
  const known = new Set(planned.map(({ id }) => id));
  const others = sessionsOn(shelf, day)
    .filter((session) => !known.has(session.id) && !isAnnulled(session))
    .filter(({ fixed, institution }) => fixed.worker === person || served.has(institution))
    .flatMap((session) => recordedHour(session, places));
  return [...planned, ...others].sort((one, other) => one.start.localeCompare(other.start));
}

/** Moved on the same day: only the new time is shown. */
const isHeldAt = (moved: Planned, other: Planned): boolean => other.id === moved.id && other.state === 'held';

function plannedHour(shelf: Shelf, person: Id, planned: Planned, place: Institution): Hour {
  const { start, end, room, dropIn, worker, date, state, reason, movedTo } = planned;
  const id = plannedSessionId(dropIn ?? planned.id, date);
  const session = record(shelf, 'session', id);
  const phase = sessionPhase(session);
  const as = worker !== person ? 'substitute' : dropIn ? 'own' : 'extra';
  const off = state === 'cancelled' ? { cancelled: reason ?? '' } : movedTo && { movedTo };
  const hour = { id, place, start, end, room, dropIn, session, phase, as, worker, planned } as const;
  // An hour that was opened all the same is held.
  return off && phase === 'planned' ? { ...hour, off } : hour;
}

function recordedHour(session: RecordState, places: readonly Institution[]): Hour[] {
  const place = places.find(({ number }) => number === session.institution);
  if (!place) return [];
  const { start, end, room, worker } = session.fixed;
  return [
    {
      id: session.id,
      place,
      start: String(start),
      end: String(end),
      room: String(room ?? ''),
      dropIn: null,
      session,
      phase: sessionPhase(session),
      as: 'extra',
      worker: String(worker),
    },
  ];
}

/** What begins when such an hour is opened. */
export const startOf = ({ place, dropIn, start, end, room, planned }: Hour, date: Day): SessionStart => ({
  ...{ institution: place.number, dropIn, date, start, end, room },
  extra: dropIn ? undefined : planned?.id,
});

/** The day to show: today when she has hours then, else the nearest day on which she has. */
export function dayToShow(shelf: Shelf, person: Id, today: Day): Day {
  const isHers = ({ as, worker }: Hour) => as !== 'extra' || worker === person;
  if (hoursOn(shelf, person, today).some(isHers)) return today;
  const dropIns = dropInsOf(shelf, person, placesOf(shelf, person, today));
  const own = dropIns.filter(({ worker }) => worker === person);
  const places = documents(shelf, 'institution');
  const closings = documents(shelf, 'closing');
  return nearestDayWithHours(today, own.length > 0 ? own : dropIns, closings, places) ?? today;
}

const lookBack = 7;

/** Hours of hers from the last week that nobody has ended, not those of `day` itself. */
export const stillOpen = (shelf: Shelf, person: Id, day: Day, today: Day): RecordState[] =>
  records(shelf, 'session').filter(
    (session) =>
      session.fixed.worker === person &&
      session.fixed.date !== day &&
      String(session.fixed.date) >= addDays(today, -lookBack) &&
      !isAnnulled(session) &&
      sessionPhase(session) === 'open',
  );
