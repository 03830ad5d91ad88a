import { randomBytes, randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { signInForVault } from '#api/client/http.ts';
import { paths } from '#api/paths.ts';
import { credentialHeader } from '#api/session.ts';
import { protocol, type SealedChange, signatureHeader, syncLimits } from '#api/sync.ts';
import { makeSealer, toWire } from '#tablet/store/seal.ts';
import { makeSigningKeys } from '#tablet/store/vault.ts';
import { type Endpoint, openEndpoint, people, places } from '../helpers/endpoint.ts';
import { newId } from '../helpers/ids.ts';
import { bodies, openRawDevice, type RawDevice } from '../helpers/raw-device.ts';

let endpoint: Endpoint;
let west: RawDevice;
let east: RawDevice;
const session = newId();
const talk = newId();
const place = places.shared;

beforeAll(async () => {
  endpoint = await openEndpoint();
  west = await openRawDevice(endpoint, people.west);
  east = await openRawDevice(endpoint, people.east);
  await west.send(bodies.session(session, people.west, place), bodies.consultation(talk, session, place));
});
afterAll(() => endpoint?.close());

const note = (text: string) => bodies.note(newId(), talk, place, text);

/** What is known of an op: its quarantined bytes and the row that its author sees. */
async function keptOf(op: string, person: string = people.west) {
  const { sql } = endpoint;
  const kept = await sql<
    { reason: string; sealed: Buffer }[]
  >`select reason, sealed from quarantine where op = ${op}`;
  const rows = await sql<{ doc: { problem: string; body: unknown } }[]>`
    select doc from sync_row where scope = ${`u:${person}`} and kind = 'refused' and id = ${op}`;
  return { reasons: kept.map(({ reason }) => reason), shown: rows.map(({ doc }) => doc.problem), kept };
}

const isThere = async (object: string): Promise<boolean> =>
  (await endpoint.sql`select 1 from sync_row where id = ${object} and scope like 'log:%'`).length === 1;

/** A bad change between two good ones: it is refused by name, kept and shown; its neighbours arrive. */
async function refusedBetween(bad: SealedChange, device: RawDevice = west): Promise<string | undefined> {
  const [before, after] = [note('før'), note('efter')];
  const { acks } = await device.push([await device.seal(before), bad, await device.seal(after)]);
  expect(acks.map(({ r }) => r)).toEqual(['ok', 'refused', 'ok']);
  expect([await isThere(before.object), await isThere(after.object)]).toEqual([true, true]);
  const { problem } = acks[1]!;
  const { reasons, shown } = await keptOf(bad.op, device.person);
  expect(reasons).toContain(problem);
  expect(shown).toContain(problem);
  return problem;
}

/** A seal over this text, whatever it is. */
async function sealText(text: string): Promise<SealedChange> {
  const stringify = vi.spyOn(JSON, 'stringify').mockReturnValueOnce(text);
  const sealed = await west.seal(null);
  stringify.mockRestore();
  return sealed;
}

const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

const invalid: { [what: string]: () => unknown } = {
  'an unknown kind': () => ({ ...note('x'), kind: 'diary' }),
  'a kind named like a method of every object': () => ({ ...note('x'), kind: 'constructor' }),
  'an unknown verb': () => ({ ...note('x'), verb: 'delete' }),
  'no object': () => ({ ...note('x'), object: undefined }),
  'an object that is no id': () => ({ ...note('x'), object: '../../etc/passwd' }),
  'an empty note': () => note('   '),
  'a note of 4,001 characters': () => note('x'.repeat(4001)),
  'a NUL character in a note': () => note('før\u0000efter'),
  'half a surrogate pair in a note': () => note('smil \ud83d'),
  'a NUL character in a member that nobody knows': () => ({ ...note('x'), later: { text: 'a\u0000b' } }),
  'half a surrogate pair in a name': () => ({ ...note('x'), '\udc00': 1 }),
  'a place that is an object': () => ({ ...note('x'), institution: { toString: 1 } }),
  'an hour that ends before it starts': () => ({
    ...bodies.session(newId(), people.west, place),
    fixed: { ...bodies.session(newId(), people.west, place).fixed, start: '10:00', end: '09:00' },
  }),
  'a role that is no key': () => bodies.set('consultation', talk, place, 'role', 'a b<script>', []),
  'minutes as text': () => bodies.set('consultation', talk, place, 'minutes', '12', []),
  'a huge number of minutes': () => bodies.set('consultation', talk, place, 'minutes', 1e308, []),
  'minutes beyond any number': () =>
    JSON.parse(
      JSON.stringify(bodies.set('consultation', talk, place, 'minutes', 0, [])).replace(
        '"value":0',
        '"value":1e999',
      ),
    ),
  'a chip with blanks': () => ({ ...bodies.consultation(newId(), session, place), add: { themes: ['a b'] } }),
  'a chip named __proto__': () => ({
    ...bodies.consultation(newId(), session, place),
    add: { themes: ['__proto__'] },
  }),
  'a day that is none': () => ({
    ...bodies.session(newId(), people.west, place),
    fixed: { ...bodies.session(newId(), people.west, place).fixed, date: '2026-02-31' },
  }),
  'a time that is none': () => ({ ...note('x'), at: 'yesterday' }),
  'a create without its fixed part': () => ({ ...note('x'), fixed: undefined }),
  'a set with a fixed part': () => ({
    ...bodies.set('consultation', talk, place, 'role', 'leader', []),
    fixed: { session },
  }),
  'a set that annuls': () => ({
    ...bodies.set('consultation', talk, place, 'role', 'leader', []),
    annul: { reason: 'x', basedOn: [] },
  }),
  'an annulment without a reason': () => ({
    sv: 1,
    at: '2026-11-23T08:00:00.000Z',
    kind: 'consultation',
    verb: 'annul',
    object: talk,
    institution: place,
  }),
  'a session in another worker’s name': () => bodies.session(newId(), people.east, place),
  'a list': () => [],
  'a number': () => 7,
  nothing: () => null,
};

describe('a change that breaks a rule', () => {
  for (const [what, body] of Object.entries(invalid)) {
    it(`is refused, kept and shown, and its neighbours arrive: ${what}`, async () => {
      expect(await refusedBetween(await west.seal(body()))).toBe('invalid');
    });
  }

  it('is refused where it is too deep to be written down again', async () => {
    const text = JSON.stringify({ ...note('x'), extra: 0 }).replace('"extra":0', `"extra":${deep(10_000)}`);
    expect(await refusedBetween(await sealText(text))).toBe('invalid');
  });

  it('is refused where it is no JSON', async () => {
    expect(await refusedBetween(await sealText('{"sv":1,'))).toBe('invalid');
  });

  it('takes along what builds on it, in the same push and later', async () => {
    const born = {
      ...bodies.consultation(newId(), session, place),
      set: { role: { value: 'a b', basedOn: [] } },
    };
    const child = bodies.note(newId(), born.object, place, 'på noget, der blev afvist');
    const [first, second] = await west.send(born, child);
    expect(first).toMatchObject({ r: 'refused', problem: 'invalid' });
    expect(second).toMatchObject({ r: 'refused', problem: 'because', because: first!.op });
    const [later] = await west.send(bodies.note(newId(), born.object, place, 'og senere'));
    expect(later).toMatchObject({ r: 'refused', problem: 'because', because: first!.op });
  });

  it('takes along what came before it and waited for it', async () => {
    const born = {
      ...bodies.consultation(newId(), session, place),
      set: { role: { value: 'a b', basedOn: [] } },
    };
    const [waiting] = await west.send(bodies.note(newId(), born.object, place, 'for tidligt'));
    expect(waiting).toMatchObject({ r: 'parked' });
    await west.send(born);
    expect((await keptOf(waiting!.op)).shown).toEqual(['because']);
  });
});

describe('a field or chip with an unlucky name', () => {
  it('is kept with its change and read by nobody', async () => {
    const born = bodies.consultation(newId(), session, place);
    const set =
      '{"__proto__":{"value":"x","basedOn":[]},"constructor":{"value":1,"basedOn":[]},"toString":{"value":null,"basedOn":[]}}';
    const text = JSON.stringify(born).replace(/"set":\{.*?\]\}\}/, `"set":${set}`);
    const [ack] = await west.send(JSON.parse(text));
    expect(ack).toMatchObject({ r: 'ok' });
    const [row] =
      await endpoint.sql`select doc -> 'fields' as fields from sync_row where id = ${born.object}`;
    expect(row!.fields).toEqual({});
  });

  it('is put on and taken off like any other', async () => {
    const names = ['constructor', 'toString', 'valueOf', 'hasOwnProperty'];
    const add = newId();
    const off = Object.fromEntries(names.map((name) => [name, []]));
    const remove = {
      sv: 1,
      at: '2026-11-23T08:00:00.000Z',
      kind: 'consultation',
      verb: 'set',
      object: talk,
      institution: place,
    };
    const acks = await west.send(
      { ...remove, remove: { themes: off } },
      { ...remove, add: { themes: names } },
      { ...remove, remove: { actionsTaken: Object.fromEntries([[add, []]]) } },
    );
    expect(acks.map(({ r }) => r)).toEqual(['ok', 'ok', 'ok']);
    const [row] =
      await endpoint.sql`select doc -> 'chips' -> 'themes' as themes from sync_row where id = ${talk}`;
    for (const name of names) expect(row!.themes[name].on).toHaveLength(1);
  });
});

