import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '../helpers/browser.ts';
import { coordinatorCount } from '../helpers/coordinator-page.ts';
import { expectFit } from '../helpers/fit.ts';
import { allSent, answer, converse, newTablet, press, startHour, unlock } from '../helpers/tablet-page.ts';

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
  line,
}) => {
  const passkey = await givePasskey(page);
  await newTablet(page, byName(line.url), 'Mette Holm');
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
});

test('a tablet without a passkey opens by PIN while the page runs, and by the recovery code after a reload', async ({
  tablet: page,
}) => {
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

test('ten wrong PINs leave the recovery code, after a pause on the way', async ({ clock, tablet: page }) => {
  await choosePin(page, '4829');
  await expect(page.getByText('Koden er gemt. Den virker')).toBeVisible();
  await press(page, 'Lås nu');
  for (let n = 0; n < 5; n += 1) await typePin(page, '1111');
  await expect(page.getByText(/For mange forsøg. Prøv igen kl. \d\d\.\d\d/)).toBeVisible();
  await clock.fastForward('05:01');
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
  request,
  server,
  line,
}) => {
  test.setTimeout(60_000);
  const before = await coordinatorCount(request, server.url);
  await newTablet(page, line.url);
  await startHour(page);
  await allSent(page);
  await line.cut();
  await converse(page, 'Uden net hele dagen.');
  await page.locator('.tab[href="/sync"]').click();
  const download = page.waitForEvent('download');
  await press(page, 'Gem sikkerhedskopi…');
  const file = await (await download).path();
  await expect(page.getByText(/^Browseren har fået en fil med \d ændringer\./)).toBeVisible();
  expect(readFileSync(file, 'utf8')).not.toContain('Uden net');

  const stranger = await browser.newPage();
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
    expect(await coordinatorCount(request, server.url)).toBe(before + 1);
  }

  await line.mend();
  await press(page, 'Prøv nu');
  await allSent(page);
  expect(await coordinatorCount(request, server.url)).toBe(before + 1);
  await press(page, 'Gem sikkerhedskopi…');
  await expect(page.getByText('Alt er sendt. Der er intet at gemme i en fil.')).toBeVisible();
});

/** How much of hers is on the disk: changes and drafts, in every vault. */
const kept = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    let rows = 0;
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((settle) => {
        const asked = indexedDB.open(name!);
        asked.onsuccess = () => settle(asked.result);
      });
      for (const store of ['ops', 'drafts'].filter((one) => db.objectStoreNames.contains(one))) {
        rows += await new Promise<number>((settle) => {
          const asked = db.transaction(store).objectStore(store).count();
          asked.onsuccess = () => settle(asked.result);
        });
      }
      db.close();
    }
    return rows;
  });

test('the first time is four cards that fit; the practice conversation leaves nothing behind', async ({
  page,
  server,
}) => {
  test.setTimeout(90_000);
  await page.goto(server.url);
  await page.getByRole('button', { name: 'Mette Holm' }).click();
  await press(page, 'Jeg har skrevet den ned');
  await expect(page.getByRole('heading', { name: 'Læg appen på hjemmeskærmen' })).toBeVisible();
  await expectFit(page, 'install card');
  await press(page, 'Næste');
  await expect(page.getByRole('heading', { name: 'Din kode til hverdag' })).toBeVisible();
  await expectFit(page, 'PIN card');
  await press(page, 'Næste');
  const before = await kept(page);
  await expect(page.getByText('ØVELSE', { exact: true })).toBeVisible();
  await press(page, 'Afslut og gem (øvelse)');
  await expect(page.getByText('Ret 3 felter for at komme videre')).toBeVisible();
  await answer(page, 'Lærer');
  await press(page.locator('.capture'), 'Fravær');
  await answer(page, 'Drøftet, ikke grundlag nu');
  await expectFit(page, 'practice card');
  await press(page, 'Afslut og gem (øvelse)');
  await expect(page.getByText('intet er gemt eller sendt.')).toBeVisible();
  expect(await kept(page)).toBe(before);
  await press(page, 'Næste');
  await expect(page.getByRole('heading', { name: 'Sådan ser du, om noget er sendt' })).toBeVisible();
  await expectFit(page, 'marks card');
  await press(page, 'Kom i gang');
  await expect(page.getByRole('button', { name: 'Ekstra træffetid' })).toBeVisible();
});

test('help is one tap away, searched without network; hand, screen and name of the tablet are hers to choose', async ({
  page,
  line,
}) => {
  test.setTimeout(90_000);
  await newTablet(page, line.url, 'Mette Holm');
  await page.locator('.tab[href="/mere"]').click();
  await page.getByText('Venstre', { exact: true }).click();
  await page.getByLabel('Hvad hedder tabletten?').fill('Tablet 47');
  await press(page, 'Gem navnet');
  await expect(page.getByText('Tabletten har fået nyt navn.')).toBeVisible();
  await expectFit(page, 'more');

  await line.cut();
  await page.locator('.head').getByRole('link', { name: 'Hjælp' }).click();
  await expect(page.getByRole('group')).toHaveCount(14);
  await page.getByLabel('Søg i hjælpen').fill('glemt kode');
  await expect(page.getByRole('group')).toHaveCount(1);
  await page.getByText('Jeg har glemt min kode.').click();
  await expect(page.getByText('Tryk på Brug gendannelseskoden på låseskærmen')).toBeVisible();
  await expectFit(page, 'help');
  await page.getByLabel('Søg i hjælpen').fill('zebra');
  await expect(page.getByText('Ingen artikel passer.')).toBeVisible();

  await page.reload();
  await unlock(page);
  await expect(page.locator('html')).toHaveAttribute('data-left-hand', '');
  await page.locator('.tab[href="/sync"]').click();
  await expect(page.getByText('denne tablet hedder “Tablet 47”')).toBeVisible();
  await expectFit(page, 'sync, left-handed');
});

test('a lock with a PIN fits', async ({ tablet: page }) => {
  test.setTimeout(60_000);
  await choosePin(page, '4829');
  await expect(page.getByText('Koden er gemt.')).toBeVisible();
  await press(page, 'Lås nu');
  await typePin(page, '1111');
  await expect(page.getByText('Forkert kode.')).toBeVisible();
  await expectFit(page, 'lock with a PIN');
  await press(page, 'Hjælp');
  await page.getByLabel('Søg i hjælpen').fill('glemt kode');
  await expect(page.getByText('Jeg har glemt min kode.')).toBeVisible();
  await expectFit(page, 'help on the lock screen');
});

test('a tab of Safari on an iPad warns as soon as it holds something of hers, the installed app does not', async ({
  browser,
  server,
}) => {
  const agent =
    'Mozilla/5.0 (iPad; CPU OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Mobile/15E148 Safari/604.1';
  const page = await browser.newPage({ userAgent: agent, hasTouch: true });
  await page.goto(server.url);
  await page.getByRole('button', { name: 'Mette Holm' }).click();
  await press(page, 'Jeg har skrevet den ned');
  await expect(
    page.locator('.capture').getByText('Tryk på Del og vælg “Føj til hjemmeskærm”.'),
  ).toBeVisible();
  await press(page, 'Spring over');
  const warning = page.getByText('Safari sletter data i en fane efter syv dage uden brug');
  await expect(warning).toHaveCount(0);
  await startHour(page);
  await expect(warning).toBeVisible();
  await page.addInitScript(() => Object.defineProperty(navigator, 'standalone', { value: true }));
  await page.reload();
  await unlock(page);
  await isOpen(page);
  await expect(warning).toHaveCount(0);
});
