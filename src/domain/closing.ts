import * as z from 'zod/mini';
import { Day } from './day.ts';
import { type Holiday, holidayOn } from './holiday.ts';
import { Id } from './id.ts';
import { InstitutionKind, InstitutionNumber, type Place } from './institution.ts';
import { Line } from './text.ts';

/** Days on which every place of some kinds (`*`: of every kind), and some places by name, are closed, `from` and `to` included. */
export const Closing = z.object({
  id: Id,
  name: Line(200),
  kinds: z.array(z.union([InstitutionKind, z.literal('*')])).check(z.maxLength(20)),
  /** Places that are closed whatever their kind. */
  places: z.optional(z.array(InstitutionNumber).check(z.maxLength(1000))),
  from: Day,
  to: Day,
});
export type Closing = z.infer<typeof Closing>;

/** Why a place is closed: a public holiday always closes, the municipality's own closings as they say. */
export type ClosedBy = { holiday: Holiday } | { closing: Closing };

export const closes = ({ kinds, places }: Pick<Closing, 'kinds' | 'places'>, place: Place): boolean =>
  kinds.includes('*') || kinds.includes(place.kind) || places?.includes(place.number) === true;

/** What closes a place on a day; `undefined` when it is open. Weekends close nothing by themselves. */
export function closedBy(day: Day, place: Place, closings: readonly Closing[]): ClosedBy | undefined {
  const holiday = holidayOn(day);
  if (holiday) return { holiday };
  const closing = closings.find((one) => one.from <= day && day <= one.to && closes(one, place));
  return closing && { closing };
}
