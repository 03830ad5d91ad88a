import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Booked } from '#domain/booking.ts';
import { occurrenceId, plannedSessionId } from '#domain/id.ts';
import { bookingsOf, freeAt, setAttendance, timeOfSlot } from '#tablet/actions/booking.ts';
import { makeBookingRequest } from '#tablet/actions/booking-request.ts';
import { consultationsOf, saveConsultation } from '#tablet/actions/consultation.ts';
import { startSession } from '#tablet/actions/session.ts';
import { documents } from '#tablet/store/replica.ts';
import { type Endpoint, openEndpoint, people, places } from '../../helpers/endpoint.ts';
import { makeTablet, type Tablet } from '../../helpers/tablet.ts';
import { book, pathOf, visit } from '../../helpers/visitor.ts';

let endpoint: Endpoint;
let tablet: Tablet;
let dropIn: string;
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
  await book(visit(endpoint), await pathOf(endpoint, places.east));
  const [row] = await sql<
    { id: string }[]
  >`select id from drop_in where institution = ${places.east} and weekday = 1`;
  dropIn = row!.id;
  tablet = await makeTablet(endpoint, people.east);
  await tablet.sync();
});

const booked = (of = tablet): Booked => bookingsOf(of.vault.replica, occurrenceId(dropIn, monday))[0]!;
const atEndpoint = async (): Promise<string> =>
  (await endpoint.sql<{ state: string }[]>`select state from booking`)[0]!.state;
const hour = () => ({
  institution: places.east,
  dropIn,
  date: monday,
  start: '08:00',
  end: '09:30',
  room: 'Lærerværelset',
});

it('who did not come is absent at once, also before it is sent, and after a reload', async () => {
  await setAttendance(tablet.vault, booked(), 'absent');
  expect(booked().state).toBe('absent');
  await tablet.reload();
  expect(booked().state).toBe('absent');
  expect(await atEndpoint()).toBe('confirmed');
  await tablet.sync();
  expect(await atEndpoint()).toBe('absent');
  expect(booked().state).toBe('absent');
});

it('a slip of the finger is taken back, and she is expected again everywhere', async () => {
  await setAttendance(tablet.vault, booked(), 'absent');
  await tablet.sync();
  await setAttendance(tablet.vault, booked(), 'awaited');
  expect(booked().state).toBe('confirmed');
  await tablet.sync();
  expect(await atEndpoint()).toBe('confirmed');
  expect(booked().state).toBe('confirmed');
});

it('a conversation that was booked says so, and its booking is kept', async () => {
  const session = await startSession(tablet.vault, hour());
  const { id: booking } = booked();
  await saveConsultation(tablet.vault, {
    ...{ id: tablet.vault.makeId(), session, institution: places.east, booking },
    started: new Date(endpoint.clock.now()).toISOString(),
    ...{ role: 'teacher', themes: ['absence'], actionsTaken: [], followUp: null, note: '', assessment: null },
  });
  expect(booked().state).toBe('kept');
  await tablet.sync();
  expect(await atEndpoint()).toBe('kept');
  const id = plannedSessionId(dropIn, monday);
  expect(consultationsOf(tablet.vault.replica, id)[0]!.fixed.booking).toBe(booking);
});

it('where one tablet took her in and another wrote that she did not come, she was there', async () => {
  const other = await makeTablet(endpoint, people.east, 'Tablet 2');
  await other.sync();
  await setAttendance(tablet.vault, booked(), 'kept');
  await setAttendance(other.vault, booked(other), 'absent');
  await tablet.sync();
  await other.sync();
  await tablet.sync();
  expect(await atEndpoint()).toBe('kept');
  expect([booked().state, booked(other).state]).toEqual(['kept', 'kept']);
});

it('a booking that its owner cancelled meanwhile stays cancelled: its time may be somebody else’s', async () => {
  await setAttendance(tablet.vault, booked(), 'absent');
  await endpoint.sql`update booking set state = 'cancelled'`;
  await tablet.sync();
  expect(await atEndpoint()).toBe('cancelled');
});

it('nobody writes about a booking under a name of her own, or at another place', async () => {
  const { id } = booked();
  const elsewhere = { ...booked(), institution: places.shared };
  await setAttendance(tablet.vault, elsewhere, 'absent');
  await tablet.sync();
  expect(await atEndpoint()).toBe('confirmed');
  expect(booked().id).toBe(id);
});

it('what a tablet offers for the next talk is what nobody has, the walk-in share too', async () => {
  const place = documents(tablet.vault.replica, 'institution').find(({ number }) => number === places.east)!;
  const starts = () =>
    freeAt(tablet.vault.replica, place, endpoint.clock.now())
      .filter(({ hour }) => hour.date === monday && hour.dropIn === dropIn)
      .map(({ start }) => start);
  expect(starts()).toEqual(['08:20', '08:40', '09:00']);
  const slot = freeAt(tablet.vault.replica, place, endpoint.clock.now()).find(
    ({ start }) => start === '08:40',
  )!;
  await makeBookingRequest(tablet.vault, timeOfSlot(slot), { role: 'teacher' });
  expect(starts()).toEqual(['08:20', '09:00']);
});
