import { answer, newTablet, press, unlock } from '../helpers/at-the-tablet.ts';
import { booked, bookingPath } from '../helpers/booking-page.ts';
import { type Browser, expect, type Page, test } from '../helpers/browser.ts';
import { expectFit } from '../helpers/fit.ts';
import { type Line, openLine } from '../helpers/line.ts';
import { type Server, startServer } from '../helpers/server.ts';

let server: Server;
let line: Line;
let path: string;
test.beforeAll(async () => {
  test.setTimeout(90_000);
  server = await startServer();
  line = await openLine(server.url);
  path = await bookingPath(server);
});
test.afterEach(() => line.mend());
test.afterAll(async () => {
  await line?.close();
  await server?.stop();
});
test.describe.configure({ timeout: 180_000 });
test.use({ viewport: { width: 1180, height: 820 } });

interface Time {
  date: string;
  /** `10.20` */
  at: string;
  place: string;
  tid: string;
}

/** The last free time of the place: weeks ahead, so that neither today's clock nor another test is in the way. */
async function lastFree(phone: Page): Promise<Time> {
  await phone.goto(server.url + path);
  const tid = (await phone.locator('[data-tid]').last().getAttribute('data-tid'))!;
  const place = (await phone.title()).split('–')[0]!.trim();
  return { date: tid.slice(0, 10), at: tid.slice(11, 16).replace(':', '.'), place, tid };
}

/** A teacher on her phone books this time; she sees her own booking. */
async function bookOnPhone(phone: Page, { tid }: Time): Promise<void> {
  await phone.goto(`${server.url}${path}?tid=${encodeURIComponent(tid)}`);
  await phone.getByText('Lærer', { exact: true }).click();
  await phone.getByLabel('Dit navn').fill('Jonas Lind');
  await phone.getByLabel('Din mail').fill('jonas@skole.example');
  await phone.getByRole('button', { name: /^Book / }).click();
  await phone.waitForURL(/\/ok\?/);
}

