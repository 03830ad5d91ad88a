import type { Day, WallTime } from '../../domain/day.ts';
import { addDays } from '../../domain/day.ts';
import { type DropIn, dropInsOn, nearestDayWithHours } from '../../domain/drop-in.ts';
import { type Id, plannedSessionId } from '../../domain/id.ts';
import type { Institution } from '../../domain/institution.ts';
import { isAnnulled, type RecordState } from '../../domain/merge.ts';
import { type SessionPhase, sessionPhase } from '../../domain/session.ts';
import { sessionsOn } from '../../store/session.ts';
import { documents, record, records, type Shelf } from '../../store/shelf.ts';
import { dropInsOf, placesOf, type Served } from '../places.ts';

/** One hour of a day as the list shows it: planned by a drop-in, or opened as an extra one. */
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
}

/** The hours of a worker on a day, earliest first: planned ones of her places, and extra ones on record. */
export function hoursOn(shelf: Shelf, person: Id, day: Day): Hour[] {
  const served = placesOf(shelf, person, day);
  const places = documents(shelf, 'institution');
  const dropIns = dropInsOf(shelf, person, served);
  const planned = dropInsOn(day, dropIns, documents(shelf, 'closing'), places).map((dropIn) =>
    plannedHour(shelf, person, day, dropIn, places),
  );
  const known = new Set(planned.map(({ id }) => id));
  const others = sessionsOn(shelf, day)
    .filter((session) => !known.has(session.id) && !isAnnulled(session))
    .filter((session) => isHers(session, person, served))
    .flatMap((session) => recordedHour(session, places));
  return [...planned, ...others].sort((one, other) => one.start.localeCompare(other.start));
}

const isHers = ({ fixed, institution }: RecordState, person: Id, served: readonly Served[]): boolean =>
  fixed.worker === person || served.some(({ place }) => place.number === institution);

function plannedHour(
  shelf: Shelf,
  person: Id,
  day: Day,
  dropIn: DropIn,
  places: readonly Institution[],
): Hour {
  const id = plannedSessionId(dropIn.id, day);
  const session = record(shelf, 'session', id);
  const place = places.find(({ number }) => number === dropIn.institution)!;
  const { start, end, room } = dropIn;
  const as = dropIn.worker === person ? 'own' : 'substitute';
  return { id, place, start, end, room, dropIn: dropIn.id, session, phase: sessionPhase(session), as };
}

function recordedHour(session: RecordState, places: readonly Institution[]): Hour[] {
  const place = places.find(({ number }) => number === session.institution);
  if (!place) return [];
  const { start, end, room } = session.fixed;
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
    },
  ];
}

/** The day to show: today when she has hours then, else the nearest day on which she has. */
export function dayToShow(shelf: Shelf, person: Id, today: Day): Day {
  const isHers = ({ as, session }: Hour) => as !== 'extra' || session?.fixed.worker === person;
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
