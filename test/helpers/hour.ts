import { press } from './at-the-tablet.ts';
import { expect, type Page } from './browser.ts';

/** Hours as a worker opens them, on a day that may have some of the plan and may have none. */

/** Everything that the endpoint has for her is on the tablet. */
const downloaded = (page: Page): Promise<void> =>
  expect(page.locator('main[aria-busy=false]')).toBeVisible({ timeout: 20_000 });

/** Opens an hour outside the plan: at this place, or at the first of hers. There is a way to it on every day. */
export async function extraHour(page: Page, place?: string): Promise<void> {
  await press(page, 'Ekstra træffetid');
  const sheet = page.locator('dialog[open]');
  const choice = sheet.getByLabel('Sted', { exact: true });
  const named = choice.locator('option:not([value=""])');
  await choice.selectOption({ label: place ?? (await named.first().innerText()) });
  await press(sheet, 'Start træffetid');
  await expect(sheet).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Ny i kø/ }).first()).toBeVisible();
}

/** *Start træffetid* of the first planned hour that can be started, else an hour outside the plan. */
export async function startHour(page: Page): Promise<void> {
  await downloaded(page);
  const start = page.locator('section').getByRole('button', { name: /^Start træffetid/ });
  if ((await start.count()) === 0) return extraHour(page);
  const running = page.getByRole('button', { name: /^Afslut træffetid/ });
  const before = await running.count();
  await expect(async () => {
    if ((await running.count()) === before) await start.first().click({ timeout: 2000 });
    await expect(running).toHaveCount(before + 1, { timeout: 2000 });
  }).toPass();
}

/** *Ny henvendelse*; where several hours are open each place has its own button, and the first is taken. */
export const beginConversation = async (page: Page): Promise<void> => {
  await page
    .getByRole('button', { name: /^Ny henvendelse/ })
    .first()
    .click();
  await expect(page.locator('.capture')).toBeVisible();
};

/** Ends every hour that is open on this tablet, also those that earlier tests of the same server have left. */
export async function endHours(page: Page): Promise<void> {
  await downloaded(page);
  const running = page.getByRole('button', { name: /^Afslut træffetid/ });
  for (let left = await running.count(); left > 0; left -= 1) {
    await running.first().click();
    await expect(running).toHaveCount(left - 1);
  }
}
