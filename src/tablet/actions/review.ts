import { type Id, reviewId } from '#domain/id.ts';
import { isAnnulled, type RecordState } from '#domain/merge/record-state.ts';
import { type ReviewState, reviewStatus } from '#domain/review.ts';
import { record, records, type Shelf } from '../store/replica.ts';
import type { Vault } from '../store/vault.ts';
import { type NewChange, type Saved, write } from '../store/write.ts';

/** The review of one conversation as the tablet knows it. */
export interface Reviewed {
  consultation: RecordState;
  status: ReviewState;
  /** Question and answer (`fixed.text`, `fixed.from`): as the endpoint took them, what is still unsent last. */
  thread: RecordState[];
}

const place = (shelf: Shelf, { id }: RecordState): number =>
  shelf.base.get(id)?.[3] ?? Number.MAX_SAFE_INTEGER;

const hangingOn = (shelf: Shelf, kinds: readonly string[], consultation: Id): RecordState[] =>
  kinds.flatMap((kind) => records(shelf, kind)).filter(({ fixed }) => fixed.consultation === consultation);

/** Where one conversation stands in the coordinator's review, with question and answer. */
export function reviewOf(shelf: Shelf, consultation: RecordState): Reviewed {
  const remarks = hangingOn(shelf, ['remark'], consultation.id);
  const all = [consultation, ...hangingOn(shelf, ['note', 'assessment'], consultation.id), ...remarks];
  return {
    consultation,
    status: reviewStatus(record(shelf, 'review', reviewId(consultation.id)), all),
    thread: remarks.toSorted(
      (one, other) => place(shelf, one) - place(shelf, other) || one.id.localeCompare(other.id),
    ),
  };
}

/** The coordinator's open questions at her places, newest question first. */
export const questionsFor = (shelf: Shelf): Reviewed[] =>
  [...new Set(records(shelf, 'remark').map(({ fixed }) => String(fixed.consultation)))]
    .flatMap((id) => record(shelf, 'consultation', id) ?? [])
    .filter((consultation) => !isAnnulled(consultation))
    .map((consultation) => reviewOf(shelf, consultation))
    .filter(({ status }) => status === 'question')
    .toSorted((one, other) => lastPlace(shelf, other) - lastPlace(shelf, one));

const lastPlace = (shelf: Shelf, { thread }: Reviewed): number => place(shelf, thread.at(-1)!);

/**
 * Answers the coordinator: kept on this tablet and sent like everything else, and the question is no longer open. `text`: 1 to
 * 4,000 characters. Throws StoreFault; then nothing was written.
 */
export function answerQuestion(vault: Vault, consultation: RecordState, text: string): Promise<Saved> {
  const change: NewChange = {
    kind: 'remark',
    verb: 'create',
    object: vault.makeId(),
    institution: consultation.institution,
    fixed: { consultation: consultation.id, text: text.trim(), from: 'worker' },
  };
  return write(vault, [change]);
}
