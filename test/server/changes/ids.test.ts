import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fetch, signInAsDemo } from '#api/client/http.ts';
import { paths } from '#api/paths.ts';
import type { Ack } from '#api/sync.ts';
import { addDays } from '#domain/day.ts';
import { type DropIn, fallsOn } from '#domain/drop-in.ts';
import { attendanceId, doorEntryId, type Id, occurrenceId, plannedSessionId, reviewId } from '#domain/id.ts';
import { type Named, namings, referencesOf } from '#domain/naming.ts';
import type { RecordKind } from '#domain/record-kinds.ts';
import { type Endpoint, openEndpoint, people, places } from '../../helpers/endpoint.ts';
import { newId } from '../../helpers/ids.ts';
import { openRawDevice, type RawDevice } from '../../helpers/raw-device.ts';
import { book, jonas, pathOf, tidsIn, visit } from '../../helpers/visitor.ts';

type Thing = Exclude<Named, 'worker'>;
type Fixed = Record<string, unknown>;

/** A place with one of everything that a record can name. */
interface Site {
  institution: string;
  device: RawDevice;
  has: { [thing in Thing]?: Id };
  /** A coming date of its drop-in that nobody has touched, each time another. */
  nextDay: () => string;
  /** Some on which its hour is held: before Christmas. */
  held: string[];
}

const at = '2026-11-23T08:05:00.000Z';
const hour = { start: '09:00', end: '10:00', room: 'Kontoret' };
const planned = { ...hour, slotMinutes: 20, walkInShare: 0 };

/** A good fixed part for every kind that names all it can; a new kind without one does not compile. */
const good: { readonly [kind in RecordKind]: (site: Site) => Fixed } = {
  session: ({ device, has, nextDay }) => ({
    ...hour,
    worker: device.person,
    dropIn: has.dropIn,
    date: nextDay(),
  }),
  consultation: ({ has: { session, booking, queueEntry } }) => ({
    session,
    booking,
    queueEntry,
    started: at,
  }),
  note: ({ has }) => ({ consultation: has.consultation, text: 'Fravær', parent: has.note }),
  assessment: ({ has }) => ({
    ...{ consultation: has.consultation, value: 'noGroundNow', reason: 'Nyt' },
    lowers: { [has.assessment!]: true },
  }),
  concern: ({ has }) => ({ consultation: has.consultation, clockStart: '2026-11-23' }),
  occurrence: ({ device, has, nextDay }) => ({
    ...planned,
    ...{ worker: device.person, dropIn: has.dropIn, date: nextDay() },
  }),
  bookingRequest: ({ has, nextDay }) => ({
    ...{ dropIn: has.dropIn, date: nextDay(), start: '09:00', end: '09:20', role: 'teacher', name: null },
    consultation: has.consultation,
  }),
  followUp: ({ has }) => ({
    ...{ consultation: has.consultation, due: '2026-11-30', outcome: 'talked', on: '2026-11-23' },
  }),
  attendance: ({ has }) => ({ booking: has.booking }),
  queueEntry: ({ has }) => ({
    ...{ session: has.session, dropIn: has.dropIn, date: '2026-11-23', role: 'teacher', since: at },
  }),
  review: ({ has }) => ({ consultation: has.consultation }),
  remark: ({ has }) => ({ consultation: has.consultation, text: 'Ja', from: 'worker' }),
};
const kinds = Object.keys(good) as RecordKind[];
/** A worker writes no review: whatever she tries under its name is refused, and the coordinator's decisions are tried below. */
const written = kinds.filter((kind) => kind !== 'review');

const nameOf = (kind: RecordKind, fixed: Fixed): Id => {
  const name = namings[kind].id(fixed);
  return name === 'own' ? newId() : name;
};
const create = (
  kind: RecordKind,
  site: Site,
  fixed: Fixed = good[kind](site),
  object = nameOf(kind, fixed),
) => ({
  ...{ sv: 1, at, kind, verb: 'create', object, institution: site.institution, fixed },
});

let endpoint: Endpoint;
let west: Site;
let east: Site;
let lene: Fetch;

