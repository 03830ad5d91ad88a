import type { JSONValue, Sql, TransactionSql } from 'postgres';
import type { FollowUp } from '../../domain/consultation.ts';
import type { Day } from '../../domain/day.ts';
import type { Id } from '../../domain/id.ts';
import { authorOf, fieldOf, isAnnulled, type RecordState } from '../../domain/merge.ts';
import { type ReviewState, reviewStatus } from '../../domain/review.ts';
import { tick } from '../sync/clock.ts';

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
}

/** The consultations that these records are, or hang on. */
export const consultationsIn = (records: readonly RecordState[]): Id[] => [
  ...new Set(
    records
      .map((record) => (record.kind === 'consultation' ? record.id : record.fixed.consultation))
      .filter((id) => typeof id === 'string'),
  ),
];

/** Writes the lines of these consultations anew from what the database now holds of them. The clock has been taken. */
export async function writeLines(tx: TransactionSql, consultations: readonly Id[]): Promise<void> {
  if (consultations.length === 0) return;
  const found = await tx<{ doc: RecordState }[]>`
    select doc from sync_row where id = any(${consultations as Id[]}::uuid[]) and kind = 'consultation' and not deleted`;
  const hanging = await tx<{ of: Id; doc: RecordState }[]>`
    select doc -> 'fixed' ->> 'consultation' as of, doc from sync_row
    where kind in ('note', 'assessment', 'concern', 'review', 'remark')
      and doc -> 'fixed' ->> 'consultation' = any(${consultations as Id[]}) and not deleted
    order by id`;
  const around = new Map<Id, RecordState[]>();
  for (const { of, doc } of hanging) around.set(of, [...(around.get(of) ?? []), doc]);
  const rows = found.map(({ doc }) => rowOf(doc, around.get(doc.id) ?? []));
  await tx`
    insert into log_line select * from jsonb_populate_recordset(null::log_line, ${tx.json(rows as unknown as JSONValue)})
    on conflict (consultation) do update set
      (institution, started, worker, status, annulled, clock_start, follow_up) =
      (excluded.institution, excluded.started, excluded.worker, excluded.status, excluded.annulled,
       excluded.clock_start, excluded.follow_up)`;
}

function rowOf(consultation: RecordState, around: readonly RecordState[]): LogLineRow {
  const concern = around.find((record) => record.kind === 'concern' && !isAnnulled(record));
  const isOpen = concern && (fieldOf(concern, 'state') ?? 'open') === 'open';
  const followUp = fieldOf(consultation, 'followUp') as FollowUp | null;
  return {
    consultation: consultation.id,
    institution: consultation.institution,
    started: String(consultation.fixed.started),
    worker: authorOf(consultation),
    status: reviewStatus(reviewAmong(around), [consultation, ...around]),
    annulled: isAnnulled(consultation),
    clock_start: isOpen ? String(concern.fixed.clockStart) : null,
    follow_up: concern ? null : (followUp?.due ?? null),
  };
}

export const reviewAmong = (records: readonly RecordState[]): RecordState | undefined =>
  records.find(({ kind }) => kind === 'review');

const atOnce = 500;

/** At start: lines for consultations that have none, as after an update from a version that kept no log. */
export async function writeMissingLines(sql: Sql): Promise<void> {
  const missing = await sql<{ id: Id }[]>`
    select id from sync_row r where kind = 'consultation' and not deleted
      and not exists (select from log_line where consultation = r.id)`;
  for (let at = 0; at < missing.length; at += atOnce) {
    const ids = missing.slice(at, at + atOnce).map(({ id }) => id);
    await sql.begin(async (tx) => {
      await tick(tx);
      await writeLines(tx, ids);
    });
  }
}
