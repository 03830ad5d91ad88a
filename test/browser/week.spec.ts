import { type Browser, expect, type Locator, type Page, test } from '@playwright/test';
import { press, unlock } from '../helpers/at-the-tablet.ts';
import { expectFit } from '../helpers/fit.ts';
import { type Line, openLine } from '../helpers/line.ts';
import { type Server, startServer } from '../helpers/server.ts';
import { signIn } from '../helpers/tablet-page.ts';

let server: Server;
let line: Line;
let path: string;
test.beforeAll(async () => {
  server = await startServer();
  line = await openLine(server.url);
  const bookingPage = () => /book a time: (\S+)/.exec(server.said())?.[1];
  await expect.poll(bookingPage).toBeDefined();
  path = new URL(bookingPage()!).pathname;
});
test.afterEach(() => line.mend());
test.afterAll(async () => {
  await line.close();
  await server.stop();
});
test.describe.configure({ timeout: 90_000 });
test.use({ viewport: { width: 1180, height: 820 } });

interface Time {
  date: string;
  start: string;
  place: string;
  tid: string;
}

/** The last free time of the place: weeks ahead, so that neither today's clock nor another test is in the way. */
async function bookLast(browser: Browser): Promise<Time> {
  const phone = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
  await phone.goto(server.url + path);
  const tid = (await phone.locator('[data-tid]').last().getAttribute('data-tid'))!;
  const place = (await phone.title()).split('–')[0]!.trim();
  await phone.goto(`${server.url}${path}?tid=${encodeURIComponent(tid)}`);
  await phone.getByText('Lærer', { exact: true }).click();
  await phone.getByLabel('Dit navn').fill('Jonas Lind');
  await phone.getByLabel('Din mail').fill('jonas@skole.example');
  await phone.getByRole('button', { name: /^Book / }).click();
  await phone.waitForURL(/\/ok\?/);
  await phone.context().close();
  return { date: tid.slice(0, 10), start: tid.slice(11, 16), place, tid };
}

/** The tablet asks the endpoint now, and its receipt is stored. */
async function send(page: Page): Promise<void> {
  const answered = page.waitForResponse((answer) => answer.url().endsWith('/api/sync') && answer.ok());
  await page.evaluate(() => void dispatchEvent(new Event('online')));
  await answered;
  await expect(page.locator('a.pill-link')).toHaveText(/Alt er sendt/, { timeout: 20_000 });
}

/** A block of the grid by its place, on the week of this day. */
const blockOf = (page: Page, { place, date }: Pick<Time, 'place' | 'date'>): Locator =>
  page.locator(`.week-block[data-day="${date}"]`).filter({ hasText: place });

async function openWeek(page: Page, date: string, url = server.url): Promise<void> {
  await page.goto(`${url}/uge?dag=${date}`);
  await unlock(page);
  await expect(page.locator('.week-block').first()).toBeVisible();
}

/** Counts from now on how often a finger is lifted. */
const countTaps = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const { dataset } = document.body;
    dataset.taps = '0';
    addEventListener(
      'pointerup',
      () => {
        dataset.taps = String(Number(dataset.taps) + 1);
      },
      true,
    );
  });

/** How many of the endpoint's times of this place begin then. */
async function isOffered(browser: Browser, date: string): Promise<boolean> {
  const context = await browser.newContext();
  const { request } = context;
  const html = await (await request.get(server.url + path)).text();
  await context.close();
  return html.includes(`data-tid="${date}`);
}

test('one hour is cancelled in five taps, its booker is told after sync, and one tap takes it back', async ({
  page,
  browser,
}) => {
  const time = await bookLast(browser);
  await signIn(page, server.url, 'Rådgiver Øst');
  await openWeek(page, time.date);
  await expect(blockOf(page, time)).toContainText(/booket|bookede/);
  await countTaps(page);
  await page.locator('.tab[href="/uge"]').click();
  await page.goBack();
  await blockOf(page, time).click();
  const sheet = page.locator('dialog[open]');
  await expect(sheet.getByText('Jonas Lind')).toBeVisible();
  await press(sheet, 'Aflys denne gang');
  await sheet.getByText('Sygdom', { exact: true }).click();
  await expect(sheet.getByText(/får besked på mail/)).toBeVisible();
  await press(sheet, 'Aflys og giv besked');
  await expect(page.locator('body')).toHaveAttribute('data-taps', '5');
  await expect(page.locator('.status-line')).toContainText('er aflyst');
  await expect(blockOf(page, time)).toContainText(`Aflyst: ${time.place}`);
  await expect(blockOf(page, time)).toContainText('Sygdom');
  await send(page);
  expect(await isOffered(browser, time.date)).toBe(false);
  await page.goto(`${server.url}/?dag=${time.date}`);
  await unlock(page);
  await expect(page.getByText('Aflyst: Sygdom')).toBeVisible();

  await openWeek(page, time.date);
  await blockOf(page, time).click();
  await press(page.locator('dialog[open]'), 'Tag op igen');
  await expect(blockOf(page, time)).toHaveAttribute('data-state', 'held');
  await send(page);
  expect(await isOffered(browser, time.date)).toBe(true);
});
