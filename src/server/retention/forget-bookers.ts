import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TransactionSql } from 'postgres';
import { usualKeepDays } from '#api/places.ts';
import { addDays, type Day, dayOf } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import { forgetSignIns } from '../access/credential.ts';
import { forgetLogins } from '../access/login.ts';
import { publishBookings } from '../bookings/booking-row.ts';
import type { Deps } from '../platform/deps.ts';
import { blankFixed, eraseRecords, type RowKey } from '../records/rows.ts';
import { nextVersion } from '../records/version.ts';

/**
 * Forgets the names and addresses of those who booked, waited and were written to, as many days after the date as the
 * municipality has set (docs/domain.md, "Privacy"): name and mail of a booking, the name in a worker's booking request, entries
 * of queues and waiting lists, and mails that have left. Times, roles and themes stay for the figures. Returns how many of
 * each; nothing is written where there is nothing to forget.
 */
export async function forgetBookers(
  deps: Deps,
): Promise<{ bookings: number; entries: number; mails: number }> {
  const [setting] = await deps.sql<{ days: number }[]>`select keep_booking_days as days from municipality`;
  const before = addDays(dayOf(deps.now()), -(setting?.days ?? usualKeepDays));
  const { count: mails } = await deps.sql`
    delete from mail where (sent_at is not null or given_up_at is not null)
      and send_after < (${before}::date + time '00:00') at time zone 'Europe/Copenhagen'`;
  await deps.sql`delete from waiting where made_at < (${before}::date + time '00:00') at time zone 'Europe/Copenhagen'`;
  const [due] = await deps.sql`
    select 1 where exists (select from booking where day < ${before} and (name is not null or mail is not null))
      or exists (select from sync_row where kind in ('queueEntry', 'bookingRequest') and not deleted
                 and doc -> 'fixed' ->> 'date' < ${before} and (kind = 'queueEntry' or doc #>> '{fixed,name}' is not null))`;
  if (!due) return { bookings: 0, entries: 0, mails };
  return deps.sql.begin(async (tx) => {
    const v = await nextVersion(tx);
    const bookings = await forgetNames(tx, v, before);
    return { bookings, entries: await forgetEntries(tx, v, before), mails };
  });
}

/** Names where a booking is kept and where a tablet had asked for it; tablets get the same row without them. */
async function forgetNames(tx: TransactionSql, v: number, before: Day): Promise<number> {
  const bookings = await tx<{ id: Id }[]>`
    update booking set name = null, mail = null, wants_earlier = false
    where day < ${before} and (name is not null or mail is not null) returning id`;
  await publishBookings(
    tx,
    v,
    bookings.map(({ id }) => id),
  );
  const requests = await tx<RowKey[]>`
    select scope, kind, id from sync_row
    where kind = 'bookingRequest' and not deleted and doc -> 'fixed' ->> 'date' < ${before}
      and doc #>> '{fixed,name}' is not null`;
  await blankFixed(tx, v, requests, 'name');
  return bookings.length;
}

/** Tombstones: tablets drop the rows, and what still builds on them is answered with `gone`. */
async function forgetEntries(tx: TransactionSql, v: number, before: Day): Promise<number> {
  const entries = await tx<RowKey[]>`
    select scope, kind, id from sync_row
    where kind = 'queueEntry' and not deleted and doc -> 'fixed' ->> 'date' < ${before}`;
  await eraseRecords(tx, v, entries);
  return entries.length;
}

/** The same for mails that were kept as files, because there is no mail server. */
async function forgetFiles(deps: Deps, folder: string): Promise<void> {
  const [setting] = await deps.sql<{ days: number }[]>`select keep_booking_days as days from municipality`;
  const before = deps.now() - (setting?.days ?? usualKeepDays) * 86_400_000;
  for (const file of await readdir(folder).catch(() => [])) {
    const path = join(folder, file);
    if (file.endsWith('.eml') && (await stat(path)).mtimeMs < before) await rm(path);
  }
}

/** Looks at once and then every `interval` milliseconds until it is closed; a fault waits for the next look. */
export function forgetAlways(
  deps: Deps,
  mailFolder: string,
  interval = 3_600_000,
): { close: () => Promise<void> } {
  const log = (event: string, more: Record<string, string | number>) =>
    deps.log({ at: new Date(deps.now()).toISOString(), event, ...more });
  const look = async (): Promise<void> => {
    try {
      const forgotten = await forgetBookers(deps);
      await forgetFiles(deps, mailFolder);
      await forgetLogins(deps);
      await forgetSignIns(deps);
      if (Object.values(forgotten).some((count) => count > 0)) log('booking.forgotten', forgotten);
    } catch (error) {
      log('fault', { code: String((error as { code?: unknown }).code), during: 'forget' });
    }
  };
  let looking = look();
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, interval);
  timer.unref();
  return {
    close: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}
