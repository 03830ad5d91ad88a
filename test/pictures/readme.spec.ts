import { join, resolve } from 'node:path';
import { expect, test } from '../helpers/browser.ts';
import { answer, beginConversation, draftKept, startHour } from '../helpers/tablet-page.ts';

/** `npm run pictures`: the README's pictures, taken of the demo as it is. */
const folder = resolve(import.meta.dirname, '../../docs/pictures');

test('the tablet: a conversation is being registered', async ({ tablet: page }) => {
  await page.setViewportSize({ width: 1180, height: 820 });
  await startHour(page);
  await beginConversation(page);
  await answer(page, 'Lærer');
  await page.getByRole('button', { name: 'Fravær', exact: true }).click();
  await page.getByRole('button', { name: 'Sparring', exact: true }).click();
  await draftKept(page);
  await page.screenshot({ path: join(folder, 'tablet.png') });
});

test('the coordinator’s log with one line open', async ({ desk }) => {
  const page = await desk();
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.locator('tbody a').first().click();
  await expect(page.locator('.log-detail h2').first()).toBeVisible();
  await page.screenshot({ path: join(folder, 'log.png') });
});
