import type { TransactionSql } from 'postgres';
import type { Id } from '#domain/id.ts';

export interface Place {
  number: string;
  name: string;
  code: string;
}

/** The places of the clusters that this coordinator has, and no others. */
export const placesOf = (tx: TransactionSql, coordinator: Id): Promise<Place[]> =>
  tx<Place[]>`
    select i.number, i.name, i.code
    from institution i join coordinates c on c.cluster = i.cluster and c.person = ${coordinator}
    order by i.name`;

/** Length of the 4-week clock in calendar days, as the municipality has set it. */
export async function fourWeekDaysOf(tx: TransactionSql): Promise<number> {
  const [row] = await tx<{ days: number }[]>`select four_week_days as days from municipality`;
  return row?.days ?? 28;
}

/** Names by id. */
export async function namesOf(tx: TransactionSql, ids: readonly Id[]): Promise<Record<Id, string>> {
  const people = await tx<
    { id: Id; name: string }[]
  >`select id, name from person where id = any(${ids as Id[]}::uuid[])`;
  return Object.fromEntries(people.map(({ id, name }) => [id, name]));
}