const placesOf = async (object: Id): Promise<string[]> =>
  (
    await endpoint.sql<{ scope: string }[]>`
    select scope from sync_row where id = ${object} and scope like 'log:%' order by scope`
  ).map(({ scope }) => scope);
const sent = async (site: Site, ...bodies: object[]): Promise<Ack['r'][]> =>
  (await site.device.send(...bodies)).map(({ r }) => r);

/** A bad creation between two good ones: it alone is refused, and it occupies nothing. */
async function refusedAlone(site: Site, bad: { object: Id }): Promise<Ack['problem']> {
  const before = await placesOf(bad.object);
  const acks = await site.device.send(create('note', site), bad, create('note', site));
  expect(acks.map(({ r }) => r)).toEqual(['ok', 'refused', 'ok']);
  expect(await placesOf(bad.object)).toEqual(before);
  return acks[1]!.problem;
}

async function openSite(institution: string, person: Id): Promise<Site> {
  const device = await openRawDevice(endpoint, person);
  const [row] = await endpoint.sql<{ doc: DropIn }[]>`
    select doc from sync_row where kind = 'dropIn' and doc ->> 'institution' = ${institution} limit 1`;
  let day = '2026-11-29';
  const nextDay = () => {
    do day = addDays(day, 1);
    while (!fallsOn(row!.doc, day));
    return day;
  };
  const held = [nextDay(), nextDay(), nextDay()];
  const site: Site = { institution, device, has: { dropIn: row!.doc.id }, nextDay, held };
  const page = await pathOf(endpoint, institution);
  await book(visit(endpoint), page, { ...jonas, tid: tidsIn((await visit(endpoint).get(page)).html)[0]! });
  const [booking] = await endpoint.sql<
    { id: Id }[]
  >`select id from booking where institution = ${institution}`;
  site.has.booking = booking!.id;
  const first = async (kind: Thing & RecordKind, change: Fixed = {}) => {
    const body = create(kind, site, { ...good[kind](site), ...change });
    expect(await sent(site, body)).toEqual(['ok']);
    site.has[kind] = body.object;
  };
  await first('session');
  await first('queueEntry');
  await first('consultation');
  await first('note', { parent: null });
  await first('assessment', { lowers: undefined, reason: undefined });
  await first('occurrence', { dropIn: null });
  for (const kind of ['concern', 'bookingRequest', 'followUp', 'attendance', 'remark'] as const)
    await first(kind);
  return site;
}

