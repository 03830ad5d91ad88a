import { expect, test } from '../helpers/browser.ts';
import {
  answer,
  draftKept,
  endHours,
  extraHour,
  newTablet,
  openFollowUp,
  pill,
  press,
  pressOfHour,
  syncNow,
  unlock,
} from '../helpers/tablet-page.ts';
import { countTaps } from '../helpers/taps.ts';

for (const [orientation, width, height, role] of [
  ['landscape', 1180, 820, 'Forælder'],
  ['portrait', 820, 1180, 'Leder'],
] as const) {
  test(`a clock is closed in three taps and opened again in one, in ${orientation}`, async ({
    tablet: page,
  }) => {
    await page.setViewportSize({ width, height });
    await openFollowUp(page);
    const reference = await page.locator('.concern strong').first().innerText();
    const taps = await countTaps(page);
    await press(page, `Der er handlet… ${reference}`);
    await page.getByText('Støtte er sat i gang på stedet', { exact: true }).click();
    await press(page.locator('dialog[open]'), 'Gem');
    await expect.poll(taps).toBe(3);
    await expect(page.locator('.status-line')).toContainText(`${reference}: Støtte er sat i gang på stedet.`);
    await expect(page.locator('.concern').filter({ hasText: reference })).toHaveCount(0);
    const [urgent] = /\d+/.exec(await page.getByText(/^Haster · /).innerText()) ?? [];
    await expect(page.locator('.tab-badge')).toHaveText(new RegExp(`^${urgent}\\b`));
    await press(page, 'Fortryd');
    await expect(page.locator('.concern').filter({ hasText: reference })).toHaveCount(1);
    await expect.poll(taps).toBe(4);
  });

  test(`somebody in the queue is taken in and finished in six taps, in ${orientation}`, async ({
    page,
    server,
  }) => {
    await page.setViewportSize({ width, height });
    await newTablet(page, server.url, 'Anders Krog');
    await extraHour(page);
    const tapsToWait = await countTaps(page);
    await pressOfHour(page, 'Ny i kø');
    await press(page.locator('dialog[open]'), role);
    await expect.poll(tapsToWait).toBe(2);
    await expect(page.getByRole('heading', { name: 'Venter uden tid · 1' })).toBeVisible();
    const taps = await countTaps(page);
    await pressOfHour(page, `Tag ind: ${role}`);
    await press(page.locator('.capture'), 'Trivsel');
    await press(page.locator('.capture'), 'Sparring');
    await answer(page, 'Ingen');
    await answer(page, 'Ikke relevant');
    await press(page, 'Afslut og gem');
    await expect(page.locator('.status-line')).toContainText('Gemt på denne tablet');
    await expect.poll(taps).toBe(6);
    await expect(page.getByRole('link', { name: new RegExp(`${role}.*Trivsel`) })).toBeVisible();
    await expect(page.getByRole('heading', { name: /^Venter uden tid/ })).toHaveCount(0);
  });
}

test('who went away again leaves the queue, and comes back by undo', async ({ page, server }) => {
  await newTablet(page, server.url, 'Anders Krog');
  await extraHour(page);
  await pressOfHour(page, 'Ny i kø');
  await press(page.locator('dialog[open]'), 'Leder');
  await pressOfHour(page, 'Gik igen: Leder');
  await expect(page.getByRole('heading', { name: /^Venter uden tid/ })).toHaveCount(0);
  await press(page, 'Fortryd');
  await expect(page.getByRole('heading', { name: 'Venter uden tid · 1' })).toBeVisible();
});

test('a pause stops the timer, also over a reload, and one letter begins a conversation unless it is turned off', async ({
  page,
  server,
}) => {
  await newTablet(page, server.url, 'Anders Krog');
  // The letter begins a conversation where one hour is open; the tests before this one have left theirs.
  await endHours(page);
  await extraHour(page);
  await page.keyboard.press('n');
  await press(page, 'Pause');
  await draftKept(page);
  const rested = await page.getByRole('timer').innerText();
  await page.reload();
  await unlock(page);
  await expect(page.getByRole('timer')).toHaveText(rested);
  await press(page, 'Fortsæt');
  await expect(page.getByRole('timer')).not.toHaveText(rested);
  await press(page, 'Luk');

  await page.locator('.tab[href="/mere"]').click();
  const keys = page.getByRole('group', { name: 'Genveje med ét bogstav' });
  await keys.getByText('Fra', { exact: true }).click();
  await page.locator('.tab[href="/"]').click();
  await expect(page.getByRole('button', { name: 'Ekstra træffetid' })).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.locator('.capture')).toHaveCount(0);
});

