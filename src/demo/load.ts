import { createHash, generateKeyPairSync } from 'node:crypto';
import type { Sql, TransactionSql } from 'postgres';
import { logScope, refScope, rowSchema } from '#api/sync.ts';
import { type Day, type Instant, instantAt } from '#domain/day.ts';
import { type Id, outsideId } from '#domain/id.ts';
import { isKnown } from '#domain/record-kinds.ts';
import { giveCodes } from '#server/bookings/booking-codes.ts';
import { consultationsIn, writeLines } from '#server/log/projection.ts';
import { asJson } from '#server/platform/json.ts';
import { writeHistory, writeRows } from '#server/records/rows.ts';
import { nextVersion } from '#server/records/version.ts';
import { saveMunicipality } from '#server/schedule/place.ts';
import { savePlan } from '#server/schedule/plan.ts';
import { loadBookings } from './booking.ts';
import type { ChangeLog } from './change-log.ts';
import { makeHistory } from './history.ts';
import { demoMunicipality, type Municipality } from './municipality.ts';

/**
 * Fills an empty database with the demo municipality and its twelve weeks of history, seen from `today`; does nothing
 * where anybody is known already. One transaction, the clock first, as every writer of synced rows.
 */
export async function loadDemo(sql: Sql, today: Day): Promise<void> {
  await sql.begin(async (tx) => {
    const v = await nextVersion(tx);
    const [known] = await tx`select 1 from person limit 1`;
    if (known) return;
    const municipality = demoMunicipality(today);
    const changeLog = makeHistory(today, municipality);
    await savePeopleAndPlaces(tx, v, municipality, changeLog);
    const at = instantAt(today, '00:00');
    await saveChanges(tx, municipality, changeLog, v, at);
    await saveRows(tx, municipality, changeLog, v);
    await writeLines(tx, consultationsIn([...changeLog.records.values()].filter(isKnown)));
    await savePlan(tx, v, municipality, new Date(at));
    await giveCodes(tx, v, new Date(at));
    await loadBookings(tx, v, municipality, today);
  });
}

/** No Danish number begins with 0, so no person is rung by mistake. */
const nobodysPhone = '00 00 00 00';

async function savePeopleAndPlaces(
  tx: TransactionSql,
  v: number,
  { id, row, people, institutions, assignments }: Municipality,
  { references }: ChangeLog,
): Promise<void> {
  const { name, fourWeekDays, familyUnit, workerTitle, demo, acute } = row;
  await tx`
    insert into municipality (id, name, four_week_days, family_unit, worker_title, demo, phone, phone_of)
    values (${id}, ${name}, ${fourWeekDays}, ${familyUnit}, ${workerTitle}, ${demo}, ${nobodysPhone}, ${familyUnit})`;
  if (acute) await saveMunicipality(tx, v, { acute });
  await tx`
    insert into person (id, login, name, initials, title, role)
    select id, login, name, initials, title, role from jsonb_populate_recordset(null::person, ${tx.json(asJson(people))})`;
  const places = institutions.map((place) => ({
    ...place,
    last_reference: references.get(place.number) ?? 0,
  }));
  await tx`
    insert into institution (number, id, name, code, kind, district, cluster, last_reference)
    select number, id, name, code, kind, district, cluster, last_reference
    from jsonb_populate_recordset(null::institution, ${tx.json(asJson(places))})`;
  const served = assignments.map(({ as, from, to, ...one }) => ({
    ...one,
    served_as: as,
    valid_from: from,
    valid_to: to,
  }));
  await tx`
    insert into assignment (id, person, institution, served_as, valid_from, valid_to)
    select id, person, institution, served_as, valid_from, valid_to
    from jsonb_populate_recordset(null::assignment, ${tx.json(asJson(served))})`;
  await tx`
    insert into coordinates (person, cluster)
    select distinct person.id, cluster from person, institution where role = 'coordinator'`;
}

/** The tablet on which a worker's history was written. */
const tabletOf = (person: Id): Id => outsideId('device', person);

/**
 * The history's changes, as if each worker had pushed them from a tablet of the worker's own; a coordinator has none. The
 * tablets are gone: no person holds the private halves of their keys, so nothing can be pushed in their names, and everything
 * they made has come.
 */
async function saveChanges(
  tx: TransactionSql,
  { people }: Municipality,
  { made }: ChangeLog,
  v: number,
  at: Instant,
): Promise<void> {
  const workers = people.filter(({ role }) => role === 'worker');
  const devices = workers.map(({ id }, index) => {
    const own = made.filter(({ by }) => by === id);
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    return {
      id: tabletOf(id),
      person: id,
      tablet: `Tablet ${index + 1}`,
      public_key: bytea(publicKey.export({ format: 'der', type: 'spki' })),
      made: own.length,
      schema: rowSchema,
      made_at: own[0]?.at ?? at,
      seen_at: own.at(-1)?.received,
    };
  });
  await tx`
    insert into device (id, person, tablet, public_key, made, schema, made_at, seen_at)
    select id, person, tablet, public_key, made, schema, made_at, seen_at
    from jsonb_populate_recordset(null::device, ${tx.json(asJson(devices))})`;
  const changes = made.map(({ op, by, at, received, change }) => ({
    op,
    device: workers.some(({ id }) => id === by) ? tabletOf(by) : null,
    person: by,
    hash: createHash('sha256').update(JSON.stringify(change)).digest(),
    kind: change.kind,
    object: change.object,
    institution: change.institution,
    body: change,
    deviceAt: at,
    receivedAt: new Date(received),
    result: { op, r: 'ok' } as const,
  }));
  await writeHistory(tx, v, changes);
}

const bytea = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`;

async function saveRows(
  tx: TransactionSql,
  municipality: Municipality,
  { records }: ChangeLog,
  v: number,
): Promise<void> {
  const ref = (kind: string, documents: readonly { id: Id }[]) =>
    documents.map((doc) => ({ scope: refScope, kind, id: doc.id, doc }));
  const rows = [
    { scope: refScope, kind: 'municipality', id: municipality.id, doc: municipality.row },
    ...ref('institution', municipality.institutions),
    ...ref('assignment', municipality.assignments),
    ...ref(
      'person',
      municipality.people.map(({ login: _, ...person }) => person),
    ),
    ...[...records.values()].map((doc) => ({
      scope: logScope(doc.institution),
      kind: doc.kind,
      id: doc.id,
      doc,
    })),
  ];
  await writeRows(tx, v, rows);
}
