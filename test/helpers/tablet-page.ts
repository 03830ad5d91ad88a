import { worksOffline } from './at-the-tablet.ts';
import { expect, type Page } from './browser.ts';
import { beginConversation } from './hour.ts';

export { startHour } from './hour.ts';

/** The tablet as a worker uses it: by the words on the screen. */

/** First time on this browser: role button, recovery code, first download. */
export async function signIn(page: Page, url: string, who = 'Rådgiver Vest'): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: who }).click();
  await page.getByRole('button', { name: 'Jeg har skrevet den ned' }).click();
  await page.getByRole('button', { name: 'Spring over' }).click();
  await expect(page.getByText('Alt er sendt')).toBeVisible({ timeout: 20_000 });
  await expect(page.locator('main[aria-busy=false]')).toBeVisible({ timeout: 20_000 });
  await worksOffline(page);
}

/** On the lock screen: the demo's code by one tap. */
export async function unlock(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Udfyld demokoden' }).click();
  await expect(page.getByRole('button', { name: 'Lås' })).toBeVisible({ timeout: 20_000 });
}

/** One conversation from *Ny henvendelse* to saved; resolves when the screen says that this tablet has it. */
export async function converse(page: Page, note = '', role = 'Lærer'): Promise<void> {
  await beginConversation(page);
  await page.getByRole('group', { name: 'Hvem kom?' }).getByText(role, { exact: true }).click();
  await page.getByRole('button', { name: 'Fravær', exact: true }).click();
  await page.getByRole('button', { name: 'Sparring', exact: true }).click();
  await page.getByRole('group', { name: 'Opfølgning' }).getByText('Ingen', { exact: true }).click();
  await page.getByText('Drøftet, ikke grundlag nu').click();
  if (note) await page.getByRole('textbox', { name: /Note/ }).fill(note);
  const save = page.getByRole('button', { name: 'Afslut og gem' });
  await save.click();
  await expect(page.getByRole('status').getByText(/Gemt på denne tablet/)).toBeVisible();
  // The pill may have said so of the conversation before this one; the form goes when this one is stored.
  await expect(save).toHaveCount(0);
}

/** The conversations with somebody that the hours of the day show; a booking is none, nor is a question about another day's. */
export const conversations = (page: Page, role = 'Lærer') =>
  page
    .locator('section.card a[href^="/henvendelse/"]')
    .filter({ has: page.locator('.row-title', { hasText: new RegExp(`^${role}$`) }) });

/** The header's one honest pill. */
export const pill = (page: Page) => page.locator('a.pill-link');

/** What the coordinator's log holds: the total that her page is told. */
export async function coordinatorCount(page: Page, url: string): Promise<number> {
  const { request } = page.context();
  const headers = { origin: url };
  const me = await (await request.get(`${url}/api/me`)).json();
  const { id } = me.demo.find(({ role }: { role: string }) => role === 'coordinator');
  await request.post(`${url}/api/demo/sign-in`, { headers, data: { person: id } });
  const log = await request.post(`${url}/api/review/consultations`, { headers, data: {} });
  return (await log.json()).total;
}

/** Searches the coordinator's log, which stands on the screen, and waits for what it found. */
export async function searchLog(page: Page, text: string): Promise<void> {
  await page.getByLabel('Søg i log').fill(text);
  const answer = page.waitForResponse((response) => response.request().postDataJSON()?.text === text);
  await page.keyboard.press('Enter');
  await answer;
}