const phoneOf = async (browser: Browser): Promise<Page> =>
  (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();

const cardOf = (page: Page, place: string) => page.locator('section.card').filter({ hasText: place }).first();

/** The tablet asks the endpoint now, as when the network is back. */
const wake = (page: Page): Promise<void> => page.evaluate(() => void dispatchEvent(new Event('online')));

/** Sends what is unsent, and waits until the endpoint's receipt is itself stored. */
async function send(page: Page): Promise<void> {
  await wake(page);
  await expect(page.locator('a.pill-link')).toHaveText(/Alt er sendt/, { timeout: 20_000 });
}

/** What was said for eight seconds lies over nothing any more. */
const quiet = (page: Page): Promise<void> =>
  expect(page.locator('.status-line[data-shown]')).toHaveCount(0, { timeout: 20_000 });

/** Her tablet on the day of this time, with the hour open, and nothing unsent. */
async function openHour(page: Page, url: string, time: Time): Promise<void> {
  await newTablet(page, url, booked);
  await expect(page.locator('main[aria-busy=false]')).toBeVisible({ timeout: 20_000 });
  await page.goto(`${url}/?dag=${time.date}`);
  await unlock(page);
  const card = cardOf(page, time.place);
  await expect(card).toBeVisible();
  const start = card.getByRole('button', { name: 'Start træffetid' });
  if (await start.isVisible()) await start.click();
  await expect(card.getByText('I gang')).toBeVisible();
  await send(page);
}

/** A conversation with a teacher has begun in this hour. */
async function converse(page: Page, { place }: Time): Promise<void> {
  const start = page.getByRole('button', { name: new RegExp(`^Ny henvendelse( · ${place})?$`) });
  await start.click();
  await page.getByRole('group', { name: 'Hvem kom?' }).getByText('Lærer', { exact: true }).click();
}

/** Asks for this time as the next talk. */
async function wishFor(page: Page, { date, at }: Time): Promise<void> {
  await press(page, 'Book næste samtale');
  const sheet = page.locator('dialog[open]');
  await expect(sheet.getByRole('region').first()).toBeVisible();
  const more = sheet.getByRole('button', { name: 'Vis flere dage' });
  if (await more.isVisible()) await more.click();
  const day = new Intl.DateTimeFormat('da-DK', { day: 'numeric', month: 'long' }).format(
    new Date(`${date}T12:00Z`),
  );
  await sheet
    .getByRole('region', { name: day })
    .getByRole('button', { name: new RegExp(`^${at.replace('.', '\\.')}`) })
    .click();
  await expect(sheet).toHaveCount(0);
}

test('a booking made on a phone arrives during the session, moves nothing, and is taken in with one tap', async ({
  page,
  browser,
}) => {
  const phone = await phoneOf(browser);
  const time = await lastFree(phone);
  await openHour(page, server.url, time);
  const card = cardOf(page, time.place);
  const end = card.getByRole('button', { name: 'Afslut træffetid' });
  const before = await end.boundingBox();
  await bookOnPhone(phone, time);
  await wake(page);
  await expect(page.getByRole('status').getByText(`Ny booking ${time.at}: Lærer.`)).toBeVisible();
  expect(await end.boundingBox()).toEqual(before);
  const row = card.getByRole('listitem').filter({ hasText: time.at });
  await expect(row.getByText('Jonas Lind')).toBeVisible();
  await quiet(page);
  await expectFit(page, 'an hour with a booking');

  await page.setViewportSize({ width: 1180, height: 820 });
  await press(card, `Tag ind: ${time.at} Lærer`);
  await expect(page).toHaveURL(/\/ny\//);
  await expect(page.getByRole('radio', { name: 'Lærer' })).toBeChecked();
  await answer(page, 'Fravær');
  await answer(page, 'Drøftet, ikke grundlag nu');
  await press(page, 'Afslut og gem');
  await expect(page.getByRole('status').getByText(/Gemt på denne tablet/)).toBeVisible();
  await send(page);
  await card.getByRole('link', { name: /Lærer/ }).last().click();
  await expect(page.getByText(`Kom til den bookede tid kl. ${time.at}.`)).toBeVisible();
  await phone.reload();
  await expect(phone.getByText('Samtalen er holdt.')).toBeVisible();
  await phone.context().close();
});

test('who did not come is absent with one tap, expected again with one more, and her own page says it', async ({
  page,
  browser,
}) => {
  const phone = await phoneOf(browser);
  const time = await lastFree(phone);
  await bookOnPhone(phone, time);
  await openHour(page, server.url, time);
  const row = cardOf(page, time.place).getByRole('listitem').filter({ hasText: time.at });
  await press(row, `Kom ikke: ${time.at} Lærer`);
  await expect(row.getByText('Kom ikke', { exact: true })).toBeVisible();
  await press(page.getByRole('status'), 'Fortryd');
  await expect(row.getByText('Kom ikke', { exact: true })).toHaveCount(0);
  await press(row, `Kom ikke: ${time.at} Lærer`);
  await expect(row.getByText('Kom ikke', { exact: true })).toBeVisible();
  await send(page);
  await phone.reload();
  await expect(phone.getByText('Tiden blev ikke brugt.')).toBeVisible();
  await expect(row.getByRole('button', { name: `Tag ind: ${time.at} Lærer` })).toBeVisible();
  await phone.context().close();
});

test('a booking that is cancelled meanwhile is struck through and said, not taken away', async ({
  page,
  browser,
}) => {
  const phone = await phoneOf(browser);
  const time = await lastFree(phone);
  await bookOnPhone(phone, time);
  await openHour(page, server.url, time);
  const row = cardOf(page, time.place).getByRole('listitem').filter({ hasText: time.at });
  await expect(row.getByRole('button', { name: `Tag ind: ${time.at} Lærer` })).toBeVisible();
  await phone.getByRole('link', { name: 'Aflys' }).click();
  await phone.getByRole('button', { name: 'Aflys' }).click();
  await expect(phone.getByRole('link', { name: 'Aflys' })).toHaveCount(0);
  await wake(page);
  await expect(page.getByRole('status').getByText(`Booking ${time.at} er aflyst: Lærer.`)).toBeVisible();
  await expect(row.locator('s')).toHaveText('Lærer · Jonas Lind');
  await expect(row.getByText('Aflyst', { exact: true })).toBeVisible();
  await phone.context().close();
});

test('the next talk booked offline waits, survives a reload, and is confirmed when the endpoint has answered', async ({
  page,
  browser,
}) => {
  const phone = await phoneOf(browser);
  const time = await lastFree(phone);
  await openHour(page, line.url, time);
  await line.cut();
  await converse(page, time);
  await wishFor(page, time);
  const wish = page.getByRole('region', { name: 'Næste samtale' }).getByRole('listitem');
  await expect(wish.getByText('Afventer')).toBeVisible();
  await page.reload();
  await unlock(page);
  await expect(wish.getByText('Afventer')).toBeVisible();
  await line.mend();
  await wake(page);
  await expect(wish.getByText('Bekræftet')).toBeVisible({ timeout: 20_000 });
  await phone.goto(server.url + path);
  await expect(phone.locator(`[data-tid="${time.tid}"]`)).toHaveCount(0);
  await phone.context().close();
});

test('a wish whose time was taken meanwhile comes back with others, and one tap takes one', async ({
  page,
  browser,
}) => {
  const phone = await phoneOf(browser);
  const time = await lastFree(phone);
  await openHour(page, line.url, time);
  await line.cut();
  await converse(page, time);
  await wishFor(page, time);
  const wish = page.getByRole('region', { name: 'Næste samtale' }).getByRole('listitem');
  await expect(wish.getByText('Afventer')).toBeVisible();
  await bookOnPhone(phone, time);
  await line.mend();
  await wake(page);
  await expect(wish.getByText('Tiden var taget')).toBeVisible({ timeout: 20_000 });
  await quiet(page);
  await expectFit(page, 'a wish that was refused');
  await page.setViewportSize({ width: 1180, height: 820 });
  const banner = page.locator('.banner').filter({ hasText: 'En aftalt tid kan ikke holde' });
  await expect(banner).toBeVisible();
  await expect(wish.getByText('Vælg i stedet:')).toBeVisible();
  await wish.locator('.times button').first().click();
  await expect(wish.getByText('Tiden var taget')).toHaveCount(0);
  await expect(banner).toHaveCount(0);
  await wake(page);
  await expect(wish.getByText('Bekræftet')).toBeVisible({ timeout: 20_000 });
  await phone.context().close();
});

test('the first download moves none of the hours that are there already', async ({ page }) => {
  let release = () => {};
  const rest = new Promise<void>((settle) => {
    release = settle;
  });
  // The first answer with rows comes through, the others wait.
  let pages = 0;
  await page.route('**/api/sync', async (route) => {
    const response = await route.fetch();
    const { rows } = await response.json();
    if (rows.length > 0) pages += 1;
    if (pages > 1) await rest;
    await route.fulfill({ response });
  });
  await newTablet(page, server.url, 'Rådgiver Vest');
  const start = page.getByRole('button', { name: 'Start træffetid' }).first();
  await expect(start).toBeVisible();
  await expect(page.locator('main[aria-busy=true]')).toBeVisible();
  await expect(page.locator('.agenda').first()).toBeVisible();
  const before = await start.boundingBox();
  release();
  await expect(page.locator('main[aria-busy=false]')).toBeVisible({ timeout: 20_000 });
  expect(pages).toBeGreaterThan(1);
  await expect(page.getByText('Spørgsmål fra koordinatoren')).toBeVisible();
  expect(await start.boundingBox()).toEqual(before);
});
