import type { Sql, TransactionSql } from 'postgres';
import { type Assessment, mostUrgent } from '#domain/assessment.ts';
import type { Day } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import { authorOf, fieldOf, isAnnulled } from '#domain/merge/record-state.ts';
import { type ChildKind, childKindsOf, isChild, type RecordOf } from '#domain/record-kinds.ts';
import type { ReviewState } from '#domain/review.ts';
import { reviewStatus } from '#domain/review-status.ts';
import { asJson } from '../platform/json.ts';
import { nextVersion } from '../records/version.ts';

/** A row of `log_line`. */
interface LogLineRow {
  consultation: Id;
  institution: string;
  started: string;
  worker: Id;
  status: ReviewState;
  annulled: boolean;
  clock_start: Day | null;
  follow_up: Day | null;
  assessment: Assessment | null;
}

/** The consultations that these records are, or hang on. */
export const consultationsIn = (records: readonly RecordOf[]): Id[] => [
  ...new Set(
    records
      .map((record) => {
        if (record.kind === 'consultation') return record.id;
        return 'consultation' in record.fixed ? record.fixed.consultation : undefined;
      })
      .filter((id) => typeof id === 'string'),
  ),
];

/**
 * Writes the lines of these consultations anew from what the database now holds of them. The clock has been taken.
 * `written`: of consultations that this very push has made, everything there is; those are not read back.
 */
export async function writeLines(
  tx: TransactionSql,
  consultations: readonly Id[],
  written: readonly RecordOf[] = [],
): Promise<void> {
  const made = new Set(written.flatMap(({ kind, id }) => (kind === 'consultation' ? [id] : [])));
  const others = consultations.filter((id) => !made.has(id));
  const rows = linesOf([...written, ...(others.length > 0 ? await readWhole(tx, others) : [])]);
  if (rows.length === 0) return;
  await tx`
    insert into log_line select * from jsonb_populate_recordset(null::log_line, ${tx.json(asJson(rows))})
    on conflict (consultation) do update set
      (institution, started, worker, status, annulled, clock_start, follow_up, assessment) =
      (excluded.institution, excluded.started, excluded.worker, excluded.status, excluded.annulled,
       excluded.clock_start, excluded.follow_up, excluded.assessment)`;
}

/** Is a row of a kind that hangs on a consultation? The words themselves and no parameter, as in the index `sync_row_parent`. */
export const hangsOnOne = (tx: TransactionSql) =>
  tx.unsafe(
    `kind in (${childKindsOf('consultation')
      .map((kind) => `'${kind}'`)
      .join(', ')})`,
  );

/** These consultations with everything that hangs on them. */
async function readWhole(tx: TransactionSql, ids: readonly Id[]): Promise<RecordOf[]> {
  const found = await tx<{ doc: RecordOf }[]>`
    select doc from sync_row where id = any(${ids as Id[]}::uuid[]) and kind = 'consultation' and not deleted
    union all
    select doc from sync_row
    where ${hangsOnOne(tx)}
      and doc -> 'fixed' ->> 'consultation' = any(${ids as Id[]}) and not deleted`;
  return found.map(({ doc }) => doc);
}

function linesOf(records: readonly RecordOf[]): LogLineRow[] {
  const around = new Map<Id, RecordOf<ChildKind>[]>();
  for (const record of records.toSorted((one, other) => (one.id < other.id ? -1 : 1))) {
    if (!isChild(record)) continue;
    const of = record.fixed.consultation;
    const others = around.get(of);
    if (others) others.push(record);
    else around.set(of, [record]);
  }
  return records
    .filter((record) => record.kind === 'consultation')
    .map((consultation) => rowOf(consultation, around.get(consultation.id) ?? []));
}

function rowOf(consultation: RecordOf<'consultation'>, around: readonly RecordOf<ChildKind>[]): LogLineRow {
  const concern = around.filter((record) => record.kind === 'concern').find((one) => !isAnnulled(one));
  const isOpen = concern && (fieldOf(concern, 'state') ?? 'open') === 'open';
  const due = fieldOf(consultation, 'followUp')?.due ?? null;
  const isDone = around.some(
    (record) => record.kind === 'followUp' && record.fixed.due === due && !isAnnulled(record),
  );
  return {
    consultation: consultation.id,
    institution: consultation.institution,
    started: consultation.fixed.started,
    worker: authorOf(consultation),
    status: reviewStatus(reviewAmong(around), [consultation, ...around]),
    annulled: isAnnulled(consultation),
    clock_start: isOpen ? concern.fixed.clockStart : null,
    follow_up: concern || isDone ? null : due,
    assessment: standingIn(around),
  };
}

/** The most urgent assessment that stands among what hangs on a consultation; null: it lacks one. */
export const standingIn = (records: readonly RecordOf<ChildKind>[]): Assessment | null =>
  mostUrgent(records.filter((record) => record.kind === 'assessment').filter((one) => !isAnnulled(one))) ??
  null;

export const reviewAmong = (records: readonly RecordOf<ChildKind>[]): RecordOf<'review'> | undefined =>
  records.find((record) => record.kind === 'review');

const atOnce = 500;

/** At start: lines for consultations that have none, as after an update from a version that kept no log. */
export async function writeMissingLines(sql: Sql): Promise<void> {
  const missing = await sql<{ id: Id }[]>`
    select id from sync_row r where kind = 'consultation' and not deleted
      and not exists (select from log_line where consultation = r.id)`;
  for (let at = 0; at < missing.length; at += atOnce) {
    const ids = missing.slice(at, at + atOnce).map(({ id }) => id);
    await sql.begin(async (tx) => {
      await nextVersion(tx);
      await writeLines(tx, ids);
    });
  }
}