const post = (path: string, body: object) =>
  lene(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const cancelEast = async (date: string, planVersion?: string) =>
  post(paths.schedule, {
    request: newId(),
    command: {
      ...{ type: 'cancel', institution: east.institution, date, reason: 'Kursus' },
      hour: occurrenceId(east.has.dropIn!, date),
    },
    ...(planVersion && { planVersion }),
  });
async function isCancelled(date: string): Promise<boolean> {
  const tried = (await (await cancelEast(date)).json()) as { planVersion: string };
  return ((await (await cancelEast(date, tried.planVersion)).json()) as { type?: string }).type === 'saved';
}
const approve = (...ids: Id[]) =>
  post(paths.decide, { state: 'approved', consultations: ids.map((id) => ({ id, seen: 99 })) });
const newTalk = async (site: Site): Promise<Id> => {
  const talk = create('consultation', site);
  expect(await sent(site, talk)).toEqual(['ok']);
  return talk.object;
};

beforeAll(async () => {
  endpoint = await openEndpoint();
  west = await openSite(places.west, people.west);
  east = await openSite(places.east, people.east);
  lene = endpoint.browser();
  await signInAsDemo(lene, people.coordinator);
});
afterAll(() => endpoint?.close());

/** Every id of another place that can be computed before its record is there. */
const coming: { readonly [what: string]: () => Id } = {
  'a coming session': () => plannedSessionId(east.has.dropIn!, east.nextDay()),
  'a session of an extra hour': () => plannedSessionId(east.has.occurrence!, '2026-12-24'),
  'a coming occurrence': () => occurrenceId(east.has.dropIn!, east.nextDay()),
  'what is to be seen of a booking': () => attendanceId(newId()),
  'a review': () => reviewId(east.has.consultation!),
  'who will stand at the door': () => doorEntryId(east.institution, newId()),
  'a drop-in': () => east.has.dropIn!,
  'a booking': () => east.has.booking!,
};

const foreignFields = kinds.flatMap((kind) =>
  Object.entries(namings[kind].names).flatMap(([field, as]) =>
    as === 'worker' ? [] : [{ kind, field, as }],
  ),
);
/** The fixed part with one field naming something else, and everything named after it. */
const bent = (kind: RecordKind, field: string, id: Id): Fixed => {
  const fixed = good[kind](west);
  if (field === 'extra') fixed.dropIn = null;
  return { ...fixed, [field]: field === 'lowers' ? { [id]: true } : id };
};

describe.each(written)('a %s', (kind) => {
  it('under its right name, naming what belongs to its place, is taken', async () => {
    if (kind !== 'attendance') expect(await sent(west, create(kind, west))).toEqual(['ok']);
    expect(await sent(west, create('note', west))).toEqual(['ok']);
  });

  it.each(Object.keys(coming))('cannot take the id of %s at another place', async (what) => {
    expect(await refusedAlone(west, create(kind, west, good[kind](west), coming[what]!()))).toMatch(
      /invalid|notYours/,
    );
  });

  it('cannot be made under the id that one has at another place, which stays as it was', async () => {
    const theirs = create(kind, east);
    if (kind !== 'attendance') expect(await sent(east, theirs)).toEqual(['ok']);
    const [before] = await endpoint.sql`select scope, v, doc from sync_row where id = ${theirs.object}`;
    await refusedAlone(west, create(kind, west, good[kind](west), theirs.object));
    await refusedAlone(west, create(kind, west, theirs.fixed, theirs.object));
    expect(await endpoint.sql`select scope, v, doc from sync_row where id = ${theirs.object}`).toEqual([
      before,
    ]);
  });

  it('cannot be set or annulled from another place', async () => {
    const object = east.has[kind]!;
    const change = { sv: 1, at, kind, object, institution: west.institution };
    const set = { ...change, verb: 'set', set: {} };
    const annul = { ...change, verb: 'annul', annul: { reason: 'Fejl', basedOn: [] } };
    expect(await sent(west, set, annul)).toEqual(['refused', 'refused']);
    expect(await placesOf(object)).toEqual([`log:${east.institution}`]);
  });

  it.each([
    ['in upper case', () => newId().toUpperCase()],
    ['nil', () => '00000000-0000-0000-0000-000000000000'],
    ['of version 4', () => crypto.randomUUID()],
  ])('cannot have an id that is %s', async (_, id) => {
    const acks = await west.device.send({ ...create(kind, west), object: id() }, create('note', west));
    expect(acks.map(({ r, problem }) => problem ?? r)).toEqual(['invalid', 'ok']);
  });
});

describe.each(['session', 'occurrence'] as const)('who holds a %s', (kind) => {
  it.each([
    ['nobody', () => newId()],
    ['a coordinator', () => people.coordinator],
    ['a place', () => west.has.dropIn!],
  ])('is not %s', async (_, worker) => {
    const fixed = { ...good[kind](west), worker: worker() };
    expect(await refusedAlone(west, create(kind, west, fixed))).toMatch(/notYours|invalid/);
  });
});

describe('who holds an hour instead', () => {
  it('is a worker, and nobody else, so that its bookings can be sought again', async () => {
    const made = create('occurrence', west);
    expect(await sent(west, made)).toEqual(['ok']);
    const held = (by: Id) => ({
      ...{ sv: 1, at, kind: 'occurrence', object: made.object, institution: west.institution, verb: 'set' },
      set: { heldBy: { value: by, basedOn: [] } },
    });
    for (const nobody of [newId(), people.coordinator, west.has.booking!])
      expect(await refusedAlone(west, held(nobody))).toMatch(/notYours|invalid/);
    expect(await sent(west, held(people.east))).toEqual(['ok']);
  });
});

describe.each(foreignFields)('the $field of a $kind', ({ kind, field, as }) => {
  const refusals = kind === 'review' ? /forbidden/ : /notYours|invalid/;

  it('names nothing of another place', async () => {
    const fixed = bent(kind, field, east.has[as]!);
    expect(referencesOf({ kind, fixed }).map(({ id }) => id)).toContain(east.has[as]);
    expect(await refusedAlone(west, create(kind, west, fixed))).toMatch(refusals);
  });

  it('names nothing of another kind', async () => {
    for (const [thing, id] of Object.entries(west.has)) {
      if (thing === as) continue;
      expect(await refusedAlone(west, create(kind, west, bent(kind, field, id)))).toMatch(refusals);
    }
  });
});

it('a parent that is an op and no record is waited for, whoever wrote it', async () => {
  const op = newId();
  await east.device.push([await east.device.seal(create('note', east), op)]);
  expect(await sent(west, create('note', west, { ...good.note(west), consultation: op }))).toEqual([
    'parked',
  ]);
});

describe('a creation that was refused at one place', () => {
  it('leaves the hour to the other, also for a conversation that comes before it', async () => {
    const session = create('session', east);
    await refusedAlone(west, create('session', west, session.fixed, session.object));
    await refusedAlone(west, create('note', west, { consultation: null }, session.object));
    const talk = create('consultation', east, { ...good.consultation(east), session: session.object });
    expect(await sent(east, talk, session)).toEqual(['parked', 'ok']);
    expect(await placesOf(talk.object)).toEqual([`log:${east.institution}`]);
  });

  it('keeps the coordinator neither from cancelling that hour nor from approving what is there', async () => {
    const date = east.held[0]!;
    const talk = await newTalk(east);
    await refusedAlone(west, create('note', west, good.note(west), occurrenceId(east.has.dropIn!, date)));
    await refusedAlone(east, create('note', east, good.note(east), reviewId(talk)));
    expect(await isCancelled(date)).toBe(true);
    expect((await approve(talk)).status).toBe(200);
  });
});

describe('a database in which an id was taken before ids were checked', () => {
  const poison = (object: Id, site: Site, kind: RecordKind) => endpoint.sql`
    insert into sync_row (scope, kind, id, v, doc)
    select scope, kind, ${object}, v, doc || jsonb_build_object('id', ${object}::text) from sync_row
    where id = ${site.has[kind]!} and kind = ${kind}`;

  it('answers a cancelling with what is wrong', async () => {
    const [date, other] = east.held.slice(1);
    await poison(occurrenceId(east.has.dropIn!, date!), west, 'occurrence');
    const answer = await cancelEast(date!);
    expect([answer.status, await answer.json()]).toEqual([400, { problem: 'invalid', field: 'hour' }]);
    expect(await isCancelled(other!)).toBe(true);
  });

  it('takes the other approvals of the batch, and says no to the one alone', async () => {
    const [taken, free] = [await newTalk(east), await newTalk(east)];
    await poison(reviewId(taken), east, 'note');
    const answer = await approve(taken, free);
    const { lines } = (await answer.json()) as { lines: { id: Id; status: string }[] };
    expect(new Map(lines.map(({ id, status }) => [id, status]))).toEqual(
      new Map([
        [taken, 'new'],
        [free, 'approved'],
      ]),
    );
    const alone = await approve(taken);
    expect([alone.status, await alone.json()]).toEqual([409, { problem: 'notYours' }]);
  });
});

it('a door has its own queue: the same request at two places is two entries', async () => {
  const request = newId();
  expect(doorEntryId(west.institution, request)).not.toBe(doorEntryId(east.institution, request));
});

it('after an assignment has ended only good creations are taken', async () => {
  const { sql } = endpoint;
  await sql`update assignment set valid_to = '2026-11-20' where person = ${people.west} and institution = ${places.west}`;
  for (const id of Object.values(coming))
    await refusedAlone(west, create('session', west, good.session(west), id()));
  for (const { kind, field, as } of foreignFields)
    await refusedAlone(west, create(kind, west, bent(kind, field, east.has[as]!)));
  expect(await sent(west, create('note', west))).toEqual(['ok']);
});
