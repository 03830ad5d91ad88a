import { booked, bookTime, type FreeTime, lastFree, newPhone } from '../helpers/booking-page.ts';
import { type APIRequestContext, expect, type Locator, type Page, test } from '../helpers/browser.ts';
import { expectFit, halfLines } from '../helpers/fit.ts';
import { allSent, downloaded, newTablet, pill, press, send, unlock, wake } from '../helpers/tablet-page.ts';
import { countTaps } from '../helpers/taps.ts';

test.describe.configure({ timeout: 240_000 });
test.use({ viewport: { width: 1180, height: 820 } });

/** A block of the grid by its place, on the week of this day. */
const blockOf = (page: Page, { place, date }: Pick<FreeTime, 'place' | 'date'>): Locator =>
  page.locator(`.week-block[data-day="${date}"]`).filter({ hasText: place });

async function openWeek(page: Page, url: string, date: string): Promise<void> {
  await page.goto(`${url}/uge?dag=${date}`);
  await unlock(page);
  await expect(page.locator('.week-block').first()).toBeVisible();
}

/** Goes to the first week, from the one that is shown, in which this is to be seen: a week of holidays may have none. */
async function weekWith(page: Page, wanted: Locator): Promise<void> {
  await downloaded(page);
  const title = page.getByRole('heading', { level: 1 });
  for (let week = 0; week < 8; week += 1) {
    // The blocks of a week come with its title.
    if (await wanted.first().isVisible()) return;
    const before = await title.innerText();
    await page.getByRole('link', { name: 'Næste uge' }).click();
    await expect(title).not.toHaveText(before);
  }
  await expect(wanted.first()).toBeVisible();
}

async function nextWeekWith(page: Page, wanted: Locator): Promise<void> {
  await page.getByRole('link', { name: 'Næste uge' }).click();
  await expect(page).toHaveURL(/dag=/);
  await weekWith(page, wanted);
}

const held = (page: Page): Locator => page.locator('.week-block[data-mine][data-state="held"]');

/** Does the booking page offer a time of the place on this day? */
async function isOffered(request: APIRequestContext, url: string, date: string): Promise<boolean> {
  const html = await (await request.get(url)).text();
  return html.includes(`data-tid="${date}`);
}

test('one hour is cancelled in five taps, its booker is told after sync, and one tap takes it back', async ({
  page,
  browser,
  request,
  bookingPath: path,
  server,
}) => {
  const phone = await newPhone(browser);
  const time = await lastFree(phone, server.url + path);
  await bookTime(phone, server.url + path, time.tid);
  await phone.close();
  await newTablet(page, server.url, booked);
  await openWeek(page, server.url, time.date);
  await expect(blockOf(page, time)).toContainText(/booket|bookede/);
  const taps = await countTaps(page);
  // The way to the week is one of them; this booking lies some weeks ahead of the one that it leads to.
  await page.locator('.tab[href="/uge"]').click();
  await page.goBack();
  await blockOf(page, time).click();
  const sheet = page.locator('dialog[open]');
  await expect(sheet.getByText('Jonas Lind')).toBeVisible();
  await press(sheet, 'Aflys denne gang');
  await sheet.getByText('Sygdom', { exact: true }).click();
  await expect(sheet.getByText(/får besked på mail/)).toBeVisible();
  await press(sheet, 'Aflys og giv besked');
  await expect.poll(taps).toBe(5);
  await expect(page.locator('.status-line')).toContainText('er aflyst');
  await expect(blockOf(page, time)).toContainText(`Aflyst: ${time.place}`);
  await expect(blockOf(page, time)).toContainText('Sygdom');
  await send(page);
  expect(await isOffered(request, server.url + path, time.date)).toBe(false);
  await page.goto(`${server.url}/?dag=${time.date}`);
  await unlock(page);
  await expect(page.getByText('Aflyst: Sygdom')).toBeVisible();

  await openWeek(page, server.url, time.date);
  await blockOf(page, time).click();
  await press(page.locator('dialog[open]'), 'Tag op igen');
  await expect(blockOf(page, time)).toHaveAttribute('data-state', 'held');
  await send(page);
  expect(await isOffered(request, server.url + path, time.date)).toBe(true);
});

