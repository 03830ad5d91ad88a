import { expect, type Page, test } from '../helpers/browser.ts';
import { expectFit } from '../helpers/fit.ts';
import { syncNow } from '../helpers/tablet-page.ts';

/** The answer of the endpoint to one change. */
const changed = (page: Page) =>
  page.waitForResponse(
    (response) => response.url().endsWith('/api/places') && response.request().method() === 'POST',
  );

test('a place’s link and notice are found, copied and renewed, and the old link says so kindly', async ({
  desk,
  server,
}) => {
  const page = await desk('/k/steder');
  const context = page.context();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByLabel('Find sted').fill('brovst sk');
  await page.getByRole('link', { name: /^Brovst Skole/ }).click();
  await expect(page.getByRole('heading', { name: 'Brovst Skole' })).toBeFocused();
  expect(new URL(page.url()).pathname).toMatch(/^\/k\/steder\/\d{6}$/);
  const link = page.getByRole('textbox', { name: 'Booking-link' });
  const old = await link.inputValue();
  await page.getByRole('button', { name: 'Kopiér: Booking-link' }).click();
  await expect(page.getByText('Kopieret: Booking-link')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(old);
  await expect(page.getByRole('textbox', { name: 'Opslag til Aula' })).toHaveValue(
    new RegExp(new URL(old).pathname),
  );

  await page.getByRole('button', { name: 'Forny linket…' }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByText('Det gamle link og plakaten holder op med at virke.')).toBeVisible();
  await expect(sheet.getByText('Tider, der er booket, gælder stadig.')).toBeVisible();
  await sheet.getByRole('button', { name: 'Behold den gamle' }).click();
  await expect(sheet).toBeHidden();
  await expect(link).toHaveValue(old);

  await page.getByRole('button', { name: 'Forny linket…' }).click();
  await Promise.all([changed(page), sheet.getByRole('button', { name: 'Forny linket' }).click()]);
  await expect(link).not.toHaveValue(old);
  await expect(page.getByText('Linket er nyt. Hæng den nye plakat op.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Opslag til Aula' })).not.toHaveValue(
    new RegExp(new URL(old).pathname),
  );
  const fresh = await link.inputValue();
  const visitor = await context.newPage();
  await visitor.goto(server.url + new URL(old).pathname);
  await expect(visitor.getByRole('heading', { name: 'Linket er skiftet ud' })).toBeVisible();
  await visitor.goto(server.url + new URL(fresh).pathname);
  await expect(visitor.getByRole('heading', { level: 1 })).toContainText('Book en snak med');
  await visitor.goto(`${server.url}${new URL(fresh).pathname}/plakat`);
  await expect(visitor.locator('.poster-link')).toContainText(new URL(fresh).pathname);
});

test('whom to ring is the municipality’s number until the place has its own, and a wrong one is not saved', async ({
  desk,
  server,
}) => {
  const page = await desk('/k/steder/849002');
  const context = page.context();
  const visitor = await context.newPage();
  const booking = new URL(await page.getByRole('textbox', { name: 'Booking-link' }).inputValue()).pathname;
  const ring = visitor.locator('.call a');
  await visitor.goto(server.url + booking);
  await expect(ring).toHaveText('00 00 00 00');

  await page.getByLabel('Telefonnummer').fill('kontoret');
  await page.getByRole('button', { name: 'Gem', exact: true }).click();
  await expect(page.getByText('Skriv et telefonnummer med mindst 8 cifre')).toBeVisible();
  await page.getByLabel('Telefonnummer').fill('00 11 22 33');
  await page.getByLabel(/^Hvem svarer/).fill('kontoret');
  await Promise.all([changed(page), page.getByRole('button', { name: 'Gem', exact: true }).click()]);
  await expect(page.getByText('Gemt', { exact: true })).toBeVisible();
  await visitor.reload();
  await expect(ring).toHaveText('00 11 22 33');
  await expect(visitor.locator('.call')).toContainText('Ring til kontoret på');
});

