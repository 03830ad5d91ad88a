import ICAL from 'ical.js';
import { sync as nodeIcal, type VEvent } from 'node-ical';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signInAsDemo } from '#api/client/http.ts';
import { feedLimits } from '#api/feeds.ts';
import { paths } from '#api/paths.ts';
import { credentialHeader } from '#api/session.ts';
import { addDays, instantAt } from '#domain/day.ts';
import { occurrenceId } from '#domain/id.ts';
import { calendarText } from '#server/feeds/calendar-text.ts';
import { feedSecret, renewFeed } from '#server/feeds/feed.ts';
import { write } from '#tablet/store/write.ts';
import { type Endpoint, openEndpoint, people, places } from '../../helpers/endpoint.ts';
import { newId } from '../../helpers/ids.ts';
import { openRawDevice } from '../../helpers/raw-device.ts';
import { makeTablet } from '../../helpers/tablet.ts';
import { book, pathOf, tidsIn, visit } from '../../helpers/visitor.ts';

interface Entry {
  uid: string;
  start: string;
  end: string;
  title: string;
  location: string;
  status: string;
  sequence: number;
}

const byUid = (entries: Entry[]): Entry[] => entries.toSorted((one, other) => (one.uid < other.uid ? -1 : 1));

/** As one parser reads it, with the zone that the calendar itself carries. */
function readWithIcalJs(text: string): Entry[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  const entries = calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    return {
      ...{ uid: event.uid, title: event.summary, location: event.location, sequence: event.sequence },
      start: event.startDate.toJSDate().toISOString(),
      end: event.endDate.toJSDate().toISOString(),
      status: String(component.getFirstPropertyValue('status')),
    };
  });
  return byUid(entries);
}

/** As another does, with its own table of zones. */
function readWithNodeIcal(text: string): Entry[] {
  const events = Object.values(nodeIcal.parseICS(text)).filter(
    (one): one is VEvent => one?.type === 'VEVENT',
  );
  return byUid(
    events.map((event) => ({
      ...{ uid: event.uid, title: String(event.summary), location: String(event.location) },
      start: new Date(event.start).toISOString(),
      end: new Date(event.end!).toISOString(),
      status: String(event.status),
      sequence: Number(event.sequence),
    })),
  );
}

/** Both readings, which must be one. */
function read(text: string): Entry[] {
  const entries = readWithIcalJs(text);
  expect(readWithNodeIcal(text)).toEqual(entries);
  return entries;
}

describe('a calendar as text', () => {
  const entry = (date: string, start: string, end: string, more: object = {}) => ({
    ...{
      uid: `${date}${start}@traeffetid`,
      sequence: 3,
      stamp: '2026-11-20T09:00:00.000Z',
      date,
      start,
      end,
    },
    ...{ title: 'Træffetid', location: 'Kontoret', ...more },
  });

  it('means the right instants to both parsers, around every change of the clocks from 2020 to 2035', () => {
    const entries = [];
    for (let year = 2020; year <= 2035; year++) {
      for (const month of [3, 10]) {
        const last = Temporal.PlainDate.from({ year, month, day: 31 });
        const sunday = last.subtract({ days: last.dayOfWeek % 7 }).toString();
        for (const days of [-3, -1, 0, 1, 3]) {
          const date = addDays(sunday, days);
          entries.push(
            entry(date, '00:10', '01:50'),
            entry(date, '04:00', '05:20'),
            entry(date, '09:00', '11:00'),
          );
        }
      }
    }
    const found = read(calendarText(entries, { method: 'PUBLISH' }));
    const wanted = byUid(
      entries.map(({ uid, date, start, end, title, location, sequence }) => ({
        ...{ uid, title, location, sequence, status: 'CONFIRMED' },
        start: oracle(date, start),
        end: oracle(date, end),
      })),
    );
    expect(found).toEqual(wanted);
  });

  it('keeps every character, in lines that no program cuts', () => {
    const title = 'Træffetid; "Bøgen", 1\\2 – æøåÆØÅ 😀 '.repeat(5).trim();
    const text = calendarText([entry('2026-11-24', '09:00', '11:00', { title })], {
      ...{ method: 'PUBLISH', organizer: 'a@b.example', feed: { name: 'Navn, sted' } },
    });
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(read(text)[0]!.title).toBe(title);
  });
});