test('the whole week is there without a network: a colleague’s hour is taken over, and it is hers in the day at once', async ({
  page,
  line,
}) => {
  await newTablet(page, line.url);
  await page.locator('.tab[href="/uge"]').click();
  const colleagues = page.locator('.week-block:not([data-mine])[data-state="held"]');
  await weekWith(page, colleagues);
  const withBookings = await page.locator('.week-block', { hasText: /\d bookede?/ }).count();
  await line.cut();
  await page.reload();
  await unlock(page);
  await expect(colleagues.first()).toBeVisible();
  await expect(page.locator('.week-block', { hasText: /\d bookede?/ })).toHaveCount(withBookings);
  await nextWeekWith(page, colleagues);
  const block = colleagues.first();
  const date = (await block.getAttribute('data-day'))!;
  const place = (await block.locator('strong').innerText()).trim();
  await block.click();
  await press(page.locator('dialog[open]'), 'Jeg holder den');
  await expect(page.locator('.status-line')).toContainText(`Du holder ${place}`);
  const mine = blockOf(page, { place, date });
  await expect(mine).toHaveAttribute('data-mine');
  await expect(pill(page)).toHaveText(/Gemt på denne tablet|venter på forbindelse/);
  await mine.click();
  const sheet = page.locator('dialog[open]');
  await expect(sheet.getByText(/^Du holder den for /)).toBeVisible();
  await sheet.getByRole('link', { name: 'Åbn dagen' }).click();
  const own = page.locator('.pane-list section.card').filter({ hasText: place });
  const vicar = page.locator('.group-title');
  await expect(own).toBeVisible();
  if (await vicar.isVisible()) {
    const [above, below] = [(await own.boundingBox())!.y, (await vicar.boundingBox())!.y];
    expect(above).toBeLessThan(below);
  }
  await line.mend();
  await send(page);
  await page.locator('.tab[href="/sync"]').click();
  const row = page.locator('.row').filter({ hasText: 'Ændret træffetid' }).first();
  await expect(row).toContainText('Sendt');
});

test('the keys change week and go between blocks, the list says the same as the grid, and both fit everywhere', async ({
  tablet: page,
}) => {
  await page.locator('.tab[href="/uge"]').click();
  await expect(page.locator('.week-block').first()).toBeVisible();
  const title = page.getByRole('heading', { level: 1 });
  const first = await title.innerText();
  await page.keyboard.press('ArrowRight');
  await expect(title).not.toHaveText(first);
  await page.keyboard.press('t');
  await expect(title).toHaveText(first);
  const blocks = page.locator('.week-block');
  await blocks.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(blocks.nth(1)).toBeFocused();
  await page.keyboard.press('ArrowRight');
  const day = await blocks.first().getAttribute('data-day');
  await expect(page.locator('.week-block:focus')).not.toHaveAttribute('data-day', day!);
  await expect(title).toHaveText(first);
  const count = await blocks.count();
  await expectFit(page, 'the week as a grid');

  await page.setViewportSize({ width: 1180, height: 820 });
  await page.getByRole('link', { name: 'Liste' }).click();
  await expect(page.locator('.week-list button.row')).toHaveCount(count);
  await expectFit(page, 'the week as a list');
});

