import { addDays } from '#domain/day.ts';
import { confirm, fillIn, lastFree, newPhone, showAll } from '../helpers/booking-page.ts';
import { type BrowserContext, expect, type Page, test } from '../helpers/browser.ts';
import { expectFit } from '../helpers/fit.ts';
import { converse, newTablet, startHour, syncNow } from '../helpers/tablet-page.ts';

/** Each cause has a sentence of its own and a way on: what failed is never called something else. */

const page404 = '<!doctype html><title>x</title>';

/** What the endpoint, or what stands before it, answers to a booking; what the booker then reads; and how often it is sent again. */
const answers = [
  { status: 429, says: 'Ikke booket endnu. Der er travlt lige nu. Vi prøver igen om lidt.', again: true },
  { status: 502, says: 'Ikke booket endnu. Der er travlt lige nu. Vi prøver igen om lidt.', again: true },
  { status: 503, says: 'Ikke booket endnu. Der er travlt lige nu. Vi prøver igen om lidt.', again: true },
  { status: 504, says: 'Ikke booket endnu. Der er travlt lige nu. Vi prøver igen om lidt.', again: true },
  {
    status: 500,
    says: 'Ikke booket. Der skete en fejl hos os. Prøv igen om lidt, eller ring.',
    again: false,
  },
  {
    status: 0,
    says: 'Ikke booket endnu. Der er ingen forbindelse. Vi prøver igen, når den er der.',
    again: true,
  },
  {
    status: 200,
    says: 'Ikke booket endnu. Der er ingen forbindelse. Vi prøver igen, når den er der.',
    again: true,
  },
  // The endpoint's own page says why, and nothing is sent again.
  { status: 400, says: 'sidens egne ord', again: false },
  { status: 403, says: 'sidens egne ord', again: false },
  { status: 404, says: 'sidens egne ord', again: false },
  { status: 410, says: 'sidens egne ord', again: false },
  { status: 413, says: 'sidens egne ord', again: false },
  { status: 415, says: 'sidens egne ord', again: false },
  { status: 422, says: 'sidens egne ord', again: false },
] as const;

for (const { status, says, again } of answers) {
  test(`Book that is answered by ${status || 'nothing'} says: ${says}`, async ({
    page,
    bookingPath,
    server,
  }) => {
    let sent = 0;
    await page.route(`**${bookingPath}*`, (route) => {
      const request = route.request();
      if (request.method() !== 'POST') return route.continue();
      if (request.isNavigationRequest())
        return route.fulfill({ status, contentType: 'text/html', body: `${page404}<p>sidens egne ord</p>` });
      sent += 1;
      return status === 0
        ? route.abort()
        : route.fulfill({ status, contentType: 'text/html', body: page404 });
    });
    await page.goto(server.url + bookingPath);
    await page.locator('a.time').first().click();
    await page.getByText('Lærer', { exact: true }).click();
    await fillIn(page);
    await page.getByRole('button', { name: /^Book / }).click();
    await expect(page.getByText(says)).toBeVisible();
    expect(await page.evaluate(() => localStorage.getItem('traeffetid.pending') !== null)).toBe(again);
    if (again) await expect.poll(() => sent).toBeGreaterThan(1);
    else expect(sent).toBe(1);
  });
}

test('a time that is not to be had says why: taken, over, or of an hour that is not held', async ({
  page,
  browser,
  bookingPath,
  server,
}) => {
  const { tid } = await lastFree(page, server.url + bookingPath);
  const [date, hour] = [tid.slice(0, 10), tid.slice(17)];
  const other = await newPhone(browser);
  await other.goto(`${server.url}${bookingPath}?tid=${encodeURIComponent(tid)}`);
  await confirm(other);
  await other.close();
  const missed = async (asked: string) => {
    await page.goto(`${server.url}${bookingPath}?optaget=${encodeURIComponent(asked)}`);
    return page.getByRole('alert').filter({ hasText: /\d/ }).innerText();
  };
  const at = tid.slice(11, 16).replace(':', '.');
  expect(await missed(tid)).toContain(`${at} blev netop taget.`);
  expect(await missed(`2026-01-05T09:00.${hour}`)).toContain('Tiden kl. 09.00 er forbi.');
  const another = `${addDays(date, 1)}${tid.slice(10)}`;
  expect(await missed(another)).toContain(`Træffetiden kl. ${at} holdes ikke mere.`);
});

