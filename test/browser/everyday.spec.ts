import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { newTablet, press, unlock } from '../helpers/at-the-tablet.ts';
import { openLine } from '../helpers/line.ts';
import { type Server, startServer } from '../helpers/server.ts';
import { converse, coordinatorCount, pill, signIn, startHour } from '../helpers/tablet-page.ts';

let server: Server;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server.stop());

/** Chromium's own authenticator without a finger: it does PRF, and answers at once. */
async function givePasskey(page: Page): Promise<{ lose: () => Promise<void> }> {
  const tools = await page.context().newCDPSession(page);
  await tools.send('WebAuthn.enable');
  const { authenticatorId } = await tools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      hasPrf: true,
    },
  });
  return {
    lose: async () => {
      await tools.send('WebAuthn.clearCredentials', { authenticatorId });
    },
  };
}

async function choosePin(page: Page, pin: string): Promise<void> {
  await page.locator('.tab[href="/mere"]').click();
  await page.getByLabel('Ny kode (4–8 cifre)').fill(pin);
  await page.getByLabel('Skriv koden igen').fill(pin);
  await press(page, 'Gem koden');
}

const typePin = async (page: Page, pin: string): Promise<void> => {
  for (const digit of pin) await press(page, digit);
  await press(page, 'Lås op');
};

const isOpen = (page: Page) => expect(page.getByRole('button', { name: 'Lås', exact: true })).toBeVisible();

/** Passkeys belong to names, not to addresses. */
const byName = (url: string): string => url.replace('127.0.0.1', 'localhost');

test('passkey and PIN open the tablet after a reload without network; a wrong PIN and a lost passkey open nothing', async ({
  page,
}) => {
  const line = await openLine(server.url);
  const passkey = await givePasskey(page);
  await newTablet(page, byName(line.url), 'Mette Holm');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await choosePin(page, '482913');
  await expect(page.getByText('Koden er gemt. Den låser op sammen med')).toBeVisible();

  await line.cut();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Brug gendannelseskoden' })).toBeVisible();
  await typePin(page, '111111');
  await expect(page.getByText('Forkert kode. Intet er gået tabt. Prøv igen.')).toBeVisible();
  await typePin(page, '482913');
  await isOpen(page);

  await passkey.lose();
  await page.reload();
  await typePin(page, '482913');
  await expect(page.getByText('Tabletten bekræftede ikke, at det er dig.')).toBeVisible();
  await page.getByRole('button', { name: 'Brug gendannelseskoden' }).click();
  await unlock(page);
  await isOpen(page);
  await line.close();
});

test('a tablet without a passkey opens by PIN while the page runs, and by the recovery code after a reload', async ({
  page,
}) => {
  await newTablet(page, server.url, 'Mette Holm');
  await choosePin(page, '4829');
  await expect(page.getByText('Koden er gemt. Den virker, så længe appen er åben.')).toBeVisible();
  await press(page, 'Lås nu');
  await typePin(page, '1111');
  await expect(page.getByText('Forkert kode. 4 forsøg tilbage, derefter 5 minutters pause.')).toBeVisible();
  await page.getByLabel(/Indtast din kode/).fill('4829');
  await page.keyboard.press('Enter');
  await isOpen(page);

  await page.reload();
  await expect(page.getByLabel(/Indtast din kode/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Slet ét tegn' })).toHaveCount(0);
  await unlock(page);
  await isOpen(page);
});

test('ten wrong PINs leave the recovery code, after a pause on the way', async ({ page }) => {
  await page.clock.install();
  await newTablet(page, server.url, 'Mette Holm');
  await choosePin(page, '4829');
  await expect(page.getByText('Koden er gemt. Den virker')).toBeVisible();
  await press(page, 'Lås nu');
  for (let n = 0; n < 5; n += 1) await typePin(page, '1111');
  await expect(page.getByText(/For mange forsøg. Prøv igen kl. \d\d\.\d\d/)).toBeVisible();
  await page.clock.fastForward('05:01');
  for (let n = 0; n < 4; n += 1) await typePin(page, '1111');
  await expect(page.getByText('1 forsøg tilbage, derefter kræves gendannelseskoden.')).toBeVisible();
  await typePin(page, '1111');
  await expect(page.getByText('Forkert kode ti gange.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Slet ét tegn' })).toHaveCount(0);
  await unlock(page);
  await isOpen(page);
});

test('what was recorded without network leaves the tablet as a file, is sent from a browser without a login, and counts once', async ({
  page,
  browser,
}) => {
  test.setTimeout(60_000);
  const line = await openLine(server.url);
  const desk = await (await browser.newContext()).newPage();
  const before = await coordinatorCount(desk, server.url);
  await signIn(page, line.url);
  await startHour(page);
  await expect(pill(page)).toHaveText(/Alt er sendt/);
  await line.cut();
  await converse(page, 'Uden net hele dagen.');
  await page.locator('.tab[href="/sync"]').click();
  const download = page.waitForEvent('download');
  await press(page, 'Gem sikkerhedskopi…');
  const file = await (await download).path();
  await expect(page.getByText(/^\d ændringer er i filen\./)).toBeVisible();
  expect(readFileSync(file, 'utf8')).not.toContain('Uden net');

  const stranger = await (await browser.newContext({ locale: 'da-DK' })).newPage();
  await stranger.goto(server.url);
  await stranger.getByLabel('Indlæs sikkerhedskopi').setInputFiles({
    name: 'brev.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"kind":"letter"}'),
  });
  await expect(stranger.getByText('Filen er ikke en sikkerhedskopi fra Træffetid.')).toBeVisible();
  for (let n = 0; n < 2; n += 1) {
    await stranger.getByLabel('Indlæs sikkerhedskopi').setInputFiles(file);
    await expect(stranger.getByText(/^\d ændringer fra filen er sendt\./)).toBeVisible();
    expect(await coordinatorCount(desk, server.url)).toBe(before + 1);
  }

  await line.mend();
  await press(page, 'Prøv nu');
  await expect(pill(page)).toHaveText(/Alt er sendt/, { timeout: 20_000 });
  expect(await coordinatorCount(desk, server.url)).toBe(before + 1);
  await press(page, 'Gem sikkerhedskopi…');
  await expect(page.getByText('Alt er sendt. Der er intet at gemme i en fil.')).toBeVisible();
  await line.close();
});
