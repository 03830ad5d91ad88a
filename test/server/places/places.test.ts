import { afterAll, beforeAll, expect, it } from 'vitest';
import { signInAsDemo } from '#api/client/http.ts';
import { paths } from '#api/paths.ts';
import { PlacesDesk } from '#api/places.ts';
import type { ChangePlaces } from '#api/places-request.ts';
import { outsideId } from '#domain/id.ts';
import { type Endpoint, openEndpoint, people, places } from '../../helpers/endpoint.ts';
import { book, visit } from '../../helpers/visitor.ts';

let endpoint: Endpoint;
const ida = outsideId('person', 'ida');

beforeAll(async () => {
  endpoint = await openEndpoint();
  const { sql } = endpoint;
  await sql`insert into person (id, login, name, initials, title, role) values (${ida}, 'ida', 'Ida Lund', 'IL', '', 'coordinator')`;
  await sql`insert into coordinates (person, cluster) select ${ida}, cluster from institution where number = ${places.east}`;
});
afterAll(() => endpoint.close());

async function deskOf(person: string) {
  const fetch = endpoint.browser();
  await signInAsDemo(fetch, person);
  const read = async (response: Response) => PlacesDesk.parse(await response.json());
  const send = (body: unknown) =>
    fetch(paths.places, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return {
    get: async () => read(await fetch(paths.places, { method: 'GET' })),
    change: async (body: ChangePlaces) => read(await send(body)),
    send,
  };
}
const pathIn = (url: string): string => new URL(url).pathname;
const placeIn = (desk: PlacesDesk, number: string) => desk.places.find((one) => one.number === number)!;

it('every place of hers has a link, a poster, a calendar and a notice that work, and no place of another’s is there', async () => {
  const desk = await (await deskOf(ida)).get();
  const clusters = new Set(desk.places.map(({ cluster }) => cluster));
  expect(clusters.size).toBe(1);
  expect(placeIn(desk, places.west)).toBeUndefined();
  const place = placeIn(desk, places.east);
  const visitor = visit(endpoint);
  for (const url of [place.bookingUrl, place.posterUrl, place.feedUrl]) {
    expect((await visitor.get(pathIn(url))).status).toBe(200);
  }
  expect(place.notice).toContain(place.bookingUrl);
  expect(place.notice).toContain('Anders Krog');
  expect(place.notice).toContain('mandage kl. ');
  for (const { feedUrl } of desk.workers) expect((await visitor.get(pathIn(feedUrl))).status).toBe(200);
});

it('a new code ends the old link kindly, keeps every booking, and reaches tablets', async () => {
  const desk = await deskOf(people.coordinator);
  const before = placeIn(await desk.get(), places.west);
  const visitor = visit(endpoint);
  const own = await book(visitor, pathIn(before.bookingUrl));
  const after = placeIn(await desk.change({ type: 'code', institution: places.west }), places.west);
  expect(after.bookingUrl).not.toBe(before.bookingUrl);
  const old = await visitor.get(pathIn(before.bookingUrl));
  expect([old.status, old.html.includes('Stedet har fået et nyt link')]).toEqual([410, true]);
  expect((await visitor.get(pathIn(before.posterUrl))).status).toBe(410);
  expect((await visitor.get(pathIn(after.bookingUrl))).status).toBe(200);
  expect((await visitor.get(own)).html).toContain('Jonas Lind');
  const [row] = await endpoint.sql<{ booking: string }[]>`
    select doc ->> 'booking' as booking from sync_row
    where kind = 'institution' and doc ->> 'number' = ${places.west}`;
  expect(after.bookingUrl.endsWith(`/b/${row!.booking}`)).toBe(true);
});

it('a new calendar address ends the old one, for a place and for a worker', async () => {
  const desk = await deskOf(people.coordinator);
  const before = await desk.get();
  const visitor = visit(endpoint);
  const place = placeIn(await desk.change({ type: 'placeFeed', institution: places.west }), places.west);
  expect((await visitor.get(pathIn(placeIn(before, places.west).feedUrl))).status).toBe(410);
  expect((await visitor.get(pathIn(place.feedUrl))).status).toBe(200);
  const workerIn = ({ workers }: PlacesDesk) => workers.find(({ id }) => id === people.west)!;
  const after = await desk.change({ type: 'workerFeed', worker: people.west });
  expect((await visitor.get(pathIn(workerIn(before).feedUrl))).status).toBe(410);
  expect((await visitor.get(pathIn(workerIn(after).feedUrl))).status).toBe(200);
});

it('whom to ring: the place’s own number, else the municipality’s, else nobody', async () => {
  const desk = await deskOf(people.coordinator);
  const page = async () => {
    const place = placeIn(await desk.get(), places.west);
    return (await visit(endpoint).get(pathIn(place.bookingUrl))).html;
  };
  const contact = (institution: string | null, phone: string, phoneOf: string) =>
    desk.change({ type: 'contact', institution, phone, phoneOf });
  await contact(null, '', '');
  expect(await page()).not.toContain('href="tel:');
  await contact(null, '00 00 00 01', 'Familiehuset');
  expect(await page()).toContain('href="tel:00000001"');
  expect(await page()).toContain('Familiehuset');
  await contact(places.west, '+45 00 00 00 02', '');
  expect(await page()).toContain('href="tel:+4500000002"');
  expect(await page()).not.toContain('Familiehuset');
});

it('the numbers of Akut that a coordinator writes are told before sign-in and in the row that every tablet downloads', async () => {
  const { sql } = endpoint;
  const desk = await deskOf(ida);
  const row = async () =>
    (
      await sql<{ v: string; acute: unknown }[]>`
      select v, doc -> 'acute' as acute from sync_row where kind = 'municipality'`
    )[0]!;
  const before = await row();
  const acute = { day: '72 00 00 00', evening: '114', from: '08:30', to: '15:30' };
  expect((await desk.change({ type: 'acute', acute })).municipality.acute).toEqual(acute);
  expect((await row()).acute).toEqual(acute);
  expect(Number((await row()).v)).toBeGreaterThan(Number(before.v));
  const stranger = await endpoint.browser()(paths.me, { method: 'GET' });
  expect(await stranger.json()).toMatchObject({ person: null, acute });
  for (const wrong of [
    { ...acute, day: 'ring til Ida' },
    { ...acute, to: '08:00' },
  ]) {
    expect((await desk.send({ type: 'acute', acute: wrong })).status).toBe(400);
  }
  expect((await row()).acute).toEqual(acute);
});

it('what is no number, no length of time or nobody’s place is refused by name, and changes nothing', async () => {
  const desk = await deskOf(ida);
  const before = await desk.get();
  const own = { type: 'contact', institution: places.east, phoneOf: '' };
  for (const [body, status, problem] of [
    [{ ...own, phone: 'ring til Ida' }, 400, 'invalid'],
    [{ ...own, phone: '112' }, 400, 'invalid'],
    [{ type: 'keepDays', keepDays: 1 }, 400, 'invalid'],
    [{ type: 'keepDays', keepDays: 30.5 }, 400, 'invalid'],
    [{ change: 'everything' }, 400, 'invalid'],
    [{ ...own, institution: places.west, phone: '00 00 00 03' }, 404, 'notFound'],
    [{ type: 'code', institution: places.west }, 404, 'notFound'],
    [{ type: 'workerFeed', worker: people.coordinator }, 404, 'notFound'],
  ] as const) {
    const response = await desk.send(body);
    expect([body, response.status, (await response.json()).problem]).toEqual([body, status, problem]);
  }
  expect(await desk.get()).toEqual(before);
});

it('every change says in the audit who made it and of what', async () => {
  await endpoint.sql`truncate audit`;
  const desk = await deskOf(people.coordinator);
  await desk.change({ type: 'keepDays', keepDays: 60 });
  await desk.change({ type: 'placeFeed', institution: places.shared });
  expect(await endpoint.sql`select person, verb, object from audit order by id`).toEqual([
    { person: people.coordinator, verb: 'places.keepDays', object: null },
    { person: people.coordinator, verb: 'places.placeFeed', object: places.shared },
  ]);
});
