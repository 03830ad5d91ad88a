import * as z from 'zod/mini';
import { type Day, dayOf, type Instant, WallTime, wallTimeOf, weekdayOf } from './day.ts';
import { holidayOn } from './holiday.ts';

/** A number to ring has at least so many digits. */
export const leastDigits = 3;

/** A number to ring as people write it, `72 57 77 77` or `114`; empty where there is none. */
const AcuteNumber = z.string().check(
  z.trim(),
  z.regex(/^[0-9 +]{0,20}$/),
  z.refine((text) => text === '' || text.replace(/\D/g, '').length >= leastDigits),
);

/**
 * The municipality's telephone numbers for a child who cannot wait (docs/domain.md, "Akut"). `day` answers on working days
 * from `from` to `to`, `evening` at all other times. They say nothing about a person, so a locked tablet may show them.
 */
export const AcuteNumbers = z
  .object({ day: AcuteNumber, evening: AcuteNumber, from: WallTime, to: WallTime })
  .check(z.refine(({ from, to }) => from < to));
export type AcuteNumbers = z.infer<typeof AcuteNumbers>;

/** Monday to Friday without the public holidays. */
const isWorkday = (day: Day): boolean => weekdayOf(day) <= 5 && holidayOn(day) === undefined;

/** Which of the two answers at this moment, in milliseconds or as an instant, by the clock in Copenhagen. */
export function answersNow({ from, to }: AcuteNumbers, now: number | Instant): 'day' | 'evening' {
  const time = wallTimeOf(now);
  return isWorkday(dayOf(now)) && from <= time && time < to ? 'day' : 'evening';
}
