import config from '../../playwright.config.ts';
import { expect, type Locator, type Page, test } from '../helpers/browser.ts';
import { changeAnswers } from '../helpers/changed-answers.ts';
import { expectFit } from '../helpers/fit.ts';
import { answer, beginConversation, extraHour, newTablet, press, unlock } from '../helpers/tablet-page.ts';

test.describe.configure({ timeout: 240_000 });
// As on a desktop: where something can be moved, its bar takes room.
const { launchOptions } = config.use!;
test.use({ launchOptions: { ...launchOptions, ignoreDefaultArgs: ['--hide-scrollbars'] } });
test.use({ viewport: { width: 1180, height: 820 } });

/** The sizes of `expectFit`, a phone on its side, and a desktop at 400 % (WCAG 1.4.10). */
const sizes = [
  [1440, 900],
  [1180, 820],
  [820, 1180],
  [390, 844],
  [320, 640],
  [844, 390],
  [320, 256],
] as const;

const chip = (page: Page): Locator => page.locator('.capture label', { hasText: 'Akut – straks' });
const door = (page: Page): Locator =>
  page.getByRole('button', { name: 'Akut', exact: true }).filter({ visible: true });
const screen = (page: Page): Locator => page.getByRole('alertdialog', { name: 'Akut – ring nu' });
const note = (page: Page): Locator => page.getByLabel(/^Note/);

/** What lies under the middle of the first number, two frames after the finger has left. */
async function underTheNumber(page: Page, press: Locator): Promise<string> {
  await page.evaluate(() => {
    document.documentElement.dataset.under = '';
    const look = () => {
      const number = document.querySelector('.acute-number');
      const { x, y, width, height } = number?.getBoundingClientRect() ?? new DOMRect();
      const found = number && document.elementFromPoint(x + width / 2, y + height / 2);
      const seen =
        found && (found === number || number.contains(found)) ? number.textContent : found?.outerHTML;
      document.documentElement.dataset.under = seen || 'nothing';
    };
    const twoFrames = () => requestAnimationFrame(() => requestAnimationFrame(look));
    addEventListener('click', twoFrames, { capture: true, once: true });
  });
  await press.click();
  const html = page.locator('html');
  await expect(html).toHaveAttribute('data-under', /./);
  return (await html.getAttribute('data-under')) ?? '';
}

/** In every size and light: the number is there at once, and `leave` leads back to where it was opened. */
async function expectAtOnce(page: Page, opener: Locator, leave: string, then?: () => Promise<void>) {
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const where = `${width} × ${height} in ${colorScheme}`;
      expect(await underTheNumber(page, opener), where).toMatch(/^(00 00 00 0[01])$/);
      await expect(page.locator('#acute-title'), where).toBeFocused();
      await press(screen(page), leave);
      await expect(screen(page)).toHaveCount(0);
      await then?.();
    }
  }
  await page.setViewportSize({ width: 1180, height: 820 });
}

/** In a conversation of an hour outside the plan. */
async function beginAsTeacher(page: Page): Promise<void> {
  await extraHour(page);
  await beginConversation(page);
  await answer(page, 'Lærer');
}

test('two frames after Akut – straks is tapped the number to ring is in sight and in reach, at every size', async ({
  tablet: page,
}) => {
  await beginAsTeacher(page);
  await note(page).fill('Bliver væk om torsdagen.');
  await answer(page, 'Ikke relevant');
  // In a narrow conversation the question that was answered last is the one that is open.
  await expectAtOnce(page, chip(page), 'Ikke akut alligevel', async () => {
    await expect(page.getByRole('radio', { name: 'Ikke relevant' })).toBeChecked();
    await expect(page.getByRole('radio', { name: 'Akut – straks' })).toBeFocused();
    await expect(note(page)).toHaveValue('Bliver væk om torsdagen.');
  });
});

