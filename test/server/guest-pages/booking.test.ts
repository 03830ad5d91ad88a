import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '#domain/day.ts';
import { occurrenceId } from '#domain/id.ts';
import type { RecordState } from '#domain/merge/record-state.ts';
import { renewCode } from '#server/bookings/booking-codes.ts';
import { nextVersion } from '#server/records/version.ts';
import { record } from '#tablet/store/replica.ts';
import { type NewChange, write } from '#tablet/store/write.ts';
import { minutes } from '../../helpers/clock.ts';
import { type Endpoint, openEndpoint, people, places } from '../../helpers/endpoint.ts';
import { newId } from '../../helpers/ids.ts';
import { makeTablet } from '../../helpers/tablet.ts';
import {
  book,
  chosenIn,
  jonas,
  pathOf,
  requestIn,
  tidsIn,
  type Visitor,
  visit,
} from '../../helpers/visitor.ts';

let endpoint: Endpoint;
let path: string;
let visitor: Visitor;
const monday = '2026-11-23';

beforeAll(async () => {
  endpoint = await openEndpoint();
  path = await pathOf(endpoint, places.east);
});
afterAll(() => endpoint.close());
beforeEach(async () => {
  const { sql } = endpoint;
  endpoint.clock.set('2026-11-20T09:00:00.000Z');
  await sql`truncate booking, mail, rate, waiting, change, parked, quarantine cascade`;
  await sql`delete from sync_row where scope <> 'ref'`;
  visitor = visit(endpoint);
});

const states = async (): Promise<string[]> =>
  (
    await endpoint.sql<{ line: string }[]>`
    select day || ' ' || starts || ' ' || state as line from booking order by day, starts, state`
  ).map(({ line }) => line);
const mirrored = async (): Promise<string[]> =>
  (
    await endpoint.sql<{ line: string }[]>`
    select doc ->> 'date' || ' ' || (doc ->> 'start') || ' ' || (doc ->> 'state') as line
    from sync_row where kind = 'booking' order by 1`
  ).map(({ line }) => line);
const mails = async (): Promise<string[]> =>
  (await endpoint.sql<{ line: string }[]>`select kind || ' ' || recipient as line from mail order by id`).map(
    ({ line }) => line,
  );
const dropIn = async (): Promise<string> =>
  (
    await endpoint.sql<
      { id: string }[]
    >`select id from drop_in where institution = ${places.east} and weekday = 1`
  )[0]!.id;
const times = async (page = path): Promise<string[]> =>
  tidsIn((await visitor.get(page)).html).map((tid) => tid.slice(0, 16));

