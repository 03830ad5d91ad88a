import { gzipSync } from 'node:zlib';
import { confirm, fillIn, newPhone, showAll } from '../helpers/booking-page.ts';
import { expect, type Page, test } from '../helpers/browser.ts';
import { complaintsOf } from '../helpers/console.ts';
import { complaints } from '../helpers/fit.ts';
import { mailsIn } from '../helpers/mails.ts';
import { countTaps } from '../helpers/taps.ts';

test.use({ viewport: { width: 390, height: 844 } });

async function bookLast(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await showAll(page);
  await page.locator('a.time').last().click();
  await confirm(page);
}

test('a teacher books in three taps, and one who asked to be remembered comes back for two', async ({
  page,
  bookingPath: path,
  server,
}) => {
  const complained = complaintsOf(page);
  await page.goto(server.url + path);
  const taps = await countTaps(page);
  await page.locator('a.time').last().scrollIntoViewIfNeeded();
  await page.locator('.day').first().locator('a.time').last().click();
  await expect(page.locator('#confirm-title')).toBeFocused();
  await page.getByText('Lærer', { exact: true }).click();
  await fillIn(page);
  await page.getByRole('button', { name: /^Book / }).click();
  await expect(page.getByRole('heading', { name: 'Din tid er booket' })).toBeVisible();
  expect(await taps()).toBeLessThanOrEqual(3);

  await page.goto(server.url + path);
  await page.locator('a.time').first().click();
  await expect(page.getByLabel('Dit navn')).toHaveValue('');
  await page.getByLabel('Husk mig på denne enhed').check();
  await confirm(page);

  await page.goto(server.url + path);
  const again = await countTaps(page);
  await page.locator('a.time').first().click();
  await expect(page.locator('#known-text')).toHaveText('Jonas Lind, lærer · jonas@skole.example');
  await page.getByRole('button', { name: /^Book / }).click();
  await expect(page.getByRole('heading', { name: 'Din tid er booket' })).toBeVisible();
  expect(await again()).toBeLessThanOrEqual(2);
  expect(complained).toEqual([]);
});

test('moves and cancels from the link in the mail', async ({ page, context, bookingPath: path, server }) => {
  await bookLast(page, server.url + path);
  const links = () =>
    mailsIn(server.dataDir).flatMap((text) => /http:\/\/[^\s]+\/b\/t\/[\w-]+/.exec(text)?.[0] ?? []);
  const own = new URL(page.url()).searchParams.get('t')!;
  await expect.poll(() => links().some((link) => link.endsWith(own)), { timeout: 15_000 }).toBe(true);
  const link = links().find((one) => one.endsWith(own))!;
  const mail = await context.newPage();
  await mail.goto(link);
  const before = await mail.locator('.own-facts strong').textContent();
  await mail.getByRole('link', { name: 'Flyt' }).click();
  await mail.locator('a.time').first().click();
  await mail.getByRole('button', { name: /^Flyt til/ }).click();
  await expect(mail.getByText('Din tid er flyttet')).toBeVisible();
  expect(await mail.locator('.own-facts strong').textContent()).not.toBe(before);
  await mail.getByRole('link', { name: 'Aflys' }).click();
  await mail.getByRole('button', { name: 'Aflys tiden' }).click();
  await expect(mail.getByRole('heading', { name: 'Din tid er aflyst' })).toBeVisible();
});

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false });
  test('books, is told what is wrong, adds a theme, and cancels', async ({
    page,
    bookingPath: path,
    server,
  }) => {
    await page.goto(server.url + path);
    await page.locator('.day').first().locator('a.time').first().click();
    await page.getByText('Pædagog', { exact: true }).click();
    await page.getByLabel('Dit navn').fill('Emil 010115-1234');
    await page.getByLabel('Din mail').fill('anne@skole.example');
    await page.getByRole('button', { name: /^Book / }).click();
    await expect(page.getByRole('heading', { name: 'Ret 1 felt for at komme videre' })).toBeVisible();
    await expect(page).toHaveTitle(/^Fejl: /);
    await page.getByLabel('Dit navn').fill('Anne Riis');
    await page.getByRole('button', { name: /^Book / }).click();
    await expect(page.getByRole('heading', { name: 'Din tid er booket' })).toBeVisible();
    await page.getByText('Fravær', { exact: true }).click();
    await page.getByRole('button', { name: 'Gem' }).first().click();
    await expect(page.getByLabel('Fravær')).toBeChecked();
    await page.getByRole('link', { name: 'Aflys' }).click();
    await page.getByRole('button', { name: 'Aflys tiden' }).click();
    await expect(page.getByRole('heading', { name: 'Din tid er aflyst' })).toBeVisible();
  });
});

