import type { TransactionSql } from 'postgres';
import type { BookingLanguage, MailView } from '#api/public-pages.ts';
import { freeSlots } from '#domain/booking.ts';
import { type Instant, instantOf } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import type { Place } from '#domain/institution.ts';
import { calendarText } from '../feeds/calendar-text.ts';
import { dropUnsent, queueMail } from '../mail/outbox.ts';
import type { Deps } from '../platform/deps.ts';
import { comingHours, takenOf } from '../schedule/plan.ts';
import { pathOfPlace } from './booking-codes.ts';
import { type BookingRow, begins, readBookings } from './booking-row.ts';

const day = 24 * 3_600_000;

/** `https://…/b/t/…`, its owner's own link. */
export const ownPath = (deps: Deps, booking: Id): string =>
  `/b/t/${deps.booking.secretOf('booking', booking)}`;

/**
 * The calendar entry of a booking: time, place, worker and its owner's link. In a mail it puts itself into her calendar and
 * takes itself out of it; a file that she opens only tells.
 */
export function entryOf(
  deps: Deps,
  booking: BookingRow,
  { place, worker }: { place: string; worker: string },
  by: 'mail' | 'file',
): string {
  const { id, sequence, date, start, end, room, state, language, changedAt, mail } = booking;
  const cancelled = state === 'cancelled' || state === 'mustMove';
  return calendarText(
    [
      {
        uid: `${id}@traeffetid`,
        sequence,
        date,
        start,
        end,
        cancelled,
        stamp: changedAt,
        title: deps.booking.texts.entry('booking', { place, worker, cancelled }, language),
        location: `${place}, ${room}`,
        url: deps.booking.publicUrl + ownPath(deps, id),
      },
    ],
    {
      method: cancelled ? 'CANCEL' : by === 'mail' ? 'REQUEST' : 'PUBLISH',
      organizer: deps.booking.mailFrom,
      ...(by === 'mail' && mail !== null && { attendee: mail }),
    },
  );
}

interface Surroundings {
  place: string;
  municipality: string;
  call: { phone: string; who: string } | null;
  worker: string;
}

export async function surroundingsOf(
  tx: TransactionSql | Deps['sql'],
  institution: string,
  worker: Id,
): Promise<Surroundings> {
  const [found] = await tx<Surroundings[]>`
    select i.name as place, m.name as municipality, p.name as worker,
           case when i.phone <> '' then jsonb_build_object('phone', i.phone, 'who', i.phone_of)
                when m.phone <> '' then jsonb_build_object('phone', m.phone, 'who', m.phone_of) end as call
    from institution i, municipality m, person p where i.number = ${institution} and p.id = ${worker}`;
  return found!;
}

/** Queues the mail that tells a booking's owner what became of it, and the reminder of the day before. */
export async function queueOwnerMail(
  tx: TransactionSql,
  deps: Deps,
  type: Exclude<MailView['type'], 'freed' | 'freedList' | 'reminder'>,
  booking: BookingRow,
): Promise<void> {
  await dropUnsent(tx, booking.id, 'reminder');
  if (booking.mail === null) return;
  const around = await surroundingsOf(tx, booking.institution, booking.worker);
  const { room, date, start, end, language } = booking;
  const url = deps.booking.publicUrl + ownPath(deps, booking.id);
  const view = { type, ...around, room, date, start, end, url };
  const ics = entryOf(deps, booking, around, 'mail');
  const to = { booking: booking.id, to: booking.mail, language };
  await queueMail(tx, deps, { ...to, view, ics });
  const dayBefore = begins(booking) - day;
  if (booking.state !== 'confirmed' || dayBefore <= deps.now()) return;
  await queueMail(tx, deps, { ...to, view: { ...view, type: 'reminder' }, after: new Date(dayBefore) });
}

/**
 * Where the slot of `freed` can be booked again, queues mails: to bookers of a later one who asked for an earlier time, and,
 * once, to those on the waiting list. The first to book it has it.
 */
export async function notifyWaiting(
  tx: TransactionSql,
  deps: Deps,
  place: Place,
  freed: BookingRow,
): Promise<void> {
  const hours = await comingHours(tx, place, deps.now());
  const free = freeSlots(hours, await takenOf(tx, place.number, hours, deps.now()), deps.now());
  const slot = free.find(
    ({ hour, start }) => hour.id === freed.occurrence && hour.date === freed.date && start === freed.start,
  );
  if (!slot) return;
  const around = await surroundingsOf(tx, place.number, slot.hour.worker);
  const { room, date } = slot.hour;
  const seen = { ...around, room, date, start: slot.start, end: slot.end };
  const later: Instant = instantOf(begins({ date, start: slot.start }));
  const holders = await readBookings(
    tx,
    tx`institution = ${place.number} and wants_earlier and state = 'confirmed' and mail is not null
       and lower(slot) > ${later} and id <> ${freed.id}`,
  );
  for (const { id, mail, language } of holders) {
    const url = deps.booking.publicUrl + ownPath(deps, id);
    await queueMail(tx, deps, { booking: id, to: mail!, language, view: { type: 'freed', ...seen, url } });
  }
  const list = await tx<{ mail: string; language: BookingLanguage }[]>`
    delete from waiting where institution = ${place.number} returning mail, language`;
  const url = deps.booking.publicUrl + (await pathOfPlace(tx, place.number));
  for (const { mail, language } of list) {
    await queueMail(tx, deps, {
      booking: null,
      to: mail,
      language,
      view: { type: 'freedList', ...seen, url },
    });
  }
}