describe('booking', () => {
  it('shows free times on the first paint, without a cookie, for nobody to keep', async () => {
    const page = await visitor.get(path);
    expect(page.status).toBe(200);
    expect(page.html).toContain('Book en snak med Anders Krog');
    expect(page.headers.get('set-cookie')).toBeNull();
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect((await times()).slice(0, 3)).toEqual(['2026-11-23T08:00', '2026-11-23T08:20', '2026-11-30T08:00']);
  });

  it('takes a plain form, shows a receipt, and tells tablets without mail address or secret', async () => {
    const own = await book(visitor, path);
    const page = await visitor.get(own);
    expect(page.html).toContain('Jonas Lind');
    expect(await states()).toEqual(['2026-11-23 08:00 confirmed']);
    expect(await mirrored()).toEqual(await states());
    const [row] = await endpoint.sql<{ text: string }[]>`
      select doc::text as text from sync_row where kind = 'booking'`;
    expect(row!.text).toContain('Jonas Lind');
    expect(row!.text).not.toContain('@');
    expect(await mails()).toEqual(['receipt jonas@skole.example', 'reminder jonas@skole.example']);
  });

  it('the same form sent again is the same booking, also after an answer that was lost', async () => {
    const page = await visitor.get(path);
    const form = { ...jonas, tid: tidsIn(page.html)[0]!, request: requestIn(page.html) };
    const [one, two] = await Promise.all([visitor.post(path, form), visitor.post(path, form)]);
    const three = await visitor.post(path, form);
    expect([one.status, two.to, three.to]).toEqual([303, one.to, one.to]);
    expect(await states()).toHaveLength(1);
  });

  it('one page can book two times, one after the other', async () => {
    const page = await visitor.get(path);
    const [first, second] = tidsIn(page.html);
    for (const tid of [first!, second!]) {
      await visitor.post(path, { ...jonas, tid, request: requestIn(page.html) });
    }
    expect(await states()).toHaveLength(2);
  });

  it('who comes second is told so, with the next time chosen and what was typed', async () => {
    const page = await visitor.get(path);
    await book(visit(endpoint), path);
    const form = { ...jonas, tid: tidsIn(page.html)[0]!, request: requestIn(page.html) };
    const answer = await visitor.post(path, form);
    expect(answer.status).toBe(409);
    expect(answer.html).toContain('08.00 blev netop taget.');
    expect(chosenIn(answer.html)).toContain('2026-11-23T08:20');
    expect(answer.html).toContain('value="jonas@skole.example"');
    const asData = await visitor.post(path, form, { accept: 'application/json' });
    expect([asData.status, JSON.parse(asData.html)]).toMatchObject([409, { type: 'taken' }]);
  });

  it('a time that is not offered can’t be booked: walk-in share, past, invented, other place', async () => {
    const [first] = tidsIn((await visitor.get(path)).html);
    const elsewhere = tidsIn((await visitor.get(await pathOf(endpoint, places.west))).html)[0]!;
    const request = requestIn((await visitor.get(path)).html);
    for (const tid of [
      first!.replace('T08:00', 'T08:40'),
      first!.replace('T08:00', 'T08:05'),
      first!.replace('2026-11-23', '2026-11-16'),
      first!.replace('2026-11-23', '2027-11-22'),
      elsewhere,
    ]) {
      expect([tid, (await visitor.post(path, { ...jonas, tid, request })).status]).toEqual([tid, 409]);
    }
    expect(await states()).toEqual([]);
  });

  it('a CPR number is refused on the server too, and said at its field', async () => {
    const page = await visitor.get(path);
    const form = {
      ...jonas,
      name: 'Emil 010115-1234',
      tid: tidsIn(page.html)[0]!,
      request: requestIn(page.html),
    };
    const answer = await visitor.post(path, form);
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('id="name-wrong"');
    expect(answer.html).toContain('<title>Fejl: ');
    expect(await states()).toEqual([]);
  });

  it('what a person typed comes back as text, never as markup', async () => {
    const page = await visitor.get(path);
    const form = { role: '', name: '"><script>x</script>', mail: 'x', tid: tidsIn(page.html)[0]! };
    const answer = await visitor.post(path, { ...form, request: requestIn(page.html) });
    expect(answer.status).toBe(422);
    expect(answer.html).not.toContain('<script>x');
  });

  it('a stranger learns nothing but free times', async () => {
    await book(visit(endpoint), path);
    const { html } = await visitor.get(path);
    expect(html).not.toMatch(/Jonas|skole\.example/);
    expect(tidsIn(html)[0]).toContain('T08:20');
    for (const secret of ['x', 'A'.repeat(43), '..%2f..']) {
      expect((await visitor.get(`/b/t/${secret}`)).status).toBe(404);
    }
  });

  it('the database knows only the hash of a link', async () => {
    const secret = (await book(visitor, path)).slice('/b/t/'.length);
    const [row] = await endpoint.sql<{ text: string }[]>`select to_jsonb(b)::text as text from booking b`;
    expect(row!.text).not.toContain(secret);
  });

  it('English is one link away and stays through a booking', async () => {
    const page = await visitor.get(`${path}?lang=en`);
    expect(page.html).toContain('<html lang="en">');
    expect(page.html).toContain('Book a talk with Anders Krog');
    const form = { ...jonas, tid: tidsIn(page.html)[0]!, request: requestIn(page.html) };
    const { to } = await visitor.post(`${path}?lang=en`, form);
    expect((await visitor.get(to)).html).toContain('Your time is booked');
    const [mail] = await endpoint.sql<{ subject: string }[]>`select subject from mail where kind = 'receipt'`;
    expect(mail!.subject).toContain('Your time is booked');
  });
});

