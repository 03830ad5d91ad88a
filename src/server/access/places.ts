import type { Sql, TransactionSql } from 'postgres';
import type { Id } from '#domain/id.ts';
import type { InstitutionKind, InstitutionNumber } from '#domain/institution.ts';
import { endpointAuthor } from './roles.ts';

/** A place as the coordinator's desk knows it. */
export interface CoordinatedPlace {
  number: InstitutionNumber;
  name: string;
  code: string;
  kind: InstitutionKind;
  cluster: string;
  /** The number to ring there; both empty where the municipality's number holds. */
  phone: string;
  phoneOf: string;
}

/** The places of the clusters that this coordinator has, and no others, by cluster and number. */
export const placesOf = (sql: Sql | TransactionSql, coordinator: Id): Promise<CoordinatedPlace[]> =>
  sql<CoordinatedPlace[]>`
    select i.number, i.name, i.code, i.kind, i.cluster, i.phone, i.phone_of as "phoneOf"
    from institution i join coordinates c on c.cluster = i.cluster and c.person = ${coordinator}
    order by i.cluster, i.number`;

/** The numbers of the places that this worker serves at `now`, in milliseconds. */
export async function servedBy(tx: TransactionSql, worker: Id, now: number): Promise<InstitutionNumber[]> {
  const places = await tx<{ institution: InstitutionNumber }[]>`
    select distinct institution from assignment
    where person = ${worker}
      and (${new Date(now)} at time zone 'Europe/Copenhagen')::date between valid_from and coalesce(valid_to, 'infinity')
    order by institution`;
  return places.map(({ institution }) => institution);
}

/** What a person may write at a place: everything, or for 30 days after an assignment has ended only what is new. */
export type Right = 'all' | 'creates' | 'nothing';

/**
 * Who may write where at `now`, in milliseconds: workers where they serve or served, coordinators in their clusters, the
 * endpoint everywhere.
 */
export async function readRights(
  tx: TransactionSql,
  now: number,
): Promise<(person: Id, institution: string) => Right> {
  const rows = await tx<{ person: Id; institution: string; serves: boolean }[]>`
    with today as (select (${new Date(now)} at time zone 'Europe/Copenhagen')::date as day)
    select person, institution, bool_or(day <= coalesce(valid_to, 'infinity')) as serves
    from assignment, today
    where day between valid_from and coalesce(valid_to, 'infinity'::date) + 30
    group by person, institution
    union all select person, number, true from coordinates join institution using (cluster)`;
  const rights = new Map<string, Right>(
    rows.map(({ person, institution, serves }) => [`${person} ${institution}`, serves ? 'all' : 'creates']),
  );
  return (person, institution) =>
    person === endpointAuthor ? 'all' : (rights.get(`${person} ${institution}`) ?? 'nothing');
}

/** Length of the 4-week clock in calendar days, as the municipality has set it. */
export async function fourWeekDaysOf(tx: TransactionSql): Promise<number> {
  const [row] = await tx<{ days: number }[]>`select four_week_days as days from municipality`;
  return row?.days ?? 28;
}

/** The names of people by id. */
export type Names = Readonly<Record<Id, string>>;

export async function namesOf(sql: Sql | TransactionSql, ids: readonly Id[]): Promise<Names> {
  const people = await sql<{ id: Id; name: string }[]>`
    select id, name from person where id = any(${[...new Set(ids)]}::uuid[])`;
  return Object.fromEntries(people.map(({ id, name }) => [id, name]));
}
