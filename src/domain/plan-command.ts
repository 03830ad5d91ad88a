import * as z from 'zod/mini';
import { Closing } from './closing.ts';
import { Day } from './day.ts';
import { DropIn } from './drop-in.ts';
import { Id } from './id.ts';
import { InstitutionNumber } from './institution.ts';
import { Line, lineLimits } from './text.ts';

/** An hour as the schedule desk writes it: all but its id and what it goes on from. */
export const HourDraft = z.extend(z.omit(DropIn, { id: true, follows: true }), {
  room: Line(lineLimits.room),
  everyWeeks: z.number().check(z.int(), z.minimum(1), z.maximum(12)),
});
export type HourDraft = z.infer<typeof HourDraft>;

export const ClosingDraft = z.extend(z.omit(Closing, { id: true }), {
  name: Line(80),
  places: z.array(InstitutionNumber).check(z.maxLength(1000)),
});
export type ClosingDraft = z.infer<typeof ClosingDraft>;

/** The reason that the bookers are told. */
const Reason = Line(lineLimits.reason, 1);

/** One thing that a coordinator does to the plan. What has been stays as it was: everything takes effect from a day. */
export const PlanCommand = z.discriminatedUnion('type', [
  z.object({ type: z.literal('create'), hour: HourDraft }),
  /** From `hour.validFrom` on the hour is as `hour` says; it ends the day before as it was. */
  z.object({ type: z.literal('change'), id: Id, hour: HourDraft }),
  /** `on` is the last day. */
  z.object({ type: z.literal('end'), id: Id, on: Day }),
  /** Takes out an hour that has not begun. */
  z.object({ type: z.literal('remove'), id: Id }),
  /** Into the school year that begins on 1 August of `year`. */
  z.object({
    type: z.literal('copy'),
    ids: z.array(Id).check(z.minLength(1), z.maxLength(500)),
    year: z.number().check(z.int(), z.minimum(2000), z.maximum(2100)),
  }),
  z.object({ type: z.literal('close'), closing: ClosingDraft }),
  z.object({ type: z.literal('reclose'), id: Id, closing: ClosingDraft }),
  z.object({ type: z.literal('open'), id: Id }),
  /** One hour on one date, by the id of its occurrence; without a reason it is held after all. */
  z.object({
    type: z.literal('cancel'),
    institution: InstitutionNumber,
    hour: Id,
    date: Day,
    reason: z.nullable(Reason),
  }),
]);
export type PlanCommand = z.infer<typeof PlanCommand>;
