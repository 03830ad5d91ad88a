import type { TransactionSql } from 'postgres';
import type { PlanAnswer, Schedule } from '#api/schedule.ts';
import { logScope } from '#api/sync.ts';
import { type Day, dayOf, type Instant } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import type { PlanCommand } from '#domain/plan-command.ts';
import type { RecordOf } from '#domain/record-kinds.ts';
import { type CoordinatedPlace, placesOf } from '../access/places.ts';
import { readClosings, readDropIns } from '../schedule/plan.ts';

export type SchedulePlace = Pick<CoordinatedPlace, 'number' | 'name' | 'kind' | 'cluster'>;

/** The places whose plan this coordinator makes, by number. */
export const plannedPlaces = async (tx: TransactionSql, coordinator: Id): Promise<SchedulePlace[]> =>
  (await placesOf(tx, coordinator))
    .map(({ number, name, kind, cluster }) => ({ number, name, kind, cluster }))
    .toSorted((one, other) => (one.number < other.number ? -1 : 1));

export const everyPlace = (tx: TransactionSql): Promise<SchedulePlace[]> =>
  tx<SchedulePlace[]>`select number, name, kind, cluster from institution order by number`;

/** Workers and the places that they serve on `day` or later. */
export const workersOf = (tx: TransactionSql, day: Day): Promise<Schedule['workers']> =>
  tx<Schedule['workers']>`
    select p.id, p.name, array_agg(distinct a.institution order by a.institution) as places
    from person p join assignment a on a.person = p.id and coalesce(a.valid_to, 'infinity') >= ${day}
    where p.role = 'worker' group by p.id, p.name order by p.name`;

/** What differs from plan on one date, of `from` and later, at some places. */
export const occurrencesAt = async (
  tx: TransactionSql,
  places: readonly string[],
  from: Day,
): Promise<RecordOf<'occurrence'>[]> => {
  const rows = await tx<{ doc: RecordOf<'occurrence'> }[]>`
    select doc from sync_row
    where scope = any(${places.map(logScope)}) and kind = 'occurrence' and not deleted
      and (doc -> 'fixed' ->> 'date' >= ${from} or doc -> 'fields' -> 'moved' -> 'current' -> 'value' ->> 'date' >= ${from})
    order by id`;
  return rows.map(({ doc }) => doc);
};

/** The plan of the coordinator's own places. */
export async function readSchedule(tx: TransactionSql, coordinator: Id, now: number): Promise<Schedule> {
  const today = dayOf(now);
  const places = await plannedPlaces(tx, coordinator);
  const numbers = places.map(({ number }) => number);
  const changes = await tx<{ at: Instant; by: string; command: PlanCommand; answer: PlanAnswer }[]>`
    select to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, p.name as by, c.command, c.answer
    from plan_change c join person p on p.id = c.person where c.places && ${numbers} order by c.at desc, c.request limit 50`;
  return {
    today,
    places,
    workers: await workersOf(tx, today),
    dropIns: await readDropIns(tx, tx`institution = any(${numbers})`),
    closings: await readClosings(tx),
    occurrences: await occurrencesAt(tx, numbers, today),
    changes: changes.map(({ answer, ...change }) => ({
      ...change,
      told: answer.affectedBookings.filter(({ mail }) => mail !== null).length,
    })),
  };
}
