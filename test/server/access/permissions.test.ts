import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '#api/paths.ts';
import { credentialHeader } from '#api/session.ts';
import { signatureHeader } from '#api/sync.ts';
import { outsideId } from '#domain/id.ts';
import { keepSignIn } from '#server/access/credential.ts';
import { feedSecret } from '#server/feeds/feed.ts';
import { routes as declared, holdToTable } from '#server/routes.ts';
import { makeSigningKeys } from '#tablet/store/vault.ts';
import { type Endpoint, openEndpoint, people, places } from '../../helpers/endpoint.ts';
import { newId } from '../../helpers/ids.ts';
import { bodies, openRawDevice, type RawDevice } from '../../helpers/raw-device.ts';
import { book, jonas, pathOf, tidsIn, visit } from '../../helpers/visitor.ts';

/** Who asks: without a login, the place's own worker, a worker of another place, its coordinator, another's. */
const callers = ['nobody', 'worker', 'elsewhere', 'coordinator', 'otherCoordinator'] as const;
type Caller = (typeof callers)[number];
const persons: Partial<Record<Caller, string>> = {
  worker: people.west,
  elsewhere: people.east,
  coordinator: people.coordinator,
  otherCoordinator: outsideId('person', 'anden-koordinator'),
};

/** What only those may read who are named in a row: words of a note, and who booked. */
const note = 'Kanariefugl i klassen';
const booker = jonas.name;

interface Sent {
  method: string;
  path: string;
  body?: string;
  headers?: Record<string, string>;
}

interface Row {
  /** As the router names it. */
  route: string;
  /** What is asked, where a route has several rows. */
  what?: string;
  ask: (caller: Caller) => Promise<Sent> | Sent;
  /** The status for each caller, in the order of `callers`. */
  answers: readonly [number, number, number, number, number];
  /** Whose answer carries the note's words; nobody's where it is left out. */
  readsNote?: readonly Caller[];
  /** Whose answer names the booker. */
  readsBooker?: readonly Caller[];
}

let endpoint: Endpoint;
const devices = new Map<Caller, RawDevice>();
const talk = newId();
let page = '';
let taken = '';
let hour = '';
let own = '';
let feed = '';
let cancelled = '';

beforeAll(async () => {
  endpoint = await openEndpoint();
  const { sql } = endpoint;
  const other = persons.otherCoordinator!;
  await sql`insert into person (id, login, name, initials, title, role)
    values (${other}, 'anden-koordinator', 'Ida Lund', 'IL', '', 'coordinator')`;
  await sql`insert into coordinates (person, cluster)
    select ${other}, cluster from institution where number = ${places.east}`;
  await sql`delete from coordinates using institution
    where coordinates.person = ${people.coordinator} and institution.number = ${places.east}
      and coordinates.cluster = institution.cluster`;
  for (const caller of ['worker', 'elsewhere'] as const) {
    devices.set(caller, await openRawDevice(endpoint, persons[caller]!));
  }
  const session = newId();
  await devices
    .get('worker')!
    .send(
      bodies.session(session, people.west, places.west),
      bodies.consultation(talk, session, places.west),
      bodies.note(newId(), talk, places.west, note),
    );
  hour = (await sql<{ id: string }[]>`select id from drop_in where institution = ${places.west}`)[0]!.id;
  page = await pathOf(endpoint, places.west);
  taken = tidsIn((await visit(endpoint).get(page)).html)[0]!;
  own = await book(visit(endpoint), page, { tid: taken });
  cancelled = await book(visit(endpoint), page, { name: 'Anna Bro', mail: 'anna@skole.example' });
  feed = `/feed/${await feedSecret(endpoint.deps, { institution: places.west })}.ics`;
});
afterAll(() => endpoint?.close());

const get = (path: string) => (): Sent => ({ method: 'GET', path });
const post = (path: string, body: object) => (): Sent => ({
  method: 'POST',
  path,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});
