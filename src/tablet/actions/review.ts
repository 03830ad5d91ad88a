import { type Id, reviewId } from '#domain/id.ts';
import { isAnnulled } from '#domain/merge/record-state.ts';
import { type ChildKind, childKindsOf, type RecordOf } from '#domain/record-kinds.ts';
import type { ReviewState } from '#domain/review.ts';
import { reviewStatus } from '#domain/review-status.ts';
import { type Replica, record, records } from '../store/replica.ts';
import type { Vault } from '../store/vault.ts';
import { type NewChange, type Saved, write } from '../store/write.ts';

/** The review of one conversation as the tablet knows it. */
export interface Reviewed {
  consultation: RecordOf<'consultation'>;
  status: ReviewState;
  /** Question and answer (`fixed.text`, `fixed.from`): as the endpoint took them, what is still unsent last. */
  thread: RecordOf<'remark'>[];
}

const place = (replica: Replica, { id }: RecordOf<'remark'>): number =>
  replica.base.get(id)?.[3] ?? Number.MAX_SAFE_INTEGER;

const hangingOn = <K extends ChildKind>(
  replica: Replica,
  kinds: readonly K[],
  consultation: Id,
): RecordOf<K>[] =>
  kinds.flatMap((kind) => records(replica, kind)).filter(({ fixed }) => fixed.consultation === consultation);

/** Where one conversation stands in the coordinator's review, with question and answer. */
export function reviewOf(replica: Replica, consultation: RecordOf<'consultation'>): Reviewed {
  const remarks = hangingOn(replica, ['remark'], consultation.id);
  const edits = hangingOn(replica, childKindsOf('consultation', 'isEdit'), consultation.id);
  const all = [consultation, ...edits, ...remarks];
  return {
    consultation,
    status: reviewStatus(record(replica, 'review', reviewId(consultation.id)), all),
    thread: remarks.toSorted(
      (one, other) => place(replica, one) - place(replica, other) || one.id.localeCompare(other.id),
    ),
  };
}

/** The coordinator's open questions at the worker's places, newest first. */
export const questionsFor = (replica: Replica): Reviewed[] =>
  [...new Set(records(replica, 'remark').map(({ fixed }) => fixed.consultation))]
    .flatMap((id) => record(replica, 'consultation', id) ?? [])
    .filter((consultation) => !isAnnulled(consultation))
    .map((consultation) => reviewOf(replica, consultation))
    .filter(({ status }) => status === 'question')
    .toSorted((one, other) => lastPlace(replica, other) - lastPlace(replica, one));

const lastPlace = (replica: Replica, { thread }: Reviewed): number => place(replica, thread.at(-1)!);

/**
 * Answers the coordinator: kept on this tablet and sent like everything else, and the question is no longer open. `text`: 1 to
 * 4,000 characters. Throws StorageError; then nothing was written.
 */
export function answerQuestion(
  vault: Vault,
  consultation: RecordOf<'consultation'>,
  text: string,
): Promise<Saved> {
  const change: NewChange = {
    kind: 'remark',
    verb: 'create',
    object: vault.makeId(),
    institution: consultation.institution,
    fixed: { consultation: consultation.id, text: text.trim(), from: 'worker' },
  };
  return write(vault, [change]);
}
