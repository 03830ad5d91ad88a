import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSession } from '#tablet/actions/session.ts';
import { record } from '#tablet/store/replica.ts';
import { makeBackup, sendBackup } from '#tablet/sync/backup.ts';
import { type Endpoint, openEndpoint, people, places } from '../helpers/endpoint.ts';
import { makeTablet } from '../helpers/tablet.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint.close());

const hour = { dropIn: null, date: '2026-11-23', start: '09:00', end: '10:30', room: 'Kontoret' };

it('a backup is sent from any browser without a login, under its author’s name, and once', async () => {
  const { makeId } = endpoint.deps;
  const tablet = await makeTablet(endpoint, people.west);
  await tablet.sync();
  const session = await startSession(tablet.vault, { ...hour, institution: places.west });
  const backup = await makeBackup(tablet.device, makeId);
  expect(backup.changes).toBe(1);
  expect(backup.text).not.toContain('Kontoret');

  const stranger = endpoint.browser();
  expect(await sendBackup(stranger, backup.text)).toBe(1);
  expect(await sendBackup(stranger, backup.text)).toBe(1);
  const [row] = await endpoint.sql`select doc from sync_row where id = ${session}`;
  expect(row!.doc.fixed.worker).toBe(people.west);
  expect(await endpoint.sql`select op from change`).toHaveLength(1);

  await tablet.sync();
  expect(record(tablet.vault.replica, 'session', session)).toBeDefined();
  expect((await makeBackup(tablet.device, makeId)).changes).toBe(0);
});

it('what is no backup is said to be none, and a changed one is refused', async () => {
  const { makeId } = endpoint.deps;
  const browser = endpoint.browser();
  expect(await sendBackup(browser, 'not a backup')).toBeUndefined();
  expect(await sendBackup(browser, '{"kind":"something else"}')).toBeUndefined();
  const tablet = await makeTablet(endpoint, people.west, 'Tablet 2');
  await tablet.sync();
  await startSession(tablet.vault, { ...hour, institution: places.west });
  const { text } = await makeBackup(tablet.device, makeId);
  await expect(sendBackup(browser, text.replace('\\"made\\":1', '\\"made\\":2'))).rejects.toThrow(
    'forbidden',
  );
});
