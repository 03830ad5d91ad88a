import { fieldOf, type RecordState } from './merge/record-state.ts';
import { childKindsOf, type RecordOf } from './record-kinds.ts';
import type { ReviewState } from './review.ts';

const isAnswer = ({ kind, fixed }: RecordState): boolean => kind === 'remark' && fixed.from === 'worker';

/** How many of these records are answers of workers. */
export const answersAmong = (records: readonly RecordState[]): number => records.filter(isAnswer).length;

/** The kinds whose every change is an edit of a consultation. */
const edits: readonly string[] = ['consultation', ...childKindsOf('consultation', 'isEdit')];

/**
 * How much workers have written of a consultation: the changes of its own record, its notes, assessments and answers, all of
 * which are among `records`. A concern has a clock and a list of its own, and acting on it reopens nothing.
 */
export const editsOf = (records: readonly RecordState[]): number =>
  records
    .filter((record) => edits.includes(record.kind) || isAnswer(record))
    .reduce((sum, { ops }) => sum + Object.keys(ops).length, 0);

/**
 * Where a consultation stands in the review. `records`: itself and what hangs on it. An edit after approval makes it new
 * again (docs/protocol.md), and so does an answer to a question. What retention removes counts less and reopens nothing.
 */
export function reviewStatus(
  review: RecordOf<'review'> | undefined,
  records: readonly RecordState[],
): ReviewState {
  const decision = review && fieldOf(review, 'decision');
  if (!decision) return 'new';
  if (decision.state === 'approved' && editsOf(records) > decision.seen) return 'new';
  if (decision.state === 'question' && answersAmong(records) > decision.answers) return 'new';
  return decision.state;
}
