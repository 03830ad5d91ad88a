import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { FreeSlot } from '#domain/booking.ts';
import { freeAt, timeOfSlot } from '#tablet/actions/booking.ts';
import {
  makeBookingRequest,
  openBookingRequests,
  requestInstead,
  takeBackBookingRequest,
} from '#tablet/actions/booking-request.ts';
import { documents } from '#tablet/store/replica.ts';
import { type Endpoint, openEndpoint, people, places } from '../../helpers/endpoint.ts';
import { makeTablet, type Tablet } from '../../helpers/tablet.ts';
import { book, pathOf, visit } from '../../helpers/visitor.ts';

let endpoint: Endpoint;
let tablet: Tablet;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint.close());
beforeEach(async () => {
  const { sql } = endpoint;
  endpoint.clock.set('2026-11-20T09:00:00.000Z');
  await sql`truncate booking, mail, rate, waiting, change, parked, quarantine cascade`;
  await sql`delete from sync_row where scope <> 'ref'`;
  tablet = await makeTablet(endpoint, people.east);
  await tablet.sync();
});

const free = (): FreeSlot[] => {
  const { replica } = tablet.vault;
  const place = documents(replica, 'institution').find(({ number }) => number === places.east)!;
  return freeAt(replica, place, endpoint.clock.now());
};
const requests = () => openBookingRequests(tablet.vault.replica);
const booked = async (): Promise<string[]> =>
  (
    await endpoint.sql<{ line: string }[]>`
    select day || ' ' || starts as line from booking where state = 'confirmed' order by 1`
  ).map(({ line }) => line);

it('a time asked for offline waits, survives a reload, and is hers when the endpoint says so', async () => {
  await makeBookingRequest(tablet.vault, timeOfSlot(free()[0]!), { role: 'parent' });
  await tablet.reload();
  expect(requests()).toMatchObject([{ state: 'waiting', role: 'parent', name: null, start: '08:00' }]);
  await tablet.sync();
  expect(requests()).toMatchObject([{ state: 'confirmed', alternatives: [] }]);
  expect(await booked()).toEqual(['2026-11-23 08:00']);
});

it('a time that somebody took meanwhile is refused with others, and one of them chosen leaves no trace of the first', async () => {
  const slot = free()[0]!;
  await book(visit(endpoint), await pathOf(endpoint, places.east));
  await makeBookingRequest(tablet.vault, timeOfSlot(slot), { role: 'teacher' });
  await tablet.sync();
  const [refused] = requests();
  expect(refused).toMatchObject({ state: 'refused', start: '08:00' });
  expect(refused!.alternatives[0]).toEqual({ date: '2026-11-23', start: '08:20' });
  const other = free().find(({ start }) => start === '08:20')!;
  await requestInstead(tablet.vault, refused!, timeOfSlot(other), 'Anden tid valgt');
  expect(requests()).toMatchObject([{ state: 'waiting', start: '08:20', role: 'teacher' }]);
  await tablet.sync();
  expect(requests()).toMatchObject([{ state: 'confirmed', start: '08:20' }]);
  expect(await booked()).toEqual(['2026-11-23 08:00', '2026-11-23 08:20']);
});

it('a request that is taken back gives its time back, before and after it was answered', async () => {
  await makeBookingRequest(tablet.vault, timeOfSlot(free()[0]!), { role: 'teacher' });
  await takeBackBookingRequest(tablet.vault, requests()[0]!, 'Fortrudt');
  await tablet.sync();
  expect([requests(), await booked()]).toEqual([[], []]);
  await makeBookingRequest(tablet.vault, timeOfSlot(free()[0]!), { role: 'teacher' });
  await tablet.sync();
  await takeBackBookingRequest(tablet.vault, requests()[0]!, 'Fortrudt');
  await tablet.sync();
  expect([requests(), await booked()]).toEqual([[], []]);
  expect(free()[0]!.start).toBe('08:00');
});
