import type { TransactionSql } from 'postgres';
import type { Decide, Decided } from '#api/log.ts';
import { logScope } from '#api/sync.ts';
import { type Id, reviewId } from '#domain/id.ts';
import { fieldOf } from '#domain/merge/record-state.ts';
import { sameValue } from '#domain/merge/register.ts';
import type { ProblemCode } from '#domain/problem.ts';
import type { ChildKind, RecordOf } from '#domain/record-kinds.ts';
import type { ReviewDecision } from '#domain/review.ts';
import { answersAmong, editsOf, reviewStatus } from '#domain/review-status.ts';
import { audit } from '../access/audit.ts';
import { placesOf } from '../access/places.ts';
import { applyServerChanges, type ServerChange, wasRefused } from '../changes/server-change.ts';
import { reviewAmong } from '../log/projection.ts';
import { childrenOf } from '../log/row.ts';
import type { Deps } from '../platform/deps.ts';
import { nextVersion } from '../records/version.ts';

type Outcome = Decided | 'notFound' | 'nothingAsked' | { refused: ProblemCode };

/**
 * Writes a coordinator's decisions the way a push writes changes: the clock first, the same permissions, the same merge,
 * the same history. What stands already is not written again, so that a request sent twice is one decision.
 */
export const decideReviews = (deps: Deps, coordinator: Id, asked: Decide): Promise<Outcome> =>
  deps.sql.begin(async (tx): Promise<Outcome> => {
    const v = await nextVersion(tx);
    const before = await readReviewed(tx, coordinator, asked.consultations);
    if (before.length === 0) return 'notFound';
    const { remark, state } = asked;
    const wasAsked = (records: readonly RecordOf[]) =>
      records.some((record) => record.kind === 'remark' && record.fixed.from === 'coordinator');
    if (state === 'question' && !remark && !before.every(({ around }) => wasAsked(around))) {
      return 'nothingAsked';
    }
    const changes = before.flatMap((one) =>
      changesFor(one, asked).map((change) => ({ about: one.consultation.id, change })),
    );
    const acks = await applyServerChanges(
      tx,
      v,
      deps,
      coordinator,
      changes.map(({ change }) => change),
    );
    // One that the endpoint does not take (its id was another record's before ids were checked) keeps none of the others back.
    const refused = acks.flatMap((ack, index) =>
      wasRefused(ack) ? [{ id: changes[index]!.about, problem: ack.problem ?? 'unexpected' }] : [],
    );
    const taken = before
      .map(({ consultation }) => consultation.id)
      .filter((id) => !refused.some((one) => one.id === id));
    if (refused[0] && taken.length === 0) return { refused: refused[0].problem };
    const entry = { at: deps.now(), person: coordinator, verb: `review.${state}` } as const;
    await audit(tx, ...taken.map((object) => ({ ...entry, object })));
    const after = await readReviewed(tx, coordinator, asked.consultations);
    return {
      lines: after.map(({ consultation, around }) => ({
        id: consultation.id,
        status: reviewStatus(reviewAmong(around), [consultation, ...around]),
      })),
    };
  });

interface Reviewed {
  consultation: RecordOf<'consultation'>;
  /** What hangs on it. */
  around: RecordOf<ChildKind>[];
  seen: number;
}

/** The consultations asked about that are at this coordinator's places; what is not is passed over without a word. */
async function readReviewed(
  tx: TransactionSql,
  coordinator: Id,
  asked: Decide['consultations'],
): Promise<Reviewed[]> {
  const scopes = (await placesOf(tx, coordinator)).map(({ number }) => logScope(number));
  const found = await tx<{ doc: RecordOf<'consultation'> }[]>`
    select doc from sync_row
    where kind = 'consultation' and id = any(${asked.map(({ id }) => id)}::uuid[]) and scope = any(${scopes}) and not deleted
    order by id`;
  const consultations = found.map(({ doc }) => doc);
  const children = await childrenOf(tx, consultations);
  const seen = new Map(asked.map((one) => [one.id, one.seen]));
  return consultations.map((consultation) => ({
    consultation,
    around: children.filter(({ fixed }) => fixed.consultation === consultation.id),
    seen: seen.get(consultation.id) ?? 0,
  }));
}

function changesFor({ consultation, around, seen }: Reviewed, { state, remark }: Decide): ServerChange[] {
  const { id, institution } = consultation;
  if (remark && around.some((record) => record.id === remark.id)) return [];
  const review = reviewAmong(around);
  // What is still to be written is on no screen yet.
  const decision: ReviewDecision = {
    state,
    seen: Math.min(seen, editsOf([consultation, ...around])),
    answers: answersAmong(around),
  };
  const stands = review && sameValue(fieldOf(review, 'decision'), decision);
  const fixed = { consultation: id };
  const changes: ServerChange[] = stands
    ? []
    : [{ kind: 'review', object: reviewId(id), institution, fixed, set: { decision }, known: review }];
  if (!remark) return changes;
  const said = { ...fixed, text: remark.text, from: 'coordinator' };
  return [...changes, { kind: 'remark', object: remark.id, institution, fixed: said }];
}
