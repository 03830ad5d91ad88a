import type { Sql } from 'postgres';

/** The whole state of the server, kept aside inside the database. */
export interface Snapshots {
  /** Keeps the present state under a name. */
  keep: (name: 'first' | 'backup') => Promise<void>;
  /** Puts the kept state in place of the present one: a restore, without the epoch that follows it. */
  putBack: (name: 'first' | 'backup') => Promise<void>;
}

export async function openSnapshots(sql: Sql): Promise<Snapshots> {
  const columns = await sql<{ name: string; columns: string }[]>`
    select c.relname as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' group by c.relname`;
  for (const schema of ['first', 'backup']) {
    await sql.unsafe(`create schema ${schema}`);
    for (const { name } of columns) {
      await sql.unsafe(`create table ${schema}.${name} as table public.${name} with no data`);
    }
  }
  const copy = async (from: string, to: string): Promise<void> => {
    const moves = columns.map(
      ({ name, columns: all }) =>
        `delete from ${to}.${name}; insert into ${to}.${name} (${all}) overriding system value select ${all} from ${from}.${name};`,
    );
    // Deletes, not truncates: a dozen small tables are faster that way. Foreign keys hold at the end as they did before.
    await sql.begin((tx) => tx.unsafe(`set local session_replication_role = replica; ${moves.join('')}`));
  };
  return { keep: (name) => copy('public', name), putBack: (name) => copy(name, 'public') };
}