const submit = (path: () => string, form: Record<string, string>) => (): Sent => ({
  method: 'POST',
  path: path(),
  body: new URLSearchParams(form).toString(),
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
});
const everyone = (status: number) => [status, status, status, status, status] as const;
const sendSigned = async (
  device: RawDevice,
  path: string,
  asked: object,
  credential = device.credential,
): Promise<Sent> => {
  const body = JSON.stringify(asked);
  const signature = await device.sign(Uint8Array.from(new TextEncoder().encode(body)));
  const signed = { 'content-type': 'application/json', [signatureHeader]: signature };
  return { method: 'POST', path, body, headers: { ...signed, [credentialHeader]: credential } };
};
/** A pull signed by a device, in whatever browser the caller has, with its own credential or another. */
const pullWith = (device: RawDevice, credential?: string): Promise<Sent> =>
  sendSigned(device, paths.sync, device.request([], { cursors: {} }), credential);
const signedBy = (device: RawDevice, path: string, credential?: string): Promise<Sent> =>
  sendSigned(device, path, { device: device.id, path, nonce: newId() }, credential);
/** What the caller's own vault reads with; who has none has a login at most. */
const credentialOf = (caller: Caller): string => devices.get(caller)?.credential ?? '';
/** A sign-in that this caller has just made for a vault; who is not signed in has none. */
const signInOf = async (caller: Caller): Promise<string> => {
  const person = persons[caller];
  return person ? keepSignIn(endpoint.deps, person, endpoint.clock.now()) : 'x'.repeat(43);
};
const newDevice = async (id: string, person: string, signIn: string): Promise<Sent> => {
  const { publicKey } = await makeSigningKeys();
  return post(paths.device, { id, person, signIn, tablet: 'Tablet 4', publicKey })();
};
const decision = { state: 'approved', consultations: [{ id: talk, seen: 0 }] };

