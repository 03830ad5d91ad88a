import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { type Server, startServer } from '../helpers/server.ts';

let server: Server;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server.stop());

const enterAs = async (page: Page, role: RegExp, path = '/k/') => {
  await page.goto(server.url + path);
  await page.getByRole('button', { name: role }).first().click();
};

/** axe may bring types of another Playwright than the one that drives the page; what it uses of it is the same. */
type AxePage = ConstructorParameters<typeof AxeBuilder>[0]['page'];

/** Nothing to object to for a screen reader, and nothing to scroll sideways for. */
async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page: page as unknown as AxePage }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}

for (const [width, height, colorScheme] of [
  [1440, 900, 'light'],
  [1440, 900, 'dark'],
  [1180, 820, 'dark'],
  [820, 1180, 'light'],
  [390, 844, 'dark'],
  [320, 640, 'light'],
] as const) {
  test.describe(`at ${width} × ${height} in ${colorScheme}`, () => {
    test.use({ viewport: { width, height }, colorScheme });
    test('door, log and detail are accessible and never wider than the screen', async ({ page }) => {
      test.slow();
      await page.goto(`${server.url}/k/`);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Log ind');
      await expectAccessible(page);
      await page.getByRole('button', { name: /Koordinator/ }).click();
      await expect(page.locator('tbody tr').first()).toBeVisible();
      await expectAccessible(page);
      await page.locator('tbody a').first().click();
      await expect(page.getByRole('heading', { name: 'Historik' })).toBeVisible();
      await expectAccessible(page);
    });
  });
}

test('a coordinator reads the log by keyboard alone, and comes back to the row she left', async ({
  page,
}) => {
  await enterAs(page, /Koordinator/);
  await expect(page.locator('tbody tr')).toHaveCount(50);
  await page.getByRole('button', { name: 'Søg' }).focus();
  await page.keyboard.press('Tab');
  const row = await page.evaluate(() => document.activeElement?.textContent);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/k\/log\/[0-9a-f-]{36}$/);
  await expect(page.locator('.detail h2')).toBeFocused();
  await page.goBack();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe(row);
});

test('pages follow one another, and a search is found by its Danish word and can be mailed as an address', async ({
  page,
}) => {
  await enterAs(page, /Koordinator/);
  await page.getByRole('button', { name: 'Vis flere' }).click();
  await expect(page.locator('tbody tr')).toHaveCount(100);
  const count = page.getByRole('status').filter({ hasText: 'henvendelse' });
  const whole = Number.parseInt(await count.innerText(), 10);
  await page.getByLabel('Søg i log').fill('Ensomhed');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\?q=Ensomhed$/);
  const found = async () => Number.parseInt(await count.innerText(), 10);
  await expect.poll(found).toBeLessThan(whole);
  const told = await found();
  await page.reload();
  await expect.poll(found).toBe(told);
  await page.locator('tbody a').first().click();
  await expect(page.locator('.detail')).toContainText('Ensomhed');
});

test('a worker is told that the log is not for her', async ({ page }) => {
  await enterAs(page, /Rådgiver/);
  await expect(page.getByRole('heading', { name: 'Loggen er for koordinatorer' })).toBeVisible();
  await expectAccessible(page);
  const answer = await page.request.get(`${server.url}/api/review/consultations`);
  expect(answer.status()).toBe(403);
});

test('the page speaks English when asked, and still does the next time', async ({ page }) => {
  await enterAs(page, /Koordinator/);
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('columnheader', { name: 'Place' })).toBeVisible();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expectAccessible(page);
});

test('without the server the rows stay, and another try brings the log back', async ({ page, context }) => {
  await enterAs(page, /Koordinator/);
  await expect(page.locator('tbody tr')).toHaveCount(50);
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Opdatér' }).click();
  await expect(page.getByRole('alert')).toContainText('Loggen kunne ikke hentes');
  await expect(page.locator('tbody tr')).toHaveCount(50);
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Prøv igen' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
});
