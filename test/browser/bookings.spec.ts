import { booked, bookTime, type FreeTime, lastFree, newPhone } from '../helpers/booking-page.ts';
import { type Browser, expect, type Page, test } from '../helpers/browser.ts';
import { expectFit } from '../helpers/fit.ts';
import { epochOf, testDay } from '../helpers/instant.ts';
import {
  answer,
  beginConversation,
  newTablet,
  press,
  pressOfHour,
  send,
  unlock,
  wake,
} from '../helpers/tablet-page.ts';

/** The place whose booking page the demo prints. */
let printed: string;
// The hour of these tests is held on the tests’ day, from early to late: only today’s can be started.
test.use({ at: epochOf(`${testDay}T06:30`), viewport: { width: 1180, height: 820 } });
test.beforeAll(async ({ browser, server, bookingPath: path }) => {
  test.setTimeout(150_000);
  const phone = await newPhone(browser);
  printed = (await lastFree(phone, server.url + path)).place;
  await phone.close();
  await planHour(browser, server.url);
});
test.describe.configure({ timeout: 180_000 });

/** An hour of the whole day at the printed place, put into the calendar before it begins. */
async function planHour(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1180, height: 820 } });
  await newTablet(page, url, booked);
  await page.locator('.tab[href="/uge"]').click();
  await press(page, 'Ekstra træffetid');
  const sheet = page.locator('dialog[open]');
  await sheet.getByLabel('Sted', { exact: true }).selectOption({ label: printed });
  await sheet.getByLabel('Dato').fill(testDay);
  await sheet.getByLabel('Fra').fill('07:00');
  await sheet.getByLabel('Til').fill('18:00');
  await press(sheet, 'Læg den i kalenderen');
  await expect(sheet).toHaveCount(0);
  await send(page);
  await page.close();
}

const cardOf = (page: Page, place: string) =>
  page.getByRole('region', { name: `${place}, 07.00–18.00`, exact: true });

/** What was said for eight seconds lies over nothing any more. */
const quiet = (page: Page): Promise<void> =>
  expect(page.locator('.status-line[data-shown]')).toHaveCount(0, { timeout: 20_000 });

/** Her tablet today, with the hour open, and nothing unsent. */
async function openHour(page: Page, url: string): Promise<void> {
  await newTablet(page, url, booked);
  const card = cardOf(page, printed);
  await expect(card).toBeVisible();
  const start = card.getByRole('button', { name: /^Start træffetid/ });
  if (await start.isVisible()) await start.click();
  await expect(card.getByText('I gang')).toBeVisible();
  await send(page);
}

/** A conversation with a teacher has begun in this hour. */
async function beginWithTeacher(page: Page): Promise<void> {
  await beginConversation(page);
  await answer(page, 'Lærer');
}

/** Asks for this time as the next talk. */
async function requestTime(page: Page, { date, at }: FreeTime): Promise<void> {
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
  server,
  bookingPath: path,
}) => {
  const phone = await newPhone(browser);
  const time = await lastFree(phone, server.url + path, `${testDay}T07:00`);
  await openHour(page, server.url);
  const card = cardOf(page, time.place);
  const end = card.getByRole('button', { name: /^Afslut træffetid/ });
  const before = await end.boundingBox();
  await bookTime(phone, server.url + path, time.tid);
  await wake(page);
  await expect(page.getByRole('status').getByText(`Ny booking ${time.at}: Lærer.`)).toBeVisible();
  expect(await end.boundingBox()).toEqual(before);
  const row = card.getByRole('listitem').filter({ hasText: time.at });
  await expect(row.getByText('Jonas Lind')).toBeVisible();
  await quiet(page);
  await expectFit(page, 'an hour with a booking');

  await page.setViewportSize({ width: 1180, height: 820 });
  await pressOfHour(card, `Tag ind: ${time.at} Lærer`);
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
  await phone.close();
});