const table: Row[] = [
  { route: `GET ${paths.me}`, ask: get(paths.me), answers: everyone(200) },
  {
    route: `POST ${paths.demoSignIn}`,
    ask: post(paths.demoSignIn, { person: people.west }),
    answers: everyone(200),
  },
  { route: `POST ${paths.signOut}`, ask: post(paths.signOut, {}), answers: everyone(200) },
  {
    route: `POST ${paths.demoVaultSignIn}`,
    ask: post(paths.demoVaultSignIn, { person: people.west }),
    answers: everyone(200),
  },
  {
    route: `POST ${paths.device}`,
    what: 'by a login alone, without a sign-in for it',
    ask: (caller) => newDevice(newId(), persons[caller] ?? people.west, 'x'.repeat(43)),
    answers: everyone(401),
  },
  {
    route: `POST ${paths.device}`,
    what: 'by the caller’s own sign-in',
    ask: async (caller) => newDevice(newId(), persons[caller] ?? people.west, await signInOf(caller)),
    answers: [401, 200, 200, 403, 403],
  },
  {
    route: `POST ${paths.device}`,
    what: 'for somebody else',
    ask: async (caller) => newDevice(newId(), people.west, await signInOf(caller)),
    answers: [401, 200, 403, 403, 403],
  },
  {
    route: `POST ${paths.device}`,
    what: 'under the name of the worker’s device',
    ask: async (caller) =>
      newDevice(devices.get('worker')!.id, persons[caller] ?? people.west, await signInOf(caller)),
    answers: [401, 403, 403, 403, 403],
  },
  {
    route: `POST ${paths.knownDevices}`,
    ask: async (caller) => post(paths.knownDevices, { signIn: await signInOf(caller) })(),
    answers: [401, 200, 200, 200, 200],
  },
  {
    route: `POST ${paths.forgetDevice}`,
    ask: post(paths.forgetDevice, { ids: [newId()] }),
    answers: everyone(200),
  },
  {
    route: `POST ${paths.sync}`,
    what: 'pulling with her own vault; who has none, with the signature of the worker’s',
    ask: (caller) => pullWith(devices.get(caller) ?? devices.get('worker')!, credentialOf(caller)),
    answers: [401, 200, 200, 401, 401],
    readsNote: ['worker'],
    readsBooker: ['worker'],
  },
  {
    route: `POST ${paths.sync}`,
    what: 'pulling with the signature of the worker’s device and the caller’s own credential',
    ask: (caller) => pullWith(devices.get('worker')!, credentialOf(caller)),
    answers: [401, 200, 401, 401, 401],
    readsNote: ['worker'],
    readsBooker: ['worker'],
  },
  {
    route: `POST ${paths.sync}`,
    what: 'with a signature of another device',
    ask: async () => {
      const { body, ...rest } = await pullWith(devices.get('elsewhere')!);
      return { ...rest, body: body!.replace(devices.get('elsewhere')!.id, devices.get('worker')!.id) };
    },
    answers: everyone(403),
  },
  {
    route: `POST ${paths.log}`,
    ask: post(paths.log, { institution: places.west }),
    answers: [401, 403, 403, 200, 200],
  },
  {
    route: `POST ${paths.log}`,
    what: 'searching for words of the note',
    ask: post(paths.log, { text: 'kanariefugl' }),
    answers: [401, 403, 403, 200, 200],
  },
  {
    route: `GET ${paths.logDetail(':id')}`,
    ask: get(paths.logDetail(talk)),
    answers: [401, 403, 403, 200, 404],
    readsNote: ['coordinator'],
  },
  {
    route: `POST ${paths.decide}`,
    ask: post(paths.decide, decision),
    answers: [401, 403, 403, 200, 404],
  },
  { route: `GET ${paths.schedule}`, ask: get(paths.schedule), answers: [401, 403, 403, 200, 200] },
  {
    route: `POST ${paths.schedule}`,
    what: 'trying to end an hour of the place',
    ask: () =>
      post(paths.schedule, { request: newId(), command: { type: 'end', id: hour, on: '2026-12-31' } })(),
    answers: [401, 403, 403, 200, 400],
  },
  {
    route: `POST ${paths.schedule}`,
    what: 'closing a day everywhere, as a coordinator has seen it tried',
    ask: async () => {
      const closing = { name: 'Lukkedag', kinds: ['*'], places: [], from: '2027-03-01', to: '2027-03-01' };
      const asked = { request: newId(), command: { type: 'close', closing } };
      const { text } = await askAs('coordinator', post(paths.schedule, asked)());
      return post(paths.schedule, { ...asked, planVersion: JSON.parse(text).planVersion })();
    },
    answers: [401, 403, 403, 200, 200],
  },
  {
    route: `POST ${paths.ownFeed}`,
    what: 'as the worker’s vault',
    ask: () => signedBy(devices.get('worker')!, paths.ownFeed),
    answers: everyone(200),
  },
  {
    route: `POST ${paths.ownFeed}`,
    what: 'with the signature of her device, and what the caller’s own vault reads with',
    ask: (caller) => signedBy(devices.get('worker')!, paths.ownFeed, credentialOf(caller)),
    answers: [401, 200, 401, 401, 401],
  },
  {
    route: `POST ${paths.renameTablet}`,
    what: 'with a signature for another address',
    ask: async () => ({
      ...(await signedBy(devices.get('worker')!, paths.ownFeed)),
      path: paths.renameTablet,
    }),
    answers: everyone(400),
  },
  {
    route: `POST ${paths.endAccess}`,
    what: 'with the signature of her device alone',
    ask: () => signedBy(devices.get('worker')!, paths.endAccess, ''),
    answers: everyone(401),
  },
  { route: `GET ${paths.places}`, ask: get(paths.places), answers: [401, 403, 403, 200, 200] },
  {
    route: `POST ${paths.places}`,
    what: 'whom to ring at a place of hers',
    ask: post(paths.places, {
      type: 'contact',
      institution: places.west,
      phone: '00 00 00 00',
      phoneOf: '',
    }),
    answers: [401, 403, 403, 200, 404],
  },
  {
    route: `POST ${paths.places}`,
    what: 'a new feed for a worker of her places',
    ask: post(paths.places, { type: 'workerFeed', worker: people.east }),
    answers: [401, 403, 403, 200, 200],
  },
  { route: 'GET /feed/:file{[\\w-]+\\.ics}', ask: () => get(feed)(), answers: everyone(200) },
  {
    route: 'GET /feed/:file{[\\w-]+\\.ics}',
    what: 'with a guessed address',
    ask: get('/feed/gaettet.ics'),
    answers: everyone(404),
  },
  { route: 'GET /b/:place', ask: () => get(page)(), answers: everyone(200) },
  {
    route: 'GET /b/:place',
    what: 'with a guessed code',
    ask: get('/b/skole-222222'),
    answers: everyone(404),
  },
  {
    route: 'POST /b/:place',
    what: 'a time that somebody has',
    ask: () => submit(() => page, { ...jonas, name: 'Else By', tid: taken, request: newId() })(),
    answers: everyone(409),
  },
  { route: 'GET /b/:place/her', ask: () => get(`${page}/her`)(), answers: everyone(200) },
  {
    route: 'POST /b/:place/her',
    what: 'while an hour is open',
    ask: submit(() => `${page}/her`, { role: 'teacher', request: newId() }),
    answers: everyone(303),
  },
  { route: 'GET /b/:place/plakat', ask: () => get(`${page}/plakat`)(), answers: everyone(200) },
  {
    route: 'GET /b/:place/ok',
    what: 'with the booking’s link',
    ask: () => get(`${page}/ok?t=${own.slice('/b/t/'.length)}`)(),
    answers: everyone(200),
    readsBooker: callers,
  },
  {
    route: 'GET /b/:place/ok',
    what: 'without it',
    ask: () => get(`${page}/ok?t=gaettet`)(),
    answers: everyone(404),
  },
  { route: 'GET /b/t/:secret', ask: () => get(own)(), answers: everyone(200), readsBooker: callers },
  {
    route: 'GET /b/t/:secret',
    what: 'with a guessed link',
    ask: get('/b/t/gaettet'),
    answers: everyone(404),
  },
  { route: 'GET /b/t/:secret/tid.ics', ask: () => get(`${own}/tid.ics`)(), answers: everyone(200) },
  {
    route: 'GET /b/t/:secret/tid.ics',
    what: 'with a guessed link',
    ask: get('/b/t/gaettet/tid.ics'),
    answers: everyone(404),
  },
  {
    route: 'POST /b/t/:secret',
    what: 'cancelling with its link',
    ask: submit(() => cancelled, { act: 'cancel' }),
    answers: everyone(303),
  },
  {
    route: 'POST /b/t/:secret',
    what: 'cancelling with a guessed link',
    ask: submit(() => '/b/t/gaettet', { act: 'cancel' }),
    answers: everyone(404),
  },
];

