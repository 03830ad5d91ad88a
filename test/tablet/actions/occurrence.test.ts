import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { addDays } from '#domain/day.ts';
import { fieldOf, openConflicts } from '#domain/merge/record-state.ts';
import type { Hour } from '#domain/occurrence.ts';
import { annul, chooseValue } from '#tablet/actions/consultation.ts';
import { changeBack, changeHour, planExtra } from '#tablet/actions/occurrence.ts';
import { blocksOf } from '#tablet/screens/week/blocks.ts';
import { documents, record } from '#tablet/store/replica.ts';
import { type Endpoint, openEndpoint, people, places } from '../../helpers/endpoint.ts';
import { makeTablet, type Tablet } from '../../helpers/tablet.ts';
import { book, jonas, pathOf, tidsIn, visit } from '../../helpers/visitor.ts';

let endpoint: Endpoint;
let tablet: Tablet;
const monday = '2026-11-23';

beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint.close());
beforeEach(async () => {
  const { sql } = endpoint;
  endpoint.clock.set('2026-11-20T09:00:00.000Z');
  await sql`truncate booking, mail, rate, waiting, change, parked, quarantine cascade`;
  await sql`delete from sync_row where scope <> 'ref'`;
  // A teacher has booked the first time at the place that two workers share.
  await book(visit(endpoint), await pathOf(endpoint, places.shared));
  await sql`truncate mail`;
  tablet = await makeTablet(endpoint, people.east);
  await tablet.sync();
});

/** The hour at the shared place in the coming week, as this tablet has it. */
const block = (of = tablet, state: Hour['state'] = 'held') =>
  blocksOf(of.vault.replica, of.device.person, monday, addDays(monday, 6)).find(
    ({ place, hour }) => place.number === places.shared && hour.state === state,
  );
const hour = (of = tablet): Hour => block(of)!.hour;
const mails = async (): Promise<string[]> =>
  (await endpoint.sql<{ kind: string }[]>`select kind from mail where kind <> 'reminder' order by id`).map(
    ({ kind }) => kind,
  );
const booking = async () =>
  (await endpoint.sql<{ state: string; worker: string }[]>`select state, worker from booking`)[0]!;

it('an hour that is cancelled without a network stays cancelled over a reload, and its booker is told after sync', async () => {
  expect(block()!.booked).toHaveLength(1);
  await changeHour(tablet.vault, hour(), { cancelled: 'Sygdom' });
  await tablet.reload();
  expect(block(tablet, 'cancelled')!.hour.reason).toBe('Sygdom');
  expect((await booking()).state).toBe('confirmed');
  await tablet.sync();
  expect((await booking()).state).toBe('mustMove');
  expect(await mails()).toEqual(['mustMove']);
  const page = await visit(endpoint).get(await pathOf(endpoint, places.shared));
  expect(tidsIn(page.html).some((tid) => tid.startsWith(block(tablet, 'cancelled')!.hour.date))).toBe(false);
});

it('an hour that is taken up again finds its bookings, and who booked is told that it stands', async () => {
  const planned = hour();
  const back = changeBack(tablet.vault.replica, planned, { cancelled: 'Kursus' });
  await changeHour(tablet.vault, planned, { cancelled: 'Kursus' });
  await tablet.sync();
  await changeHour(tablet.vault, block(tablet, 'cancelled')!.hour, back);
  expect(block()!.booked).toHaveLength(1);
  await tablet.sync();
  expect((await booking()).state).toBe('confirmed');
  expect(await mails()).toEqual(['mustMove', 'standsAgain']);
});

it('a cancellation taken back before it is sent tells nobody', async () => {
  const planned = hour();
  await changeHour(tablet.vault, planned, { cancelled: 'Møde' });
  await changeHour(tablet.vault, planned, { cancelled: null });
  await tablet.sync();
  expect((await booking()).state).toBe('confirmed');
  expect(await mails()).toEqual([]);
});