it('no character of a text begins a line of its own', () => {
  const title = 'a\rBEGIN:VEVENT\u0085b\u2028c\u0000\u0007d\r\ne';
  const entry = {
    ...{ uid: 'u@traeffetid', sequence: 0, stamp: '2026-11-20T09:00:00.000Z', date: '2026-11-24' },
    ...{ start: '09:00', end: '11:00', title, location: '' },
  };
  const text = calendarText([entry], { method: 'PUBLISH' });
  expect(text.split(/\r\n|[\r\n\u0085\u2028\u2029]/).filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(
    1,
  );
  expect(read(text)[0]!.title).toBe('a\nBEGIN:VEVENT\nb\ncd\ne');
});

const oracle = (day: string, time: string): string =>
  new Date(
    Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime('Europe/Copenhagen').epochMilliseconds,
  ).toISOString();

describe('a feed', () => {
  let endpoint: Endpoint;
  beforeAll(async () => {
    endpoint = await openEndpoint();
  });
  afterAll(() => endpoint.close());
  beforeEach(async () => {
    endpoint.clock.set('2026-11-20T09:00:00.000Z');
    await endpoint.sql`delete from sync_row where scope like 'log:%'`;
    await endpoint.sql`truncate change, rate`;
  });
  const addressOf = async (): Promise<string> =>
    `/feed/${await feedSecret(endpoint.deps, { institution: places.east })}.ics`;
  const get = async (path: string, headers = {}): Promise<Response> =>
    endpoint.app.request(path, { headers });
  const monday = '2026-11-23';
  const onMonday = async (): Promise<Entry> => {
    const day = read(await (await get(await addressOf())).text());
    const [dropIn] = await endpoint.sql<{ id: string }[]>`
      select id from drop_in where institution = ${places.east} and weekday = 1`;
    return day.find(({ uid }) => uid === `${occurrenceId(dropIn!.id, monday)}@traeffetid`)!;
  };
  const change = async (
    set: Record<string, { value: object | string | null; basedOn: string[] }>,
  ): Promise<void> => {
    const [dropIn] = await endpoint.sql<{ id: string }[]>`
      select id from drop_in where institution = ${places.east} and weekday = 1`;
    const tablet = await makeTablet(endpoint, people.east);
    await write(tablet.vault, [
      {
        ...{ kind: 'occurrence', verb: 'create', institution: places.east },
        object: occurrenceId(dropIn!.id, monday),
        fixed: {
          ...{ dropIn: dropIn!.id, date: monday, start: '08:00', end: '09:30', room: 'Lærerværelset' },
          ...{ worker: people.east, slotMinutes: 20, walkInShare: 0.5 },
        },
        set: set as never,
      },
    ]);
    await tablet.sync();
  };

  it('holds a year of hours at the right instants, over both changes of the clocks, none on closed days', async () => {
    const answer = await get(await addressOf());
    expect(answer.headers.get('content-type')).toContain('text/calendar');
    const found = read(await answer.text());
    expect(found.length).toBeGreaterThan(35);
    const wall = (instant: string) =>
      Temporal.Instant.from(instant).toZonedDateTimeISO('Europe/Copenhagen').toPlainTime().toString();
    expect(new Set(found.map(({ start }) => wall(start)))).toEqual(new Set(['08:00:00']));
    expect(new Set(found.map(({ start }) => start.slice(11, 16)))).toEqual(new Set(['06:00', '07:00']));
    const days = found.map(({ start }) => start.slice(0, 10));
    expect(days).toContain(monday);
    expect(days).not.toContain('2027-03-29');
    expect(found.find(({ start }) => start.startsWith(monday))!.start).toBe(instantAt(monday, '08:00'));
  });

  it('holds nothing of who has booked', async () => {
    await book(visit(endpoint), await pathOf(endpoint, places.east));
    expect(await (await get(await addressOf())).text()).not.toMatch(/Jonas|skole\.example|\/b\/t\//);
    await endpoint.sql`truncate booking cascade`;
  });

  it('is not sent again while it is the same', async () => {
    const address = await addressOf();
    const first = await get(address);
    const etag = first.headers.get('etag')!;
    expect((await get(address, { 'if-none-match': etag })).status).toBe(304);
    await change({ cancelled: { value: 'Sygdom', basedOn: [] } });
    expect((await get(address, { 'if-none-match': etag })).status).toBe(200);
  });

  it('says in its title that an hour is cancelled, and why, asks to be read hourly, and makes nobody busy', async () => {
    await change({ cancelled: { value: 'Sygdom; ny tid følger', basedOn: [] } });
    const text = await (await get(await addressOf())).text();
    const { uid } = await onMonday();
    const byIcalJs = new ICAL.Component(ICAL.parse(text))
      .getAllSubcomponents('vevent')
      .map((component) => new ICAL.Event(component))
      .find((event) => event.uid === uid)!;
    const byNodeIcal = nodeIcal.parseICS(text)[uid] as VEvent;
    for (const { summary, description } of [byIcalJs, byNodeIcal]) {
      expect(String(summary)).toMatch(/^Aflyst: Træffetid · Aabybro Skole/);
      expect(description).toBe('Sygdom; ny tid følger');
    }
    expect(byNodeIcal.transparency).toBe('TRANSPARENT');
    expect(text).toMatch(/\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n/);
  });

  it('a cancelled hour stays, cancelled, and newer than it was', async () => {
    const before = await onMonday();
    await change({ cancelled: { value: 'Sygdom', basedOn: [] } });
    const after = await onMonday();
    expect([before.status, after.status]).toEqual(['CONFIRMED', 'CANCELLED']);
    expect(after.sequence).toBeGreaterThan(before.sequence);
  });

  it('a moved hour is the same entry at another time', async () => {
    const before = await onMonday();
    await change({
      moved: {
        value: { date: '2026-11-26', start: '13:00', end: '14:00', room: 'Biblioteket' },
        basedOn: [],
      },
    });
    const after = await onMonday();
    expect(after).toMatchObject({
      start: instantAt('2026-11-26', '13:00'),
      location: 'Aabybro Skole, Biblioteket',
    });
    expect(after.sequence).toBeGreaterThan(before.sequence);
  });

  it('a worker’s own holds her hours at all her places', async () => {
    const secret = await feedSecret(endpoint.deps, { person: people.east });
    const found = read(await (await get(`/feed/${secret}.ics`)).text());
    expect(new Set(found.map(({ location }) => location.split(',')[0])).size).toBeGreaterThan(3);
    for (const { title } of found) expect(title).toContain('Anders Krog');
  });

  it('has an end: of more hours than anybody has, those nearest to today', async () => {
    const { sql, deps } = endpoint;
    const today = '2026-11-20';
    const secret = await feedSecret(deps, { person: people.east });
    // Ten hours on each day of the week.
    await sql`
      insert into drop_in (id, institution, worker, weekday, starts, ends, room, slot_minutes, walk_in_share, every_weeks,
        valid_from, changed_at)
      select gen_random_uuid(), ${places.east}, ${people.east}, weekday, to_char(hour, 'FM00') || ':30',
        to_char(hour, 'FM00') || ':50', 'Mange', 20, 0.5, 1, '2026-01-01', ${new Date(deps.now())}
      from generate_series(1, 7) weekday, generate_series(10, 19) hour`;
    try {
      const found = read(await (await get(`/feed/${secret}.ics`)).text());
      expect(found).toHaveLength(feedLimits.entries);
      const days = found.map(({ start }) => start.slice(0, 10)).toSorted();
      expect([days[0]! < today, days.at(-1)! > addDays(today, 180)]).toEqual([true, true]);
      expect(days.at(-1)! < addDays(today, 365)).toBe(true);
      expect(found.filter(({ location }) => location.endsWith('Mange')).length).toBeLessThan(found.length);
    } finally {
      await sql`delete from drop_in where room = 'Mange'`;
    }
  });

  it('reads so many places and no more', async () => {
    const { sql, deps } = endpoint;
    const secret = await feedSecret(deps, { person: people.east });
    await sql`
      insert into institution (number, id, name, code, kind, district, cluster)
      select 'Z' || to_char(n, 'FM00000'), gen_random_uuid(), 'Sted ' || n, 'Z' || n, 'folkeskole', '', 'Mange'
      from generate_series(1, 300) n`;
    await sql`
      insert into drop_in (id, institution, worker, weekday, starts, ends, room, slot_minutes, walk_in_share, every_weeks,
        valid_from, valid_to, changed_at)
      select gen_random_uuid(), number, ${people.east}, 1, '10:00', '11:00', 'Mange', 20, 0.5, 1, '2026-11-23', '2026-11-23',
        ${new Date(deps.now())}
      from institution where cluster = 'Mange'`;
    try {
      const found = read(await (await get(`/feed/${secret}.ics`)).text());
      const where = new Set(found.map(({ location }) => location.split(',')[0]));
      expect(where).toContain('Aabybro Skole');
      expect(where.size).toBeLessThanOrEqual(feedLimits.places);
      expect(where.size).toBeGreaterThan(100);
    } finally {
      await sql`delete from drop_in where room = 'Mange'`;
      await sql`delete from institution where cluster = 'Mange'`;
    }
  });

  it('renewed, the old address is gone; an invented one never was', async () => {
    const before = await addressOf();
    await endpoint.sql.begin((tx) => renewFeed(tx, endpoint.deps, { institution: places.east }));
    const after = await addressOf();
    expect(after).not.toBe(before);
    expect([(await get(before)).status, (await get(after)).status]).toEqual([410, 200]);
    expect((await get(`/feed/${'x'.repeat(43)}.ics`)).status).toBe(404);
  });

  it('a worker reads the address of her own by her vault, not by a login', async () => {
    const device = await openRawDevice(endpoint, people.east);
    const { id, post } = device;
    const asked = JSON.stringify({ device: id, path: paths.ownFeed, nonce: newId() });
    const { own } = await (await post(asked, {}, paths.ownFeed)).json();
    expect(own).toMatch(/^https:\/\/traeffetid\.example\/feed\/[\w-]{43}\.ics$/);
    expect(own).toContain(await feedSecret(endpoint.deps, { person: people.east }));
    await signInAsDemo(device.fetch, people.east);
    expect((await post(asked, { [credentialHeader]: '' }, paths.ownFeed)).status).toBe(401);
  });

  it('the entry of a booking: its instant, raised when moved, cancelled when cancelled', async () => {
    const visitor = visit(endpoint);
    const own = await book(visitor, await pathOf(endpoint, places.east));
    const entry = async () => read((await visitor.get(`${own}/tid.ics`)).html)[0]!;
    const booked = await entry();
    expect(booked).toMatchObject({ start: instantAt(monday, '08:00'), status: 'CONFIRMED', sequence: 0 });
    await visitor.post(own, { act: 'move', tid: tidsIn((await visitor.get(`${own}?flyt`)).html)[0]! });
    const moved = await entry();
    expect(moved).toMatchObject({ uid: booked.uid, start: instantAt(monday, '08:20'), sequence: 1 });
    await visitor.post(own, { act: 'cancel' });
    expect(await entry()).toMatchObject({ uid: booked.uid, status: 'CANCELLED', sequence: 2 });
  });
});