describe('a booking’s own page', () => {
  it('looking changes nothing', async () => {
    const own = await book(visitor, path);
    for (const query of ['', '?aflys', '?flyt', '?flyt&tid=x']) await visitor.get(own + query);
    expect(await states()).toEqual(['2026-11-23 08:00 confirmed']);
  });

  it('moves to a free time and gives the old one back', async () => {
    const own = await book(visitor, path);
    const [tid] = tidsIn((await visitor.get(`${own}?flyt`)).html);
    const { to } = await visitor.post(own, { act: 'move', tid: tid! });
    expect((await visitor.get(to)).html).toContain('Din tid er flyttet');
    expect(await states()).toEqual(['2026-11-23 08:20 confirmed']);
    expect(await mirrored()).toEqual(await states());
    expect(await times()).toContain('2026-11-23T08:00');
    expect(await mails()).toEqual([
      'receipt jonas@skole.example',
      'moved jonas@skole.example',
      'reminder jonas@skole.example',
    ]);
  });

  it('a move to a time that was taken meanwhile keeps the old one', async () => {
    const own = await book(visitor, path);
    const [tid] = tidsIn((await visitor.get(`${own}?flyt`)).html);
    await book(visit(endpoint), path, { tid: tid! });
    const answer = await visitor.post(own, { act: 'move', tid: tid! });
    expect([answer.status, answer.html.includes('08.20 blev netop taget.')]).toEqual([409, true]);
    expect(await states()).toEqual(['2026-11-23 08:00 confirmed', '2026-11-23 08:20 confirmed']);
  });

  it('cancels, tells so once, takes back the reminder, and stays cancelled', async () => {
    const own = await book(visitor, path);
    await visitor.post(own, { act: 'cancel' });
    const { to } = await visitor.post(own, { act: 'cancel' });
    expect((await visitor.get(to)).html).toContain('Din tid er aflyst');
    expect(await states()).toEqual(['2026-11-23 08:00 cancelled']);
    expect(await mirrored()).toEqual(await states());
    expect(await mails()).toEqual(['receipt jonas@skole.example', 'cancelled jonas@skole.example']);
    expect(await times()).toContain('2026-11-23T08:00');
  });

  it('can’t be changed once it has begun', async () => {
    const own = await book(visitor, path);
    endpoint.clock.set('2026-11-23T07:00:00.000Z');
    await visitor.post(own, { act: 'cancel' });
    await visitor.post(own, { act: 'move', tid: tidsIn((await visitor.get(path)).html)[0]! });
    expect(await states()).toEqual(['2026-11-23 08:00 confirmed']);
    expect((await visitor.get(own)).html).toContain('kan ikke ændres');
  });

  it('keeps a theme of the list, which no mail ever holds', async () => {
    const own = await book(visitor, path);
    await visitor.post(own, { act: 'theme', theme: 'absence' });
    await visitor.post(own, { act: 'cancel' });
    const [row] = await endpoint.sql<{ theme: string }[]>`select theme from booking`;
    expect(row!.theme).toBe('absence');
    await visitor.post(own, { act: 'theme', theme: 'en helt anden tekst' });
    const texts = await endpoint.sql<
      { text: string }[]
    >`select subject || text || coalesce(ics, '') as text from mail`;
    for (const { text } of texts) expect(text).not.toMatch(/absence|Fravær|teacher|Lærer\b|Jonas/);
  });

  it('who wants an earlier time is told when one is freed, and nobody else is', async () => {
    const early = await book(visitor, path);
    const later = await book(visit(endpoint), path, { mail: 'later@skole.example' });
    await book(visit(endpoint), path, { mail: 'calm@skole.example' });
    await visit(endpoint).post(later, { act: 'earlier', earlier: 'on' });
    await visitor.post(early, { act: 'cancel' });
    const freed = (await mails()).filter((line) => line.startsWith('freed'));
    expect(freed).toEqual(['freed later@skole.example']);
  });

  it('who found no time at all is told of the first one, once', async () => {
    const own = await book(visitor, path);
    await visit(endpoint).post(path, { act: 'wait', mail: 'list@skole.example' });
    expect((await visit(endpoint).post(path, { act: 'wait', mail: 'no address' })).status).toBe(422);
    await visitor.post(own, { act: 'cancel' });
    const again = await book(visitor, path);
    await visitor.post(again, { act: 'cancel' });
    expect((await mails()).filter((line) => line.startsWith('freedList'))).toEqual([
      'freedList list@skole.example',
    ]);
  });
});

