import { expect, type Page, test } from '../helpers/browser.ts';
import { expectFit } from '../helpers/fit.ts';
import {
  answer,
  arrivalOf,
  beginConversation,
  extraHour,
  hasRung,
  newTablet,
  pill,
  press,
  startHour,
  syncNow,
  unlock,
} from '../helpers/tablet-page.ts';
import { countTaps } from '../helpers/taps.ts';

test('every screen of the tablet is accessible, fits and can be hit, in all sizes and both lights', async ({
  page,
  server,
}) => {
  test.setTimeout(150_000);
  await page.goto(server.url);
  await expect(page.getByRole('heading', { name: 'Log ind' })).toBeVisible();
  await expectFit(page, 'sign-in');
  await page.getByRole('button', { name: 'Mette Holm' }).click();
  await expect(page.getByRole('heading', { name: 'Skriv den ned' })).toBeVisible();
  await expectFit(page, 'recovery code');
  await press(page, 'Jeg har skrevet den ned');
  await press(page, 'Spring over');

  await startHour(page);
  await beginConversation(page);
  await answer(page, 'Lærer');
  await press(page.locator('.capture'), 'Fravær');
  await expectFit(page, 'capture');
  await press(page.locator('.capture'), 'Sparring');
  await answer(page, 'Start 4-ugers frist');
  await answer(page, 'Akut – straks');
  await hasRung(page);
  await page.getByLabel(/^Note/).fill('Far ringede fra 010180-1234.');
  await expect(page.getByText('Det ligner et CPR-nummer')).toBeVisible();
  await expectFit(page, 'capture with a warning');
  await press(page, 'Fjern tallet');
  await press(page, 'Afslut og gem');

  const conversation = page.getByRole('link', { name: /Lærer.*Fravær/ });
  await expect(conversation).toBeVisible();
  await expectFit(page, 'today');
  await conversation.click();
  await expectFit(page, 'conversation');
  await press(page, 'Ret');
  await expectFit(page, 'correction');
  await press(page, 'Kassér…');
  await press(page, 'Annullér henvendelsen…');
  await expectFit(page, 'annulment');
  await press(page, 'Luk');
  await page.getByRole('link', { name: 'Tilbage' }).click();
  await press(page, 'Ekstra træffetid');
  await expectFit(page, 'extra hour');
  await press(page, 'Luk');

  await page.locator('.tab[href="/sync"]').click();
  await expect(page.getByRole('heading', { name: 'Synkronisering' })).toBeVisible();
  await expectFit(page, 'sync');
  await page.locator('.tab[href="/mere"]').click();
  await expectFit(page, 'more');
  await press(page, 'Lås nu');
  await page.getByLabel(/Indtast din kode/).fill('7777-7777-7777');
  await press(page, 'Lås op');
  await expect(page.getByText('Forkert kode.')).toBeVisible();
  await expectFit(page, 'lock');
  await press(page, 'Jeg har glemt koden');
  await expectFit(page, 'forgotten code');
});

test('a conflict is shown with both values, and nothing is chosen beforehand', async ({
  tablet: page,
  browser,
  server,
}) => {
  test.setTimeout(90_000);
  const other = await browser.newPage();
  await newTablet(other, server.url, 'Anders Krog');
  const shared = (on: Page) =>
    on.locator('section', { has: on.getByRole('heading', { name: /^Jetsmark Skole/ }) });
  await extraHour(other, 'Jetsmark Skole');
  await beginConversation(other);
  await answer(other, 'Pædagog');
  await press(other.locator('.capture'), 'Ensomhed');
  await press(other, 'Gem nu');
  await expect(pill(other)).toContainText('Alt er sendt');

  await syncNow(page);
  await page.locator('.tab[href="/"]').click();
  const correct = async (on: Page, who: string) => {
    await shared(on)
      .getByRole('link', { name: /Pædagog/ })
      .click();
    await press(on, 'Tilføj vurdering');
    await answer(on, who);
    await press(on, 'Gem');
  };
  await other.context().setOffline(true);
  await correct(other, 'Forælder');
  // The pill says "Alt er sendt" before the correction as well: only the endpoint's answer tells that it has arrived.
  const arrived = arrivalOf(page);
  await correct(page, 'Leder');
  await arrived;
  await other.context().setOffline(false);
  await other.goto(`${server.url}/sync`);
  await unlock(other);

  await expect(pill(other)).toContainText('Kræver dit valg');
  await other.getByRole('link', { name: /Henvendelse.*Kræver dit valg/ }).click();
  await expect(other.getByRole('radio')).toHaveCount(2);
  await expect(other.getByRole('radio', { checked: true })).toHaveCount(0);
  await expectFit(other, 'conflict');
  await press(other, 'Gem mit valg');
  await expect(other.getByText('Vælg for hvert felt, før du gemmer.')).toBeVisible();
  await other.getByRole('radio', { name: /Forælder/ }).check();
  await press(other, 'Gem mit valg');
  await expect(other.getByText('Dit valg er gemt.')).toBeVisible();
  await expect(pill(other)).toContainText('Alt er sendt');
});

test('a new conversation takes seven taps, and two taps at once save it once', async ({ tablet: page }) => {
  await extraHour(page);
  const taps = await countTaps(page);
  await beginConversation(page);
  await answer(page, 'Barn/ung');
  await press(page.locator('.capture'), 'Trivsel');
  await press(page.locator('.capture'), 'Samtale med barn');
  await answer(page, '2 uger');
  await answer(page, 'Ikke relevant');
  await page.getByRole('button', { name: 'Afslut og gem' }).dblclick();
  await expect(page.getByRole('link', { name: /Barn\/ung.*Trivsel/ })).toHaveCount(1);
  await expect.poll(taps).toBe(8);
  await page.getByRole('link', { name: /Barn\/ung.*Trivsel/ }).click();
  await expect(page.getByText(/registreret af Mette Holm/)).toHaveCount(1);
  await expect(page.getByText(/rettet af/)).toHaveCount(0);
});

test('a full disk is said, nothing is called saved, and the form stays until there is room', async ({
  tablet: page,
}) => {
  await extraHour(page);
  await beginConversation(page);
  await answer(page, 'Leder');
  await page.evaluate(() => {
    const { add, put } = IDBObjectStore.prototype;
    const full = (): never => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
    IDBObjectStore.prototype.add = full;
    IDBObjectStore.prototype.put = full;
    addEventListener('room', () => Object.assign(IDBObjectStore.prototype, { add, put }));
  });
  await press(page, 'Gem nu');
  await expect(page.getByRole('alert').filter({ hasText: 'Der er ikke plads på tabletten' })).toBeVisible();
  await expect(page.locator('.status-line')).toHaveText('');
  await expect(page.locator('.capture').getByRole('radio', { name: 'Leder' })).toBeChecked();
  await page.evaluate(() => dispatchEvent(new Event('room')));
  await press(page, 'Gem nu');
  await expect(page.locator('.status-line')).toContainText('Gemt på denne tablet');
});
