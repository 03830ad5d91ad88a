import type { TransactionSql } from 'postgres';
import type { Ack } from '#api/sync.ts';
import type { Id } from '#domain/id.ts';
import type { ChangeId } from '#domain/merge/register.ts';
import { asJson } from '../platform/json.ts';

/** Which row of which scope. */
export interface RowKey {
  scope: string;
  kind: string;
  id: Id;
}

/** A row as tablets download it; without a document it is a tombstone. */
export interface Row extends RowKey {
  doc: object | null;
}

/** A change as the history keeps it. */
export interface HistoryEntry {
  op: ChangeId;
  /** Null where a coordinator or the endpoint itself wrote: they have no vault. */
  device: Id | null;
  person: Id;
  hash: Buffer;
  kind: string | undefined;
  object: Id | undefined;
  institution: string | undefined;
  body: unknown;
  /** By the clock of the tablet, an ISO instant. */
  deviceAt: string | undefined;
  receivedAt: Date;
  result: Ack;
}

/**
 * Writes rows with the version `v` that the clock, taken before, has given. What is there already and says the same keeps
 * its version, so that no tablet downloads it again.
 */
export async function writeRows(tx: TransactionSql, v: number, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await tx`
    insert into sync_row as r (scope, kind, id, v, deleted, doc)
    select scope, kind, id, ${v}, doc is null or doc = 'null'::jsonb, nullif(doc, 'null'::jsonb)
    from jsonb_to_recordset(${tx.json(asJson(rows))}) as n (scope text, kind text, id uuid, doc jsonb)
    on conflict (scope, kind, id) do update set v = excluded.v, deleted = excluded.deleted, doc = excluded.doc
    where (r.deleted, r.doc) is distinct from (excluded.deleted, excluded.doc)`;
}

/** Sets members of a row's document and leaves the others; nothing where there is no such row. */
export async function patchRow(
  tx: TransactionSql,
  v: number,
  { scope, kind, id }: RowKey,
  members: object,
): Promise<void> {
  await tx`
    update sync_row set v = ${v}, doc = doc || ${tx.json(asJson(members))}
    where scope = ${scope} and kind = ${kind} and id = ${id} and not deleted`;
}

/** Tombstones: tablets drop the rows. Rows that are not there, or are one already, stay as they are. */
export async function removeRows(tx: TransactionSql, v: number, keys: readonly RowKey[]): Promise<void> {
  if (keys.length === 0) return;
  await tx`
    update sync_row r set v = ${v}, deleted = true, doc = null
    from jsonb_to_recordset(${tx.json(asJson(keys))}) as k (scope text, kind text, id uuid)
    where r.scope = k.scope and r.kind = k.kind and r.id = k.id and not r.deleted`;
}

/** Removes records and everything that was written in them, from the history too; what still builds on them is `gone`. */
export async function eraseRecords(tx: TransactionSql, v: number, keys: readonly RowKey[]): Promise<void> {
  await removeRows(tx, v, keys);
  if (keys.length === 0) return;
  await tx`
    update change c set body = null from jsonb_to_recordset(${tx.json(asJson(keys))}) as k (kind text, id uuid)
    where c.object = k.id and c.kind = k.kind`;
}

/** Empties one fixed field of records, and of the changes that wrote it. */
export async function blankFixed(
  tx: TransactionSql,
  v: number,
  keys: readonly RowKey[],
  field: string,
): Promise<void> {
  if (keys.length === 0) return;
  const path = ['fixed', field];
  await tx`
    update sync_row r set v = ${v}, doc = jsonb_set(r.doc, ${path}, 'null')
    from jsonb_to_recordset(${tx.json(asJson(keys))}) as k (scope text, kind text, id uuid)
    where r.scope = k.scope and r.kind = k.kind and r.id = k.id and not r.deleted`;
  await tx`
    update change c set body = jsonb_set(c.body, ${path}, 'null')
    from jsonb_to_recordset(${tx.json(asJson(keys))}) as k (kind text, id uuid)
    where c.object = k.id and c.kind = k.kind and c.body #>> ${path} is not null`;
}

/** Adds changes to the history, with the version `v` of what they wrote. */
export async function writeHistory(
  tx: TransactionSql,
  v: number,
  entries: readonly HistoryEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ hash, deviceAt, receivedAt, ...entry }) => ({
    ...entry,
    hash: hash.toString('hex'),
    device_at: deviceAt,
    received_at: receivedAt.toISOString(),
  }));
  await tx`
    insert into change (op, device, hash, person, kind, object, institution, body, device_at, received_at, v, result)
    select op, device, decode(hash, 'hex'), person, kind, object, institution, body, device_at, received_at, ${v}, result
    from jsonb_to_recordset(${tx.json(asJson(rows))}) as r (
      op uuid, device uuid, hash text, person uuid, kind text, object uuid, institution text, body jsonb,
      device_at timestamptz, received_at timestamptz, result jsonb)`;
}
