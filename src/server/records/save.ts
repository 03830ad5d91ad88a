import type { TransactionSql } from 'postgres';
import type { HeldRow } from '#api/row-documents.ts';
import { logScope, personScope } from '#api/sync.ts';
import type { Deps } from '../platform/deps.ts';
import { asJson } from '../platform/json.ts';
import type { Batch } from './decide.ts';
import { type Row, writeHistory, writeRows } from './rows.ts';

/** Writes what was decided: each table in one statement, every synced row with the push's version. */
export async function save(
  tx: TransactionSql,
  batch: Batch,
  v: number,
  { now }: Pick<Deps, 'now'>,
): Promise<void> {
  await Promise.all([
    saveChanges(tx, batch, v),
    saveParked(tx, batch),
    saveQuarantine(tx, batch, new Date(now())),
    saveRows(tx, batch, v, new Date(now()).toISOString()),
    saveReferences(tx, batch),
  ]);
}

const saveChanges = (tx: TransactionSql, { out, now }: Batch, v: number): Promise<void> =>
  writeHistory(
    tx,
    v,
    out.decided.map(({ op, device, person, hash, change, object, body, ack }) => ({
      op,
      device,
      person,
      hash,
      kind: change?.kind,
      object,
      institution: change?.institution,
      body: ack.problem === 'gone' ? null : body,
      deviceAt: change?.at,
      receivedAt: new Date(now),
      result: ack,
    })),
  );

async function saveParked(tx: TransactionSql, { out, parked }: Batch): Promise<void> {
  if (out.unparked.length > 0)
    await tx`delete from parked where op = any(${out.unparked.map(({ op }) => op)})`;
  for (const op of out.newlyParked) {
    const { waitsFor, device, person, hash, body, since } = parked.get(op)!;
    await tx`
      insert into parked (op, waits_for, device, person, hash, body, since)
      values (${op}, ${waitsFor}, ${device}, ${person}, ${hash}, ${tx.json(asJson(body))}, ${since})
      on conflict (op) do update set waits_for = excluded.waits_for`;
  }
}

/** The sealed bytes as they came; the body where that is all there is. The same thing sent again is not kept twice. */
async function saveQuarantine(tx: TransactionSql, { out }: Batch, at: Date): Promise<void> {
  for (const { op, device, reason, sealed, body } of out.quarantined) {
    const bytes = Buffer.from(JSON.stringify(sealed ?? body));
    await tx`
      insert into quarantine (received_at, device, op, reason, sealed)
      select ${at}, ${device}, ${op}, ${reason}, ${bytes}
      where not exists (select 1 from quarantine where op = ${op} and device = ${device} and sealed = ${bytes})`;
  }
}

async function saveRows(
  tx: TransactionSql,
  { out, records, parked }: Batch,
  v: number,
  at: string,
): Promise<void> {
  const rows: Row[] = [];
  for (const id of out.touched) {
    const record = records.get(id)!;
    rows.push({ scope: logScope(record.institution), kind: record.kind, id, doc: record });
  }
  for (const op of out.newlyParked) {
    const { person, body } = parked.get(op)!;
    rows.push({
      scope: personScope(person),
      kind: 'parked',
      id: op,
      doc: { op, body, at } satisfies HeldRow,
    });
  }
  for (const { op, person } of out.unparked)
    rows.push({ scope: personScope(person), kind: 'parked', id: op, doc: null });
  for (const { op, person, ack, body } of out.refused) {
    const { problem, because } = ack;
    const doc: HeldRow = { op, body, at, ...(problem && { problem }), ...(because && { because }) };
    rows.push({ scope: personScope(person), kind: 'refused', id: op, doc });
  }
  await writeRows(tx, v, rows);
}

async function saveReferences(tx: TransactionSql, { out, records, references }: Batch): Promise<void> {
  const places = new Set(
    [...out.touched].flatMap((id) => {
      const record = records.get(id)!;
      return record.kind === 'concern' ? [record.institution] : [];
    }),
  );
  for (const place of places) {
    await tx`update institution set last_reference = ${references.get(place)!} where number = ${place}`;
  }
}
