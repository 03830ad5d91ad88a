import type { Sql, TransactionSql } from 'postgres';
import { logScope, refScope } from '#api/sync.ts';
import type { Taken } from '#domain/booking.ts';
import type { Closing } from '#domain/closing.ts';
import { addDays, type Day, dayOf, type Instant } from '#domain/day.ts';
import type { DropIn } from '#domain/drop-in.ts';
import type { Id } from '#domain/id.ts';
import type { InstitutionNumber, Place } from '#domain/institution.ts';
import { fieldOf, isAnnulled } from '#domain/merge/record-state.ts';
import { type Hour, hoursOf, type Plan } from '#domain/occurrence.ts';
import type { RecordOf } from '#domain/record-kinds.ts';
import { sessionPhase } from '#domain/session.ts';
import { asJson } from '../platform/json.ts';
import { removeRows, writeRows } from '../records/rows.ts';

/** What is written of a plan, and the ids of what is taken out of it. */
export interface PlanEdit {
  dropIns: readonly DropIn[];
  closings: readonly Closing[];
  gone?: readonly Id[];
}

/**
 * Writes drop-ins and closings, and the same into `ref` rows, so that coordinators and tablets see one truth. The clock has
 * been taken: its version is `v`. What did not change stays as it is.
 */
export async function savePlan(
  tx: TransactionSql,
  v: number,
  { dropIns, closings, gone = [] }: PlanEdit,
  at: Date,
): Promise<void> {
  if (gone.length > 0) await takeOut(tx, v, gone);
  const hours = dropIns.map((one) => ({
    id: one.id,
    institution: one.institution,
    worker: one.worker,
    weekday: one.weekday,
    room: one.room,
    starts: one.start,
    ends: one.end,
    slot_minutes: one.slotMinutes,
    walk_in_share: one.walkInShare,
    every_weeks: one.everyWeeks,
    valid_from: one.validFrom,
    valid_to: one.validTo,
    earliest_days: one.earliestDays ?? 28,
    latest_minutes: one.latestMinutes ?? 0,
    follows: one.follows,
  }));
  const columns = tx`institution, worker, weekday, starts, ends, room, slot_minutes, walk_in_share, every_weeks, valid_from,
    valid_to, earliest_days, latest_minutes, follows`;
  await tx`
    insert into drop_in as d (id, ${columns}, changed_at)
    select id, ${columns}, ${at} from jsonb_populate_recordset(null::drop_in, ${tx.json(asJson(hours))})
    on conflict (id) do update set
      (${columns}, sequence, changed_at) = (
        excluded.institution, excluded.worker, excluded.weekday, excluded.starts, excluded.ends, excluded.room,
        excluded.slot_minutes, excluded.walk_in_share, excluded.every_weeks, excluded.valid_from, excluded.valid_to,
        excluded.earliest_days, excluded.latest_minutes, excluded.follows, d.sequence + 1, excluded.changed_at)
    where to_jsonb(d) - array['sequence', 'changed_at'] <> to_jsonb(excluded) - array['sequence', 'changed_at']`;
  const closed = closings.map(({ id, name, kinds, places = [], from, to }) => ({
    id,
    name,
    kinds,
    places,
    from_day: from,
    to_day: to,
  }));
  await tx`
    insert into closing (id, name, kinds, places, from_day, to_day)
    select id, name, kinds, places, from_day, to_day from jsonb_populate_recordset(null::closing, ${tx.json(closed)})
    on conflict (id) do update set
      (name, kinds, places, from_day, to_day) =
      (excluded.name, excluded.kinds, excluded.places, excluded.from_day, excluded.to_day)`;
  await writeRows(tx, v, [
    ...dropIns.map((doc) => ({ scope: refScope, kind: 'dropIn', id: doc.id, doc })),
    ...closings.map((doc) => ({ scope: refScope, kind: 'closing', id: doc.id, doc })),
  ]);
}

/** Tablets are told by a tombstone; what was taken out of the plan stays in its history. */
async function takeOut(tx: TransactionSql, v: number, gone: readonly Id[]): Promise<void> {
  const ids = gone as Id[];
  await tx`delete from drop_in where id = any(${ids}::uuid[])`;
  await tx`delete from closing where id = any(${ids}::uuid[])`;
  const keys = (kind: string) => ids.map((id) => ({ scope: refScope, kind, id }));
  await removeRows(tx, v, [...keys('dropIn'), ...keys('closing')]);
}

