import type { Sql } from 'postgres';
import type { AcuteNumbers } from '#domain/acute.ts';

/** The municipality's acute numbers; null before there is a municipality. */
export async function readAcute(sql: Sql): Promise<AcuteNumbers | null> {
  const [row] = await sql<AcuteNumbers[]>`
    select acute_day as day, acute_evening as evening, acute_from as "from", acute_to as "to" from municipality`;
  return row ?? null;
}