test('a question from the coordinator is answered in its conversation, and what was typed survives a reload', async ({
  tablet: page,
}) => {
  const asked = page.locator('.banner').filter({ hasText: 'Spørgsmål fra koordinatoren' });
  await expect(asked).toBeVisible({ timeout: 15_000 });
  const address = await asked.getByRole('link').first().getAttribute('href');
  await page.locator(`.banner a[href="${address}"]`).click();
  await page.getByLabel('Dit svar').fill('Det er aftalt med skolen.');
  // The draft is on the disk some keystrokes later; a lock waits for it.
  await press(page, 'Lås');
  await expect(page.getByRole('button', { name: 'Udfyld demokoden' })).toBeVisible();
  await page.reload();
  await unlock(page);
  await expect(page.getByLabel('Dit svar')).toHaveValue('Det er aftalt med skolen.');
  await page.getByRole('button', { name: 'Svar', exact: true }).click();
  await expect(page.getByText('Det er aftalt med skolen.')).toBeVisible();
  await expect(page.getByLabel('Dit svar')).toHaveCount(0);
  await expect(page.locator(`.banner a[href="${address}"]`)).toHaveCount(0);
});

test('a clock that is closed without network arrives when there is one', async ({
  tablet: page,
  browser,
  server,
}) => {
  await openFollowUp(page);
  const reference = await page.locator('.concern strong').first().innerText();
  await page.context().setOffline(true);
  await press(page, `Der er handlet… ${reference}`);
  await page.getByText('Familieenheden er gået videre', { exact: true }).click();
  await press(page.locator('dialog[open]'), 'Gem');
  await expect(pill(page)).toContainText(/[Vv]enter på forbindelse|Gemt på denne tablet/);
  await page.context().setOffline(false);
  await syncNow(page);
  await expect(pill(page)).toContainText('Alt er sendt');

  const other = await browser.newPage();
  await newTablet(other, server.url);
  await openFollowUp(other);
  await other.getByText('Lukkede', { exact: true }).click();
  await expect(other.locator('.concern').filter({ hasText: reference })).toContainText(
    'Familieenheden er gået videre',
  );
});

test('a day that cannot be is refused in words, and nothing is closed', async ({ tablet: page }) => {
  await openFollowUp(page);
  await page.locator('.concern').first().getByRole('button').click();
  const sheet = page.locator('dialog[open]');
  await press(sheet, 'Gem');
  await expect(sheet.getByText('Vælg, hvad der er sket.')).toBeVisible();
  await sheet.getByText('Ikke længere relevant', { exact: true }).click();
  await sheet.getByLabel('Hvornår?').fill('2031-01-01');
  await press(sheet, 'Gem');
  await expect(sheet.getByText('Datoen ligger efter i dag.')).toBeVisible();
  await sheet.getByLabel('Hvornår?').fill('');
  await expect(sheet.getByText('Skriv en dato.')).toBeVisible();
});

for (const [orientation, width, height] of [
  ['landscape', 1180, 820],
  ['portrait', 820, 1180],
] as const) {
  test(`an agreed day is done in three taps, opened again in one, and read by the coordinator, in ${orientation}`, async ({
    tablet: page,
    desk,
    server,
  }) => {
    test.setTimeout(120_000);
    await page.setViewportSize({ width, height });
    await page.locator('.tab[href="/opf"]').click();
    const dated = page.getByRole('region', { name: 'Opfølgning', exact: true });
    const href = (await dated.getByRole('link').first().getAttribute('href'))!;
    const line = dated.getByRole('listitem').filter({ has: page.locator(`a[href="${href}"]`) });
    const follow = async () => {
      await line.getByRole('button', { name: /^Fulgt op…/ }).click();
      await page.locator('dialog[open]').getByText('Løst på stedet', { exact: true }).click();
      await press(page.locator('dialog[open]'), 'Gem');
      await expect(line).toHaveCount(0);
    };
    const taps = await countTaps(page);
    await follow();
    await expect.poll(taps).toBe(3);
    await press(page.locator('.status-line'), 'Fortryd');
    await expect(line).toHaveCount(1);
    await expect.poll(taps).toBe(4);

    await follow();
    const log = await desk('/k/log');
    await expect(log.getByRole('table').first()).toBeVisible();
    await expect(async () => {
      await log.goto(`${server.url}/k/log/${href.split('/').pop()}`);
      await expect(log.locator('.detail')).toContainText(/Løst på stedet · .+ · Mette Holm/, {
        timeout: 3000,
      });
    }).toPass();
    await page.getByText('Lukkede', { exact: true }).click();
    await page.locator(`.dated li:has(a[href="${href}"])`).getByRole('button').click();
    await page.getByText(/^Alle mine · /).click();
    await expect(page.locator(`.dated a[href="${href}"]`)).toBeVisible();
  });
}