test('two tabs that wait for the network lose neither booking', async ({ context, bookingPath, server }) => {
  const tabs = [await context.newPage(), await context.newPage()];
  for (const [index, tab] of tabs.entries()) {
    await tab.goto(server.url + bookingPath);
    await tab.locator('a.time').nth(index).click();
    await tab.getByText('Lærer', { exact: true }).click();
    await fillIn(tab, `Nummer ${index + 1}`, `nr${index + 1}@skole.example`);
  }
  await context.setOffline(true);
  for (const tab of tabs) {
    await tab.getByRole('button', { name: /^Book / }).click();
    await expect(tab.getByText('Ikke booket endnu.')).toBeVisible();
  }
  await context.setOffline(false);
  for (const tab of tabs) await tab.waitForURL(/\/ok\?/, { timeout: 30_000 });
  expect(await tabs[0]!.evaluate(() => localStorage.getItem('traeffetid.pending'))).toBeNull();
});

/** In every page of the context, before its own scripts. */
const lacks: { readonly [what: string]: (context: BrowserContext) => Promise<unknown> } = {
  'website data are blocked': (context) =>
    context.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException('Access is denied for this document.', 'SecurityError');
          },
        });
      }
    }),
  'there is no localStorage': (context) =>
    context.addInitScript(() => Object.defineProperty(window, 'localStorage', { value: null })),
  'there is no IndexedDB': (context) =>
    context.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined })),
  'the address is http': (context) =>
    context.addInitScript(() => {
      Object.defineProperty(window, 'isSecureContext', { value: false });
      Object.defineProperty(crypto, 'subtle', { value: undefined });
      Object.defineProperty(navigator, 'locks', { value: undefined });
    }),
  'there are no Web Locks': (context) =>
    context.addInitScript(() => Object.defineProperty(navigator, 'locks', { value: undefined })),
};
const blocked = 'Browseren må ikke gemme noget her';
const causes = [
  ['website data are blocked', blocked],
  ['there is no localStorage', blocked],
  ['there is no IndexedDB', blocked],
  ['the address is http', 'Adressen er ikke sikker'],
  ['there are no Web Locks', 'Browseren er for gammel til Træffetid'],
] as const;

for (const [what, says] of causes) {
  test(`where ${what} the tablet says so, with a way on, and the desk and Book work`, async ({
    browser,
    bookingPath,
    server,
  }) => {
    const context = await browser.newContext();
    await lacks[what]!(context);
    const open = async (path: string): Promise<Page> => {
      const page = await context.newPage();
      await page.goto(server.url + path);
      return page;
    };
    const tablet = await open('/');
    await expect(tablet.getByRole('heading', { name: says })).toBeVisible();
    await expect(tablet.getByRole('button', { name: 'Prøv igen' })).toBeVisible();
    if (what !== 'there is no localStorage') await expectFit(tablet, what);
    const desk = await open('/k/');
    await desk.getByRole('button', { name: 'Koordinator' }).click();
    await expect(desk.locator('tbody tr').first()).toBeVisible();
    const phone = await open(bookingPath);
    await showAll(phone);
    await phone.locator('a.time').last().click();
    await confirm(phone);
    await expect(phone.getByRole('heading', { name: 'Din tid er booket' })).toBeVisible();
    await context.close();
  });
}

test('a safety copy that the browser took is not called saved', async ({ page, line }) => {
  await newTablet(page, line.url);
  await startHour(page);
  await line.cut();
  await converse(page);
  await syncNow(page);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /sikkerhedskopi…$/ }).click();
  await (await download).cancel();
  await expect(page.getByText(/^Browseren har fået en fil med \d ændringer\. Se efter/)).toBeVisible();
});