describe('the link of a place', () => {
  it('renewed, the old one says so kindly, and the new one is on the tablets', async () => {
    const before = await pathOf(endpoint, places.west);
    const at = new Date(endpoint.clock.now());
    await endpoint.sql.begin(async (tx) => renewCode(tx, await nextVersion(tx), places.west, at));
    const after = await pathOf(endpoint, places.west);
    expect(after).not.toBe(before);
    const old = await visitor.get(before);
    expect([old.status, old.html.includes('Linket er skiftet ud')]).toEqual([410, true]);
    expect((await visitor.get(after)).status).toBe(200);
    const [row] = await endpoint.sql<{ booking: string }[]>`
      select doc ->> 'booking' as booking from sync_row where kind = 'institution' and doc ->> 'number' = ${places.west}`;
    expect(`/b/${row!.booking}`).toBe(after);
  });

  it('looked at, writes nothing', async () => {
    // Its address of a calendar is made with the first look.
    await visitor.get(path);
    /** Which transaction wrote each row that there is, table by table. */
    const written = async () => {
      const tables = await endpoint.sql<{ name: string }[]>`
        select tablename as name from pg_tables where schemaname = current_schema() order by 1`;
      const rows = (name: string) => endpoint.sql`select ctid::text, xmin::text from ${endpoint.sql(name)}`;
      return Promise.all(tables.map(async ({ name }) => [name, [...(await rows(name))]]));
    };
    const before = await written();
    expect(before.length).toBeGreaterThan(10);
    expect((await visitor.get(path)).status).toBe(200);
    expect((await visitor.get('/b/skole-222222')).status).toBe(404);
    expect(await written()).toEqual(before);
  });

  it('codes can’t be tried out, and who shares the guesser’s address is shown what is there', async () => {
    const guesser = visit(endpoint);
    const answers = [];
    for (let guess = 0; guess < 21; guess++) answers.push(await guesser.get(`/b/skole-22222${guess % 8}`));
    expect(answers[0]!.status).toBe(404);
    expect(answers.at(-1)!.status).toBe(429);
    expect(Number(answers.at(-1)!.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await guesser.get(path)).status).toBe(200);
    endpoint.clock.pass(minutes(1));
    expect((await guesser.get('/b/skole-222229')).status).toBe(404);
  });

  it('no form on another site books in the name of its readers', async () => {
    const page = await visitor.get(path);
    const form = { ...jonas, tid: tidsIn(page.html)[0]!, request: requestIn(page.html) };
    for (const foreign of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://fremmed.example' },
    ])
      expect((await visitor.post(path, form, foreign)).status).toBe(404);
    expect(await states()).toEqual([]);
  });

  it.each([
    ['has no boundary', 'multipart/form-data', 'x'],
    ['has an empty boundary', 'multipart/form-data; boundary=', 'x'],
    ['breaks off', 'multipart/form-data; boundary=a', '--a\r\ncontent-disposition: form-data; name="tid"'],
  ])('a form that %s is a page, and books nothing', async (_, type, body) => {
    const own = await book(visitor, path);
    const before = await states();
    for (const at of [path, `${path}/her`, own]) {
      const answer = await endpoint.app.request(at, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      });
      expect(answer.status).toBeLessThan(500);
    }
    expect(await states()).toEqual(before);
  });

  it('an address that leads nowhere is a page too', async () => {
    for (const nowhere of ['/b/', `${path}/andet`, '/b/t/x/y']) {
      const { status, html } = await visitor.get(nowhere);
      expect([status, html.startsWith('<!doctype html>')]).toEqual([404, true]);
    }
  });

  it('shows no more times than a page can hold, whatever hours a place has', async () => {
    const tablet = await makeTablet(endpoint, people.east);
    const day = (n: number) => addDays('2026-11-23', n);
    const hours = Array.from({ length: 28 }, (_, n): NewChange => {
      const fixed = {
        ...{ dropIn: null, date: day(n), start: '00:00', end: '23:55', room: 'A', worker: people.east },
        ...{ slotMinutes: 5, walkInShare: 0 },
      };
      return { kind: 'occurrence', verb: 'create', object: newId(), institution: places.east, fixed };
    });
    await write(tablet.vault, hours);
    await tablet.sync();
    const { status, html } = await visitor.get(path);
    expect(status).toBe(200);
    expect(tidsIn(html).length).toBeGreaterThan(500);
    expect(tidsIn(html).length).toBeLessThanOrEqual(1000);
  });

  it('a large body is refused before it is read', async () => {
    expect((await visitor.post(path, { ...jonas, name: 'x'.repeat(20_000) })).status).toBe(413);
  });

  it('the poster has the fixed hours, both codes as paths, and a notice to copy', async () => {
    const { status, html } = await visitor.get(`${path}/plakat`);
    expect(status).toBe(200);
    expect(html).toContain('Mandage');
    expect(html).toContain(`traeffetid.example${path}`);
    expect(html.match(/<svg class="qr"/g)).toHaveLength(2);
    expect(html).toContain('Opslag til Aula');
    expect(html).not.toMatch(/style="/);
  });
});

