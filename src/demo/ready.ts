import type { Sql } from 'postgres';
import { StartupError } from '#server/platform/startup-error.ts';

/**
 * The demo's door lets anyone in, so it may stand only before a database that is empty or that the demo has made. Asked
 * before anything is written: whatever else is there stays as it is. Throws a StartupError.
 */
export async function refuseRealPeople(sql: Sql): Promise<void> {
  const [found] = await sql<{ tables: boolean; ours: boolean; made: boolean }[]>`
    select exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                   where c.relkind in ('r', 'p', 'v', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema') as tables,
           to_regclass('migration') is not null as ours, to_regclass('municipality') is not null as made`;
  if (!found!.tables) return;
  if (!found!.ours) {
    throw new StartupError(
      'The database of DATABASE_URL holds something else: the demo needs one that is empty.',
    );
  }
  // Another endpoint is making it at this moment.
  if (!found!.made) return;
  const [kept] = await sql<{ demo: boolean | null; people: boolean }[]>`
    select (select demo from municipality) as demo, exists (select from person) as people`;
  if (kept!.demo === true || (kept!.demo === null && !kept!.people)) return;
  throw new StartupError(
    'The database holds a real municipality: the demo’s door is refused, and there is no other login yet.',
  );
}