test('two people, one time: the second is offered the next, already chosen', async ({
  page,
  browser,
  bookingPath: path,
  server,
}) => {
  const other = await newPhone(browser);
  for (const one of [page, other]) {
    await one.goto(server.url + path);
    await showAll(one);
    await one.locator('.day').nth(1).locator('a.time').first().click();
    await one.getByText('Lærer', { exact: true }).click();
    await fillIn(one);
  }
  const time = (await page.locator('#confirm-book').textContent())!.replace('Book ', '');
  await page.getByRole('button', { name: /^Book / }).click();
  await expect(page.getByRole('heading', { name: 'Din tid er booket' })).toBeVisible();
  await other.getByRole('button', { name: /^Book / }).click();
  await expect(other.getByText(`${time} blev netop taget.`)).toBeInViewport();
  await expect(other.locator('#confirm')).toBeVisible();
  await expect(other.getByLabel('Dit navn')).toHaveValue('Jonas Lind');
  await other.getByRole('button', { name: /^Book / }).click();
  await expect(other.getByRole('heading', { name: 'Din tid er booket' })).toBeVisible();
  await other.close();
});

test('the network drops at the moment of booking: not booked yet, kept over a reload, sent once', async ({
  page,
  bookingPath: path,
  server,
}) => {
  await page.goto(server.url + path);
  await showAll(page);
  await page.locator('a.time').last().click();
  await page.getByText('Lærer', { exact: true }).click();
  await fillIn(page, 'Jonas Lind', 'net@skole.example');
  // The first request arrives and its answer is lost; then there is nothing for a while.
  let arrived = 0;
  await page.route(`**${path}*`, async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    arrived += 1;
    if (arrived === 1) await route.fetch().catch(() => undefined);
    return route.abort('connectionreset');
  });
  await page.getByRole('button', { name: /^Book / }).click();
  await expect(page.getByText('Ikke booket endnu.')).toBeVisible();
  await page.reload();
  await expect(page.getByText('Ikke booket endnu.')).toBeVisible();
  expect(arrived).toBeGreaterThan(1);
  await page.unroute(`**${path}*`);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect(page.getByRole('heading', { name: 'Din tid er booket' })).toBeVisible();
  const own = page.url();
  expect(await page.evaluate(() => localStorage.getItem('traeffetid.pending'))).toBeNull();
  await page.goto(own);
  await expect(page.getByText('net@skole.example')).toBeVisible();
  const told = () => mailsIn(server.dataDir).filter((mail) => mail.includes('To: net@skole.example'));
  await expect.poll(() => told().length, { timeout: 15_000 }).toBe(1);
});

test('the keyboard alone: tab, enter, escape gives the focus back', async ({
  page,
  bookingPath: path,
  server,
}) => {
  await page.goto(server.url + path);
  const time = page.locator('a.time').first();
  await time.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#confirm-title')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.locator('#confirm')).toBeHidden();
  await expect(time).toBeFocused();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no accessibility fault and nothing wider than 320 px, ${colorScheme}`, async ({
    page,
    bookingPath: path,
    server,
  }) => {
    test.slow();
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 320, height: 640 });
    const check = async (name: string): Promise<void> => {
      expect(await complaints(page), name).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect([name, wide]).toEqual([name, 0]);
      const small = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('a.button, button, summary, .chip, .check')]
          .filter((one) => one.checkVisibility())
          .filter((one) => one.getBoundingClientRect().height < 44)
          .map((one) => one.outerHTML),
      );
      expect([name, small]).toEqual([name, []]);
    };
    await page.goto(server.url + path);
    await check('times');
    await page.locator('a.time').first().click();
    await expect(page.locator('#confirm-title')).toBeVisible();
    await check('form');
    await page.goto(`${server.url}${path}/her`);
    await check('at the door');
    await page.goto(`${server.url}${path}/plakat`);
    await check('poster');
    await page.goto(`${server.url}/b/findes-ikke-222222`);
    await check('no such page');
    await bookLast(page, server.url + path);
    await check('receipt');
    const own = `${server.url}/b/t/${new URL(page.url()).searchParams.get('t')}`;
    await page.goto(`${own}?flyt`);
    await check('move');
    await page.goto(`${own}?aflys`);
    await check('cancel');
    await page.getByRole('button', { name: 'Aflys tiden' }).click();
    await check('cancelled');
  });
}

test('the page sets no cookie, breaks no policy, and its script is small', async ({
  page,
  context,
  bookingPath: path,
  server,
}) => {
  const complained = complaintsOf(page);
  const scripts: string[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) scripts.push(response.url());
  });
  await page.goto(server.url + path, { waitUntil: 'networkidle' });
  let bytes = 0;
  for (const url of scripts) bytes += gzipSync(await (await page.request.get(url)).body()).length;
  expect(await context.cookies()).toEqual([]);
  expect(complained).toEqual([]);
  expect(scripts.length).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(30_000);
});

test('the poster is one sheet of A4', async ({ page, bookingPath: path, server }) => {
  await page.goto(`${server.url}${path}/plakat`);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
  expect(pdf).toMatch(/\/MediaBox \[0 0 59[45]/);
});
