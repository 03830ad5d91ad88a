import { randomBytes } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import { freeSlots } from '#domain/booking.ts';
import { addDays, type Day, instantAt } from '#domain/day.ts';
import { nearestDayWithHours } from '#domain/drop-in.ts';
import { hoursOf } from '#domain/occurrence.ts';
import { publishBookings } from '#server/bookings/booking-row.ts';
import type { Municipality } from './municipality.ts';
import { seededRandom } from './random.ts';

/** Made up; no person at these places is called so. */
const bookers = [
  ['teacher', 'Jonas Lind'],
  ['teacher', 'Karen Vestergaard'],
  ['teacher', 'Sofie Bak'],
  ['pedagogue', 'Mikkel Toft'],
  ['pedagogue', 'Anne Riis'],
  ['leader', 'Bodil Kær'],
  ['parent', 'Peter Holt'],
] as const;
const weeks = 2;
const bookedShare = 0.4;

/**
 * Bookings of the demo's first two weeks. Their links are given to no booker: the endpoint's key makes those, and a demo of its
 * own is one page away. The clock has been taken: its version is `v`.
 */
export async function loadBookings(
  tx: TransactionSql,
  v: number,
  { institutions, dropIns, closings }: Municipality,
  today: Day,
): Promise<void> {
  const random = seededRandom(417);
  const opens = nearestDayWithHours(today, dropIns, closings, institutions) ?? today;
  const first = opens < today ? opens : today;
  const from = Date.parse(instantAt(first, '00:00'));
  const made = [];
  for (const place of institutions) {
    const hours = hoursOf(place, first, addDays(first, 7 * weeks), { dropIns, closings, occurrences: [] });
    for (const { hour, start, end, ...range } of freeSlots(hours, [], from)) {
      if (!random.chance(bookedShare)) continue;
      const [role, name] = random.one(bookers);
      const [id, request] = [random.id(from), random.id(from)];
      const at = new Date(from - random.whole(1, 5) * 24 * 3_600_000);
      await tx`
        insert into booking (id, institution, occurrence, drop_in, worker, room, day, starts, ends, slot, role, name, mail,
                             state, secret, request, made_at, changed_at)
        values (${id}, ${place.number}, ${hour.id}, ${hour.dropIn}, ${hour.worker}, ${hour.room}, ${hour.date}, ${start},
                ${end}, tstzrange(${range.from}, ${range.until}), ${role}, ${name}, null, 'confirmed', ${randomBytes(32)},
                ${request}, ${at}, ${at})`;
      made.push(id);
    }
  }
  await publishBookings(tx, v, made);
}