test('in the last week of the year no word of the grid or its header is cut, at any width', async ({
  tablet: page,
  server,
}) => {
  for (const [monday, week] of [
    ['2026-12-28', 'Uge 53'],
    ['2027-01-04', 'Uge 1'],
  ] as const) {
    await page.goto(`${server.url}/uge?dag=${monday}&vis=skema`);
    await unlock(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(week);
    await expect(page.locator('.week-block').first()).toBeVisible();
    for (const width of [320, 390, 600, 820, 1024, 1180, 1440, 1920]) {
      await page.setViewportSize({ width, height: 820 });
      await expect
        .poll(() => halfLines(page, '.week-block, .week-head, .week-day > h2'), {
          message: `${week} at ${width} px`,
          timeout: 5000,
        })
        .toEqual([]);
    }
  }
});

test('an hour’s sheet and its forms fit everywhere', async ({ tablet: page }) => {
  await page.locator('.tab[href="/uge"]').click();
  await nextWeekWith(page, held(page));
  await held(page).first().click();
  const sheet = page.locator('dialog[open]');
  await expect(sheet.getByText('Link til booking')).toBeVisible();
  await expectFit(page, 'an hour of the week');
  await press(sheet, 'Flyt');
  await expectFit(page, 'moving an hour');
});

test('an hour is moved by a form that says what is in the way, and one tap takes it back', async ({
  tablet: page,
}) => {
  await page.locator('.tab[href="/uge"]').click();
  await nextWeekWith(page, held(page));
  // A day with two hours of hers: one is in the way of the other.
  const own = held(page);
  const dates = await own.evaluateAll((blocks) => blocks.map((block) => block.dataset.day!));
  const date = dates.find((one, index) => dates.indexOf(one) !== index)!;
  const first = page.locator(`.week-block[data-mine][data-state="held"][data-day="${date}"]`).first();
  const place = await first.locator('strong').innerText();
  await first.click();
  const sheet = page.locator('dialog[open]');
  await press(sheet, 'Flyt');
  await press(sheet, 'Flyt træffetiden');
  await expect(sheet.getByText('Tid og lokale er som før.')).toBeVisible();
  await sheet.getByLabel('Fra').fill('07:00');
  await sheet.getByLabel('Til').fill('17:00');
  await expect(sheet.getByText(/^Du er på /).first()).toBeVisible();
  await sheet.getByLabel('Til').fill('06:00');
  await press(sheet, 'Flyt træffetiden');
  await expect(sheet.getByText('Sluttidspunktet skal ligge efter starttidspunktet.')).toBeVisible();
  await sheet.getByLabel('Til').fill('08:00');
  await press(sheet, 'Flyt træffetiden');
  await expect(sheet).toHaveCount(0);
  const moved = page.locator('.week-block[data-state="moved"]').filter({ hasText: place });
  await expect(moved).toContainText('Flyttet');
  await press(page.locator('.status-line'), 'Fortryd');
  await expect(moved).toHaveCount(0);

  await press(page, 'Ekstra træffetid');
  await press(sheet, 'Læg den i kalenderen');
  await expect(sheet.locator('.field-wrong')).toHaveText('Vælg et sted');
  await sheet.getByLabel('Sted', { exact: true }).selectOption({ index: 1 });
  await sheet.getByLabel('Fra').fill('15:00');
  await sheet.getByLabel('Til').fill('16:00');
  const before = await own.count();
  await press(sheet, 'Læg den i kalenderen');
  await expect(own).toHaveCount(before + 1);
  await press(page.locator('.status-line'), 'Fortryd');
  await expect(own).toHaveCount(before);
  await send(page);
});

test('two tablets cancel the same hour for different reasons: the choice says both in words', async ({
  page,
  browser,
  server,
  line,
}) => {
  const other = await browser.newPage();
  await newTablet(page, server.url, 'Rådgiver Øst');
  await newTablet(other, line.url, 'Rådgiver Øst');
  const nextWeek = async (on: Page) => {
    await on.locator('.tab[href="/uge"]').click();
    await nextWeekWith(on, held(on));
  };
  await nextWeek(page);
  await nextWeek(other);
  const last = page.locator('.week-block[data-mine][data-state="held"]').last();
  const hour = {
    place: await last.locator('strong').innerText(),
    date: (await last.getAttribute('data-day'))!,
  };
  const cancel = async (on: Page, reason: string) => {
    await blockOf(on, hour).click();
    const sheet = on.locator('dialog[open]');
    await press(sheet, 'Aflys denne gang');
    await sheet.getByText(reason, { exact: true }).click();
    await sheet.getByRole('button', { name: /^Aflys/ }).click();
    await expect(blockOf(on, hour)).toContainText(reason);
  };
  await line.cut();
  await cancel(other, 'Temadag');
  await cancel(page, 'Sygdom');
  await send(page);
  await line.mend();
  await wake(other);
  await expect(pill(other)).toHaveText(/Kræver dit valg/, { timeout: 20_000 });
  await other.locator('.tab[href="/sync"]').click();
  await other
    .locator('.row')
    .filter({ hasText: 'Ændret træffetid' })
    .filter({ hasText: 'Kræver dit valg' })
    .click();
  await expect(other.getByText('Den samme træffetid er ændret to steder')).toBeVisible();
  await expect(other.getByText('Aflyst: Sygdom')).toBeVisible();
  await other.getByText('Aflyst: Temadag').click();
  await expectFit(other, 'the choice about an hour');
  await press(other, 'Gem mit valg');
  await allSent(other);
  await send(page);
  await expect(blockOf(page, hour)).toContainText('Temadag');
  await other.close();
});
