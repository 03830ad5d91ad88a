import * as z from 'zod/mini';
import { Id } from './id.ts';
import type { RecordState } from './merge/record-state.ts';
import { fieldOf } from './merge/record-state.ts';
import { FreeText } from './note.ts';

/** A coordinator's review (gennemsyn) of one consultation. Its id is `reviewId`: there is one, whoever writes it first. */
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

const isAnswer = ({ kind, fixed }: RecordState): boolean => kind === 'remark' && fixed.from === 'worker';

/** How many of these records are answers of workers. */
export const answersAmong = (records: readonly RecordState[]): number => records.filter(isAnswer).length;

/**
 * How much workers have written of a consultation: the changes of its own record, its notes, assessments and answers, all of
 * which are among `records`. A concern has a clock and a list of its own, and acting on it reopens nothing.
 */
export const editsOf = (records: readonly RecordState[]): number =>
  records
    .filter((record) => ['consultation', 'note', 'assessment'].includes(record.kind) || isAnswer(record))
    .reduce((sum, { ops }) => sum + Object.keys(ops).length, 0);

/**
 * Where a consultation stands in the review. `records`: itself and what hangs on it. An edit after approval makes it new
 * again (docs/protocol.md), and so does an answer to a question. What retention removes counts less and reopens nothing.
 */
export function reviewStatus(review: RecordState | undefined, records: readonly RecordState[]): ReviewState {
  const decision = review && (fieldOf(review, 'decision') as ReviewDecision | null);
  if (!decision) return 'new';
  if (decision.state === 'approved' && editsOf(records) > decision.seen) return 'new';
  if (decision.state === 'question' && answersAmong(records) > decision.answers) return 'new';
  return decision.state;
}
