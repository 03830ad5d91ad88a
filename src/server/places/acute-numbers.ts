import type { Sql, TransactionSql } from 'postgres';
import { refScope } from '#api/sync.ts';
import type { AcuteNumbers } from '#domain/acute.ts';
import type { Id } from '#domain/id.ts';
import { patchRow } from '../records/rows.ts';

/** The municipality's acute numbers; null before there is a municipality. */
export async function readAcute(sql: Sql): Promise<AcuteNumbers | null> {
  const [row] = await sql<AcuteNumbers[]>`
    select acute_day as day, acute_evening as evening, acute_from as "from", acute_to as "to" from municipality`;
  return row ?? null;
}

export async function saveAcute(tx: TransactionSql, { day, evening, from, to }: AcuteNumbers): Promise<void> {
  await tx`
    update municipality
    set acute_day = ${day}, acute_evening = ${evening}, acute_from = ${from}, acute_to = ${to}`;
}

/** Changes them here and, by the row that every tablet downloads, on the tablets. The clock has given `v`. */
export async function changeAcute(tx: TransactionSql, v: number, acute: AcuteNumbers): Promise<void> {
  await saveAcute(tx, acute);
  const [municipality] = await tx<{ id: Id }[]>`select id from municipality`;
  await patchRow(tx, v, { scope: refScope, kind: 'municipality', id: municipality!.id }, { acute });
}
