import { join, resolve } from 'node:path';
import { expect, test } from '../helpers/browser.ts';
import { type Server, startServer } from '../helpers/server.ts';
import { signIn, startHour } from '../helpers/tablet-page.ts';

/** `npm run pictures`: the README's pictures, taken of the demo as it is. */
const folder = resolve(import.meta.dirname, '../../docs/pictures');

let server: Server;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server.stop());

test('the tablet: a conversation is being registered', async ({ page }) => {
  await page.setViewportSize({ width: 1180, height: 820 });
  await signIn(page, server.url);
  await startHour(page);
  await page.getByRole('button', { name: 'Ny henvendelse' }).click();
  await page.getByRole('group', { name: 'Hvem kom?' }).getByText('Lærer', { exact: true }).click();
  await page.getByRole('button', { name: 'Fravær', exact: true }).click();
  await page.getByRole('button', { name: 'Sparring', exact: true }).click();
  await expect(page.getByText('Kladde gemt')).toBeVisible();
  await page.screenshot({ path: join(folder, 'tablet.png') });
});

test('the coordinator’s log with one line open', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${server.url}/k/`);
  await page.getByRole('button', { name: /Koordinator/ }).click();
  await page.locator('tbody a').first().click();
  await expect(page.locator('.log-detail h2').first()).toBeVisible();
  await page.screenshot({ path: join(folder, 'log.png') });
});
