import { credentialHeader } from '#api/session.ts';
import { type Clock, expect, type Page, type Request, test } from '../helpers/browser.ts';
import { changeAnswers } from '../helpers/changed-answers.ts';
import { expectFit } from '../helpers/fit.ts';
import { epochOf } from '../helpers/instant.ts';
import {
  downloaded,
  extraHour,
  newTablet,
  press,
  pressOfHour,
  signIn,
  unlock,
  wake,
} from '../helpers/tablet-page.ts';

/** What *I dag* is on days that differ: each test has an endpoint and a page of its own at its own instant. */
test.use({ serverFor: 'test', viewport: { width: 1180, height: 820 } });
test.describe.configure({ timeout: 240_000 });

const title = (page: Page) => page.getByRole('heading', { level: 1 });
const startButtons = (page: Page) => page.getByRole('button', { name: /^Start træffetid/ });

/** Names that two buttons, two parts, two headings or two links of the list share. */
async function sharedNames(page: Page): Promise<string[]> {
  const said = await page.locator('.pane-list').ariaSnapshot();
  const names = [...said.matchAll(/^\s*- (?:button|region|heading|link) ".*"/gm)].map(([line]) =>
    line.trim(),
  );
  expect(names.length).toBeGreaterThan(3);
  return names.filter((name, at) => names.indexOf(name) !== at);
}

/** Time goes on while she works: a tablet that nobody touches locks itself. */
async function workFor(page: Page, clock: Clock, minutes: number): Promise<void> {
  for (let done = 0; done < minutes; done += 1) {
    await title(page).click();
    await clock.runFor('01:00');
  }
}

test.describe(() => {
  test.use({ at: epochOf('2026-12-01T10:00') });

  test('on a weekday with hours I dag headlines today, and its first hour can be started', async ({
    tablet: page,
  }) => {
    await expect(title(page)).toHaveText('Tirsdag 1. december');
    await expect(page.getByText('Ingen træffetid')).toHaveCount(0);
    expect(await sharedNames(page)).toEqual([]);
    await press(page, 'Start træffetid · Thorup-Klim Skole, 08.30–10.00');
    await expect(
      page.getByRole('region', { name: 'Thorup-Klim Skole, 08.30–10.00', exact: true }),
    ).toContainText('I gang');
  });

  test('an extra hour has no place beforehand, and one beside another at the same place and time is told and named apart', async ({
    tablet: page,
  }) => {
    await press(page, 'Ekstra træffetid');
    const sheet = page.locator('dialog[open]');
    const place = sheet.getByLabel('Sted', { exact: true });
    await expect(place).toHaveValue('');
    await press(sheet, 'Start træffetid');
    await expect(sheet.locator('.field-wrong')).toHaveText('Vælg et sted');
    await place.selectOption({ label: 'Thorup-Klim Skole' });
    await sheet.getByLabel('Fra').fill('08:30');
    await sheet.getByLabel('Til').fill('10:00');
    await expect(
      sheet.getByText('Der er en træffetid i forvejen: Thorup-Klim Skole, 08.30–10.00.'),
    ).toBeVisible();
    await press(sheet, 'Start træffetid');
    await expect(sheet).toHaveCount(0);
    await pressOfHour(page, 'Start træffetid');
    for (const name of ['Thorup-Klim Skole, 08.30–10.00', 'Thorup-Klim Skole, 08.30–10.00, nr. 2'])
      await expect(page.getByRole('region', { name, exact: true })).toContainText('I gang');
    for (const role of ['Lærer', 'Lærer']) {
      await pressOfHour(page, 'Ny i kø');
      await press(page.locator('dialog[open]'), role);
      await expect(page.locator('dialog[open]')).toHaveCount(0);
    }
    expect(await sharedNames(page)).toEqual([]);
    await expectFit(page, 'two hours at one place and time');
  });

  test('the first download moves none of the hours that are there already', async ({ page, server }) => {
    let release = () => {};
    const rest = new Promise<void>((settle) => {
      release = settle;
    });
    // The first answer with rows comes through, the others wait.
    let pages = 0;
    await changeAnswers<{ rows: unknown[] }>(page, '**/api/sync', async ({ rows }) => {
      if (rows.length > 0) pages += 1;
      if (pages > 1) await rest;
    });
    await signIn(page, server.url);
    const start = page.getByRole('button', { name: /^Start træffetid/ }).first();
    await expect(start).toBeVisible();
    await expect(page.locator('main[aria-busy=true]')).toBeVisible();
    await expect(page.locator('.agenda').first()).toBeVisible();
    const before = await start.boundingBox();
    release();
    await downloaded(page);
    expect(pages).toBeGreaterThan(1);
    await expect(page.getByText('Spørgsmål fra koordinatoren')).toBeVisible();
    expect(await start.boundingBox()).toEqual(before);
  });
});

