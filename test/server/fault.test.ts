import { afterAll, beforeAll, expect, it } from 'vitest';
import { paths } from '#api/paths.ts';
import { type Endpoint, openEndpoint } from '../helpers/endpoint.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint?.close());

it('answers a fault with a Problem and an id, and logs under it where in the code it happened, and nothing else', async () => {
  await endpoint.sql`drop table municipality cascade`;
  const response = await endpoint.app.request(`${paths.me}?name=Anna`);
  expect(response.status).toBe(500);
  const { reference, ...problem } = await response.json();
  expect(problem).toEqual({ problem: 'unexpected' });
  expect(endpoint.logged).toEqual([
    {
      at: expect.any(String),
      event: 'fault',
      reference,
      code: '42P01',
      path: paths.me,
      frames: expect.arrayContaining([
        expect.stringMatching(/^readAcute \(places\/acute-numbers\.ts:\d+:\d+\)$/),
      ]),
    },
  ]);
  const [{ frames }] = endpoint.logged as [{ frames: string[] }];
  for (const frame of frames) expect(frame).toMatch(/^(\S+ )?\(?[\w./@-]+:\d+:\d+\)?$/);
  expect(JSON.stringify(endpoint.logged)).not.toMatch(/Anna|municipality/);
});
