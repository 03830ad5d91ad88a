import { expect, test } from '../helpers/browser.ts';
import { searchLog } from '../helpers/coordinator-page.ts';
import { expectFit } from '../helpers/fit.ts';
import { extraHour, openFollowUp, press, pressOfHour } from '../helpers/tablet-page.ts';

test.describe.configure({ timeout: 240_000 });

test('follow-up, queue and the rest of the tablet fit every size in both lights', async ({
  tablet: page,
  context,
  server,
}) => {
  await extraHour(page);
  await pressOfHour(page, 'Ny i kø');
  await expectFit(page, 'new in queue');
  await press(page.locator('dialog[open]'), 'Barn/ung');
  await expectFit(page, 'queue');
  await pressOfHour(page, 'Tag ind: Barn/ung');
  await expectFit(page, 'capture with its tools');
  await press(page, 'Luk');

  await openFollowUp(page);
  await expectFit(page, 'follow-up');
  await page.locator('.concern').first().getByRole('button').first().click();
  await expectFit(page, 'what was done');
  await press(page.locator('dialog[open]'), 'Luk');
  await page.locator('.concern-what').first().click();
  await expect(page.getByRole('heading', { name: /^Forløb/ })).toBeVisible();
  await expectFit(page, 'the course of a concern');

  const other = await context.newPage();
  await other.goto(`${server.url}/opf`);
  await expect(other.getByRole('button', { name: 'Brug den her' })).toBeVisible();
  await expectFit(other, 'a second tab');
});

test('the coordinator’s log fits every size in both lights', async ({ page, server }) => {
  await page.goto(`${server.url}/k/`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Log ind');
  await expectFit(page, 'sign-in', 'dense');
  await page.getByRole('button', { name: /Koordinator/ }).click();
  await expect(page.locator('tbody tr').first()).toBeVisible();
  await expectFit(page, 'log', 'dense');
  await page.getByRole('link', { name: /^Spørgsmål · / }).click();
  await expect(page.locator('tbody tr')).toHaveCount(2);
  await page.getByRole('button', { name: /^Filtre/ }).click();
  await page.locator('tbody input').first().check();
  await expectFit(page, 'log with filters and a selection', 'dense');
  await press(page, 'Genveje');
  await expectFit(page, 'keys', 'dense');
  await page.keyboard.press('Escape');
  await searchLog(page, 'findes-slet-ikke');
  await expect(page.getByText('Ingen henvendelser passer til søgningen')).toBeVisible();
  await expectFit(page, 'nothing found', 'dense');
});

test('an open line of the log fits every size in both lights', async ({ desk, server }) => {
  const page = await desk();
  const asked = page.getByRole('link', { name: /^Spørgsmål · / });
  const lines = Number(/\d+/.exec(await asked.innerText())![0]);
  await asked.click();
  // The lines of the filter before stand until those of this one have come.
  await expect(page.locator('tbody tr')).toHaveCount(lines);
  await page.locator('tbody a').first().click();
  await expect(page.getByRole('heading', { name: 'Spørgsmål og svar' })).toBeVisible();
  await press(page, 'Send tilbage med spørgsmål');
  await expect(page.locator('.error-summary')).toBeFocused();
  await expectFit(page, 'line with an open question', 'dense');
  await page.getByText('Historik').first().click();
  await page.goto(`${server.url}/k/log/018f0000-0000-7000-8000-00000000000f`);
  await expect(page.getByText(/Henvendelsen findes ikke/)).toBeVisible();
  await expectFit(page, 'no such line', 'dense');
});

test('who is no coordinator is told so, in every size', async ({ page, server }) => {
  await page.goto(`${server.url}/k/`);
  await page
    .getByRole('button', { name: /Rådgiver/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: 'Loggen er for koordinatorer' })).toBeVisible();
  await expectFit(page, 'not a coordinator', 'dense');
});

test('every page of booking fits every size in both lights', async ({ page, bookingPath: path, server }) => {
  const go = (address: string) => page.goto(server.url + address);
  await go(path);
  await expectFit(page, 'times');
  await page.locator('a.time').first().click();
  await expect(page.locator('#confirm-title')).toBeFocused();
  await expectFit(page, 'form');
  await page.getByText('Lærer', { exact: true }).click();
  await page.getByLabel('Dit navn').fill('Jonas Lind');
  await page.getByLabel('Din mail').fill('jonas@skole.example');
  await page.getByRole('button', { name: /^Book / }).click();
  await expect(page.getByRole('heading', { name: 'Din tid er booket' })).toBeVisible();
  await expectFit(page, 'receipt');
  const own = `/b/t/${new URL(page.url()).searchParams.get('t')}`;
  await go(path);
  await expectFit(page, 'times for who has booked');
  for (const [name, address] of [
    ['at the door', `${path}/her`],
    ['poster', `${path}/plakat`],
    ['no such place', '/b/findes-ikke-222222'],
    ['own booking', own],
    ['move', `${own}?flyt`],
    ['cancel', `${own}?aflys`],
  ] as const) {
    await go(address);
    await expect(page.locator('h1').first()).toBeVisible();
    await expectFit(page, name);
  }
  await press(page, 'Aflys tiden');
  await expect(page.getByRole('heading', { name: 'Din tid er aflyst' })).toBeVisible();
  await expectFit(page, 'cancelled');
});
