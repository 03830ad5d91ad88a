import type { TransactionSql } from 'postgres';
import type { AffectedBooking } from '#api/schedule.ts';
import type { Id } from '#domain/id.ts';
import { type BookingRow, readBookings } from '../bookings/booking-row.ts';

/** The bookings to come at some places: those that a change of the plan can hit. `now` in milliseconds. */
export const comingBookings = (
  tx: TransactionSql,
  places: readonly string[],
  now: number,
): Promise<BookingRow[]> =>
  readBookings(
    tx,
    tx`institution = any(${[...places]}) and state in ('confirmed', 'mustMove') and lower(slot) > ${new Date(now)}`,
  );

interface Written {
  id: Id;
  booking: Id;
  subject: string;
  text: string;
}

const told = ['mustMove', 'moved', 'standsAgain'];

/** Mails about these bookings that tell of a change and have not left yet. */
export const mailsAbout = (tx: TransactionSql, bookings: readonly BookingRow[]): Promise<Written[]> =>
  tx<Written[]>`
    select id, booking, subject, text from mail
    where booking = any(${bookings.map(({ id }) => id)}::uuid[]) and kind = any(${told}) and text is not null`;

/** What became of bookings between two looks at them, and what their owners are told of it. */
export async function affectedSince(
  tx: TransactionSql,
  before: readonly BookingRow[],
  mailsBefore: readonly { id: Id }[],
): Promise<AffectedBooking[]> {
  const ids = before.map(({ id }) => id);
  const after = new Map((await readBookings(tx, tx`id = any(${ids}::uuid[])`)).map((one) => [one.id, one]));
  const mails = (await mailsAbout(tx, before)).filter(({ id }) => !mailsBefore.some((one) => one.id === id));
  return before.flatMap((was) => {
    const becomes = changeOf(was, after.get(was.id)!);
    if (!becomes) return [];
    const { id, institution, role, date, start, end } = was;
    const mail = mails.find(({ booking }) => booking === id);
    const shown = mail ? { subject: mail.subject, text: withoutLink(mail.text) } : null;
    return [{ id, institution, role, date, start, end, becomes, mail: shown }];
  });
}

function changeOf(was: BookingRow, is: BookingRow): AffectedBooking['becomes'] | undefined {
  if (was.state !== is.state) return is.state === 'mustMove' ? 'mustMove' : 'standsAgain';
  return was.worker !== is.worker || was.room !== is.room ? 'moved' : undefined;
}

/** The link lets its holder move and cancel the booking, so only the owner's own mail shows it. */
const withoutLink = (text: string): string => text.replace(/(\/b\/t\/)\S+/g, '$1…');
