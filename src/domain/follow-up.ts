import * as z from 'zod/mini';
import { Day } from './day.ts';
import { Id } from './id.ts';

/** What came of a day that was agreed without a 4-week clock. */
export const followUpOutcomes = ['talked', 'solved', 'noLonger'] as const;
export type FollowUpOutcome = (typeof followUpOutcomes)[number];

/**
 * A conversation's agreed day (`due`) was followed up `on` a day. Only ever added, or taken back; where the conversation
 * agrees on another day, that one is open again. Like acting on a concern it reopens no review.
 */
export const FollowUpFixed = z.object({
  consultation: Id,
  due: Day,
  outcome: z.enum(followUpOutcomes),
  on: Day,
});
