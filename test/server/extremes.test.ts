import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInAsDemo } from '#api/client/http.ts';
import { Decide, LogPage } from '#api/log.ts';
import { paths } from '#api/paths.ts';
import { ChangePlaces } from '#api/places-request.ts';
import { AskKnownDevices, DemoSignIn, ForgetDevices, NewDevice, RenameTablet } from '#api/session.ts';
import { SyncRequest } from '#api/sync.ts';
import { Booker } from '#domain/booking.ts';
import { PlanCommand } from '#domain/plan-command.ts';
import { type RecordKind, recordKinds } from '#domain/record-kinds.ts';
import { type Endpoint, openEndpoint, people, places } from '../helpers/endpoint.ts';
import { newId } from '../helpers/ids.ts';
import { bodies, openRawDevice, type RawDevice } from '../helpers/raw-device.ts';
import { pathOf, requestIn, tidsIn, visit } from '../helpers/visitor.ts';

/** What no client of ours could send, for any field. */
const extremes: readonly unknown[] = [
  ...['\u0000', 'a\u0000b', '\u2028', 'a\u2028b', '\ud83d', '\u0007', '', ' ', '__proto__', 'constructor'],
  ...['x'.repeat(40_000), '\ud83d\ude42'.repeat(4000), '9'.repeat(400), 'anything', '*', "' or 1=1 --", '%'],
  ...['1999-12-31', '2101-01-01', '9999-12-31', '20266-01-12', '2026-02-30', '2026-13-45', '0000-00-00'],
  ...[
    '2026-13-45T99:99:99.999Z',
    '9999-12-31T23:59:59.999Z',
    '1969-01-01T00:00:00.000Z',
    '24:00',
    '99:99',
    '00:00',
  ],
  ...[-1, 0, 0.5, 2 ** 31, 2 ** 53, 3_000_000_000, 1e308, -1e308, true, false, null],
  ...[[], {}, Array.from({ length: 3000 }, () => 'x'), [[[[]]]], { __proto__: null, v: 1 }, { toString: 1 }],
  ...[newId(), '00000000-0000-0000-0000-000000000000', [newId(), newId()]],
];

interface Def {
  type: string;
  shape?: Record<string, Schema>;
  options?: Schema[];
  innerType?: Schema;
  element?: Schema;
  valueType?: Schema;
  items?: Schema[];
  /** Of a literal. */
  values?: unknown[];
}
interface Schema {
  _zod: { def: Def };
}

/** Every path to a member of what a schema describes; `0` stands for the members of a list, `x` for those of a record. */
function pathsIn(schema: Schema, at: readonly string[] = []): string[][] {
  const { shape, options, innerType, element, valueType, items } = schema._zod.def;
  const inside: string[][] = [
    ...Object.entries(shape ?? {}).flatMap(([name, member]) => pathsIn(member, [...at, name])),
    ...(options ?? []).flatMap((option) => pathsIn(option, at)),
    ...(innerType ? pathsIn(innerType, at) : []),
    ...(element ? pathsIn(element, [...at, '0']) : []),
    ...(valueType ? pathsIn(valueType, [...at, 'x']) : []),
    ...(items ?? []).flatMap((item, index) => pathsIn(item, [...at, String(index)])),
  ];
  const all = at.length > 0 ? [[...at], ...inside] : inside;
  return [...new Map(all.map((path) => [path.join('.'), path])).values()];
}

/** A copy of a value in which the member at this path is something else. */
function withMember(value: unknown, [first, ...rest]: readonly string[], put: unknown): unknown {
  if (first === undefined) return put;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  copy[first] = withMember(copy[first] ?? {}, rest, put);
  return copy;
}

const textOf = (extreme: unknown): string =>
  typeof extreme === 'object' ? JSON.stringify(extreme) : String(extreme);

let endpoint: Endpoint;
let west: RawDevice;
const place = places.shared;
const session = newId();
const talk = newId();

beforeAll(async () => {
  endpoint = await openEndpoint();
  west = await openRawDevice(endpoint, people.west);
  await west.send(bodies.session(session, people.west, place), bodies.consultation(talk, session, place));
});
afterAll(() => endpoint?.close());

