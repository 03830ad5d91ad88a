import type { Sql } from 'postgres';
import { freeAt } from '#server/bookings/book.ts';
import { type BookingPlace, pathOfPlace } from '#server/bookings/booking-codes.ts';

/**
 * The booking page that the demo offers first: of the tour's worker (*Rådgiver Vest*), at the place with most free times.
 * The first by number would have none in July, when schools are closed.
 */
export async function demoBookingPath(sql: Sql, now: number): Promise<string | undefined> {
  const places = await sql<Omit<BookingPlace, 'path'>[]>`
    select distinct i.number, i.name, i.kind
    from institution i join drop_in d on d.institution = i.number join person p on p.id = d.worker
    where p.login = 'raadgiver-vest' order by i.number`;
  let most: { number: string; free: number } | undefined;
  for (const place of places) {
    const free = (await freeAt(sql, place, now)).length;
    if (!most || free > most.free) most = { number: place.number, free };
  }
  return most && pathOfPlace(sql, most.number);
}