describe('at the door', () => {
  const here = (): string => `${path}/her`;

  it('one tap puts her in the queue of the hour that is open, on the tablets too, once', async () => {
    endpoint.clock.set('2026-11-23T07:30:00.000Z');
    expect((await visitor.get(path)).html).toContain('Træffetid lige nu til 09.30.');
    const page = await visitor.get(here());
    const sent = { role: 'teacher', request: requestIn(page.html) };
    const { to } = await visitor.post(here(), sent);
    await visitor.post(here(), sent);
    expect((await visitor.get(to)).html).toContain('Du er den næste.');
    const next = visit(endpoint);
    endpoint.clock.pass(minutes(2));
    const other = await next.post(here(), {
      role: 'parent',
      request: requestIn((await next.get(here())).html),
    });
    expect((await next.get(other.to)).html).toContain('Der er 1 foran dig.');
    const rows = await endpoint.sql<
      { doc: RecordState }[]
    >`select doc from sync_row where kind = 'queueEntry' order by v`;
    expect(rows.map(({ doc }) => [doc.fixed.role, doc.fields.state!.current.value])).toEqual([
      ['teacher', 'waiting'],
      ['parent', 'waiting'],
    ]);
    const tablet = await makeTablet(endpoint, people.east);
    await tablet.sync();
    expect(record(tablet.vault.replica, 'queueEntry', rows[0]!.doc.id)?.fixed.role).toBe('teacher');
  });

  it('no hour, no queue: neither before it nor after it', async () => {
    for (const instant of ['2026-11-23T06:59:00.000Z', '2026-11-23T08:30:00.000Z']) {
      endpoint.clock.set(instant);
      const page = await visitor.get(here());
      expect(page.html).toContain('ingen træffetid lige nu');
      await visitor.post(here(), { role: 'teacher', request: '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b' });
    }
    const [{ count }] =
      (await endpoint.sql`select count(*)::int as count from sync_row where kind = 'queueEntry'`) as unknown as [
        { count: number },
      ];
    expect(count).toBe(0);
  });
});

