import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cursor, Row } from '#api/sync.ts';
import { type Endpoint, openEndpoint, people, places } from '../../helpers/endpoint.ts';
import { newId } from '../../helpers/ids.ts';
import { bodies, openRawDevice, type RawDevice } from '../../helpers/raw-device.ts';

const writers = 6;
const place = places.shared;

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint?.close());

/** All writers at once, each so many times, and a reader beside them until a little after. */
async function race(
  write: (writer: number) => Promise<unknown>,
  read: () => Promise<unknown>,
  times: number,
): Promise<void> {
  let writing = true;
  const reading = (async () => {
    while (writing) await read();
    await read();
  })();
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let time = 0; time < times; time += 1) await write(writer);
    }),
  );
  writing = false;
  await reading;
}

describe('a reader with a cursor beside six writers', () => {
  it('misses no row of what the endpoint wrote', async () => {
    const devices: RawDevice[] = [];
    for (let writer = 0; writer < writers; writer += 1) {
      devices.push(await openRawDevice(endpoint, writer % 2 ? people.west : people.east));
    }
    const session = newId();
    await devices[0]!.send(bodies.session(session, people.east, place));
    const reader = await openRawDevice(endpoint, people.west);
    const got = new Map<string, number>();
    let cursors: { [scope: string]: Cursor } = {};
    const pull = async () => {
      for (let more = true; more; ) {
        const answer = await reader.push([], { cursors, limit: 50 });
        for (const [scope, kind, id, v] of answer.rows as Row[]) got.set(`${scope} ${kind} ${id}`, v);
        cursors = answer.cursors!;
        more = answer.more;
      }
    };
    await pull();
    const send = async (writer: number) => {
      const device = devices[writer]!;
      const sealed = [];
      for (let change = 0; change <= writer; change += 1) {
        sealed.push(await device.seal(bodies.consultation(newId(), session, place)));
      }
      await device.push(sealed);
    };
    await race(send, pull, 10);
    const rows = await endpoint.sql<{ scope: string; kind: string; id: string; v: number }[]>`
      select scope, kind, id, v from sync_row where scope = ${`log:${place}`}`;
    // Each writer sends one more at a time than the one before it, 210 in all; and the session.
    expect(rows.length).toBe(211);
    expect(rows.filter(({ scope, kind, id, v }) => got.get(`${scope} ${kind} ${id}`) !== v)).toEqual([]);
  });

  it('would miss rows if the version came from a sequence', async () => {
    const { sql } = endpoint;
    await sql`create table scratch (v bigserial primary key)`;
    const got = new Set<number>();
    let cursor = 0;
    await race(
      (writer) =>
        sql.begin(async (tx) => {
          await tx`insert into scratch default values`;
          await pause(writer);
        }),
      async () => {
        const rows = await sql<{ v: number }[]>`select v from scratch where v > ${cursor} order by v`;
        for (const { v } of rows) got.add(v);
        cursor = rows.at(-1)?.v ?? cursor;
      },
      150,
    );
    const rows = await sql<{ v: number }[]>`select v from scratch`;
    expect(rows.filter(({ v }) => !got.has(v)).length).toBeGreaterThan(0);
  });
});