describe('a change of somebody else', () => {
  it('at a place that is not hers is `notYours`', async () => {
    const foreign = bodies.session(newId(), people.west, places.east);
    expect(await refusedBetween(await west.seal(foreign))).toBe('notYours');
    expect(await isThere(foreign.object)).toBe(false);
  });

  it('cannot be moved to her own place by naming it', async () => {
    const hidden = bodies.session(newId(), people.east, places.east);
    await east.send(hidden);
    const moved = bodies.set('session', hidden.object, places.west, 'ended', '2026-11-23T09:00:00.000Z', []);
    expect(await refusedBetween(await west.seal(moved))).toBe('notYours');
    const born = { ...hidden, institution: places.west, fixed: { ...hidden.fixed, worker: people.west } };
    expect(await refusedBetween(await west.seal(born))).toBe('notYours');
  });

  it('that makes a record a second time is refused, and takes nothing from the one that is there', async () => {
    const again = bodies.consultation(talk, session, place);
    expect(await refusedBetween(await west.seal(again))).toBe('reused');
    const [ack] = await west.send(note('derefter'));
    expect(ack).toMatchObject({ r: 'ok' });
  });

  it('cannot hang a note on another place’s conversation', async () => {
    const hour = bodies.session(newId(), people.east, places.east);
    const secret = bodies.consultation(newId(), hour.object, places.east);
    await east.send(hour, secret);
    const child = bodies.note(newId(), secret.object, place, 'x');
    expect(await refusedBetween(await west.seal(child))).toBe('notYours');
  });
});

