import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { sendDue } from '#server/mail/send.ts';
import { toFolder } from '#server/mail/transport.ts';
import { forgetAlways, forgetBookers } from '#server/retention/forget-bookers.ts';
import { days } from '../../helpers/clock.ts';
import { type Endpoint, openEndpoint, people, places } from '../../helpers/endpoint.ts';
import { newId } from '../../helpers/ids.ts';
import { bodies, openRawDevice } from '../../helpers/raw-device.ts';
import { book, jonas, pathOf, tidsIn, visit } from '../../helpers/visitor.ts';

let endpoint: Endpoint;
let path: string;
let folder: string;

beforeAll(async () => {
  endpoint = await openEndpoint();
  path = await pathOf(endpoint, places.east);
  folder = mkdtempSync(join(tmpdir(), 'traeffetid-forget-'));
});
afterAll(async () => {
  await endpoint.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  endpoint.clock.set('2026-11-20T09:00:00.000Z');
  await endpoint.sql`truncate booking, mail, rate, waiting, change, parked cascade`;
  await endpoint.sql`delete from sync_row where scope <> 'ref'`;
  await endpoint.sql`update municipality set keep_booking_days = 30`;
});

/** Everything in the database, as one text. */
async function dump(): Promise<string> {
  const tables = ['booking', 'mail', 'waiting', 'sync_row', 'change', 'parked', 'quarantine', 'audit'];
  const found = [];
  for (const table of tables) {
    found.push(...(await endpoint.sql.unsafe(`select to_jsonb(t)::text as line from ${table} t`)));
  }
  return found.map(({ line }) => line).join('\n');
}

/** Books the first free time; its day and the path of its own page. */
async function bookFirst(): Promise<{ day: string; own: string }> {
  const visitor = visit(endpoint);
  const tid = tidsIn((await visitor.get(path)).html)[0]!;
  return { day: tid.slice(0, 10), own: await book(visitor, path, { tid }) };
}
const endOf = (day: string, more: number): string =>
  new Date(Date.parse(`${day}T12:00:00.000Z`) + days(more)).toISOString();

it('who booked is forgotten the day after the thirtieth, in the booking, on tablets and in mails, and the time stays', async () => {
  const { day, own } = await bookFirst();
  expect(await dump()).toContain(jonas.name);
  expect(await dump()).toContain(jonas.mail);
  endpoint.clock.set(endOf(day, 1));
  await sendDue(endpoint.deps, async () => {});
  endpoint.clock.set(endOf(day, 30));
  expect(await forgetBookers(endpoint.deps)).toMatchObject({ bookings: 0 });
  expect(await dump()).toContain(jonas.name);

  const [before] = await endpoint.sql<{ v: number }[]>`select v from sync_row where kind = 'booking'`;
  endpoint.clock.set(endOf(day, 31));
  expect(await forgetBookers(endpoint.deps)).toMatchObject({ bookings: 1 });
  const left = await dump();
  expect(left).not.toContain(jonas.name);
  expect(left).not.toContain(jonas.mail);
  const [kept] = await endpoint.sql`
    select b.day, b.role, b.state, r.doc ->> 'name' as name, r.v > ${before!.v} as newer
    from booking b join sync_row r on r.id = b.id and r.kind = 'booking'`;
  expect(kept).toEqual({ day, role: 'teacher', state: 'confirmed', name: null, newer: true });
  const page = await visit(endpoint).get(own);
  expect([page.status, page.html.includes('Jonas')]).toEqual([200, false]);
});

it('a municipality may keep it longer, and what has nothing to forget writes nothing', async () => {
  await endpoint.sql`update municipality set keep_booking_days = 90`;
  const { day } = await bookFirst();
  const clock = async () => (await endpoint.sql<{ v: number }[]>`select v from sync_clock`)[0]!.v;
  const before = await clock();
  endpoint.clock.set(endOf(day, 90));
  await forgetBookers(endpoint.deps);
  expect([await clock(), (await dump()).includes(jonas.name)]).toEqual([before, true]);
  endpoint.clock.set(endOf(day, 91));
  await forgetBookers(endpoint.deps);
  expect((await dump()).includes(jonas.name)).toBe(false);
});