test('whom a worker rings when it cannot wait is set for the whole municipality, and her tablet has it after the next sync', async ({
  tablet,
  desk,
}) => {
  const called = tablet.getByRole('alertdialog', { name: 'Akut – ring nu' }).locator('.acute-number');
  const openAcute = () =>
    tablet.getByRole('button', { name: 'Akut', exact: true }).filter({ visible: true }).click();
  await openAcute();
  await expect(called.filter({ hasText: '00 00 00 0' }).first()).toBeVisible();
  await tablet.keyboard.press('Escape');

  const page = await desk('/k/steder/faelles');
  const form = page.locator('form', { has: page.getByLabel('Underretningsvagten, hverdage') });
  const save = form.getByRole('button', { name: 'Gem', exact: true });
  const [day, evening] = ['72 57 11 11', '72 57 22 22'];
  await form.getByLabel('Underretningsvagten, hverdage').fill('vagten');
  await form.getByLabel('Den sociale døgnvagt, uden for den tid').fill(evening);
  await save.click();
  await expect(form.locator('.field-wrong')).toBeVisible();
  await form.getByLabel('Underretningsvagten, hverdage').fill(day);
  await Promise.all([changed(page), save.click()]);
  await expect(page.getByText('Gemt', { exact: true })).toBeVisible();
  await page.reload();
  await expect(form.getByLabel('Underretningsvagten, hverdage')).toHaveValue(day);

  await syncNow(tablet);
  await openAcute();
  await expect(called.filter({ hasText: day })).toBeVisible({ timeout: 20_000 });
  await expect(called.filter({ hasText: evening })).toBeVisible();
  await expect(called.filter({ hasText: '00 00 00 0' })).toHaveCount(0);
});

test('how long who booked is remembered, and a worker’s calendar, are for all places', async ({
  desk,
  server,
}) => {
  const page = await desk('/k/steder/faelles');
  const context = page.context();
  await page.getByLabel('Dage efter tiden').fill('3');
  await page.getByRole('button', { name: 'Gem', exact: true }).last().click();
  await expect(page.getByText('Skriv et tal fra 7 til 365.')).toBeVisible();
  await page.getByLabel('Dage efter tiden').fill('45');
  await Promise.all([changed(page), page.getByRole('button', { name: 'Gem', exact: true }).last().click()]);
  await page.reload();
  await expect(page.getByLabel('Dage efter tiden')).toHaveValue('45');

  const feed = page.getByLabel('Kalender med træffetiderne, Mette Holm', { exact: true });
  const old = new URL(await feed.inputValue()).pathname;
  expect((await context.request.get(server.url + old)).status()).toBe(200);
  await page.getByRole('button', { name: 'Forny adressen: Mette Holm' }).click();
  const renew = page.getByRole('dialog').getByRole('button', { name: 'Forny adressen' });
  await Promise.all([changed(page), renew.click()]);
  await expect(feed).not.toHaveValue(new RegExp(old));
  expect((await context.request.get(server.url + old)).status()).toBe(410);
  expect((await context.request.get(server.url + new URL(await feed.inputValue()).pathname)).status()).toBe(
    200,
  );
});

test('what the endpoint did not take stays in the field, and is said', async ({ desk }) => {
  const page = await desk('/k/steder/849003');
  await page.getByLabel('Telefonnummer').fill('00 99 88 77');
  await page.route('**/api/places', (route) =>
    route.request().method() === 'POST' ? route.abort('connectionreset') : route.continue(),
  );
  await page.getByRole('button', { name: 'Gem', exact: true }).click();
  await expect(page.getByText('Det blev ikke gemt.')).toBeVisible();
  await expect(page.getByLabel('Telefonnummer')).toHaveValue('00 99 88 77');
});

test('the desk of places is accessible and fits', async ({ desk, server }) => {
  test.slow();
  const page = await desk('/k/steder');
  await expect(page.getByLabel('Find sted')).toBeVisible();
  await expectFit(page, 'places');
  await page.goto(`${server.url}/k/steder/849001`);
  await expect(page.getByRole('textbox', { name: 'Booking-link' })).toBeVisible();
  await expectFit(page, 'place');
  await page.getByRole('button', { name: 'Forny linket…' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectFit(page, 'renewing');
});

test.describe('on the tablet', () => {
  test.use({ viewport: { width: 1180, height: 820 }, hasTouch: true, worker: 'Rådgiver Øst' });
  test('a worker finds her own calendar’s address under Mere, and is told when there is no connection', async ({
    tablet: page,
    context,
    server,
  }) => {
    await page.getByRole('link', { name: 'Mere' }).first().click();
    await page.route('**/api/device/feed', (route) => route.abort('internetdisconnected'));
    await page.getByRole('button', { name: 'Vis adressen' }).click();
    await expect(page.getByText('Adressen kan kun hentes, når der er forbindelse')).toBeVisible();
    await page.unroute('**/api/device/feed');
    await page.getByRole('button', { name: 'Vis adressen' }).click();
    const address = await page.getByLabel('Kalenderens adresse', { exact: true }).inputValue();
    const calendar = await context.request.get(server.url + new URL(address).pathname);
    expect(await calendar.text()).toContain('Træffetid · Anders Krog');
  });
});