const at = '2026-11-23T08:10:00.000Z';
const day = '2026-11-23';
const hour = { date: day, start: '09:00', end: '10:00', room: 'Kontoret' };
/** A well-formed beginning of each kind, and values of its fields. */
const wellFormed: { [kind in RecordKind]: { fixed: object; set?: object; chips?: string[] } } = {
  session: { fixed: { worker: people.west, dropIn: null, ...hour }, set: { started: at, ended: at } },
  consultation: {
    fixed: { session, started: at, booking: newId(), queueEntry: newId() },
    set: {
      role: 'teacher',
      minutes: 5,
      level: null,
      stage: null,
      followUp: { kind: 'none', due: null },
      complete: true,
    },
    chips: ['themes', 'actionsTaken'],
  },
  note: { fixed: { consultation: talk, text: 'tekst', parent: null } },
  assessment: { fixed: { consultation: talk, value: 'acute', lowers: {}, reason: 'fordi' } },
  concern: {
    fixed: { consultation: talk, clockStart: day },
    set: { stage: null, state: 'open', actedOn: null },
  },
  occurrence: {
    fixed: { dropIn: null, worker: people.west, ...hour, slotMinutes: 20, walkInShare: 0 },
    set: { cancelled: null, moved: hour, heldBy: people.west },
  },
  bookingRequest: {
    fixed: {
      dropIn: null,
      date: day,
      start: '09:00',
      end: '09:20',
      role: 'teacher',
      consultation: talk,
      name: null,
    },
  },
  followUp: { fixed: { consultation: talk, due: day, outcome: 'talked', on: day } },
  attendance: { fixed: { booking: newId() }, set: { state: 'kept' } },
  queueEntry: {
    fixed: { session, dropIn: null, date: day, role: 'teacher', since: at },
    set: { state: 'waiting' },
  },
  review: { fixed: { consultation: talk }, set: { decision: { state: 'new', seen: 0, answers: 0 } } },
  remark: { fixed: { consultation: talk, text: 'svar', from: 'worker' } },
};

const written = (set: object = {}) =>
  Object.fromEntries(Object.entries(set).map(([field, value]) => [field, { value, basedOn: [] }]));

/** Changes of one kind, each with one member that is extreme. */
function* bentChanges(kind: RecordKind): Generator<object> {
  const { fixed, set, chips = [] } = wellFormed[kind];
  const born = () => ({
    ...{ sv: 1, at, kind, verb: 'create', object: newId(), institution: place, fixed },
    ...(set && { set: written(set) }),
  });
  const { fields } = recordKinds[kind] as { fields: Record<string, { schema: Schema }> };
  const members = [
    ...pathsIn(recordKinds[kind].fixed as unknown as Schema, ['fixed']),
    ...Object.entries(fields).flatMap(([field, { schema }]) => pathsIn(schema, ['set', field, 'value'])),
    ...Object.keys(fields).map((field) => ['set', field, 'basedOn']),
    ...chips.flatMap((list) => [
      ['add', list],
      ['add', list, '0'],
      ['remove', list],
      ['remove', list, 'x'],
    ]),
    ...['sv', 'at', 'kind', 'verb', 'object', 'institution', 'set', 'add', 'remove', 'annul', 'unknown'].map(
      (one) => [one],
    ),
  ];
  for (const path of members)
    for (const extreme of extremes) yield withMember(born(), path, extreme) as object;
}

/** What everybody reads must be there and readable whatever was sent. */
async function readsStay(): Promise<void> {
  const browser = endpoint.browser();
  await signInAsDemo(browser, people.coordinator);
  for (const sort of ['date', 'place', 'worker', 'due', 'status']) {
    const log = await browser(paths.log, { method: 'POST', headers: json, body: JSON.stringify({ sort }) });
    const answer = log.status === 404 ? await browser(`${paths.log}?sort=${sort}`, { method: 'GET' }) : log;
    expect(answer.status).toBe(200);
    const page = LogPage.parse(await answer.json());
    expect(page.unreadable).toBe(0);
  }
  expect((await browser(paths.schedule, { method: 'GET' })).status).toBe(200);
  expect((await browser(paths.places, { method: 'GET' })).status).toBe(200);
  const second = await openRawDevice(endpoint, people.west);
  expect((await second.push([], { cursors: {} })).rows.length).toBeGreaterThan(0);
  const path = await pathOf(endpoint, place);
  expect((await visit(endpoint).get(path)).status).toBe(200);
  expect((await visit(endpoint).get(`${path}/her`)).status).toBe(200);
  expect((await visit(endpoint).get(`${path}/plakat`)).status).toBe(200);
}

const json = { 'content-type': 'application/json' };

