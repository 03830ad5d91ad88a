import * as z from 'zod/mini';
import { Id } from './id.ts';
import { FreeText } from './note.ts';

/**
 * A coordinator's review (gennemsyn) of one consultation. Its id is `reviewId`: there is one, whichever coordinator writes it
 * first.
 */
export const ReviewFixed = z.object({ consultation: Id });

export const reviewStates = ['new', 'question', 'approved'] as const;
export type ReviewState = (typeof reviewStates)[number];

/** Of changes of one consultation. */
const Count = z.number().check(z.int(), z.minimum(0), z.maximum(1_000_000));

/**
 * `seen`: how much of the consultation the coordinator saw (`editsOf`). `answers`: how many of the workers' remarks the
 * endpoint had. A decision is measured by them, so that a worker's edit or answer ends it without a word to this record.
 */
export const ReviewDecision = z.object({
  state: z.enum(reviewStates),
  seen: Count,
  answers: Count,
});
export type ReviewDecision = z.infer<typeof ReviewDecision>;

export const reviewFields = { decision: { schema: ReviewDecision, rule: 'choose' } } as const;

/** One line of the thread of question and answer; only ever added. */
export const RemarkFixed = z.object({
  consultation: Id,
  text: FreeText,
  from: z.enum(['coordinator', 'worker']),
});
