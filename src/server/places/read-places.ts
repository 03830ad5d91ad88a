import type { Sql, TransactionSql } from 'postgres';
import type { PlacesDesk } from '#api/places.ts';
import type { FixedHour } from '#api/public-pages.ts';
import { dayOf } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import { type CoordinatedPlace, placesOf } from '../access/places.ts';
import { pathsOfPlaces } from '../bookings/booking-codes.ts';
import { feedUrls } from '../feeds/feed.ts';
import type { Deps } from '../platform/deps.ts';
import { fixedHours } from '../schedule/fixed-hours.ts';
import { readAcute } from './acute-numbers.ts';

/** The workers who serve these places or hold a fixed hour there. */
export const workersAt = (
  sql: Sql | TransactionSql,
  places: readonly CoordinatedPlace[],
): Promise<{ id: Id; name: string }[]> => {
  const numbers = places.map(({ number }) => number);
  return sql`
    select id, name from person p where role = 'worker' and (
      exists (select from assignment a where a.person = p.id and a.institution = any(${numbers}))
      or exists (select from drop_in d where d.worker = p.id and d.institution = any(${numbers})))
    order by name`;
};

/** Everything on the coordinator's page of places. Addresses that do not exist yet are made. */
export async function readDesk(deps: Deps, coordinator: Id): Promise<PlacesDesk> {
  const { sql, booking } = deps;
  const places = await placesOf(sql, coordinator);
  const numbers = places.map(({ number }) => number);
  const workers = await workersAt(sql, places);
  const [[municipality], acute, paths, hours, feeds] = await Promise.all([
    sql<{ phone: string; phoneOf: string; keepDays: number; title: string }[]>`
      select phone, phone_of as "phoneOf", keep_booking_days as "keepDays", worker_title as title from municipality`,
    readAcute(sql),
    pathsOfPlaces(sql, numbers),
    fixedHours(sql, numbers, dayOf(deps.now())),
    feedUrls(deps, [
      ...numbers.map((institution) => ({ institution })),
      ...workers.map(({ id }) => ({ person: id })),
    ]),
  ]);
  const { title, ...shared } = municipality!;
  return {
    municipality: { ...shared, acute: acute! },
    places: places.map((place) => {
      const bookingUrl = booking.publicUrl + paths.get(place.number)!;
      const own: FixedHour[] = hours.get(place.number) ?? [];
      return {
        ...place,
        bookingUrl,
        posterUrl: `${bookingUrl}/plakat`,
        feedUrl: feeds.get(place.number)!,
        notice: booking.texts.notice({ place: place.name, title, hours: own, url: bookingUrl }, 'da'),
      };
    }),
    workers: workers.map((worker) => ({ ...worker, feedUrl: feeds.get(worker.id)! })),
  };
}