describe('every field of every kind of record, at its extremes, over the real wire', () => {
  it('has a well-formed beginning here that is taken or waits', async () => {
    for (const [kind, { fixed, set }] of Object.entries(wellFormed)) {
      const body = {
        sv: 1,
        at,
        kind,
        verb: 'create',
        object: newId(),
        institution: place,
        fixed,
        set: written(set),
      };
      const [ack] = await west.send(body);
      expect([kind, ack!.problem]).not.toEqual([kind, 'unexpected']);
    }
  });

  for (const kind of Object.keys(recordKinds) as RecordKind[]) {
    it(`is answered by name, and nothing that breaks a rule is written: ${kind}`, async () => {
      const all = [...bentChanges(kind)];
      const batches = Math.ceil(all.length / 400);
      for (let batch = 0; batch < batches; batch++) {
        const part = all.slice(batch * 400, (batch + 1) * 400);
        const sealed = await Promise.all(part.map((body) => west.seal(body)));
        const { acks } = await west.push(sealed);
        expect(acks).toHaveLength(sealed.length);
      }
      const stored = await endpoint.sql<{ doc: { kind: RecordKind; fixed: object; fields: object } }[]>`
        select doc from sync_row where kind = ${kind} and scope like 'log:%' and not deleted`;
      const { fixed, fields } = recordKinds[kind] as unknown as {
        fixed: { safeParse: (value: unknown) => { success: boolean } };
        fields: Record<string, { schema: { safeParse: (value: unknown) => { success: boolean } } }>;
      };
      for (const { doc } of stored) {
        expect([doc.fixed, fixed.safeParse(doc.fixed).success]).toEqual([doc.fixed, true]);
        for (const [field, { current }] of Object.entries(doc.fields) as [
          string,
          { current: { value: unknown } },
        ][])
          expect([field, current.value, fields[field]!.schema.safeParse(current.value).success]).toEqual([
            field,
            current.value,
            true,
          ]);
      }
      await readsStay();
    }, 120_000);
  }
});

