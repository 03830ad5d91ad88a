import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cursor, type Row, syncLimits } from '#api/sync.ts';
import { days } from '../../helpers/clock.ts';
import { type Endpoint, openEndpoint, people, places } from '../../helpers/endpoint.ts';
import { newId } from '../../helpers/ids.ts';
import { bodies, openRawDevice, type RawDevice } from '../../helpers/raw-device.ts';

const place = places.shared;
const session = newId();

let endpoint: Endpoint;
let west: RawDevice;
let east: RawDevice;
beforeAll(async () => {
  endpoint = await openEndpoint();
  west = await openRawDevice(endpoint, people.west);
  east = await openRawDevice(endpoint, people.east);
  await west.send(bodies.session(session, people.west, place));
});
afterAll(() => endpoint?.close());

const roleOf = async (id: string) => {
  const [row] =
    await endpoint.sql`select doc -> 'fields' -> 'role' as role from sync_row where id = ${id} and not deleted`;
  return row?.role as { current: { value: string }; alternatives?: { value: string }[] } | undefined;
};
const parkedCount = async () => (await endpoint.sql`select count(*) from parked`)[0]!.count;
const set = (id: string, value: string, basedOn: string[]) =>
  bodies.set('consultation', id, place, 'role', value, basedOn);

describe('a change that comes before what it builds on', () => {
  it('waits, one behind the other, and all are applied when the first comes, each in a push of its own', async () => {
    const talk = newId();
    const ops = [newId(), newId(), newId(), newId()] as const;
    const chain = [
      bodies.consultation(talk, session, place),
      set(talk, 'a', [ops[0]]),
      set(talk, 'b', [ops[1]]),
      set(talk, 'c', [ops[2]]),
    ];
    const sealed = await Promise.all(chain.map((body, at) => west.seal(body, ops[at]!)));
    expect((await west.push([sealed[0]!])).acks).toMatchObject([{ r: 'ok' }]);
    for (const at of [3, 2]) expect((await west.push([sealed[at]!])).acks).toMatchObject([{ r: 'parked' }]);
    expect((await west.push([sealed[1]!])).acks).toMatchObject([{ r: 'ok' }]);
    expect((await roleOf(talk))!.current.value).toBe('c');
    expect(await parkedCount()).toBe(0);
  });

  it('is decided once, though two of them wait for the same record and come in one push, last first', async () => {
    const talk = newId();
    const ops = [newId(), newId(), newId()] as const;
    const chain = [
      bodies.consultation(talk, session, place),
      set(talk, 'a', [ops[0]]),
      set(talk, 'b', [ops[0]]),
    ];
    const sealed = await Promise.all(chain.map((body, at) => west.seal(body, ops[at]!)));
    const faults = endpoint.logged.length;
    const { acks } = await west.push(sealed.toReversed());
    expect(acks.map(({ r }) => r)).toEqual(['parked', 'parked', 'ok']);
    expect(endpoint.logged.length).toBe(faults);
    const role = (await roleOf(talk))!;
    expect([role.current.value, ...role.alternatives!.map(({ value }) => value)].sort()).toEqual(['a', 'b']);
    expect(await parkedCount()).toBe(0);
  });

  it('is a row that its author sees, until it is decided', async () => {
    const talk = newId();
    const early = bodies.note(newId(), talk, place, 'for tidligt');
    const [ack] = await west.send(early);
    const seen = async () => {
      const { rows } = await west.push([], { cursors: {} });
      return (rows as Row[]).filter(([, kind, id]) => kind === 'parked' && id === ack!.op);
    };
    expect((await seen())[0]![4]).toMatchObject({ op: ack!.op, body: { fixed: { text: 'for tidligt' } } });
    await east.send(bodies.consultation(talk, session, place));
    expect(await seen()).toEqual([]);
    expect(await endpoint.sql`select 1 from sync_row where id = ${early.object}`).toHaveLength(1);
  });
});

