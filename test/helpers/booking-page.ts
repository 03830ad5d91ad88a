import { type Browser, expect, type Locator, type Page } from './playwright.ts';
import type { Server } from './server.ts';

/** Whose place the printed booking page is, as the worker's role button says. */
export const booked = 'Rådgiver Vest';

/** The path of the booking page that the demo prints when it starts. */
export async function bookingPath(server: Server): Promise<string> {
  const printed = () => /book a time: (\S+)/.exec(server.said())?.[1];
  await expect.poll(printed).toBeDefined();
  return new URL(printed()!).pathname;
}

/** The phone of somebody who books, with cookies of its own. */
export const newPhone = (browser: Browser): Promise<Page> =>
  browser.newPage({ viewport: { width: 390, height: 844 } });

export interface FreeTime {
  date: string;
  /** `10.20` */
  at: string;
  place: string;
  tid: string;
}

/** The last free time on a booking page, weeks ahead, so that no other test is in the way; or in the hour that begins then (`2026-12-01T07:00`). */
export async function lastFree(phone: Page, url: string, begins = ''): Promise<FreeTime> {
  await phone.goto(url);
  const place = (await phone.title()).split('–')[0]!.trim();
  const tidOf = (some: Locator): Promise<string> => some.getAttribute('data-tid').then(String);
  const hour = begins && (await tidOf(phone.locator(`[data-tid^="${begins}"]`).first())).slice(17);
  const tid = await tidOf(phone.locator(hour ? `[data-tid$="${hour}"]` : '[data-tid]').last());
  return { date: tid.slice(0, 10), at: tid.slice(11, 16).replace(':', '.'), place, tid };
}

/** Shows the times of every day: those of the later ones lie behind a line where there are many. */
export async function showAll(phone: Page): Promise<void> {
  const more = phone.locator('details.more summary');
  if (await more.isVisible()) await more.click();
}

/** As a browser's own filling-in does: no tap. */
export async function fillIn(phone: Page, name = 'Jonas Lind', mail = 'jonas@skole.example'): Promise<void> {
  await phone.getByLabel('Dit navn').fill(name);
  await phone.getByLabel('Din mail').fill(mail);
}

/** A teacher fills in the open form and books; the phone then shows the receipt. */
export async function confirm(phone: Page, name?: string, mail?: string): Promise<void> {
  await phone.getByText('Lærer', { exact: true }).click();
  await fillIn(phone, name, mail);
  await phone.getByRole('button', { name: /^Book / }).click();
  await phone.waitForURL(/\/ok\?/);
}

/** A teacher books this time on a booking page. */
export async function bookTime(phone: Page, url: string, tid: string): Promise<void> {
  await phone.goto(`${url}?tid=${encodeURIComponent(tid)}`);
  await confirm(phone);
}