test('who did not come is absent with one tap, expected again with one more, and her own page says it', async ({
  page,
  browser,
  server,
  bookingPath: path,
}) => {
  const phone = await newPhone(browser);
  const time = await lastFree(phone, server.url + path, `${testDay}T07:00`);
  await bookTime(phone, server.url + path, time.tid);
  await openHour(page, server.url);
  const row = cardOf(page, time.place).getByRole('listitem').filter({ hasText: time.at });
  await pressOfHour(row, `Kom ikke: ${time.at} Lærer`);
  await expect(row.getByText('Kom ikke', { exact: true })).toBeVisible();
  await press(page.getByRole('status'), 'Fortryd');
  await expect(row.getByText('Kom ikke', { exact: true })).toHaveCount(0);
  await pressOfHour(row, `Kom ikke: ${time.at} Lærer`);
  await expect(row.getByText('Kom ikke', { exact: true })).toBeVisible();
  await send(page);
  await phone.reload();
  await expect(phone.getByText('Tiden blev ikke brugt.')).toBeVisible();
  await expect(row.getByRole('button', { name: `Tag ind: ${time.at} Lærer` })).toBeVisible();
  await phone.close();
});

test('a booking that is cancelled meanwhile is struck through and said, not taken away', async ({
  page,
  browser,
  server,
  bookingPath: path,
}) => {
  const phone = await newPhone(browser);
  const time = await lastFree(phone, server.url + path, `${testDay}T07:00`);
  await bookTime(phone, server.url + path, time.tid);
  await openHour(page, server.url);
  const row = cardOf(page, time.place).getByRole('listitem').filter({ hasText: time.at });
  await expect(row.getByRole('button', { name: `Tag ind: ${time.at} Lærer` })).toBeVisible();
  await phone.getByRole('link', { name: 'Aflys' }).click();
  await phone.getByRole('button', { name: 'Aflys' }).click();
  await expect(phone.getByRole('link', { name: 'Aflys' })).toHaveCount(0);
  await wake(page);
  await expect(page.getByRole('status').getByText(`Booking ${time.at} er aflyst: Lærer.`)).toBeVisible();
  await expect(row.locator('s')).toHaveText('Lærer · Jonas Lind');
  await expect(row.getByText('Aflyst', { exact: true })).toBeVisible();
  await phone.close();
});

test('the next talk booked offline waits, survives a reload, and is confirmed when the endpoint has answered', async ({
  page,
  browser,
  server,
  bookingPath: path,
  line,
}) => {
  const phone = await newPhone(browser);
  const time = await lastFree(phone, server.url + path);
  await openHour(page, line.url);
  await line.cut();
  await beginWithTeacher(page);
  await requestTime(page, time);
  const request = page.getByRole('region', { name: 'Næste samtale' }).getByRole('listitem');
  await expect(request.getByText('Afventer')).toBeVisible();
  await page.reload();
  await unlock(page);
  await expect(request.getByText('Afventer')).toBeVisible();
  await line.mend();
  await wake(page);
  await expect(request.getByText('Bekræftet')).toBeVisible({ timeout: 20_000 });
  await phone.goto(server.url + path);
  await expect(phone.locator(`[data-tid="${time.tid}"]`)).toHaveCount(0);
  await phone.close();
});

test('a request whose time was taken meanwhile comes back with others, and one tap takes one', async ({
  page,
  browser,
  server,
  bookingPath: path,
  line,
}) => {
  const phone = await newPhone(browser);
  const time = await lastFree(phone, server.url + path);
  await openHour(page, line.url);
  await line.cut();
  await beginWithTeacher(page);
  await requestTime(page, time);
  const request = page.getByRole('region', { name: 'Næste samtale' }).getByRole('listitem');
  await expect(request.getByText('Afventer')).toBeVisible();
  await bookTime(phone, server.url + path, time.tid);
  await line.mend();
  await wake(page);
  await expect(request.getByText('Tiden var taget')).toBeVisible({ timeout: 20_000 });
  await quiet(page);
  await expectFit(page, 'a request that was refused');
  await page.setViewportSize({ width: 1180, height: 820 });
  const banner = page.locator('.banner').filter({ hasText: 'En aftalt tid kan ikke holde' });
  await expect(banner).toBeVisible();
  await expect(request.getByText('Vælg i stedet:')).toBeVisible();
  await request.locator('.talk-times button').first().click();
  await expect(request.getByText('Tiden var taget')).toHaveCount(0);
  await expect(banner).toHaveCount(0);
  await wake(page);
  await expect(request.getByText('Bekræftet')).toBeVisible({ timeout: 20_000 });
  await phone.close();
});