describe('what has waited thirty days', () => {
  const wait = async () => {
    endpoint.clock.pass(days(31));
    west = await openRawDevice(endpoint, people.west);
    east = await openRawDevice(endpoint, people.east);
    await east.send(bodies.session(newId(), people.east, place));
  };

  it('stands beside the current value where its record is there, and goes to quarantine where it is not', async () => {
    const talk = newId();
    await west.send(bodies.consultation(talk, session, place));
    await west.send(set(talk, 'leader', [newId()]));
    const [orphan] = await west.send(bodies.note(newId(), newId(), place, 'uden henvendelse'));
    await wait();
    expect((await roleOf(talk))!.alternatives!.map(({ value }) => value)).toEqual(['leader']);
    expect(await parkedCount()).toBe(0);
    const kept = await endpoint.sql`select reason from quarantine where op = ${orphan!.op}`;
    expect(kept).toEqual([{ reason: 'because' }]);
  });

  it('is asked for permission again', async () => {
    const talk = newId();
    await west.send(bodies.consultation(talk, session, place));
    const [waiting] = await east.send(set(talk, 'leader', [newId()]));
    const { sql } = endpoint;
    const end = async (to: string | null) =>
      sql`update assignment set valid_to = ${to} where person = ${people.east} and institution = ${place}`;
    await end('2026-11-20');
    endpoint.clock.pass(days(31));
    west = await openRawDevice(endpoint, people.west);
    await west.send(bodies.session(newId(), people.west, place));
    await end(null);
    expect((await roleOf(talk))!.alternatives).toBeUndefined();
    const [decided] = await sql`select result from change where op = ${waiting!.op}`;
    expect(decided!.result).toMatchObject({ r: 'refused', problem: 'notYours' });
    east = await openRawDevice(endpoint, people.east);
  });
});

describe('a record that was erased', () => {
  it('stays erased, and what is sent about it is `gone` and its text kept nowhere, also when the tombstone is purged', async () => {
    const { sql } = endpoint;
    const talk = newId();
    const born = await west.seal(bodies.consultation(talk, session, place));
    await west.push([born]);
    await sql`update sync_row set deleted = true, doc = null where id = ${talk}`;
    await sql`update change set body = null where object = ${talk}`;
    for (const purged of [false, true]) {
      if (purged) await sql`delete from sync_row where id = ${talk}`;
      const late = bodies.note(newId(), talk, place, `Hemmeligt ${purged}`);
      const acks = await west.send(set(talk, 'leader', [born.op]), late);
      expect(acks).toMatchObject([{ problem: 'gone' }, { problem: 'gone' }]);
    }
    expect((await west.push([born])).acks).toMatchObject([{ r: 'ok' }]);
    expect(await sql`select 1 from sync_row where id = ${talk}`).toEqual([]);
    for (const table of ['change', 'quarantine', 'parked', 'sync_row']) {
      const [found] = await sql.unsafe(`select count(*) from ${table} t where t::text like '%Hemmeligt%'`);
      expect([table, found!.count]).toEqual([table, 0]);
    }
  });
});

describe('a download', () => {
  it('brings every row once in pages of any size, and ends', async () => {
    for (let made = 0; made < 30; made += 1) await west.send(bodies.consultation(newId(), session, place));
    const reader = await openRawDevice(endpoint, people.west);
    for (const limit of [1, 3, 7, 1000]) {
      const got: string[] = [];
      let cursors: { [scope: string]: Cursor } = {};
      for (let more = true; more; ) {
        const answer = await reader.push([], { cursors, limit });
        got.push(...(answer.rows as Row[]).map(([scope, kind, id]) => `${scope} ${kind} ${id}`));
        expect(answer.rows.length).toBeLessThanOrEqual(limit);
        cursors = answer.cursors!;
        more = answer.more;
      }
      const rows = await endpoint.sql`
        select 1 from sync_row where scope = any(${Object.keys(cursors)}) and not deleted`;
      expect(new Set(got).size).toBe(got.length);
      expect(got.length).toBe(rows.length);
    }
  });

  it('starts a scope anew for a tail that may have missed a purged tombstone', async () => {
    const answer = await west.push([], { cursors: {} });
    const log = `log:${place}`;
    await endpoint.sql`insert into sync_scope (scope, floor_v) values (${log}, ${answer.cursors![log]!.tail[0]})
      on conflict (scope) do update set floor_v = excluded.floor_v`;
    await endpoint.sql`update sync_clock set v = v + 5`;
    const again = await west.push([], { cursors: answer.cursors! });
    expect(again.reset).toEqual([log]);
    expect((again.rows as Row[]).some(([scope]) => scope === log)).toBe(true);
    expect((await west.push([], { cursors: again.cursors! })).reset).toEqual([]);
  });

  it('keeps to its size in bytes, and a row that is larger comes alone', async () => {
    const { sql } = endpoint;
    const large = newId();
    await sql`insert into sync_row (scope, kind, id, v, doc) values ('ref', 'closing', ${large}, 1,
      jsonb_build_object('text', repeat('x', ${2 * syncLimits.bytesPerPull})))`;
    const sizes: number[] = [];
    let cursors: { [scope: string]: Cursor } = {};
    let found = false;
    for (let more = true; more; ) {
      const answer = await west.push([], { cursors, limit: 1000 });
      found ||= (answer.rows as Row[]).some(([, , id]) => id === large);
      sizes.push(answer.rows.length);
      cursors = answer.cursors!;
      more = answer.more;
    }
    expect(found).toBe(true);
    expect(sizes.length).toBeGreaterThan(1);
    await sql`delete from sync_row where id = ${large}`;
  });
});
