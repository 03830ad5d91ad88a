import { afterAll, beforeAll, expect, it } from 'vitest';
import { outsideId } from '#domain/id.ts';
import { fieldOf } from '#domain/merge/record-state.ts';
import { sessionPhase } from '#domain/session.ts';
import { endSession, reopenSession, startSession } from '#tablet/actions/session.ts';
import { record } from '#tablet/store/replica.ts';
import { minutes } from '../helpers/clock.ts';
import { type Endpoint, openEndpoint, people, places } from '../helpers/endpoint.ts';
import { makeTablet, type Tablet } from '../helpers/tablet.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint.close());

const hour = (date: string) => ({
  institution: places.shared,
  dropIn: outsideId('dropIn', 'a planned hour'),
  date,
  start: '12:30',
  end: '14:00',
  room: 'Lærerværelset',
});
const shown = (tablet: Tablet, id: string) => record(tablet.vault.replica, 'session', id)!;

it('two tablets that open the same planned hour hold one hour, and the one who ended it is not undone by the other’s late start', async () => {
  const west = await makeTablet(endpoint, people.west);
  const east = await makeTablet(endpoint, people.east, 'Tablet 2');
  await west.sync();
  await east.sync();
  const id = await startSession(west.vault, hour('2026-11-23'));
  endpoint.clock.pass(minutes(2));
  expect(await startSession(east.vault, hour('2026-11-23'))).toBe(id);
  const started = fieldOf(shown(west, id), 'started');
  await endSession(west.vault, shown(west, id));
  await west.sync();
  await east.sync();
  await west.sync();
  for (const tablet of [west, east]) {
    expect(sessionPhase(shown(tablet, id))).toBe('ended');
    expect(fieldOf(shown(tablet, id), 'started')).toBe(started);
  }
});

it('of two ends the later stands, and an hour that is opened again is open for both', async () => {
  const west = await makeTablet(endpoint, people.west, 'Tablet 3');
  const east = await makeTablet(endpoint, people.east, 'Tablet 4');
  await west.sync();
  const id = await startSession(west.vault, hour('2026-11-24'));
  await west.sync();
  await east.sync();
  await endSession(west.vault, shown(west, id));
  endpoint.clock.pass(minutes(10));
  await endSession(east.vault, shown(east, id));
  const later = fieldOf(shown(east, id), 'ended');
  await east.sync();
  await west.sync();
  expect(fieldOf(shown(west, id), 'ended')).toBe(later);
  await reopenSession(west.vault, shown(west, id));
  await west.sync();
  await east.sync();
  for (const tablet of [west, east]) expect(sessionPhase(shown(tablet, id))).toBe('open');
});