describe('an op id', () => {
  it('that comes again with the same content gets the same answer and is applied once', async () => {
    const sealed = await west.seal(note('én gang'));
    const [first] = (await west.push([sealed])).acks;
    const [second] = (await west.push([sealed, sealed])).acks;
    expect(second).toEqual(first);
    const [count] = await endpoint.sql`select count(*) from change where op = ${sealed.op}`;
    expect(count!.count).toBe(1);
  });

  it('that comes again with other content is `reused`: the first stands, the second is kept', async () => {
    const first = note('den første');
    const op = newId();
    await west.push([await west.seal(first, op)]);
    expect(await refusedBetween(await west.seal(note('den anden'), op))).toBe('reused');
    expect(await isThere(first.object)).toBe(true);
  });

  it('cannot be put on another change’s seal', async () => {
    const sealed = await west.seal(note('bundet'));
    expect(await refusedBetween({ ...sealed, op: newId() })).toBe('unreadable');
  });
});

describe('a seal', () => {
  it('for a key that the endpoint does not know is `unreadable`, and kept as it came', async () => {
    const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
    const spki = Buffer.from(await crypto.subtle.exportKey('spki', pair.publicKey)).toString('base64');
    const stranger = await makeSealer({ id: '1999-01-01', spki });
    const op = newId();
    const sealed = toWire(op, await stranger.seal(op, note('for en anden')));
    expect(await refusedBetween(sealed)).toBe('unreadable');
    const { kept } = await keptOf(op);
    expect(JSON.parse(kept[0]!.sealed.toString())).toEqual(sealed);
  });

  it('of any bytes at all is `unreadable`', async () => {
    const good = await west.seal(note('x'));
    for (const bent of [
      { epk: '' },
      { iv: '' },
      { ct: '' },
      { epk: 'AAAA' },
      { ct: randomBytes(64).toString('base64') },
    ]) {
      expect(await refusedBetween({ ...good, op: newId(), ...bent })).toBe('unreadable');
    }
  });

  it('larger than a change may be is `tooLarge`', async () => {
    const ct = randomBytes(syncLimits.change).toString('base64');
    expect(await refusedBetween({ ...(await west.seal(null)), ct })).toBe('tooLarge');
  });
});