it('who waited for a free time is off the list, and a mail that has not left stays until it has', async () => {
  const { day } = await bookFirst();
  await endpoint.sql`
    insert into waiting (institution, mail, language, made_at)
    values (${places.east}, 'venter@skole.example', 'da', ${new Date(endpoint.clock.now())})`;
  endpoint.clock.set(endOf(day, 40));
  await forgetBookers(endpoint.deps);
  expect(await endpoint.sql`select 1 from waiting`).toHaveLength(0);
  const waiting = await endpoint.sql<{ kind: string }[]>`select kind from mail order by kind`;
  expect(waiting.map(({ kind }) => kind)).toEqual(['receipt', 'reminder']);
  await sendDue(endpoint.deps, async () => {});
  endpoint.clock.pass(days(31));
  await forgetBookers(endpoint.deps);
  expect(await endpoint.sql`select 1 from mail`).toHaveLength(0);
});

it('a worker’s booking request loses its name, a queue its entries, and a tablet that comes late is told that they are gone', async () => {
  const device = await openRawDevice(endpoint, people.east);
  const [session, entry, request] = [newId(), newId(), newId()];
  endpoint.clock.set('2026-11-23T09:00:00.000Z');
  const common = { sv: 1, at: '2026-11-23T09:00:00.000Z', verb: 'create', institution: places.east };
  const [dropIn] = await endpoint.sql<{ id: string }[]>`
    select id from drop_in where institution = ${places.east} and weekday = 1`;
  await device.send(
    bodies.session(session, people.east, places.east),
    {
      ...{ ...common, kind: 'queueEntry', object: entry },
      fixed: { session, dropIn: null, date: '2026-11-23', role: 'parent', since: common.at },
      set: { state: { value: 'waiting', basedOn: [] } },
    },
    {
      ...{ ...common, kind: 'bookingRequest', object: request },
      fixed: {
        dropIn: dropIn!.id,
        date: '2026-11-30',
        start: '09:00',
        end: '09:20',
        role: 'parent',
        name: 'Bodil Ravn',
      },
    },
  );
  expect(await dump()).toContain('Bodil Ravn');
  endpoint.clock.set('2027-01-10T09:00:00.000Z');
  expect(await forgetBookers(endpoint.deps)).toMatchObject({ entries: 1 });
  expect(await dump()).not.toContain('Bodil Ravn');
  const rows =
    await endpoint.sql`select kind, deleted, doc from sync_row where id in (${entry}, ${session}) order by kind`;
  expect(rows).toMatchObject([
    { kind: 'queueEntry', deleted: true, doc: null },
    { kind: 'session', deleted: false },
  ]);
  const late = bodies.set('queueEntry', entry, places.east, 'state', 'taken', []);
  expect(await device.send(late)).toMatchObject([{ r: 'refused', problem: 'gone' }]);
});

it('the job looks when the endpoint starts, says how much it forgot and nothing else, and takes old mail files along', async () => {
  const { day } = await bookFirst();
  await sendDue(endpoint.deps, toFolder(folder, 'traeffetid@kommune.example'));
  const [mail] = await endpoint.sql<{ id: string }[]>`select id from mail where kind = 'receipt'`;
  const file = join(folder, `${mail!.id}.eml`);
  const other = join(folder, 'husk.txt');
  writeFileSync(other, '');
  expect(existsSync(file)).toBe(true);
  endpoint.clock.set(endOf(day, 45));
  const sent = new Date(endpoint.clock.now() - days(44));
  for (const old of [file, other]) utimesSync(old, sent, sent);
  endpoint.logged.length = 0;
  const job = forgetAlways(endpoint.deps, folder);
  await job.close();
  expect(endpoint.logged).toEqual([
    { at: endOf(day, 45), event: 'booking.forgotten', bookings: 1, entries: 0, mails: 1 },
  ]);
  expect([existsSync(file), existsSync(other)]).toEqual([false, true]);
});
