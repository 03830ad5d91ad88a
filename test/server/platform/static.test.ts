import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { protect } from '#server/platform/headers.ts';
import { openSite } from '#server/platform/static.ts';

let folder: string;
let site: (request: Request) => Response;
const script = `export const words = ${JSON.stringify('æøå '.repeat(400))};`;

const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Response =>
  site(new Request(`http://127.0.0.1${path}`, { method, headers }));
const asPage = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'traeffetid-site-'));
  const client = join(folder, 'client');
  for (const below of ['assets', 'src/coordinator', '.vite'])
    mkdirSync(join(client, below), { recursive: true });
  writeFileSync(join(client, 'index.html'), 'tablet');
  writeFileSync(join(client, 'src/coordinator/index.html'), 'koordinator');
  writeFileSync(join(client, 'assets/index-abc.js'), script);
  writeFileSync(join(client, 'service-worker.js'), 'worker');
  writeFileSync(join(client, '.vite/manifest.json'), '{}');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  site = openSite(client);
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each(['/', '/sync', '/laas', '/mere', '/ny', '/opf/018f', '/kort', '/bog'])(
  '%s is the tablet',
  async (path) => {
    const answer = get(path, asPage);
    expect([answer.status, await answer.text()]).toEqual([200, 'tablet']);
    expect(answer.headers.get('cache-control')).toBe('no-cache');
  },
);

test.each(['/k', '/k/', '/k/log', '/k/log/018f?q=x'])('%s is the coordinator', async (path) => {
  expect(await get(path, asPage).text()).toBe('koordinator');
});

test.each([
  ['/', 'tablet'],
  ['/k', 'koordinator'],
  ['/k/', 'koordinator'],
])('%s is a page, also for a program that says not what it reads', async (path, page) => {
  expect(await get(path, { accept: '*/*' }).text()).toBe(page);
  expect(await get(path).text()).toBe(page);
});

test.each(['/assets/gone-123.js', '/gone.png', '/b/skole', '/api/x', '/.vite/manifest.json'])(
  '%s is 404, also for who asks for a page',
  (path) => {
    expect(get(path, asPage).status).toBe(404);
    expect(get(path).status).toBe(404);
  },
);

test('a route asked for as data is 404, not a page that a script would choke on', () => {
  expect(get('/sync', { accept: 'application/json' }).status).toBe(404);
});

test.each([
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/assets/..%2f..%2fsecret.txt',
  '/assets/%2e%2e%5csecret.txt',
  '//etc/passwd',
  '/%00',
])('no way out of the folder through %s', async (path) => {
  for (const headers of [{}, asPage]) expect(await get(path, headers).text()).not.toMatch(/secret|root:/);
});

test('hashed assets may be kept for ever; the worker is asked for each time', () => {
  expect(get('/assets/index-abc.js').headers.get('cache-control')).toContain('immutable');
  expect(get('/service-worker.js').headers.get('cache-control')).toBe('no-cache');
});

test('travels packed to who can unpack, and as it is to others', async () => {
  const packed = get('/assets/index-abc.js', { 'accept-encoding': 'gzip, deflate, br' });
  expect(packed.headers.get('content-encoding')).toBe('br');
  expect(brotliDecompressSync(await packed.arrayBuffer()).toString()).toBe(script);
  const plain = get('/assets/index-abc.js');
  expect(plain.headers.get('content-encoding')).toBeNull();
  expect(await plain.text()).toBe(script);
});

test('what the browser already has is not sent again', () => {
  const etag = get('/', asPage).headers.get('etag')!;
  expect(get('/', { ...asPage, 'if-none-match': etag }).status).toBe(304);
  expect(get('/', { ...asPage, 'if-none-match': '"other"' }).status).toBe(200);
});

test('HEAD has no body and nothing but GET and HEAD is taken', async () => {
  const head = get('/', asPage, 'HEAD');
  expect([head.status, await head.text()]).toEqual([200, '']);
  expect(get('/', asPage, 'POST').status).toBe(405);
});

test('every answer carries what protects the page, a refusal too', () => {
  for (const path of ['/', '/gone.js', '/api/none']) {
    const { headers } = protect(get(path, asPage), false);
    const policy = headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/unsafe|\*|data:/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('permissions-policy')).toContain('camera=()');
    expect(headers.get('strict-transport-security')).toBeNull();
  }
  expect(protect(get('/'), true).headers.get('strict-transport-security')).toContain('max-age');
});

test('an answer keeps its own headers, among them more than one cookie', () => {
  const headers = new Headers({ 'content-type': 'application/json' });
  headers.append('set-cookie', 'a=1');
  headers.append('set-cookie', 'b=2');
  const kept = protect(new Response('{}', { status: 401, headers }), true);
  expect(kept.status).toBe(401);
  expect(kept.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
});
