import { expect, type Page } from './browser.ts';

/** The tablet as a worker uses it: by the words on the screen. */

/** First time on this browser: role button, recovery code, first download. */
export async function signIn(page: Page, url: string, who = 'Rådgiver Vest'): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: who }).click();
  await page.getByRole('button', { name: 'Jeg har skrevet den ned' }).click();
  await page.getByRole('button', { name: 'Spring over' }).click();
  await expect(page.getByText('Alt er sendt')).toBeVisible({ timeout: 20_000 });
  await expect(page.locator('main[aria-busy=false]')).toBeVisible({ timeout: 20_000 });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
}

/** On the lock screen: the demo's code by one tap. */
export async function unlock(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Udfyld demokoden' }).click();
  await expect(page.getByRole('button', { name: 'Lås' })).toBeVisible({ timeout: 20_000 });
}

/** *Start træffetid* of the first planned hour; pressed again where the first download moved it from under the finger. */
export async function startHour(page: Page): Promise<void> {
  const running = page.getByRole('button', { name: 'Afslut træffetid' });
  await expect(page.getByRole('button', { name: 'Start træffetid' }).first()).toBeVisible();
  await expect(page.locator('main[aria-busy=false]')).toBeVisible({ timeout: 20_000 });
  const before = await running.count();
  await expect(async () => {
    const start = page.getByRole('button', { name: 'Start træffetid' }).first();
    if ((await running.count()) === before) await start.click({ timeout: 2000 });
    await expect(running).toHaveCount(before + 1, { timeout: 2000 });
  }).toPass();
}

/** One conversation from *Ny henvendelse* to saved; resolves when the screen says that this tablet has it. */
export async function converse(page: Page, note = '', role = 'Lærer'): Promise<void> {
  await page.getByRole('button', { name: 'Ny henvendelse' }).click();
  await page.getByRole('group', { name: 'Hvem kom?' }).getByText(role, { exact: true }).click();
  await page.getByRole('button', { name: 'Fravær', exact: true }).click();
  await page.getByRole('button', { name: 'Sparring', exact: true }).click();
  await page.getByRole('group', { name: 'Opfølgning' }).getByText('Ingen', { exact: true }).click();
  await page.getByText('Drøftet, ikke grundlag nu').click();
  if (note) await page.getByRole('textbox', { name: /Note/ }).fill(note);
  await page.getByRole('button', { name: 'Afslut og gem' }).click();
  await expect(page.getByRole('status').getByText(/Gemt på denne tablet/)).toBeVisible();
}

/** The conversations with a teacher that the day shows; a teacher's booking is none. */
export const conversations = (page: Page) => page.getByRole('link', { name: /Lærer/ });

/** The header's one honest pill. */
export const pill = (page: Page) => page.locator('a.pill-link');

/** What the coordinator's log holds: the total that her page is told. */
export async function coordinatorCount(page: Page, url: string): Promise<number> {
  const { request } = page.context();
  const headers = { origin: url };
  const me = await (await request.get(`${url}/api/me`)).json();
  const { id } = me.demo.find(({ role }: { role: string }) => role === 'coordinator');
  await request.post(`${url}/api/demo/sign-in`, { headers, data: { person: id } });
  const log = await request.get(`${url}/api/review/consultations`);
  return (await log.json()).total;
}
