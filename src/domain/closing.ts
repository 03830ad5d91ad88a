import * as z from 'zod/mini';
import { Day } from './day.ts';
import { type Holiday, holidayOn } from './holiday.ts';
import { Id } from './id.ts';
import { InstitutionKind } from './institution.ts';

/** Days on which every place of some kinds (`*`: of every kind) is closed, `from` and `to` included. */
export const Closing = z.object({
  id: Id,
  name: z.string(),
  kinds: z.array(z.union([InstitutionKind, z.literal('*')])),
  from: Day,
  to: Day,
});
export type Closing = z.infer<typeof Closing>;

/** Why a place is closed: a public holiday always closes, the municipality's own closings as they say. */
export type ClosedBy = { holiday: Holiday } | { closing: Closing };

/** What closes places of this kind on a day; `undefined` when they are open. Weekends close nothing by themselves. */
export function closedBy(
  day: Day,
  kind: InstitutionKind,
  closings: readonly Closing[],
): ClosedBy | undefined {
  const holiday = holidayOn(day);
  if (holiday) return { holiday };
  const closing = closings.find(
    ({ kinds, from, to }) => from <= day && day <= to && (kinds.includes('*') || kinds.includes(kind)),
  );
  return closing && { closing };
}
