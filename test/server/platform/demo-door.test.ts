import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '#api/paths.ts';
import { demoCodeHeader } from '#api/session.ts';
import { makeDemoCode } from '#server/access/demo-code.ts';
import { createApp } from '#server/app.ts';
import { type Endpoint, openEndpoint, people } from '../../helpers/endpoint.ts';

let endpoint: Endpoint;
let app: Endpoint['app'];
const demoCode = makeDemoCode();
beforeAll(async () => {
  endpoint = await openEndpoint();
  app = createApp({ ...endpoint.deps, demoCode });
});
afterAll(() => endpoint?.close());

/** The role button of Rådgiver Vest, pressed from an address of the asker's. */
const press = (code: string | undefined, address = '192.0.2.1') =>
  app.request(paths.demoSignIn, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-forwarded-for': address,
      ...(code !== undefined && { [demoCodeHeader]: code }),
    },
    body: JSON.stringify({ person: people.west }),
  });
const logins = async (): Promise<number> => (await endpoint.sql`select from login`).length;

test('a door with a code says so, and opens to nobody without it', async () => {
  expect(await (await app.request(paths.me)).json()).toMatchObject({ demoCode: true });
  for (const wrong of [undefined, '', 'AAAA-AAAA', demoCode.slice(0, -1), `${demoCode}2`]) {
    const answer = await press(wrong);
    expect(answer.status).toBe(403);
    expect(answer.headers.get('set-cookie')).toBeNull();
  }
  expect(await logins()).toBe(0);
});

test('the code opens it, also typed in small letters and without its line', async () => {
  expect((await press(demoCode, '192.0.2.2')).status).toBe(200);
  expect((await press(demoCode.toLowerCase().replace('-', ''), '192.0.2.2')).status).toBe(200);
  expect(await logins()).toBeGreaterThan(0);
});

test('whoever tries codes out is refused for the rest of the minute, the right one among them, and nobody else is', async () => {
  const before = await logins();
  const tried = [];
  for (let n = 0; n < 30; n += 1) tried.push((await press(makeDemoCode(), '192.0.2.3')).status);
  expect(tried.filter((status) => status === 403).length).toBeLessThanOrEqual(20);
  const right = await press(demoCode, '192.0.2.3');
  expect(right.status).toBe(429);
  expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await logins()).toBe(before);
  expect((await press(demoCode, '192.0.2.4')).status).toBe(200);
  endpoint.clock.pass(60_000);
  expect((await press(demoCode, '192.0.2.3')).status).toBe(200);
});

test('no two starts have the same code', () => {
  const codes = Array.from({ length: 200 }, makeDemoCode);
  expect(new Set(codes).size).toBe(200);
  for (const code of codes) expect(code).toMatch(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/);
});
