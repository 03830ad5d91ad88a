import { expect, test } from '../helpers/browser.ts';
import type { EnginePage } from './engine-page.ts';
import { openWebKit } from './webkit.ts';

let page: EnginePage;
test.afterEach(async ({ browserName: _ }, info) => {
  if (info.status !== info.expectedStatus)
    await page?.picture(info.outputPath('end.png')).catch(() => undefined);
  await page?.close();
});

const draft = { role: 'field', name: /^Note/ } as const;
const content = { css: 'main#content' };
const texts = () =>
  page.evaluate(() => [...document.querySelectorAll('textarea')].map(({ value }) => value).join());

async function unlock(): Promise<void> {
  await page.button('Udfyld demokoden');
  await page.see(content);
}

/** As when a download is being stored: a transaction over everything that is not done yet, and never will be. */
const keepBusy = () =>
  page.evaluate(async () => {
    const known = await indexedDB.databases();
    const { name } = known.find((one) => one.name?.startsWith('traeffetid-'))!;
    return new Promise<boolean>((settle) => {
      const asked = indexedDB.open(name!);
      asked.onsuccess = () => {
        const stores = [...asked.result.objectStoreNames];
        const held = asked.result.transaction(stores, 'readwrite');
        const goOn = (): void => {
          held.objectStore('syncProgress').count().onsuccess = goOn;
          settle(true);
        };
        goOn();
      };
    });
  });

test('WebKit: a page left in the midst of a store transaction hinders no other, and comes back locked with its draft', async ({
  server,
}) => {
  test.setTimeout(180_000);
  page = await openWebKit();
  await page.goto(server.url);
  await page.button('Rådgiver Vest');
  await page.see({ css: 'p.code' });
  await page.button('Jeg har skrevet den ned');
  await page.button('Spring over', 60_000);
  await page.see({ css: 'main[aria-busy=false]' }, 90_000);
  await page.click({ role: 'button', name: /^Start træffetid/ });
  await page.button(/^Ny henvendelse/);
  await page.fill(draft, 'Kladde med æøå');
  await page.see({ text: 'Kladde gemt' });
  await keepBusy();
  await page.goto(`${await page.url()}?next`);
  await unlock();
  await page.see(draft);
  expect(await texts()).toContain('Kladde med æøå');
  await page.evaluate(() => void setTimeout(() => history.back(), 0));
  await page.until('the first page is back', async () => !(await page.url()).includes('next'));
  await page.see({ role: 'button', name: 'Udfyld demokoden' });
  expect(await page.count(content)).toBe(0);
  await unlock();
  await page.see(draft);
  expect(await texts()).toContain('Kladde med æøå');
});
