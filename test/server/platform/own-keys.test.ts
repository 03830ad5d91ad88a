import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '#server/app.ts';
import { feedSecret } from '#server/feeds/feed.ts';
import { makeKeyFile } from '#server/platform/key-folder.ts';
import { openSecrets } from '#server/platform/link-secrets.ts';
import { adoptKeys, lossOf, withOwnKeys } from '#server/platform/own-keys.ts';
import { openServerKeys } from '#server/platform/server-keys.ts';
import { type Endpoint, openEndpoint, places } from '../../helpers/endpoint.ts';

let endpoint: Endpoint;
let folder: string;
const at = () => new Date(endpoint.clock.now());
/** What a start does with a key folder. */
const start = (keys: string) =>
  withOwnKeys(endpoint.sql, keys, at(), async () => ({
    keys: await openServerKeys(keys, endpoint.clock.now),
    secretOf: openSecrets(keys),
  }));
const known = () => endpoint.sql<{ name: string }[]>`
  select name from server_key where given_up_at is null order by name`;

beforeAll(async () => {
  endpoint = await openEndpoint();
  folder = mkdtempSync(join(tmpdir(), 'traeffetid-own-keys-'));
});
afterAll(async () => {
  await endpoint?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the first start makes the keys and the next with the same ones finds them its own', async () => {
  const keys = join(folder, 'first');
  const first = await start(keys);
  expect((await start(keys)).keys.current).toEqual(first.keys.current);
  expect(await known()).toHaveLength(2);
});

test('another endpoint with keys of its own is refused by name, and nothing is made or changed', async () => {
  const other = join(folder, 'other');
  const before = await known();
  await expect(start(other)).rejects.toThrow(
    /not those of this database \(.+links\.key missing\).*adopt-keys/,
  );
  expect(() => readdirSync(other)).toThrow();
  await openServerKeys(other, endpoint.clock.now);
  openSecrets(other);
  await expect(start(other)).rejects.toThrow('not those of this database');
  expect(await known()).toEqual(before);
});

test('a key that is missing among those that are there is refused too', async () => {
  const part = join(folder, 'part');
  cpSync(join(folder, 'first'), part, { recursive: true });
  rmSync(join(part, 'links.key'));
  await expect(start(part)).rejects.toThrow('(links.key missing)');
});

test('a rotation adds a fingerprint, tablets seal for the new key, and the old one goes on opening', async () => {
  const keys = join(folder, 'first');
  const old = (await start(keys)).keys.current;
  endpoint.clock.pass(60_000);
  await makeKeyFile(keys, endpoint.clock.now());
  const rotated = await start(keys);
  expect(rotated.keys.current.id > old.id).toBe(true);
  expect(await known()).toHaveLength(3);
});

test('lost keys: what dies is counted, and after they are given up links and calendars have a place again', async () => {
  const { sql, clock, deps } = endpoint;
  const { secretOf } = await start(join(folder, 'first'));
  const before = { ...deps, booking: { ...deps.booking, secretOf } };
  const dead = await feedSecret(before, { institution: places.west });
  expect((await createApp(before).request(`/feed/${dead}.ics`)).status).toBe(200);

  const fresh = join(folder, 'fresh');
  const loss = await lossOf(sql, fresh, '2026-11-23');
  expect(loss.keys).toEqual((await known()).map(({ name }) => name));
  expect(loss).toMatchObject({ feeds: 1, bookings: 0, tablets: 0 });
  await openServerKeys(fresh, clock.now);
  await adoptKeys(sql, fresh, at());
  const { secretOf: renewed } = await start(fresh);
  const after = { ...deps, booking: { ...deps.booking, secretOf: renewed } };
  const app = createApp(after);
  expect((await app.request(`/feed/${dead}.ics`)).status).not.toBe(200);
  const living = await feedSecret(after, { institution: places.west });
  expect((await app.request(`/feed/${living}.ics`)).status).toBe(200);
  await expect(start(join(folder, 'first'))).rejects.toThrow('not those of this database');
});