it('a colleague who takes the hour over without a network has its bookings after sync, and the booker is told who comes', async () => {
  const colleague = await makeTablet(endpoint, people.west, 'Tablet 2');
  await colleague.sync();
  expect(block(colleague)!.mine).toBe(false);
  await changeHour(colleague.vault, hour(colleague), { heldBy: people.west });
  await colleague.reload();
  expect(block(colleague)).toMatchObject({ mine: true, planned: people.east });
  expect((await booking()).worker).toBe(people.east);
  await colleague.sync();
  expect(await booking()).toMatchObject({ state: 'confirmed', worker: people.west });
  const [told] = await endpoint.sql<{ text: string }[]>`
    select text from mail where kind = 'moved' and recipient = ${jonas.mail}`;
  const name = documents(colleague.vault.replica, 'person').find(({ id }) => id === people.west)!.name;
  expect(told!.text).toContain(name);
  await tablet.sync();
  expect(block()).toMatchObject({ mine: false, planned: people.east });
});

it('an hour that is moved stands in both places, and only who does not fit any more must find another time', async () => {
  const { start, end, date, room } = hour();
  await changeHour(tablet.vault, hour(), { moved: { date: addDays(date, 1), start, end, room } });
  expect(block(tablet, 'moved')).toMatchObject({ hour: { date }, booked: [{ date }] });
  expect(block()).toMatchObject({ hour: { date: addDays(date, 1) }, booked: [] });
  await tablet.sync();
  expect((await booking()).state).toBe('mustMove');
  await changeHour(tablet.vault, block(tablet, 'moved')!.hour, { moved: null });
  await tablet.sync();
  expect((await booking()).state).toBe('confirmed');
  expect(block(tablet, 'moved')).toBeUndefined();
});

it('an extra hour can be booked after sync, and is gone again when it is taken back', async () => {
  const extra = {
    institution: places.shared,
    date: '2026-11-26',
    start: '15:00',
    end: '16:00',
    room: 'Kontoret',
  };
  const id = await planExtra(tablet.vault, extra);
  await tablet.sync();
  const page = async () => tidsIn((await visit(endpoint).get(await pathOf(endpoint, places.shared))).html);
  expect((await page()).some((tid) => tid.startsWith('2026-11-26'))).toBe(true);
  await annul(tablet.vault, record(tablet.vault.replica, 'occurrence', id)!, 'Taget tilbage');
  expect(
    blocksOf(tablet.vault.replica, people.east, monday, addDays(monday, 6)).some((one) => one.hour.id === id),
  ).toBe(false);
  await tablet.sync();
  expect((await page()).some((tid) => tid.startsWith('2026-11-26'))).toBe(false);
});

it('two tablets that cancel the same hour for different reasons keep both, until somebody chooses', async () => {
  const other = await makeTablet(endpoint, people.east, 'Tablet 2');
  await other.sync();
  await changeHour(tablet.vault, hour(), { cancelled: 'Sygdom' });
  await changeHour(other.vault, hour(other), { cancelled: 'Temadag' });
  await tablet.sync();
  await other.sync();
  const { id } = block(other, 'cancelled')!.hour;
  const both = record(other.vault.replica, 'occurrence', id)!;
  expect(openConflicts(both)).toEqual(['cancelled']);
  await chooseValue(other.vault, both, 'cancelled', 'Temadag');
  await other.sync();
  await tablet.sync();
  const settled = record(tablet.vault.replica, 'occurrence', id)!;
  expect(openConflicts(settled)).toEqual([]);
  expect(fieldOf(settled, 'cancelled')).toBe('Temadag');
});

it('a move and a cancellation of the same hour meet: it is cancelled, and the move is still known', async () => {
  const other = await makeTablet(endpoint, people.east, 'Tablet 2');
  await other.sync();
  const planned = hour();
  const moved = { date: addDays(planned.date, 1), start: '09:00', end: '10:00', room: '' };
  await changeHour(tablet.vault, planned, { cancelled: 'Sygdom' });
  await changeHour(other.vault, planned, { moved });
  await tablet.sync();
  await other.sync();
  await tablet.sync();
  expect(block(tablet, 'cancelled')).toBeDefined();
  expect(fieldOf(record(tablet.vault.replica, 'occurrence', planned.id)!, 'moved')).toEqual(moved);
});
