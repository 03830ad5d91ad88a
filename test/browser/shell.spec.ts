import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, type Page, test } from '../helpers/browser.ts';
import { complaintsOf } from '../helpers/console.ts';

const untilInstalled = (page: Page) =>
  page.evaluate(async () => (await navigator.serviceWorker.ready).active?.scriptURL);

for (const path of ['/', '/sync', '/k/', '/k/log']) {
  test(`${path} shows itself under the strict content security policy without one violation`, async ({
    page,
    server,
  }) => {
    const complaints = complaintsOf(page);
    const answer = await page.goto(server.url + path);
    expect(answer?.headers()['content-security-policy']).toContain('trusted-types app-sw');
    await expect(page.locator('#app > *').first()).toBeVisible();
    if (!path.startsWith('/k')) await untilInstalled(page);
    expect(complaints.filter((text) => /Content.Security.Policy|Trusted|policy/i.test(text))).toEqual([]);
  });
}

test('the policy bites: a text can become neither script nor markup', async ({ page, server }) => {
  await page.goto(server.url);
  const refused = await page.evaluate(() => {
    try {
      document.body.innerHTML = '<p>x</p>';
      return 'taken';
    } catch (error) {
      return (error as Error).name;
    }
  });
  expect(refused).toBe('TypeError');
});

for (const path of ['/', '/ny', '/sync', '/laas']) {
  test(`after one visit ${path} opens without the server`, async ({ page, context, server }) => {
    await page.goto(server.url);
    await untilInstalled(page);
    await context.setOffline(true);
    const complaints = complaintsOf(page);
    await page.goto(server.url + path);
    await expect(page.locator('#app > *').first()).toBeVisible();
    expect(complaints.filter((text) => /assets|\.js|\.css|woff2/.test(text))).toEqual([]);
  });
}

test("the endpoint's answers and the coordinator's page are never kept by the worker", async ({
  page,
  context,
  server,
}) => {
  await page.goto(server.url);
  await untilInstalled(page);
  await page.reload();
  await page.evaluate(async () => (await fetch('/api/health')).json());
  const kept = await page.evaluate(async () => {
    const caches = await Promise.all((await window.caches.keys()).map((name) => window.caches.open(name)));
    const requests = await Promise.all(caches.map((cache) => cache.keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
  expect(kept).toContain('/index.html');
  expect(kept.filter((path) => /^\/(api|k|b|src)(\/|$)/.test(path))).toEqual([]);
  await context.setOffline(true);
  await expect(page.goto(`${server.url}/k/`)).rejects.toThrow();
});

test('the worker keeps every file that the tablet page reaches, and nothing that only the coordinator does', async () => {
  const dist = resolve(import.meta.dirname, '../../dist/client');
  const chunks: Record<
    string,
    { file: string; imports?: string[]; dynamicImports?: string[]; css?: string[] }
  > = JSON.parse(readFileSync(resolve(dist, '.vite/manifest.json'), 'utf8'));
  const reach = (name: string, found = new Set<string>()): Set<string> => {
    const chunk = chunks[name]!;
    if (found.has(chunk.file)) return found;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) found.add(file);
    for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) reach(next, found);
    return found;
  };
  const worker = readFileSync(resolve(dist, 'service-worker.js'), 'utf8');
  const tablet = reach('index.html');
  for (const file of tablet) expect(worker).toContain(file);
  const onlyReview = [...reach('src/coordinator/index.html')].filter((file) => !tablet.has(file));
  expect(onlyReview.length).toBeGreaterThan(0);
  for (const file of onlyReview) expect(worker).not.toContain(file);
});

test('can be installed: a manifest in Danish with icons that are what they say', async ({ page, server }) => {
  await page.goto(server.url);
  const client = await page.context().newCDPSession(page);
  const { errors, data } = await client.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data!);
  expect(manifest).toMatchObject({ name: 'Træffetid', lang: 'da', display: 'standalone', start_url: '/' });
  expect(manifest.shortcuts.map(({ url }: { url: string }) => url)).toEqual(['/ny', '/sync']);
  for (const { src, sizes } of manifest.icons as { src: string; sizes: string }[]) {
    const size = await page.evaluate(async (address) => {
      const image = await createImageBitmap(await (await fetch(address)).blob());
      return `${image.width}x${image.height}`;
    }, src);
    expect(size).toBe(sizes);
  }
  const { installabilityErrors } = await client.send('Page.getInstallabilityErrors');
  // The only thing in the way is that a test window is private.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual(
    [],
  );
});