for (const [name, at, headline, why, next] of [
  ['a Saturday', '2026-12-05T11:00', 'Lørdag 5. december', '', 'mandag 7. december kl. 08.30, Brovst Skole'],
  [
    '24 December',
    '2026-12-24T10:00',
    'Torsdag 24. december',
    'Juleaften',
    'tirsdag 29. december kl. 13.00, Børnehaven Brovst',
  ],
  [
    'Easter Monday',
    '2027-03-29T10:00',
    'Mandag 29. marts',
    '2. påskedag',
    'tirsdag 30. marts kl. 08.30, Thorup-Klim Skole',
  ],
  [
    'a Monday in the summer holidays',
    '2027-07-12T10:00',
    'Mandag 12. juli',
    'Sommerferie',
    'tirsdag 13. juli kl. 13.00, Børnehaven Brovst',
  ],
] as const) {
  test.describe(() => {
    test.use({ at: epochOf(at) });

    test(`on ${name} I dag headlines today, says that there are no hours, and one button leads to the next`, async ({
      tablet: page,
    }) => {
      await expect(title(page)).toHaveText(headline);
      await expect(page.getByRole('heading', { name: 'Ingen træffetid i dag.' })).toBeVisible();
      if (why) await expect(page.locator('.no-hours')).toContainText(why);
      await expect(page.locator('.no-hours-next')).toContainText(`Næste: ${next}`);
      await expect(startButtons(page)).toHaveCount(0);
      await page.getByRole('link', { name: 'Forrige dag' }).click();
      await expect(title(page)).not.toHaveText(headline);
      await expect(startButtons(page)).toHaveCount(0);
      await page.getByRole('link', { name: 'Gå til I dag' }).click();
      await expect(title(page)).toHaveText(headline);

      await page.getByRole('link', { name: `Vis dagen: ${next}` }).click();
      await expect(page.getByText('I demoen kan den startes i dag.')).toBeVisible();
      await startButtons(page).first().click();
      await expect(page.getByText('I gang')).toBeVisible();
      await page.getByRole('link', { name: 'Næste dag' }).click();
      await expect(page.getByText('Kører stadig?')).toBeVisible();
      await expect(startButtons(page)).toHaveCount(0);
      // What runs is on today's screen too, whatever day it was planned for.
      await page.getByRole('link', { name: 'Gå til I dag' }).click();
      await expect(page.getByRole('button', { name: /^Afslut træffetid/ })).toHaveCount(1);
      await expect(page.getByRole('heading', { name: 'Ingen træffetid i dag.' })).toBeVisible();
    });
  });
}

test.describe(() => {
  test.use({ at: epochOf('2026-12-31T23:50') });

  test('an hour that runs over midnight on New Year’s Eve stays on top of the new day, and can be ended', async ({
    clock,
    page,
    line,
  }) => {
    await newTablet(page, line.url);
    // The hours that pass here pass on the tablet alone: the endpoint would say that its clock is wrong.
    await line.cut();
    await expect(title(page)).toHaveText('Torsdag 31. december');
    await extraHour(page, 'Brovst Skole');
    await expect(page.getByRole('region', { name: 'Brovst Skole, 23.50–23.59', exact: true })).toBeVisible();
    await workFor(page, clock, 11);
    await expect(title(page)).toHaveText('Fredag 1. januar');
    const name = 'Brovst Skole, torsdag 31. december 23.50–23.59';
    const card = page.getByRole('region', { name, exact: true });
    await expect(card).toBeVisible();
    await expect(card).toContainText('I gang');
    expect((await card.boundingBox())!.y).toBeLessThan((await page.locator('.no-hours').boundingBox())!.y);
    expect(await sharedNames(page)).toEqual([]);
    await expect(startButtons(page)).toHaveCount(0);
    await press(page, `Ny henvendelse · ${name}`);
    await expect(page.locator('.capture')).toContainText('Brovst Skole');
    await press(page.locator('.capture'), 'Luk');
    await press(page, 'Lås');
    await expect(page.getByText('Træffetid i gang, planlagt til 23.59')).toBeVisible();
    await unlock(page);
    await press(page, `Afslut træffetid · ${name}`);
    await expect(card).toHaveCount(0);
    await expect(page.locator('.status-line')).toContainText(
      new RegExp(`^Træffetiden er afsluttet 00\\.\\d\\d: ${name}`),
    );
    await press(page.locator('.status-line'), 'Fortryd');
    await expect(card).toBeVisible();
  });
});

test('until all has been fetched the day says so, over a reload, and calls nobody without places', async ({
  page,
  server,
}) => {
  const reads = (request: Request): boolean => credentialHeader in request.headers();
  await page.route('**/api/sync', (route) => (reads(route.request()) ? route.abort() : route.continue()));
  await signIn(page, server.url);
  const notice = page.getByText('Ikke alt er hentet til tabletten endnu.');
  for (const isAgain of [false, true]) {
    if (isAgain) {
      await page.reload();
      await unlock(page);
    }
    await expect(notice).toBeVisible();
    await expect(page.locator('main[aria-busy=true]')).toBeVisible();
    await expect(page.getByText('Du har ingen steder')).toHaveCount(0);
  }
  await expectFit(page, 'not all fetched');
  await page.unroute('**/api/sync');
  await wake(page);
  await downloaded(page);
  await expect(page.getByRole('button', { name: 'Ekstra træffetid' })).toBeVisible();
  await expect(notice).toHaveCount(0);
});
