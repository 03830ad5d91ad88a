import type { Sql } from 'postgres';
import { errorCode } from '#domain/stack-frames.ts';
import type { Now } from './now.ts';
import { StartupError } from './startup-error.ts';

const files: Record<string, string> = import.meta.glob('../migrations/*.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const shipped = Object.fromEntries(
  Object.entries(files).map(([path, text]) => [path.slice(path.lastIndexOf('/') + 1), text]),
);

/** Held to commit, so that endpoints starting together before one database migrate one after the other. */
const lockNumber = 7_401_961;

/** A migration that finds what it must not touch says so by `raise exception`, in a sentence for the operator. */
const refused = (error: unknown): never => {
  if (errorCode(error) === 'P0001' && error instanceof Error) throw new StartupError(error.message);
  throw error;
};

/**
 * Brings the database to the newest shape: each file once, in order of name, in a transaction of its own. Throws a StartupError
 * where the database was shaped by a newer version of the endpoint, before anything is changed, and where a file refuses it.
 */
export async function migrate(
  sql: Sql,
  now: Now,
  migrations: Record<string, string> = shipped,
): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${lockNumber})`;
    await tx`create table if not exists migration (name text primary key, at timestamptz not null)`;
    const unknown = (await tx<{ name: string }[]>`select name from migration order by name`).find(
      ({ name }) => migrations[name] === undefined,
    );
    if (unknown) {
      throw new StartupError(
        `The database was made by a newer version of Træffetid (it has ${unknown.name}): start that version or newer.`,
      );
    }
  });
  for (const name of Object.keys(migrations).sort()) {
    await sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(${lockNumber})`;
      if ((await tx`select from migration where name = ${name}`).length > 0) return;
      await tx`set local statement_timeout = 0`;
      await tx.unsafe(migrations[name]!).catch(refused);
      await tx`insert into migration (name, at) values (${name}, ${new Date(now())})`;
    });
  }
}