describe('every route, its body at its extremes', () => {
  it('never fails, and what everybody reads stays readable', async () => {
    const worker = west.fetch;
    const secret = 'x'.repeat(43);
    const coordinator = endpoint.browser();
    await signInAsDemo(coordinator, people.coordinator);
    const draft = {
      ...{ institution: place, worker: people.west, weekday: 1, start: '09:00', end: '10:00', room: 'A' },
      ...{ slotMinutes: 20, walkInShare: 0, everyWeeks: 1, validFrom: '2027-01-04', validTo: '2027-06-28' },
    };
    const closing = { name: 'Lukket', kinds: ['*'], places: [], from: '2027-02-01', to: '2027-02-05' };
    const command = {
      type: 'create',
      hour: draft,
      closing,
      id: newId(),
      ids: [newId()],
      year: 2027,
      on: '2027-01-01',
    };
    const routes: [typeof worker, string, Schema, object][] = [
      [
        coordinator,
        paths.decide,
        Decide as unknown as Schema,
        { state: 'approved', consultations: [{ id: talk, seen: 0 }] },
      ],
      [coordinator, paths.places, ChangePlaces as unknown as Schema, { type: 'keepDays', keepDays: 30 }],
      [
        coordinator,
        paths.places,
        ChangePlaces as unknown as Schema,
        { type: 'contact', institution: place, phone: '', phoneOf: '' },
      ],
      [
        worker,
        paths.device,
        NewDevice as unknown as Schema,
        { id: newId(), person: people.west, signIn: secret, tablet: 'Tablet', publicKey: 'AAAA' },
      ],
      [worker, paths.knownDevices, AskKnownDevices as unknown as Schema, { signIn: secret }],
      ...[paths.renameTablet, paths.endAccess, paths.ownFeed].map(
        (path): [typeof worker, string, Schema, object] => [
          worker,
          path,
          RenameTablet as unknown as Schema,
          { device: west.id, path, nonce: 'n'.repeat(12), tablet: 'Tablet' },
        ],
      ),
      [endpoint.browser(), paths.demoVaultSignIn, DemoSignIn as unknown as Schema, { person: people.east }],
      [worker, paths.forgetDevice, ForgetDevices as unknown as Schema, { ids: [] }],
      [endpoint.browser(), paths.demoSignIn, DemoSignIn as unknown as Schema, { person: people.east }],
    ];
    const failed: unknown[] = [];
    const ask = async (fetch: typeof worker, path: string, body: unknown): Promise<void> => {
      const response = await fetch(path, { method: 'POST', headers: json, body: JSON.stringify(body) });
      await response.arrayBuffer();
      if (response.status >= 500) failed.push([path, JSON.stringify(body).slice(0, 300)]);
    };
    for (const [fetch, path, schema, good] of routes)
      for (const member of pathsIn(schema))
        for (const extreme of extremes) await ask(fetch, path, withMember(good, member, extreme));
    for (const option of (PlanCommand as unknown as Schema)._zod.def.options!) {
      const [one] = option._zod.def.shape!.type!._zod.def.values!;
      const good = {
        ...command,
        type: one,
        institution: place,
        hour: one === 'cancel' ? newId() : draft,
        date: day,
      };
      for (const member of pathsIn(option))
        for (const extreme of extremes)
          await ask(coordinator, paths.schedule, {
            request: newId(),
            command: withMember({ ...good, reason: null }, member, extreme),
          });
    }
    expect(failed).toEqual([]);
    await readsStay();
  }, 300_000);

  it('never fails at the sync request, whose numbers have ends', async () => {
    const failed: unknown[] = [];
    for (const member of pathsIn(SyncRequest as unknown as Schema)) {
      for (const extreme of extremes) {
        const asked = withMember(west.request([], { cursors: {} }), member, extreme);
        const { status } = await west.post(JSON.stringify(asked));
        if (status >= 500) failed.push([member, extreme]);
      }
    }
    expect(failed).toEqual([]);
    for (const made of [3_000_000_000, 2 ** 53, 1e308]) {
      const response = await west.post(JSON.stringify(west.request([], { made })));
      expect([made, response.status]).toEqual([made, 400]);
    }
    await readsStay();
  }, 120_000);

  it('never fails at the booking form', async () => {
    const path = await pathOf(endpoint, place);
    const { html } = await visit(endpoint).get(path);
    const good = {
      tid: tidsIn(html)[0] ?? '',
      request: requestIn(html),
      role: 'teacher',
      name: 'Jonas',
      mail: 'j@s.example',
    };
    const failed: unknown[] = [];
    const fields = [...pathsIn(Booker as unknown as Schema).map(([name]) => name!), 'tid', 'request', 'act'];
    for (const field of fields) {
      for (const extreme of extremes) {
        const form = {
          ...good,
          [field]: textOf(extreme),
        };
        for (const to of [path, `${path}/her`]) {
          const { status } = await visit(endpoint).post(to, form);
          if (status >= 500) failed.push([to, field, form[field as 'name'].slice(0, 60)]);
        }
      }
    }
    expect([failed, endpoint.logged.filter((line) => 'path' in line)]).toEqual([[], []]);
    for (const query of ['tid', 'optaget', 'nr', 't', 'lang', 'flyt'])
      for (const extreme of extremes)
        expect(
          (
            await visit(endpoint).get(
              `${path}?${query}=${encodeURIComponent(textOf(extreme).slice(0, 2000).toWellFormed())}`,
            )
          ).status,
        ).toBeLessThan(500);
    const roles = await endpoint.sql<{ role: string }[]>`select distinct role from booking`;
    expect(roles.every(({ role }) => Booker.shape.role.safeParse(role).success)).toBe(true);
    await readsStay();
  }, 120_000);
});

describe('what was stored before there was a rule', () => {
  it('costs its own line of the log, and the count of a tablet that said any number', async () => {
    const broken = newId();
    await west.send(bodies.consultation(broken, session, place));
    const { sql } = endpoint;
    await sql`update sync_row set doc = jsonb_set(doc, '{fixed,started}', '"2026-13-45T99:99:99.999Z"') where id = ${broken}`;
    await sql`update log_line set started = '2026-13-45T99:99:99.999Z' where consultation = ${broken}`;
    await sql`update device set made = 3000000000 where id = ${west.id}`;
    const browser = endpoint.browser();
    await signInAsDemo(browser, people.coordinator);
    const asked = await browser(paths.log, { method: 'POST', headers: json, body: '{}' });
    const answer = asked.status === 404 ? await browser(paths.log, { method: 'GET' }) : asked;
    expect(answer.status).toBe(200);
    const page = LogPage.parse(await answer.json());
    expect(page.unreadable).toBe(1);
    expect(page.lines.map(({ id }) => id)).not.toContain(broken);
    expect(page.missing.some(({ unsent }) => unsent > 999_000_000)).toBe(true);
    await sql`delete from sync_row where id = ${broken}`;
    await sql`update device set made = 0 where id = ${west.id}`;
  });
});
