import type { PendingQuery, Row, Sql, TransactionSql } from 'postgres';
import type { LogPage } from '#api/log.ts';
import type { KnownDevice } from '#api/session.ts';
import { instantOf } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import type { CoordinatedPlace } from './places.ts';

/** How many changes of device `d` have come in any form: taken, waiting or refused. */
const came = (sql: Sql | TransactionSql) => sql`
  select (select count(*) from change c where c.device = d.id)
    + (select count(*) from parked k where k.device = d.id)
    + (select count(distinct q.op) from quarantine q where q.device = d.id and q.op is not null
        and not exists (select from change c where c.op::text = q.op and c.device = d.id)
        and not exists (select from parked k where k.op::text = q.op and k.device = d.id)) as n`;

/** A number that a tablet has told: whatever it said before there was an end to it, the page can be read. */
const most = (sql: Sql | TransactionSql, told: PendingQuery<Row[]>) => sql`least(${told}, 1000000000)::int`;

/** What is known of a worker's own tablets, of those that are asked for. */
export async function madeBy(sql: Sql, person: Id, ids: readonly Id[]): Promise<KnownDevice[]> {
  const rows = await sql<(Omit<KnownDevice, 'seenAt'> & { seenAt: Date | null })[]>`
    select d.id, d.tablet, d.seen_at as "seenAt", ${most(sql, sql`greatest(d.unsent, d.made - came.n, 0)`)} as unsent
    from device d, lateral (${came(sql)}) as came
    where d.person = ${person} and d.id = any(${[...ids]}) and d.revoked_at is null
    order by array_position(${[...ids]}::uuid[], d.id)`;
  return rows.map(({ seenAt, ...row }) => ({ ...row, seenAt: seenAt && instantOf(seenAt.getTime()) }));
}

/**
 * Tablets of the workers of these places that say that they made more changes than have come in any form (taken, waiting
 * or refused), or that still had some to send when they were last here. Any loss is counted and named (trust, P7).
 * What is refused lies in the history and in quarantine: it has come once.
 */
export async function missingFrom(
  tx: TransactionSql,
  places: readonly CoordinatedPlace[],
): Promise<LogPage['missing']> {
  const rows = await tx<{ tablet: string; worker: string; unsent: number; seenAt: Date | null }[]>`
    select d.tablet, p.name as worker, d.seen_at as "seenAt", ${most(tx, tx`greatest(d.unsent, d.made - came.n)`)} as unsent
    from device d join person p on p.id = d.person, lateral (${came(tx)}) as came
    where greatest(d.unsent, d.made - came.n) > 0
      and exists (select from assignment a
        where a.person = d.person and a.institution = any(${places.map(({ number }) => number)}))
    order by d.seen_at nulls first, d.tablet`;
  return rows.map(({ seenAt, ...row }) => ({ ...row, seenAt: seenAt && instantOf(seenAt.getTime()) }));
}