/** The drop-ins that a query's `where` asks for, as the domain has them. */
export const readDropIns = async (sql: Sql | TransactionSql, where: ReturnType<Sql>): Promise<DropIn[]> => {
  const rows = await sql<(Omit<DropIn, 'follows'> & { follows: Id | null })[]>`
    select id, institution, worker, weekday, starts as start, ends as "end", room, slot_minutes as "slotMinutes",
           walk_in_share as "walkInShare", every_weeks as "everyWeeks", valid_from as "validFrom", valid_to as "validTo",
           earliest_days as "earliestDays", latest_minutes as "latestMinutes", follows
    from drop_in where ${where} order by id`;
  return rows.map(({ follows, ...rest }) => ({ ...rest, ...(follows && { follows }) }));
};

export const readClosings = async (sql: Sql | TransactionSql): Promise<Closing[]> => {
  const rows = await sql<(Closing & { places: InstitutionNumber[] })[]>`
    select id, name, kinds, places, from_day as "from", to_day as "to" from closing order by from_day, id`;
  return rows.map(({ places, ...rest }) => ({ ...rest, ...(places.length > 0 && { places }) }));
};

/** Everything that decides when a place has hours. */
export async function planOf(sql: Sql | TransactionSql, place: InstitutionNumber): Promise<Plan> {
  const [dropIns, closings, occurrences] = await Promise.all([
    readDropIns(sql, sql`institution = ${place}`),
    readClosings(sql),
    sql<{ doc: RecordOf<'occurrence'> }[]>`
      select doc from sync_row where scope = ${logScope(place)} and kind = 'occurrence' and not deleted`,
  ]);
  return { dropIns, closings, occurrences: occurrences.map(({ doc }) => doc) };
}

/** The hours of a place from `from` to `to`, as they will really be. */
export const hoursAt = async (sql: Sql | TransactionSql, place: Place, from: Day, to: Day): Promise<Hour[]> =>
  hoursOf(place, from, to, await planOf(sql, place.number));

/** The hours of a place that can be booked or walked into at `now`, as far ahead as anything can be booked. */
export const comingHours = async (sql: Sql | TransactionSql, place: Place, now: number): Promise<Hour[]> => {
  const plan = await planOf(sql, place.number);
  const reach = Math.max(28, ...plan.dropIns.map(({ earliestDays }) => earliestDays ?? 28));
  return hoursOf(place, dayOf(now), addDays(dayOf(now), reach), plan);
};

/** What is taken of these hours from `now` on: by bookings here, and by bookings that their workers have elsewhere. */
export const takenOf = (
  sql: Sql | TransactionSql,
  place: InstitutionNumber,
  hours: readonly Hour[],
  now: number,
): Promise<Taken[]> => {
  const workers = [...new Set(hours.map(({ worker }) => worker))];
  return sql<(Taken & { from: Instant; until: Instant })[]>`
    select institution, room, worker, to_char(lower(slot) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "from",
           to_char(upper(slot) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as until
    from booking
    where state in ('confirmed', 'mustMove', 'kept', 'absent') and slot && tstzrange(${new Date(now)}, null)
      and (institution = ${place} or worker = any(${workers}::uuid[]))`;
};

/** Today's sessions of a place: an hour that was ended early is over, an extra one that was opened is on. */
export async function sessionsToday(
  sql: Sql | TransactionSql,
  place: InstitutionNumber,
  today: Day,
): Promise<{ open: RecordOf<'session'>[]; ended: RecordOf<'session'>[] }> {
  const rows = await sql<{ doc: RecordOf<'session'> }[]>`
    select doc from sync_row
    where scope = ${logScope(place)} and kind = 'session' and not deleted and doc -> 'fixed' ->> 'date' = ${today}`;
  const sessions = rows.map(({ doc }) => doc).filter((session) => !isAnnulled(session));
  return {
    open: sessions.filter((session) => sessionPhase(session) === 'open'),
    ended: sessions.filter((session) => fieldOf(session, 'ended') !== null),
  };
}
