import type { Sql } from 'postgres';
import type { FixedHour } from '#api/public-pages.ts';
import type { Day } from '#domain/day.ts';
import type { InstitutionNumber } from '#domain/institution.ts';

/** The fixed hours of places from `today` on, as they are written on doors, in the order of the week. */
export async function fixedHours(
  sql: Sql,
  places: readonly InstitutionNumber[],
  today: Day,
): Promise<Map<InstitutionNumber, FixedHour[]>> {
  const rows = await sql<(FixedHour & { institution: InstitutionNumber })[]>`
    select d.institution, d.weekday, d.every_weeks as "everyWeeks", d.starts as start, d.ends as "end", d.room,
           p.name as worker, d.slot_minutes as minutes
    from drop_in d join person p on p.id = d.worker
    where d.institution = any(${[...places]}) and coalesce(d.valid_to, 'infinity') >= ${today}
    order by d.weekday, d.starts`;
  const found = new Map<InstitutionNumber, FixedHour[]>();
  for (const { institution, ...hour } of rows) {
    found.set(institution, [...(found.get(institution) ?? []), hour]);
  }
  return found;
}
