import type { Day } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import type { Institution } from '#domain/institution.ts';
import { documents, type Replica } from '../store/replica.ts';

/** A place that the worker serves on a day, as the regular worker or as a substitute. */
export interface Served {
  place: Institution;
  as: 'regular' | 'substitute';
}

/** The places that a worker serves on a day, by name, the worker's own first. */
export function placesOf(replica: Replica, person: Id, day: Day): Served[] {
  const places = documents(replica, 'institution');
  const served = documents(replica, 'assignment').flatMap((assignment): Served[] => {
    const { from, to, institution, as } = assignment;
    const place = places.find(({ number }) => number === institution);
    const isNow = assignment.person === person && from <= day && (to === null || day <= to);
    return isNow && place ? [{ place, as }] : [];
  });
  return served.sort((one, other) =>
    one.as === other.as
      ? one.place.name.localeCompare(other.place.name, 'da')
      : one.as === 'regular'
        ? -1
        : 1,
  );
}

export const placeName = (replica: Replica, number: string): string =>
  documents(replica, 'institution').find((place) => place.number === number)?.name ?? number;

export const personName = (replica: Replica, person: Id): string =>
  documents(replica, 'person').find(({ id }) => id === person)?.name ?? '';

/** Calendar days of the municipal goal; the replica has it after the first page. */
export const fourWeekDays = (replica: Replica): number =>
  documents(replica, 'municipality')[0]?.fourWeekDays ?? 28;
