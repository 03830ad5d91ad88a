import { expect, test } from '../helpers/browser.ts';
import type { EnginePage } from './engine-page.ts';
import { openFirefox } from './firefox.ts';
import { openWebKit } from './webkit.ts';

let page: EnginePage;
test.afterEach(async ({ browserName: _ }, info) => {
  if (info.status !== info.expectedStatus)
    await page?.picture(info.outputPath('end.png')).catch(() => undefined);
  await page?.close();
});

const step = test.step;
const ready = () => page.see({ css: 'main[aria-busy=false]' }, 60_000);
const pill = () => page.textOf({ css: 'a.pill-link' });
const allSent = (patience?: number) =>
  page.until('all is sent', async () => (await pill()).includes('Alt er sendt'), patience);
/** A row of a conversation begins with its time; a question about one is a link too. */
const conversations = () => page.count({ role: 'link', name: /^\d\d\.\d\d\s?Lærer/ });
const draft = { role: 'field', name: /^Note/ } as const;

async function unlock(): Promise<void> {
  await page.button('Udfyld demokoden');
  await page.see({ css: 'main#content' });
}

/** *Start træffetid*; pressed again where the first download moved it from under the finger. */
async function startHour(): Promise<void> {
  await ready();
  const running = { role: 'button', name: 'Afslut træffetid' } as const;
  const begun = async () => (await page.count(running)) > before;
  const before = await page.count(running);
  await page.until('an hour runs', async () => {
    if (await begun()) return true;
    await page.click({ role: 'button', name: /^Start træffetid/ }, 4000);
    return page.until('it runs', begun, 4000);
  });
}

async function converse(note: string): Promise<void> {
  await page.button(/^Ny henvendelse/);
  await page.click({ text: 'Lærer', exact: true, within: { role: 'group', name: 'Hvem kom?' } });
  await page.click({ role: 'button', name: 'Fravær', exact: true });
  await page.click({ role: 'button', name: 'Sparring', exact: true });
  await page.click({ text: 'Ingen', exact: true, within: { role: 'group', name: 'Opfølgning' } });
  await page.click({ text: 'Drøftet, ikke grundlag nu', exact: true });
  await page.fill(draft, note);
  await page.button('Afslut og gem');
  await page.see({ role: 'status', name: 'Gemt på denne tablet' });
}

async function notWiderThanTheWindow(): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}

/** What the engine or a script complained of. A cut line is complained of too, and the hints are about what other engines know. */
const complaints = (said: readonly string[]): string[] =>
  said
    .join('')
    .split('\n')
    .filter((text) => /CONSOLE.*(ERROR|PAGEERROR)|Refused to|Content.Security.Policy/i.test(text))
    .filter((text) => !expected.test(text));
const expected =
  /Unrecognized Content-Security-Policy directive|Viewport argument key|Failed to load resource|Could not connect|NetworkError|ERR_CONNECTION|access control checks|Load failed|due to network/i;

for (const [engine, open] of [
  ['WebKit', openWebKit],
  ['Firefox', openFirefox],
] as const) {
  test(`${engine}: a worker’s whole journey, without net and with a killed browser, then the booker and the coordinator`, async ({
    server,
    line,
  }) => {
    test.setTimeout(240_000);
    page = await open();
    const { profile } = page;
    const said = [page.said];
    const openAgain = async () => {
      page = await open(profile);
      said.push(page.said);
      await page.goto(line.url);
    };

    await step('signing in, a vault of her own, the first download', async () => {
      await page.goto(line.url);
      await page.button('Rådgiver Vest');
      await page.see({ css: 'p.code' });
      await page.button('Jeg har skrevet den ned');
      await page.button('Spring over', 60_000);
      await allSent(90_000);
      await ready();
    });
    await step('the service worker holds the page', () =>
      page.until('it is controlled', () =>
        page.evaluate(() => navigator.serviceWorker.ready.then(() => !!navigator.serviceWorker.controller)),
      ),
    );
    await startHour();
    const before = await conversations();
    await step('a conversation is saved on the tablet, and sent', async () => {
      await converse('Tre ugers fravær. Æøå.');
      await allSent();
    });
    await step('a reload locks; the code opens, and it is there', async () => {
      await page.reload();
      await unlock();
      await page.until('it is there', async () => (await conversations()) === before + 1);
    });
    await step('a draft survives a reload and a lock', async () => {
      await page.button(/^Ny henvendelse/);
      await page.click({ text: 'Lærer', exact: true, within: { role: 'group', name: 'Hvem kom?' } });
      await page.fill(draft, 'Kladde med æøå');
      await page.see({ text: 'Kladde gemt' });
      await page.reload();
      await unlock();
      await page.see(draft);
      const note = await page.evaluate(() =>
        [...document.querySelectorAll('textarea')].map(({ value }) => value),
      );
      expect(note.join()).toContain('Kladde med æøå');
      await page.goto(line.url);
      await unlock();
      await page.click({ role: 'button', name: 'Lås', exact: true });
      await page.see({ role: 'button', name: 'Udfyld demokoden' });
      expect(await page.count({ css: 'main#content' })).toBe(0);
    });
    await step('without net: a cold start, a conversation that waits, a killed browser', async () => {
      await page.close();
      await line.cut();
      await openAgain();
      await unlock();
      await converse('Uden net');
      expect(await pill()).not.toContain('Alt er sendt');
      await page.kill();
      await openAgain();
      await unlock();
      await page.until('both are there', async () => (await conversations()) >= before + 2);
    });
    await step('with net again all is sent', async () => {
      await line.mend();
      await page.click({ role: 'link', name: /^Synk/ });
      await page.button('Prøv nu', 5000).catch(() => undefined);
      await allSent(60_000);
    });
    for (const [tab, heading] of [
      [/^Uge/, /^Uge \d/],
      [/^Opf/, /^Opfølgning/],
      [/^Mere/, /^Hjælp/],
    ] as const) {
      await page.click({ role: 'link', name: tab });
      // The screen before it stays until this one has come; Firefox calls a page that is left while files come an error.
      await page.see({ role: 'heading', name: heading });
      await notWiderThanTheWindow();
    }
    await step('a booker picks a time', async () => {
      await page.goto(line.url + /\/b\/\S+/.exec(server.said())![0]);
      await page.click({ css: 'a.time' });
      await page.see({ role: 'button', name: /^Book / });
      await notWiderThanTheWindow();
    });
    await step('the coordinator reads it', async () => {
      await page.goto(`${line.url}/k/`);
      await page.button('Koordinator', 5000).catch(() => undefined);
      await page.click({ css: 'tbody tr td a' });
      await page.see({ css: '.detail h2' });
    });
    expect(said.flatMap(complaints)).toEqual([]);
  });
}
