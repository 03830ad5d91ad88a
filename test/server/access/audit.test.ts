import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signInAsDemo } from '#api/client/http.ts';
import { paths } from '#api/paths.ts';
import { PlacesDesk } from '#api/places.ts';
import { type Endpoint, openEndpoint, people } from '../../helpers/endpoint.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint?.close());

it('is written by one file alone', () => {
  const src = resolve(import.meta.dirname, '../../../src');
  const writers = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      file.endsWith('.ts') &&
      /(insert\s+into|update|delete\s+from)\s+audit\b/i.test(readFileSync(join(src, file), 'utf8')),
  );
  expect(writers).toEqual([join('server', 'access', 'audit.ts')]);
});

it('what cannot be audited is not done', async () => {
  const fetch = endpoint.browser();
  await signInAsDemo(fetch, people.coordinator);
  const desk = async () => PlacesDesk.parse(await (await fetch(paths.places, { method: 'GET' })).json());
  const change = (body: object) =>
    fetch(paths.places, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const before = await desk();
  const institution = before.places[0]!.number;
  await endpoint.sql.unsafe(`
    create function no_audit() returns trigger language plpgsql as $$ begin raise exception 'full'; end $$;
    create trigger no_audit before insert on audit for each row execute function no_audit();`);
  for (const asked of [
    { type: 'code', institution },
    { type: 'placeFeed', institution },
    { type: 'contact', institution, phone: '00 00 00 09', phoneOf: '' },
    { type: 'keepDays', keepDays: 90 },
    { type: 'acute', acute: { day: '72 00 00 00', evening: '114', from: '08:30', to: '15:30' } },
  ]) {
    expect([asked.type, (await change(asked)).status]).toEqual([asked.type, 500]);
  }
  expect(await desk()).toEqual(before);
});