test('from every header the number is there at once: before sign-in, locked, with several vaults, and offline', async ({
  page,
  server,
}) => {
  await page.goto(server.url);
  await expect(page.getByRole('heading', { name: 'Log ind' })).toBeVisible();
  await expectAtOnce(page, door(page), 'Tilbage');
  await newTablet(page, server.url);
  await expectAtOnce(page, door(page), 'Tilbage');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.context().setOffline(true);
  for (const screenOf of ['/uge', '/opf', '/sync', '/mere', '/hjaelp']) {
    await page.evaluate((path) => history.pushState(null, '', path), screenOf);
    await page.evaluate(() => dispatchEvent(new PopStateEvent('popstate')));
    expect(await underTheNumber(page, door(page)), screenOf).toMatch(/^00 /);
    await expect(screen(page).getByText('Herfra bliver intet skrevet ned.')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(screen(page)).toHaveCount(0);
    await expect(door(page)).toBeFocused();
  }
  await page.getByRole('button', { name: 'Lås', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Udfyld demokoden' })).toBeVisible();
  await expectAtOnce(page, door(page), 'Tilbage');
  await press(page, 'Skift bruger');
  await expect(page.getByRole('heading', { name: 'Hvem er du?' })).toBeVisible();
  await expectAtOnce(page, door(page), 'Tilbage');
  await page.reload();
  await expect(page.getByRole('button', { name: 'Udfyld demokoden' })).toBeVisible();
  expect(await underTheNumber(page, door(page))).toMatch(/^00 /);
});

test('the screen, its answers and what it leaves in the conversation fit every size in both lights', async ({
  page,
  server,
}) => {
  await page.goto(server.url);
  await expect(door(page)).toBeVisible();
  await door(page).click();
  await expectFit(page, 'acute before sign-in');
  await press(page, 'Tilbage');
  await page.setViewportSize({ width: 1180, height: 820 });
  await newTablet(page, server.url);
  await beginAsTeacher(page);
  await chip(page).click();
  await expectFit(page, 'acute in a conversation');
  await screen(page).getByText('Nej', { exact: true }).click();
  await expectFit(page, 'acute, no parent suspected');
  await screen(page).getByText('Ja', { exact: true }).click();
  await page.setViewportSize({ width: 1180, height: 820 });
  await screen(page)
    .getByRole('button', { name: /^Der er ringet kl\. \d\d\.\d\d$/ })
    .click();
  await expectFit(page, 'a conversation in which it was rung');
});

test('do not contact the parents stands until Nej is answered, and a call leaves its time in the note', async ({
  tablet: page,
}) => {
  await beginAsTeacher(page);
  await note(page).fill('Mærker på armen.');
  await chip(page).click();
  const warning = screen(page).getByRole('heading', { name: 'Kontakt ikke forældrene' });
  await expect(warning).toBeVisible();
  await screen(page).getByText('Nej', { exact: true }).click();
  await expect(warning).toHaveCount(0);
  await screen(page).getByText('Ved ikke', { exact: true }).click();
  await expect(warning).toBeVisible();
  await expect(screen(page).getByRole('link')).toHaveCount(3);
  await expect(screen(page).getByRole('link', { name: /112/ })).toHaveAttribute('href', 'tel:112');

  // Escape is no way out of a child's acute trouble: only the three ways on the screen are.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(screen(page)).toBeVisible();

  const rung = screen(page).getByRole('button', { name: /^Der er ringet kl\./ });
  const time = /\d\d\.\d\d/.exec(await rung.innerText())?.[0];
  await rung.click();
  await expect(screen(page)).toHaveCount(0);
  await expect(page.getByRole('radio', { name: 'Akut – straks' })).toBeChecked();
  await expect(note(page)).toHaveValue(
    new RegExp(`^Mærker på armen\\.\nAkut: ringet .* ${time}\\. Mistanke .* fra en forælder: ved ikke\\.$`),
  );
  await expect(page.locator('.capture .banner', { hasText: `Ringet kl. ${time}` })).toBeVisible();
  await press(page, 'Fortryd');
  await expect(note(page)).toHaveValue('Mærker på armen.');
  await expect(page.locator('.capture').getByText('der er ikke skrevet, at der er ringet')).toBeVisible();
});

test('a tapped number counts as rung without vanishing, and coming back from the telephone leads on', async ({
  tablet: page,
}) => {
  await beginAsTeacher(page);
  await answer(page, 'Trivsel');
  await chip(page).click();
  // The tablet of this test has no telephone.
  await page.evaluate(() => addEventListener('click', (event) => event.preventDefault()));
  await screen(page).getByRole('link', { name: /112/ }).click();
  await expect(screen(page).getByRole('status')).toContainText(/Ringet kl\. \d\d\.\d\d/);
  await expect(screen(page).getByRole('link', { name: /112/ })).toBeVisible();
  await press(screen(page), 'Fortryd');
  await expect(screen(page).getByText('Har du ringet?')).toBeVisible();
  await screen(page).getByRole('link', { name: /112/ }).click();
  for (const state of ['hidden', 'visible']) {
    await page.evaluate((now) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => now });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  }
  await expect(screen(page)).toHaveCount(0);
  await expect(note(page)).toHaveValue(/^Akut: ringet .* til 112\.$/);
  await press(page, 'Afslut og gem');
  await page
    .getByRole('link', { name: /Lærer.*Trivsel/ })
    .first()
    .click();
  await expect(page.locator('.note-text')).toHaveText(/^Akut: ringet .* til 112\.$/);
  await expect(page.locator('.facts')).toContainText('Akut – straks');
});

test('locked while the numbers stand there, they stay and the conversation goes', async ({
  clock,
  tablet: page,
}) => {
  await beginAsTeacher(page);
  await chip(page).click();
  await screen(page).getByText('Ja', { exact: true }).click();
  await clock.fastForward('16:00');
  await expect(screen(page).getByRole('button', { name: 'Tilbage' })).toBeVisible();
  await expect(screen(page).getByRole('radio', { checked: true })).toHaveCount(0);
  await expect(screen(page).getByText('Har du ringet?')).toHaveCount(0);
  await press(screen(page), 'Tilbage');
  await unlock(page);
  await expect(page.locator('.capture').getByText('der er ikke skrevet, at der er ringet')).toBeVisible();
});

test('arrow keys walk past Akut without opening it, and Space on it does', async ({ tablet: page }) => {
  await beginAsTeacher(page);
  await page.getByRole('radio', { name: 'Ikke relevant' }).focus();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('radio', { name: 'Akut – straks' })).toBeChecked();
  await expect(screen(page)).toHaveCount(0);
  await page.keyboard.press('Space');
  await expect(page.locator('#acute-title')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(screen(page).getByRole('radio', { name: 'Ja' })).toBeFocused();
});

test('a municipality without a number: 112, and that it has written none', async ({ page, server }) => {
  await changeAnswers<{ acute: object }>(page, '**/api/me', ({ acute }) => {
    Object.assign(acute, { day: '', evening: '' });
  });
  await page.goto(server.url);
  await door(page).click();
  await expect(screen(page).getByText('Kommunen har ikke skrevet et nummer.')).toBeVisible();
  await expect(screen(page).getByRole('link')).toHaveCount(1);
  await expectFit(page, 'acute without a number');
});
