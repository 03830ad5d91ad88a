import { expect, letPass, test } from '../helpers/browser.ts';
import { expectFit } from '../helpers/fit.ts';
import {
  answer,
  beginConversation,
  conversations,
  converse,
  draftKept,
  extraHour,
  newTablet,
  press,
  pressOfHour,
  unlock,
} from '../helpers/tablet-page.ts';

test.use({ serverFor: 'test' });

test('a conversation that was left open asks how long they talked, and does not say 600 minutes', async ({
  page,
  line,
}) => {
  await newTablet(page, line.url, 'Anders Krog');
  await extraHour(page);
  await line.cut();
  for (const [role, minutes] of [
    ['Leder', '25'],
    ['Forælder', ''],
  ] as const) {
    await beginConversation(page);
    await answer(page, role);
    await draftKept(page);
    await page.reload();
    await letPass(page, 14 * 60);
    await unlock(page);
    const field = page.getByLabel('Varighed i minutter');
    await expect(field).toBeVisible();
    await field.fill('abc');
    await press(page, 'Gem nu');
    await expect(page.getByText('Skriv hele minutter, højst 600.')).toBeVisible();
    await expect(field).toBeFocused();
    if (minutes) await expectFit(page, 'a conversation that was left open');
    await field.fill(minutes);
    const address = page.url().replace('/ny/', '/henvendelse/');
    await press(page, 'Gem nu');
    await expect(field).toHaveCount(0);
    await page.goto(address);
    await unlock(page);
    const saved = page.locator('.pane-work');
    await expect(saved.getByText(role, { exact: true }).first()).toBeVisible();
    if (minutes) await expect(saved.getByText(`${minutes} min`)).toBeVisible();
    else await expect(saved.getByText(/\d min\b/)).toHaveCount(0);
    await page.goto(line.url);
    await unlock(page);
  }
});

test('an hour that was left open asks when it ended', async ({ page, line }) => {
  await newTablet(page, line.url, 'Anders Krog');
  await extraHour(page);
  await line.cut();
  await page.reload();
  await letPass(page, 20 * 60);
  await unlock(page);
  await page
    .getByRole('link', { name: /Kører stadig/ })
    .first()
    .click();
  await pressOfHour(page, 'Afslut træffetid');
  const sheet = page.locator('dialog[open]');
  await expect(sheet.getByText('Hvornår sluttede træffetiden?')).toBeVisible();
  await expectFit(page, 'asked when an hour ended');
  const ended = sheet.getByLabel('Sluttede kl.');
  const planned = await ended.inputValue();
  await ended.fill('00:00');
  await press(sheet, 'Afslut træffetid');
  await expect(sheet.getByText('Skriv et tidspunkt efter starten samme dag, og før nu.')).toBeVisible();
  await ended.fill(planned);
  await press(sheet, 'Afslut træffetid');
  await expect(
    page.locator('.hour-about', { hasText: `afsluttet ${planned.replace(':', '.')}` }),
  ).toBeVisible();
});

test('two taps at once on Ny henvendelse begin one conversation', async ({ page, server }) => {
  await newTablet(page, server.url, 'Anders Krog');
  await extraHour(page);
  await page.getByRole('button', { name: /^Ny henvendelse/ }).dblclick();
  await expect(page.locator('.capture')).toBeVisible();
  await answer(page, 'Leder');
  await press(page, 'Luk');
  await expect(page.locator('a[href^="/ny/"]')).toHaveCount(1);
});

test('what a correction lacks is said at its top, with the focus, each time that it is saved', async ({
  tablet: page,
}) => {
  await extraHour(page);
  await converse(page);
  await conversations(page).first().click();
  await press(page, 'Ret');
  await page.getByLabel('Varighed i minutter').fill('9999');
  const summary = page.locator('.error-summary');
  for (const times of [1, 2]) {
    await press(page, 'Gem');
    await expect(summary, `the ${times}. time`).toBeFocused();
    await page.getByRole('textbox', { name: /Note/ }).focus();
  }
  await summary.getByRole('link').click();
  await expect(page.getByLabel('Varighed i minutter')).toBeFocused();
});

test('what was just done is said in a row of its own, over no title and no control, at every size', async ({
  tablet: page,
}) => {
  for (const [width, height] of [
    [1440, 900],
    [1180, 820],
    [820, 1180],
    [390, 844],
    [320, 640],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.locator('.tab[href="/"]').click();
    await extraHour(page);
    await pressOfHour(page, 'Afslut træffetid');
    const said = page.locator('.status-line');
    await expect(said).toContainText('Fortryd');
    const below = await said.evaluate((line) => {
      const edge = line.getBoundingClientRect();
      return [...document.querySelectorAll('.head, .panes, .tabs')].filter((region) => {
        const { left, right, top, bottom } = region.getBoundingClientRect();
        return (
          left < edge.right - 1 && right > edge.left + 1 && top < edge.bottom - 1 && bottom > edge.top + 1
        );
      }).length;
    });
    expect(below, `${width} × ${height}`).toBe(0);
  }
});
