import type { JSONValue, TransactionSql } from 'postgres';
import type { HeldRow } from '#api/row-documents.ts';
import { logScope, personScope } from '#api/sync.ts';
import type { Deps } from '../platform/deps.ts';
import type { Batch } from './decide.ts';

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

const json = (value: unknown): JSONValue => value as JSONValue;

async function saveChanges(tx: TransactionSql, { out, now }: Batch, v: number): Promise<void> {
  if (out.decided.length === 0) return;
  const rows = out.decided.map(({ op, device, person, hash, change, object, body, ack }) => ({
    op,
    device,
    person,
    hash: hash.toString('hex'),
    kind: change?.kind,
    object,
    institution: change?.institution,
    device_at: change?.at,
    body: ack.problem === 'gone' ? null : body,
    result: ack,
  }));
  await tx`
    insert into change (op, device, hash, person, kind, object, institution, body, device_at, received_at, v, result)
    select op, device, decode(hash, 'hex'), person, kind, object, institution, body, device_at, ${new Date(now)}, ${v}, result
    from jsonb_to_recordset(${tx.json(json(rows))}) as r (
      op uuid, device uuid, hash text, person uuid, kind text, object uuid, institution text, body jsonb,
      device_at timestamptz, result jsonb)`;
}

async function saveParked(tx: TransactionSql, { out, parked }: Batch): Promise<void> {
  if (out.unparked.length > 0)
    await tx`delete from parked where op = any(${out.unparked.map(({ op }) => op)})`;
  for (const op of out.newlyParked) {
    const { waitsFor, device, person, hash, body, since } = parked.get(op)!;
    await tx`
      insert into parked (op, waits_for, device, person, hash, body, since)
      values (${op}, ${waitsFor}, ${device}, ${person}, ${hash}, ${tx.json(json(body))}, ${since})
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
  const rows: { scope: string; kind: string; id: string; doc: unknown }[] = [];
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
  if (rows.length === 0) return;
  await tx`
    insert into sync_row (scope, kind, id, v, deleted, doc)
    select scope, kind, id, ${v}, doc is null or doc = 'null'::jsonb, nullif(doc, 'null'::jsonb)
    from jsonb_to_recordset(${tx.json(json(rows))}) as r (scope text, kind text, id uuid, doc jsonb)
    on conflict (scope, kind, id) do update set v = excluded.v, deleted = excluded.deleted, doc = excluded.doc`;
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
