import { expect, type Locator, type Page } from './playwright.ts';

/** The tablet as a worker uses it: by the words on the screen. */

/** A button by its whole visible name. */
export const press = (page: Page | Locator, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).first().click();

/** A button of an hour by its word, whichever hour it names after it; the first of several. */
export const pressOfHour = (page: Page | Locator, word: string): Promise<void> =>
  page
    .getByRole('button', { name: new RegExp(`^${word.replace('.', '\\.')}(, .*)? · `) })
    .first()
    .click();

/** The header's one honest pill. */
export const pill = (page: Page): Locator => page.locator('a.pill-link');

/** Nothing waits to leave this tablet. */
export const allSent = (page: Page, timeout = 20_000): Promise<void> =>
  expect(pill(page)).toHaveText(/Alt er sendt/, { timeout });

/** Everything that the endpoint has for the worker is on the tablet. */
export const downloaded = (page: Page): Promise<void> =>
  expect(page.locator('main[aria-busy=false]')).toBeVisible({ timeout: 20_000 });

/** First time on this browser: role button, recovery code, cards skipped; the first download has begun. */
export async function signIn(page: Page, url: string, worker = 'Rådgiver Vest'): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: worker }).click();
  await press(page, 'Jeg har skrevet den ned');
  await press(page, 'Spring over');
}

/** A new tablet in the hands of a demo worker: signed in, all fetched and sent, ready to go offline. */
export async function newTablet(page: Page, url: string, worker?: string): Promise<void> {
  await signIn(page, url, worker);
  await downloaded(page);
  await allSent(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
}

/** On the lock screen: the demo's code by one tap. */
export async function unlock(page: Page): Promise<void> {
  await press(page, 'Udfyld demokoden');
  await expect(page.locator('main#content')).toBeVisible({ timeout: 20_000 });
}

/** The tablet asks the endpoint now, as when the network is back. */
export const wake = (page: Page): Promise<void> =>
  page.evaluate(() => void dispatchEvent(new Event('online')));

/** The tablet asks the endpoint now, and the receipt for what was unsent is stored. */
export async function send(page: Page): Promise<void> {
  const answered = page.waitForResponse((answer) => answer.url().endsWith('/api/sync') && answer.ok());
  await wake(page);
  await answered;
  await allSent(page);
}

/** Resolves when the endpoint has answered a push of something: what was made before has then left this tablet. */
export const arrivalOf = (page: Page): Promise<unknown> =>
  page.waitForResponse((response) => {
    const { changes = [] } = response.request().postDataJSON() ?? {};
    return response.url().endsWith('/api/sync') && changes.length > 0 && response.ok();
  });

/** The tablet asks the endpoint on *Synkronisering*, as a worker does who cannot wait. */
export async function syncNow(page: Page): Promise<void> {
  await page.locator('.tab[href="/sync"]').click();
  await press(page, 'Prøv nu');
}

/** *Opfølgning*, with its concerns. */
export async function openFollowUp(page: Page): Promise<void> {
  await page.locator('.tab[href="/opf"]').click();
  await expect(page.locator('.concern').first()).toBeVisible({ timeout: 20_000 });
}

/** Opens an hour outside the plan: at this place, or at the worker's first. There is a way to it on every day. */
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

/** Ends every hour that is open on this tablet, also those that earlier tests of the same server have left. */
export async function endHours(page: Page): Promise<void> {
  await downloaded(page);
  const running = page.getByRole('button', { name: /^Afslut træffetid/ });
  for (let left = await running.count(); left > 0; left -= 1) {
    await running.first().click();
    await expect(running).toHaveCount(left - 1);
  }
}

/** *Ny henvendelse*; where several hours are open each place has its own button, and the first is taken. */
export async function beginConversation(page: Page): Promise<void> {
  await pressOfHour(page, 'Ny henvendelse');
  await expect(page.locator('.capture')).toBeVisible();
}

/** One answer of a question, by its word. */
export const answer = (page: Page, word: string): Promise<void> =>
  page.locator('.capture').getByText(word, { exact: true }).click();

/** What was typed or tapped is on the disk; a reload before that would lose it, as the screen says. */
export const draftKept = (page: Page): Promise<void> => expect(page.getByText('Kladde gemt')).toBeVisible();

/** Leaves *Akut – straks* by saying that it was rung. */
export const hasRung = (page: Page): Promise<void> =>
  page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Der er ringet/ })
    .click();

/** One conversation from *Ny henvendelse* to saved; resolves when the screen says that this tablet has it. */
export async function converse(page: Page, note = '', role = 'Lærer'): Promise<void> {
  await beginConversation(page);
  await answer(page, role);
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

/** The conversations with this role that the hours of the day show; a booking is none, nor is a question about another day's. */
export const conversations = (page: Page, role = 'Lærer'): Locator =>
  page
    .locator('section.card a[href^="/henvendelse/"]')
    .filter({ has: page.locator('.row-title', { hasText: new RegExp(`^${role}$`) }) });