describe('a request', () => {
  const status = async (body: string, headers?: Record<string, string>) => {
    const response = await west.post(body, headers);
    return [response.status, ((await response.json()) as { problem: string }).problem];
  };
  const request = (rest: object) => JSON.stringify(west.request([], rest));

  it('larger than the limit is `tooLarge`, and so are more changes than the protocol allows', async () => {
    expect(await status(request({ nonce: 'x'.repeat(syncLimits.body) }))).toEqual([413, 'tooLarge']);
    const one = await west.seal(null);
    const many = Array.from({ length: syncLimits.changesPerPush + 1 }, () => one);
    expect(await status(JSON.stringify(west.request(many)))).toEqual([413, 'tooLarge']);
  });

  const wrong: { [what: string]: object } = {
    'another protocol': { p: protocol + 1 },
    'no nonce': { nonce: '' },
    'a negative count': { made: -1 },
    'half a schema': { schema: 1.5 },
    'a huge schema': { schema: 1e300 },
    'a device that is no id': { device: "x' or 1=1" },
    'changes that are none': { changes: [{ op: 'x' }] },
    'a seal that is no base64': { changes: [{ op: newId(), key: 'k', epk: '!', iv: '', ct: '' }] },
    'a cursor that is no place': { cursors: { ref: { start: 0, tail: [0, 'note', 'x'], back: null } } },
    'a cursor with a NUL character': {
      cursors: { ref: { start: 0, tail: [0, '\u0000', randomUUID()], back: null } },
    },
    'no rows at all': { limit: 0 },
    'more rows than a page holds': { limit: 1001 },
  };
  for (const [what, rest] of Object.entries(wrong)) {
    it(`is refused by the name of the member: ${what}`, async () => {
      const response = await west.post(request(rest));
      expect(response.status).toBe(400);
      const said = (await response.json()) as { problem: string; field: string };
      expect(said.problem).toBe('invalid');
      expect(said.field.split('.')[0]).toBe(Object.keys(rest)[0]);
    });
  }

  it('that is no JSON is `invalid`', async () => {
    for (const body of ['', '{', '[]', 'null', deep(100_000)])
      expect(await status(body)).toEqual([400, 'invalid']);
  });

  it('that has seen a strange epoch is told that its tail is lost, and nothing is applied', async () => {
    for (const token of ['', 'x', '-'.repeat(36), randomUUID()]) {
      const body = note('må ikke gå ind');
      const answer = await west.push([await west.seal(body)], { seen: [token, 1e15] });
      expect(answer).toMatchObject({ lost: true, acks: [] });
      expect(await isThere(body.object)).toBe(false);
    }
  });

  it('with cursors for scopes that are not hers brings nothing of them', async () => {
    const cursor = { start: 0, tail: [0, '', randomUUID()], back: null };
    const cursors = { [`log:${places.east}`]: cursor, [`u:${people.east}`]: cursor, __proto__: cursor };
    const answer = await west.push([], { cursors });
    expect(answer.scopes).not.toContain(`log:${places.east}`);
    const foreign = answer.rows.filter(([scope]) => !answer.scopes!.includes(scope));
    expect(foreign).toEqual([]);
  });

  it('from a device that nobody knows is `unknownDevice`', async () => {
    expect(await status(request({ device: newId() }))).toEqual([401, 'unknownDevice']);
  });

  it('with a wrong signature, or none, is `forbidden`', async () => {
    for (const signature of ['', 'AAAA', '!!!', randomBytes(64).toString('base64')]) {
      expect(await status(request({}), { [signatureHeader]: signature })).toEqual([403, 'forbidden']);
    }
    const body = request({});
    const signed = await west.sign(Uint8Array.from(new TextEncoder().encode(`${body} `)));
    expect(await status(body, { [signatureHeader]: signed })).toEqual([403, 'forbidden']);
  });

  it('from another site’s page is `forbidden`', async () => {
    expect(await status(request({}), { 'sec-fetch-site': 'cross-site' })).toEqual([403, 'forbidden']);
    expect(await status(request({}), { 'content-type': 'text/plain' })).toEqual([403, 'forbidden']);
  });

  it('that pulls with another vault’s credential is `signIn`, and pushes nothing', async () => {
    const body = note('ikke endnu');
    const asked = JSON.stringify(west.request([await west.seal(body)], { cursors: {} }));
    const response = await west.post(asked, { [credentialHeader]: east.credential });
    expect([response.status, await response.json()]).toEqual([401, { problem: 'signIn' }]);
    expect(await isThere(body.object)).toBe(false);
  });

  it('from a revoked device is `forbidden`', async () => {
    const gone = await openRawDevice(endpoint, people.west);
    await endpoint.sql`update device set revoked_at = ${new Date(endpoint.clock.now())} where id = ${gone.id}`;
    const response = await gone.post(JSON.stringify(gone.request([])));
    expect([response.status, await response.json()]).toEqual([403, { problem: 'forbidden' }]);
  });
});