/** Asks as this caller, in a browser of its own. Each has an address of its own: limits are another test's matter. */
async function askAs(caller: Caller, sent: Sent): Promise<{ status: number; text: string }> {
  const person = persons[caller];
  const browser = endpoint.browser();
  if (person) {
    const { method, path, body, headers } = post(paths.demoSignIn, { person })();
    await browser(path, { method, body: body!, headers: headers! });
  }
  addresses += 1;
  const headers = { ...sent.headers, 'x-forwarded-for': `10.9.${addresses >> 8}.${addresses & 255}` };
  const response = await browser(sent.path, {
    method: sent.method,
    headers,
    ...(sent.body !== undefined && { body: sent.body }),
  });
  return { status: response.status, text: await response.text() };
}
let addresses = 0;

/** Every route that the endpoint has, as its router knows it; what is before all routes is no route. */
const routes = (): string[] => [
  ...new Set(
    endpoint.app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`),
  ),
];

const lastAudit = async (): Promise<number> =>
  (await endpoint.sql<{ id: number }[]>`select coalesce(max(id), 0)::int as id from audit`)[0]!.id;
/** What the verbs begin with that were written into the audit after a line of it. */
const subjectsSince = async (id: number): Promise<string[]> =>
  (
    await endpoint.sql<{ subject: string }[]>`
      select distinct split_part(verb, '.', 1) as subject from audit where id > ${id}`
  ).map(({ subject }) => subject);
/** Everything that this walk through the table has audited. */
const written = new Set<string>();

describe('who may ask for what', () => {
  it('is said here for every route of the endpoint, and for no other', () => {
    expect([...new Set(table.map(({ route }) => route))].sort()).toEqual(routes().sort());
    expect(declared.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(routes().sort());
  });

  it('is declared for every route: one without a row, or a row without a route, keeps the endpoint from starting', () => {
    const there = endpoint.app.routes;
    expect(() => holdToTable(there)).not.toThrow();
    const planted = new Hono().get('/api/planted', (c) => c.text('')).post(paths.me, (c) => c.text(''));
    expect(() => holdToTable([...there, ...planted.routes])).toThrow(
      `not in the table of routes: GET /api/planted, POST ${paths.me}`,
    );
    expect(() => holdToTable(there.filter(({ path }) => path !== paths.sync))).toThrow(
      `in the table of routes, and nowhere else: POST ${paths.sync}`,
    );
  });

  it('what is declared for coordinators is refused to everybody else before anything is read', async () => {
    for (const { method, path } of declared.filter(({ who }) => who === 'coordinator')) {
      const sent = method === 'GET' ? get(path)() : post(path, {})();
      const statuses = [];
      for (const caller of ['nobody', 'worker', 'elsewhere'] as const) {
        statuses.push((await askAs(caller, sent)).status);
      }
      expect([path, ...statuses]).toEqual([path, 401, 403, 403]);
    }
  });

  for (const { route, what, ask, answers, readsNote = [], readsBooker = [] } of table) {
    it(`${route}${what ? ` ${what}` : ''}`, async () => {
      const found = [];
      const begin = await lastAudit();
      for (const caller of callers) {
        const { status, text } = await askAs(caller, await ask(caller));
        found.push({ caller, status, note: text.includes(note), booker: text.includes(booker) });
      }
      expect(found).toEqual(
        callers.map((caller, at) => ({
          caller,
          status: answers[at],
          note: readsNote.includes(caller),
          booker: readsBooker.includes(caller),
        })),
      );
      const { audit } = declared.find(({ method, path }) => `${method} ${path}` === route)!;
      const audited = await subjectsSince(begin);
      expect(audited).toEqual(audited.length > 0 ? [audit] : []);
      for (const subject of audited) written.add(subject);
    });
  }

  it('whatever is declared to be audited was', () => {
    expect([...written].sort()).toEqual(declared.flatMap(({ audit }) => audit ?? []).sort());
  });

  it('in the log, a coordinator finds the lines of her own clusters and no others', async () => {
    const idsFor = async (caller: Caller): Promise<string[]> => {
      const { text } = await askAs(caller, post(paths.log, {})());
      return JSON.parse(text).lines.map(({ id }: { id: string }) => id);
    };
    expect(await idsFor('coordinator')).toEqual([talk]);
    expect(await idsFor('otherCoordinator')).toEqual([]);
  });

  it('a change to a record of another’s place is refused by name, and nothing of it is kept there', async () => {
    const stranger = devices.get('elsewhere')!;
    const bodyOf = bodies.note(newId(), talk, places.west, 'ikke hendes sted');
    expect(await stranger.send(bodyOf)).toMatchObject([{ r: 'refused', problem: 'notYours' }]);
    expect(
      await endpoint.sql`select 1 from sync_row where id = ${bodyOf.object} and scope like 'log:%'`,
    ).toEqual([]);
  });

  it('no page of another site writes anything, by any route', async () => {
    for (const route of routes().filter((one) => !one.startsWith('GET '))) {
      const [method, path] = route.split(' ') as [string, string];
      const at = path
        .replace(':place', page.slice('/b/'.length))
        .replace(':secret', own.slice('/b/t/'.length));
      const foreign = { origin: 'https://fremmed.example', 'sec-fetch-site': 'cross-site' };
      const asJson = path.startsWith('/api/');
      const headers = {
        ...foreign,
        'content-type': asJson ? 'application/json' : 'application/x-www-form-urlencoded',
      };
      const { status } = await askAs('worker', {
        method,
        path: at,
        headers,
        body: asJson ? '{}' : 'act=cancel',
      });
      expect([route, status]).toEqual([route, asJson ? 403 : 404]);
    }
    const [kept] = await endpoint.sql`select state from booking where name = ${booker}`;
    expect(kept).toEqual({ state: 'confirmed' });
  });
});
