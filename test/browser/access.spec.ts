import { expect, type Page, test } from '../helpers/browser.ts';
import { openDesk } from '../helpers/coordinator-page.ts';
import { expectReadable } from '../helpers/strain.ts';
import {
  answer,
  beginConversation,
  extraHour,
  newTablet,
  openFollowUp,
  press,
  pressOfHour,
  unlock,
} from '../helpers/tablet-page.ts';

test.describe.configure({ timeout: 120_000 });

test('the tablet can be read with large text, zoomed in and with spaced letters', async ({
  tablet: page,
}) => {
  await extraHour(page);
  await expectReadable(page, 'today');
  await beginConversation(page);
  await answer(page, 'Lærer');
  await press(page.locator('.capture'), 'Fravær');
  await expectReadable(page, 'capture');
  await press(page, 'Gem nu');
  await page.getByRole('link', { name: /Lærer.*Fravær/ }).click();
  await expectReadable(page, 'conversation');
  await page.getByRole('link', { name: 'Tilbage' }).click();
  await press(page, 'Ekstra træffetid');
  await expectReadable(page, 'extra hour');
  await press(page, 'Luk');
  await openFollowUp(page);
  await expectReadable(page, 'follow-up');
  await page.locator('.tab[href="/sync"]').click();
  await expect(page.getByRole('heading', { name: 'Synkronisering' })).toBeVisible();
  await expectReadable(page, 'sync');
  await page.locator('.tab[href="/mere"]').click();
  await expectReadable(page, 'more');
  await press(page, 'Lås nu');
  await expect(page.getByLabel(/Indtast din kode/)).toBeVisible();
  await expectReadable(page, 'lock');
});

test('the log can be read with large text, zoomed in and with spaced letters', async ({ desk }) => {
  const page = await desk();
  await expect(page.locator('tbody tr').first()).toBeVisible();
  await expectReadable(page, 'log');
  await page.locator('tbody a').first().click();
  await expect(page.getByRole('region', { name: 'Historik' })).toBeVisible();
  await expectReadable(page, 'an open line');
});

test('booking can be read with large text, zoomed in and with spaced letters', async ({
  page,
  bookingPath: path,
  server,
}) => {
  await page.goto(server.url + path);
  await expectReadable(page, 'times');
  await page.locator('a.time').first().click();
  await expect(page.locator('#confirm-title')).toBeFocused();
  await expectReadable(page, 'form');
});

/** Everything on the page that moves by itself or takes time to change. */
const moving = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((element) =>
      [null, '::before', '::after', '::backdrop'].flatMap((part) => {
        const { transitionDuration, animationName, animationDuration } = getComputedStyle(element, part);
        const takes = (text: string) => text.split(', ').some((one) => Number.parseFloat(one) > 0);
        const moves = takes(transitionDuration) || (animationName !== 'none' && takes(animationDuration));
        return moves ? [`${element.tagName}.${element.className} ${part ?? ''}`] : [];
      }),
    ),
  );

test('nothing moves for who has asked for less motion', async ({
  tablet: page,
  browser,
  bookingPath: path,
  server,
}) => {
  await extraHour(page);
  expect(await moving(page), 'what there is to turn off').not.toEqual([]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await moving(page)).toEqual([]);
  await pressOfHour(page, 'Ny i kø');
  expect(await moving(page)).toEqual([]);
  await press(page.locator('dialog[open]'), 'Leder');
  await pressOfHour(page, 'Tag ind: Leder');
  expect(await moving(page)).toEqual([]);
  await page.locator('.capture').getByRole('button', { name: 'Luk' }).click();
  await page.locator('.tab[href="/sync"]').click();
  await expect(page.getByRole('heading', { name: 'Synkronisering' })).toBeVisible();
  expect(await moving(page)).toEqual([]);

  await page.goto(server.url + path);
  await page.locator('a.time').first().click();
  expect(await moving(page)).toEqual([]);
  const desk = await browser.newPage({ reducedMotion: 'reduce' });
  await openDesk(desk, server.url);
  await expect(desk.locator('tbody tr').first()).toBeVisible();
  expect(await moving(desk)).toEqual([]);
});

/** Walks with Tab until what has focus has this name. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const exact = typeof name === 'string';
  const wanted = page
    .getByRole('button', { name, exact })
    .or(page.getByRole('radio', { name, exact }))
    .or(page.getByRole('link', { name, exact }));
  for (let step = 0; step < 120; step += 1) {
    const focused = page.locator(':focus');
    if ((await focused.count()) > 0 && (await wanted.and(focused).count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${name}`);
}

for (const [orientation, width, height] of [
  ['lying', 1180, 820],
  ['upright', 820, 1180],
] as const) {
  test(`a whole conversation is held with the keyboard alone, ${orientation}`, async ({ page, server }) => {
    await page.setViewportSize({ width, height });
    await newTablet(page, server.url, 'Anders Krog');
    await page.reload();
    await unlock(page);
    await expect(page.getByRole('button', { name: 'Ekstra træffetid' })).toBeVisible();

    const { keyboard } = page;
    await tabTo(page, 'Ekstra træffetid');
    await keyboard.press('Enter');
    await expect(page.locator('dialog[open] h2')).toBeFocused();
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await expect(page.getByLabel('Sted', { exact: true })).toBeFocused();
    await keyboard.press('ArrowDown');
    await tabTo(page, 'Start træffetid');
    await keyboard.press('Enter');
    await expect(page.locator('dialog[open]')).toHaveCount(0);
    await tabTo(page, /^Ny henvendelse/);
    await keyboard.press('Enter');
    await expect(page.locator('.capture')).toBeVisible();

    await tabTo(page, 'Lærer');
    await keyboard.press('Space');
    await tabTo(page, 'Trivsel');
    await keyboard.press('Space');
    await tabTo(page, 'Sparring');
    await keyboard.press('Space');
    if (orientation === 'upright') {
      await tabTo(page, 'Næste');
      await keyboard.press('Enter');
    }
    await tabTo(page, 'Ingen');
    await keyboard.press('Space');
    await tabTo(page, 'Ikke relevant');
    await keyboard.press('Space');
    await tabTo(page, 'Afslut og gem');
    await keyboard.press('Enter');
    await expect(page.locator('.status-line')).toContainText('Gemt på denne tablet');
    await tabTo(page, /Lærer.*Trivsel/);
    await keyboard.press('Enter');
    await expect(page.getByText(/registreret af Anders Krog/)).toBeVisible();
  });
}

test('a line is read and approved with Tab and Enter alone', async ({ page, server }) => {
  await page.goto(`${server.url}/k/`);
  await tabTo(page, /Koordinator/);
  await page.keyboard.press('Enter');
  const first = page.locator('tbody tr').first();
  await expect(first).toBeVisible();
  const id = await first.getAttribute('data-id');
  const name = (await first.locator('a').innerText()).split('\n')[0]!;
  await tabTo(page, new RegExp(`^${name}`));
  await page.keyboard.press('Enter');
  await expect(page.locator('.detail h2')).toBeFocused();
  await tabTo(page, 'Godkend');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Henvendelsen er godkendt.')).toBeVisible();
  await expect(page.locator(`tr[data-id="${id}"]`)).toHaveCount(0);
});
