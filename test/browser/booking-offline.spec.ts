import { fillIn, showAll } from '../helpers/booking-page.ts';
import { expect, type Page, test } from '../helpers/browser.ts';

test.use({ viewport: { width: 390, height: 844 } });

const noNet = (page: Page) => page.getByRole('alert').filter({ hasText: 'Du er ikke på nettet.' });

/** Presses *Book* of the open form, with or without a network. */
async function bookAs(page: Page, name: string): Promise<void> {
  await page.getByText('Lærer', { exact: true }).click();
  await fillIn(page, name, 'net@skole.example');
  await page.getByRole('button', { name: /^Book / }).click();
}

test('an open page that loses the network says so, and whom to ring; with the network come fresh times', async ({
  page,
  context,
  bookingPath: path,
  server,
}) => {
  await page.goto(server.url + path);
  await expect(noNet(page)).toHaveCount(0);
  await context.setOffline(true);
  await expect(noNet(page)).toContainText('nye kan ikke vises. Ring til Familieafdelingen på 00 00 00 00.');
  await expect(noNet(page).getByRole('link')).toHaveAttribute('href', 'tel:00000000');
  const again = page.waitForResponse((response) => response.url() === server.url + path);
  await context.setOffline(false);
  expect((await again).status()).toBe(200);
  await expect(noNet(page)).toHaveCount(0);
});

test('a returning device books without a network: not booked yet, with a number to ring, and sent once when it is back', async ({
  page,
  context,
  bookingPath: path,
  server,
}) => {
  await page.goto(server.url + path);
  await page.locator('a.time').first().click();
  await page.getByLabel('Husk mig på denne enhed').check();
  await bookAs(page, 'Bodil Ravn');
  await page.waitForURL(/\/ok\?/);

  await page.goto(server.url + path);
  let sent = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST') sent += 1;
  });
  await context.setOffline(true);
  await page.locator('a.time').first().click();
  await expect(page.locator('#known-text')).toContainText('Bodil Ravn');
  await page.getByRole('button', { name: /^Book / }).click();
  const sheet = page.locator('#confirm');
  await expect(sheet.getByText('Ikke booket endnu.')).toBeVisible();
  await expect(sheet.getByText('Ring til Familieafdelingen på')).toBeVisible();
  const tried = sent;
  await context.setOffline(false);
  await page.waitForURL(/\/ok\?/);
  await expect(page.getByRole('heading', { name: 'Din tid er booket' })).toBeVisible();
  expect(tried).toBeGreaterThan(0);
  expect(await page.evaluate(() => localStorage.getItem('traeffetid.pending'))).toBeNull();
});

test('nothing that is given up is booked when the network is back', async ({
  page,
  context,
  bookingPath: path,
  server,
}) => {
  await page.goto(server.url + path);
  await showAll(page);
  const time = page.locator('a.time').last();
  const tid = (await time.getAttribute('data-tid'))!;
  await context.setOffline(true);
  await time.click();
  await bookAs(page, 'Kaj Munk');
  await expect(page.getByText('Ikke booket endnu.')).toBeVisible();
  await page.getByRole('button', { name: 'Opgiv' }).click();
  await expect(page.getByText('Ikke booket endnu.')).toBeHidden();
  await page.locator('#confirm-close button').click();
  const again = page.waitForResponse((response) => response.url() === server.url + path);
  await context.setOffline(false);
  await again;
  await expect(page.locator(`a.time[data-tid="${tid}"]`)).toHaveCount(1);
});

test('moving and cancelling change nothing without a network, and say so', async ({
  page,
  context,
  bookingPath: path,
  server,
}) => {
  await page.goto(server.url + path);
  await page.locator('a.time').first().click();
  await bookAs(page, 'Inger By');
  await page.waitForURL(/\/ok\?/);
  await page.getByRole('link', { name: 'Aflys' }).click();
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Aflys tiden' }).click();
  await expect(noNet(page)).toContainText('Intet kan ændres, før forbindelsen er der.');
  await expect(page.getByRole('heading', { name: 'Vil du aflyse din tid?' })).toBeVisible();
  await context.setOffline(false);
  await expect(noNet(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Aflys tiden' }).click();
  await expect(page.getByRole('heading', { name: 'Din tid er aflyst' })).toBeVisible();
});