describe('what tablets change', () => {
  const occurrence = async (set: NewChange['set']): Promise<NewChange> => {
    const id = await dropIn();
    return {
      kind: 'occurrence',
      verb: 'create',
      object: occurrenceId(id, monday),
      institution: places.east,
      fixed: {
        ...{ dropIn: id, date: monday, start: '08:00', end: '09:30', room: 'Lærerværelset' },
        ...{ worker: people.east, slotMinutes: 20, walkInShare: 0.5 },
      },
      set,
    };
  };
  const basedOn = async (field: string): Promise<string[]> => {
    const [row] = await endpoint.sql<
      { doc: RecordState }[]
    >`select doc from sync_row where kind = 'occurrence'`;
    return row!.doc.fields[field]!.current.ops;
  };

  it('a cancelled hour: its bookings must move, owners are told, and taken up again they stand', async () => {
    const own = await book(visitor, path);
    const tablet = await makeTablet(endpoint, people.east);
    await write(tablet.vault, [await occurrence({ cancelled: { value: 'Sygdom', basedOn: [] } })]);
    await tablet.sync();
    expect(await states()).toEqual(['2026-11-23 08:00 mustMove']);
    expect(await times()).not.toContain('2026-11-23T08:20');
    expect((await visitor.get(own)).html).toContain('Vælg en ny tid');
    expect((await mails()).at(-1)).toBe('mustMove jonas@skole.example');
    const { object, institution } = await occurrence({});
    const set = { cancelled: { value: null, basedOn: await basedOn('cancelled') } };
    await write(tablet.vault, [{ kind: 'occurrence', verb: 'set', object, institution, set }]);
    await tablet.sync();
    expect(await states()).toEqual(['2026-11-23 08:00 confirmed']);
    expect(await mails()).toContain('standsAgain jonas@skole.example');
  });

  it('who must move does so with the link of the mail', async () => {
    const own = await book(visitor, path);
    const tablet = await makeTablet(endpoint, people.east);
    await write(tablet.vault, [await occurrence({ cancelled: { value: 'Sygdom', basedOn: [] } })]);
    await tablet.sync();
    const [mail] = await endpoint.sql<{ text: string }[]>`select text from mail where kind = 'mustMove'`;
    expect(mail!.text).toContain(`https://traeffetid.example${own}`);
    await visitor.post(own, { act: 'move', tid: tidsIn((await visitor.get(own)).html)[0]! });
    expect(await states()).toEqual(['2026-11-30 08:00 confirmed']);
  });

  it('another room on the same time: the booking follows, and its owner is told', async () => {
    await book(visitor, path);
    const tablet = await makeTablet(endpoint, people.east);
    const moved = { date: monday, start: '08:00', end: '09:30', room: 'Biblioteket' };
    await write(tablet.vault, [await occurrence({ moved: { value: moved, basedOn: [] } })]);
    await tablet.sync();
    const [row] = await endpoint.sql`select room, state from booking`;
    expect(row).toEqual({ room: 'Biblioteket', state: 'confirmed' });
    expect(await mails()).toContain('moved jonas@skole.example');
  });

  it('an occurrence under a name of its own is refused', async () => {
    const tablet = await makeTablet(endpoint, people.east);
    const change = await occurrence({ cancelled: { value: 'Sygdom', basedOn: [] } });
    await write(tablet.vault, [{ ...change, object: tablet.vault.makeId() }]);
    await tablet.sync();
    const [row] =
      await endpoint.sql`select doc ->> 'problem' as problem from sync_row where kind = 'refused'`;
    expect(row).toEqual({ problem: 'invalid' });
  });

  const request = async (object: string, start: string, end: string): Promise<NewChange> => ({
    ...{ kind: 'bookingRequest', verb: 'create', object, institution: places.east },
    fixed: { dropIn: await dropIn(), date: monday, start, end, role: 'teacher', name: 'Karen' },
  });

  it('a booking request made offline is confirmed or refused with other times, and says so on the tablet', async () => {
    await book(visitor, path);
    const tablet = await makeTablet(endpoint, people.east);
    const [late, free, walkIn] = [tablet.vault.makeId(), tablet.vault.makeId(), tablet.vault.makeId()];
    await write(tablet.vault, [
      await request(late, '08:00', '08:20'),
      await request(free, '08:20', '08:40'),
      await request(walkIn, '08:40', '09:00'),
    ]);
    expect(record(tablet.vault.replica, 'bookingRequest', late)?.given).toBeUndefined();
    await tablet.sync();
    const given = (id: string) => record(tablet.vault.replica, 'bookingRequest', id)?.given;
    expect(given(late)).toMatchObject({ state: 'refused' });
    expect(String(given(late)?.alternatives)).toMatch(/^2026-11-23 08:20/);
    expect(given(free)).toMatchObject({ state: 'confirmed' });
    expect(given(walkIn)).toMatchObject({ state: 'confirmed' });
    expect(await states()).toHaveLength(3);
    await write(tablet.vault, [
      {
        ...{ kind: 'bookingRequest', verb: 'annul', object: free, institution: places.east },
        annul: {
          reason: 'Fortrudt',
          basedOn: Object.keys(record(tablet.vault.replica, 'bookingRequest', free)!.ops),
        },
      },
    ]);
    await tablet.sync();
    expect(given(free)).toMatchObject({ state: 'cancelled' });
    expect(await times()).toContain('2026-11-23T08:20');
  });

  it('a push never fails because of an effect', async () => {
    await endpoint.sql`alter table booking rename to booking_away`;
    const tablet = await makeTablet(endpoint, people.east);
    const id = tablet.vault.makeId();
    await write(tablet.vault, [await request(id, '08:00', '08:20')]);
    await tablet.sync();
    await endpoint.sql`alter table booking_away rename to booking`;
    expect(record(tablet.vault.replica, 'bookingRequest', id)).toBeDefined();
    expect(endpoint.logged).toContainEqual(expect.objectContaining({ event: 'fault', during: 'booking' }));
    const [row] = await endpoint.sql`select result ->> 'r' as r from change where object = ${id}`;
    expect(row).toEqual({ r: 'ok' });
  });

  it('nobody else’s change can touch a booking', async () => {
    await book(visitor, path);
    const [row] = await endpoint.sql<{ id: string }[]>`select id from booking`;
    const tablet = await makeTablet(endpoint, people.east);
    const state = { state: { value: 'left', basedOn: [] } };
    await write(tablet.vault, [
      { kind: 'queueEntry', verb: 'set', object: row!.id, institution: places.east, set: state },
    ]);
    await tablet.sync();
    expect(await states()).toEqual(['2026-11-23 08:00 confirmed']);
    expect(await mirrored()).toEqual(await states());
  });
});
