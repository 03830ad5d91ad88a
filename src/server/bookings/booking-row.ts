import type { Sql, TransactionSql } from 'postgres';
import type { BookingLanguage } from '#api/public-pages.ts';
import { logScope } from '#api/sync.ts';
import type { Booked, BookingState } from '#domain/booking.ts';
import { type Instant, instantAt } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import { writeRows } from '../records/rows.ts';

/** A booking as the endpoint keeps it. */
export interface BookingRow extends Booked {
  mail: string | null;
  language: BookingLanguage;
  request: Id;
  sequence: number;
  wantsEarlier: boolean;
  changedAt: Instant;
}

/** A query's `where`, from its transaction or pool. */
type Fragment = ReturnType<Sql>;

export const readBookings = (sql: Sql | TransactionSql, where: Fragment): Promise<BookingRow[]> =>
  sql<BookingRow[]>`
    select id, institution, occurrence, drop_in as "dropIn", day as date, starts as start, ends as "end", room, worker,
           role, name, theme, state, mail, language, request, sequence, wants_earlier as "wantsEarlier",
           to_char(changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "changedAt"
    from booking where ${where} order by lower(slot), id`;

export const begins = ({ date, start }: Pick<Booked, 'date' | 'start'>): number =>
  Date.parse(instantAt(date, start));

/** Can its owner still change it? */
export const isOpen = (booking: Pick<Booked, 'state' | 'date' | 'start'>, now: number): boolean =>
  openStates.includes(booking.state) && begins(booking) > now;

const openStates: readonly BookingState[] = ['confirmed', 'mustMove'];

/** Writes what tablets see of these bookings. Part of the transaction that changed them, with its version `v`. */
export async function publishBookings(tx: TransactionSql, v: number, bookings: readonly Id[]): Promise<void> {
  const found = await readBookings(tx, tx`id = any(${bookings as Id[]})`);
  const rows = found.map((booking) => {
    const {
      mail: _m,
      language: _l,
      request: _r,
      sequence: _s,
      wantsEarlier: _w,
      changedAt: _c,
      ...doc
    } = booking;
    return { scope: logScope(doc.institution), kind: 'booking', id: doc.id, doc: doc satisfies Booked };
  });
  await writeRows(tx, v, rows);
}