describe('a device', () => {
  it('cannot be taken over, and is named only with a name and a key', async () => {
    const { publicKey } = await makeSigningKeys();
    const name = async (body: object) => {
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      };
      return (await east.fetch(paths.device, init)).status;
    };
    const { signIn } = await signInForVault(east.fetch, people.east);
    const good = { id: newId(), person: people.east, signIn, tablet: 'Tablet 3', publicKey };
    expect(await name({ ...good, id: west.id })).toBe(403);
    expect(await name({ ...good, tablet: 'a\u0000b' })).toBe(400);
    expect(await name({ ...good, tablet: 'x'.repeat(10_000) })).toBe(400);
    expect(await name({ ...good, publicKey: 'AAAA' })).toBe(400);
    expect(await name(good)).toBe(200);
  });
});

describe('any bytes', () => {
  it('never make the endpoint fail, and write nothing that was not checked', async () => {
    const changes = await Promise.all([note('a'), note('b')].map((body) => west.seal(body)));
    const cursors = { ref: { start: 5, tail: [5, 'note', newId()], back: [4, 'note', newId()] } };
    const valid = new TextEncoder().encode(
      JSON.stringify(west.request(changes, { cursors, seen: [randomUUID(), 5] })),
    );
    const mutation = fc.record({
      at: fc.nat(valid.length - 1),
      byte: fc.nat(255),
      how: fc.constantFrom('put', 'cut', 'add'),
    });
    const bend = (from: Uint8Array, { at, byte, how }: { at: number; byte: number; how: string }) => {
      const index = Math.min(at, from.length);
      const tail = from.subarray(index + (how === 'add' ? 0 : 1));
      return Uint8Array.from([...from.subarray(0, index), ...(how === 'cut' ? [] : [byte]), ...tail]);
    };
    const before = await endpoint.sql`select count(*) from change`;
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async (mutations) => {
        const body = mutations.reduce<Uint8Array<ArrayBuffer>>(bend, Uint8Array.from(valid));
        const headers = { 'content-type': 'application/json', [signatureHeader]: await west.sign(body) };
        const response = await west.fetch(paths.sync, { method: 'POST', headers, body });
        await response.arrayBuffer();
        expect(response.status).toBeLessThan(500);
      }),
      { numRuns: 600 },
    );
    const written = await endpoint.sql<{ result: { r: string } }[]>`
      select result from change where received_at >= ${new Date(endpoint.clock.now() - 3_600_000)} and result ->> 'r' = 'ok' and object is null`;
    expect(written).toEqual([]);
    expect((await endpoint.sql`select count(*) from change`)[0]!.count).toBeGreaterThanOrEqual(
      before[0]!.count,
    );
    expect(endpoint.logged.filter((line) => 'path' in line)).toEqual([]);
  });
});
