import { expect, type Locator, type Page } from './browser.ts';

/** A button by its whole visible name. */
export const press = (page: Page | Locator, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).first().click();

/** A button of an hour by its word, whichever hour it names after it; the first of several. */
export const pressOfHour = (page: Page | Locator, word: string): Promise<void> =>
  page
    .getByRole('button', { name: new RegExp(`^${word.replace('.', '\\.')}(, .*)? · `) })
    .first()
    .click();

/** One answer of a question, by its word. */
export const answer = (page: Page, word: string): Promise<void> =>
  page.locator('.capture').getByText(word, { exact: true }).click();

/** Leaves *Akut – straks* by saying that it was rung. */
export const hasRung = (page: Page): Promise<void> =>
  page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Der er ringet/ })
    .click();

/** The app can be opened without a network from now on. */
export const worksOffline = (page: Page): Promise<void> =>
  page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

/** The first steps on a new tablet: signed in, code written down. What there is to fetch is still being fetched. */
export async function takeNewTablet(page: Page, url: string, worker: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: worker }).click();
  await press(page, 'Jeg har skrevet den ned');
  await press(page, 'Spring over');
}

/** A new tablet in the hands of a demo worker: signed in, code written down, all fetched, ready to go offline. */
export async function newTablet(page: Page, url: string, worker: string): Promise<void> {
  await takeNewTablet(page, url, worker);
  await expect(page.getByRole('button', { name: 'Ekstra træffetid' })).toBeVisible();
  await expect(page.locator('main[aria-busy=false]')).toBeVisible({ timeout: 20_000 });
  await worksOffline(page);
}

/** Opens the vault again after a lock or a reload. */
export const unlock = (page: Page): Promise<void> => press(page, 'Udfyld demokoden');
