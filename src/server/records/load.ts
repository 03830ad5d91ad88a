import type { TransactionSql } from 'postgres';
import type { Ack } from '#api/sync.ts';
import type { Writer } from '#domain/access.ts';
import type { Id } from '#domain/id.ts';
import type { RecordState } from '#domain/merge/record-state.ts';
import type { ChangeId } from '#domain/merge/register.ts';
import type { Role } from '#domain/person.ts';
import { readRights } from '../access/places.ts';
import { endpointAuthor } from '../access/roles.ts';
import type { Batch, Incoming, Parked } from './decide.ts';
import { asksFor, atPlace, bornBy } from './may.ts';

const thirtyDays = 30 * 24 * 3_600_000;

/** Reads what a push touches: records, stored results, what is parked, and what its people may do. `now` in milliseconds. */
export async function load(tx: TransactionSql, incoming: readonly Incoming[], now: number): Promise<Batch> {
  const roles = new Map<Id, Writer>([[endpointAuthor, 'endpoint']]);
  const references = new Map<string, number>();
  const asked = new Set<Id>();
  const batch: Batch = {
    now,
    records: new Map(),
    others: new Map(),
    erased: new Set(),
    known: new Map(),
    refusedObjects: new Map(),
    parked: new Map(),
    // Until the rights are read, below.
    may: () => 'nothing',
    roleOf: (person) => roles.get(person),
    nextReference: (institution) => {
      const next = references.get(institution)! + 1;
      references.set(institution, next);
      return next;
    },
    fetch: async (ids) => {
      const fresh = [...new Set(ids)].filter((id) => !asked.has(id));
      for (const id of fresh) asked.add(id);
      if (fresh.length === 0) return;
      const [histories] = await Promise.all([
        readHistories(tx, fresh),
        readRecords(tx, batch, fresh),
        readResults(tx, batch, fresh),
        readParked(tx, batch, fresh, now),
      ]);
      for (const { object, place, accepted, refused } of histories) {
        // Once accepted here, and no longer among the records: erased, also after its tombstone was purged (rules 8, 9).
        if (accepted && !batch.records.has(object)) batch.erased.add(object);
        if (refused) batch.refusedObjects.set(atPlace(place ?? '', object), refused);
      }
    },
    references,
    out: {
      touched: new Set(),
      born: new Set(),
      decided: [],
      newlyParked: new Set(),
      unparked: [],
      quarantined: [],
      refused: [],
    },
  };
  const changes = incoming.flatMap(({ content }) =>
    'parsed' in content && 'change' in content.parsed ? [content.parsed.change] : [],
  );
  const ids = changes.flatMap(asksFor);
  // What waits for a record is refused with it.
  const unborn = incoming.flatMap(({ content }) => ('body' in content ? bornBy(content.body) : []));
  const [may] = await Promise.all([
    readRights(tx, now),
    readRoles(tx, roles),
    readReferences(tx, references),
    batch.fetch([...incoming.map(({ op }) => op), ...ids, ...unborn]),
  ]);
  return { ...batch, may };
}

/** Records, and the drop-ins and bookings that they name, as they are synced: a record bears the id of neither. */
async function readRecords(tx: TransactionSql, batch: Batch, ids: Id[]): Promise<void> {
  const rows = await tx<{ kind: string; id: Id; deleted: boolean; doc: RecordState }[]>`
    select kind, id, deleted, doc from sync_row
    where id = any(${ids}) and (scope like 'log:%' or (scope = 'ref' and kind = 'dropIn'))`;
  for (const { kind, id, deleted, doc } of rows) {
    if (kind === 'dropIn' || kind === 'booking') {
      if (!deleted) batch.others.set(id, { kind, institution: doc.institution });
    } else if (deleted) batch.erased.add(id);
    else if (!batch.records.has(id)) batch.records.set(id, doc);
  }
}

async function readResults(tx: TransactionSql, batch: Batch, ids: Id[]): Promise<void> {
  const rows = await tx<{ op: ChangeId; hash: Buffer; result: Ack }[]>`
    select op, hash, result from change where op = any(${ids})`;
  for (const { op, hash, result } of rows) {
    if (!batch.known.has(op)) batch.known.set(op, { hash, ack: result });
  }
}

/**
 * What became of these objects so far, at each place: was any change to them accepted, and which refused one would have made
 * them?
 */
const readHistories = (
  tx: TransactionSql,
  ids: Id[],
): Promise<{ object: Id; place: string | null; accepted: boolean; refused: ChangeId | null }[]> => tx`
    select object, coalesce(institution, body ->> 'institution') as place,
      bool_or(result ->> 'r' in ('ok', 'conflict')) as accepted,
      (array_agg(op) filter (where result ->> 'r' = 'refused' and body ->> 'verb' = 'create'))[1] as refused
    from change where object = any(${ids}) group by 1, 2`;

async function readParked(tx: TransactionSql, batch: Batch, ids: Id[], now: number): Promise<void> {
  const rows = await tx<Parked[]>`
    select op, waits_for as "waitsFor", device, person, hash, body, since from parked
    where op = any(${ids}) or waits_for = any(${ids}) or since < ${new Date(now - thirtyDays)}`;
  for (const parked of rows) {
    if (batch.parked.has(parked.op) || batch.out.unparked.some(({ op }) => op === parked.op)) continue;
    batch.parked.set(parked.op, parked);
    batch.known.set(parked.op, { hash: parked.hash, ack: { op: parked.op, r: 'parked' } });
  }
}

async function readRoles(tx: TransactionSql, roles: Map<Id, Writer>): Promise<void> {
  const rows = await tx<{ id: Id; role: Role }[]>`
    select id, role from person where role in ('worker', 'coordinator')`;
  for (const { id, role } of rows) roles.set(id, role);
}

async function readReferences(tx: TransactionSql, references: Map<string, number>): Promise<void> {
  const rows = await tx<
    { number: string; last: number }[]
  >`select number, last_reference as last from institution`;
  for (const { number, last } of rows) references.set(number, last);
}
