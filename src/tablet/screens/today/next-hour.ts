import { type ClosedBy, closedBy } from '#domain/closing.ts';
import { addDays, type Day } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import type { Institution } from '#domain/institution.ts';
import { hoursOf, type Hour as Planned } from '#domain/occurrence.ts';
import { planOn } from '../../actions/booking.ts';
import { placesOf } from '../../shared/served-places.ts';
import { documents, type Replica } from '../../store/replica.ts';
import { hoursOn, isHers } from './hours.ts';

/** How far ahead the next hour is looked for, in days: longer than a summer holiday. */
const reach = 60;

export interface NextHour {
  place: Institution;
  hour: Planned;
}

/** The worker's first hour after a day; without one, the first of the places where the worker stands in. */
export function nextHour(replica: Replica, person: Id, after: Day): NextHour | undefined {
  const plan = planOn(replica);
  const held = documents(replica, 'institution')
    .flatMap((place) =>
      hoursOf(place, addDays(after, 1), addDays(after, reach), plan)
        .filter(({ state }) => state === 'held')
        .map((hour): NextHour => ({ place, hour })),
    )
    .sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
  const serves = ({ place, hour }: NextHour): boolean =>
    placesOf(replica, person, hour.date).some((served) => served.place.number === place.number);
  return held.find(({ hour }) => hour.worker === person) ?? held.find(serves);
}

const orderOf = ({ hour, place }: NextHour): string => `${hour.date} ${hour.start} ${place.name}`;

/** In the demo, and there only: the coming day whose hours can be started, so that it can be tried on any day. None where today has hours. */
export const demoDay = (replica: Replica, person: Id, today: Day): Day | undefined =>
  hoursOn(replica, person, today).some((hour) => hour.planned && isHers(hour, person))
    ? undefined
    : nextHour(replica, person, today)?.hour.date;

/** Why there is none: what closes the worker's planned hours of a day, or all places. Empty on a day that just has none. */
export function whyNone(replica: Replica, person: Id, day: Day): ClosedBy[] {
  const plan = planOn(replica);
  const served = placesOf(replica, person, day).map(({ place }) => place);
  const closed = served.flatMap((place) =>
    hoursOf(place, day, day, plan).filter(({ state, worker }) => state === 'closed' && worker === person),
  );
  const reasons =
    closed.length > 0
      ? closed.map((hour) => hour.closedBy)
      : served.map((place) => closedBy(day, place, plan.closings));
  const known = reasons.filter((reason) => reason !== undefined);
  if (known.length < reasons.length) return [];
  return known.filter((reason, at) => known.findIndex((other) => nameOf(other) === nameOf(reason)) === at);
}

const nameOf = (reason: ClosedBy): string => ('holiday' in reason ? reason.holiday : reason.closing.name);
