import { instantOf } from '#domain/day.ts';
import { expect, letPass, type Page, test } from '../helpers/browser.ts';
import { openDesk } from '../helpers/coordinator-page.ts';
import { expectFit } from '../helpers/fit.ts';
import { testNow } from '../helpers/instant.ts';
import {
  allSent,
  answer,
  beginConversation,
  conversations,
  converse,
  newTablet,
  press,
  startHour,
  unlock,
} from '../helpers/tablet-page.ts';

const locked = (page: Page) => page.getByRole('heading', { name: 'Træffetid er låst' });

const hide = (page: Page, isHidden: boolean) =>
  page.evaluate((hidden) => {
    const value = hidden ? 'hidden' : 'visible';
    Object.defineProperty(document, 'visibilityState', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, isHidden);

/** Every way in which a page that goes on running is locked. */
const ways: { way: string; lock: (page: Page) => Promise<void> }[] = [
  { way: 'by hand', lock: (page) => press(page, 'Lås') },
  { way: 'after three minutes untouched', lock: (page) => letPass(page, 4) },
  {
    way: 'after a minute out of sight',
    lock: async (page) => {
      await hide(page, true);
      await letPass(page, 2);
      await hide(page, false);
    },
  },
  { way: 'by a reload', lock: (page) => page.reload().then(() => undefined) },
];

interface Reach {
  cookies: string[];
  person: unknown;
  /** The status of a pull that is signed with the tablet's own key. */
  pull: number;
  push: number;
  /** What lies beside IndexedDB. */
  stored: string;
}

/**
 * All that somebody has who holds the locked tablet and can run scripts in its page: the cookies, what is stored, and the
 * device's own key, which signs but cannot be read out.
 */
async function reachOf(page: Page): Promise<Reach> {
  const cookies = (await page.context().cookies()).map(({ name }) => name);
  const rest = await page.evaluate(async () => {
    const opening = indexedDB.open('traeffetid');
    await new Promise((settle) => opening.addEventListener('success', settle));
    const asking = opening.result.transaction('vaults').objectStore('vaults').getAll();
    await new Promise((settle) => asking.addEventListener('success', settle));
    const [{ device, signing }] = asking.result;
    opening.result.close();
    const send = async (more: object) => {
      const counts = { made: 0, unsent: 0, changes: [], seen: null, limit: 100, check: false };
      const body = JSON.stringify({ p: 2, schema: 1, device, nonce: 'thief-0001', ...counts, ...more });
      const bytes = new TextEncoder().encode(body);
      const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, signing, bytes);
      const text = btoa(String.fromCharCode(...new Uint8Array(signature)));
      const headers = { 'content-type': 'application/json', 'x-device-signature': text };
      return (await fetch('/api/sync', { method: 'POST', headers, body })).status;
    };
    const { person } = await (await fetch('/api/me')).json();
    return {
      person,
      pull: await send({ cursors: {} }),
      push: await send({}),
      stored: JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
    };
  });
  return { cookies, ...rest };
}

/** The only cookie names vaults, and opens nothing; a pull is refused, a push is taken. */
async function expectNothingReads(page: Page): Promise<void> {
  const { cookies, person, pull, push, stored } = await reachOf(page);
  expect(cookies.filter((name) => name !== 'device')).toEqual([]);
  expect({ person, pull, push }).toEqual({ person: null, pull: 401, push: 200 });
  expect(stored).not.toMatch(/[\w-]{43}/);
}

/** *Jeg har glemt koden*: without a sign-in no code is shown, no data comes, and nothing is deleted. */
async function expectForgottenAsksForSignIn(page: Page): Promise<void> {
  const answers: string[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith('/api/')) answers.push(`${pathname} ${response.status()}`);
  });
  // Nobody signs in: the door of the provider stays shut, as for whoever is not the worker.
  await page.route('**/api/demo/**', (route) =>
    route.fulfill({ status: 404, contentType: 'application/json', body: '{"problem":"notFound"}' }),
  );
  await press(page, 'Jeg har glemt koden');
  await press(page, 'Log ind, og begynd forfra');
  await expect(page.getByText('Det lykkedes ikke at logge ind.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Jeg har skrevet den ned' })).toHaveCount(0);
  await page.reload();
  await expect(locked(page)).toBeAttached();
  expect(answers.filter((one) => one.startsWith('/api/device '))).toEqual([]);
  await page.unroute('**/api/demo/**');
}

for (const { way, lock } of ways) {
  test(`locked ${way}, nothing on the tablet reads, and a forgotten code leads to a sign-in`, async ({
    tablet: page,
  }) => {
    await startHour(page);
    const note = `Låst ${way}`;
    await converse(page, note);
    await lock(page);
    await expect(locked(page)).toBeAttached({ timeout: 20_000 });
    await expect(page.getByText(note)).toHaveCount(0);
    await expectNothingReads(page);
    await expectForgottenAsksForSignIn(page);
    // Hers again with nothing but her code: no sign-in is asked for, and what came meanwhile is read.
    await unlock(page);
    await expect(page.getByRole('button', { name: 'Log ind' })).toHaveCount(0);
    await expect(conversations(page).first()).toBeVisible();
  });
}

test('a tablet whose battery died, or whose browser was killed, opens with her code alone and reads for nobody else', async ({
  server,
  killable,
}) => {
  test.setTimeout(150_000);
  const first = await killable();
  await newTablet(first.page, server.url);
  await startHour(first.page);
  await converse(first.page, 'Før batteriet døde');
  await first.kill();
  const again = await killable(first.profile);
  await again.page.goto(server.url);
  await expect(locked(again.page)).toBeAttached();
  await expectNothingReads(again.page);
  await expectForgottenAsksForSignIn(again.page);
  await unlock(again.page);
  await expect(again.page.getByRole('button', { name: 'Log ind' })).toHaveCount(0);
  await expect(conversations(again.page).first()).toBeVisible();
});

test('the desk in the same browser disturbs no tablet, and a coordinator’s login opens none', async ({
  tablet: page,
  server,
}) => {
  const desk = await page.context().newPage();
  await openDesk(desk, server.url);
  await expect(desk.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(desk.getByRole('table')).toBeVisible();
  await startHour(page);
  await converse(page, 'Mens skrivebordet er åbent');
  await allSent(page);
  await expect(page.getByRole('button', { name: 'Log ind' })).toHaveCount(0);
  await press(page, 'Lås');
  const { pull } = await reachOf(page);
  expect(pull).toBe(401);
});

test('seven days after the sign-in stored conversations are covered, the hour goes on, and one sign-in opens them', async ({
  page,
  start,
}) => {
  test.setTimeout(180_000);
  const server = await start();
  /** Time goes on for the endpoint, and for a page that was just loaded. */
  const goOn = async (minutes: number) => {
    await running.kill();
    const CLOCK = instantOf(testNow() + minutes * 60_000);
    const port = Number(new URL(server.url).port);
    running = await start({ dataDir: server.dataDir, port, env: { CLOCK } });
    await letPass(page, minutes);
  };
  let running = server;
  await newTablet(page, server.url);
  await startHour(page);
  await converse(page, 'Før adgangen udløb', 'Leder');
  await allSent(page);
  const link = conversations(page, 'Leder').first();
  const address = await link.getAttribute('href');
  await page.evaluate(() => history.pushState(null, '', '/mere'));
  await page.reload();
  await goOn(5.5 * 24 * 60);
  await unlock(page);
  await expect(page.getByText(/^Log ind senest .* kl\. /)).toBeVisible();
  await expectFit(page, 'a lease that ends soon');
  await page.reload();
  await goOn(7 * 24 * 60 + 1);
  await unlock(page);
  await expect(page.getByText('Log ind for at læse igen')).toBeVisible();
  await page.locator('.tab[href="/"]').click();
  await expect(page.locator(`a[href="${address}"]`)).toHaveCount(0);
  await expect(page.getByText('Ledig tid')).toHaveCount(0);
  await expect(page.getByText(/ledige? tide?r?$/)).toHaveCount(0);
  await page.locator('.tab[href="/opf"]').click();
  await expect(page.getByText('Ingen åbne frister.')).toHaveCount(0);
  await expectFit(page, 'a lease that is over');
  await page.locator('.tab[href="/"]').click();
  await press(page, 'Ekstra træffetid');
  await page.getByRole('button', { name: 'Luk' }).click();
  await test.step('signed out, she reads again after one sign-in', async () => {
    // The reload puts the page's clock back by seven days, and the endpoint says so.
    await page.evaluate(() => history.pushState(null, '', '/mere'));
    await page.reload();
    await unlock(page);
    await expect(page.getByText('Tablettens ur går forkert')).toBeVisible();
    await press(page, 'Log ud');
    await expect(locked(page)).toBeAttached();
    await unlock(page);
    await expect(page.getByText('Log ind for at læse igen')).toBeVisible();
    await press(page, 'Log ind');
    await expect(page.getByText('Log ind for at læse igen')).toHaveCount(0);
    await page.goto(server.url + address);
    await unlock(page);
    await expect(page.getByText('Før adgangen udløb')).toBeVisible();
  });
});

test('another worker’s sign-in takes over no vault, also where the endpoint has forgotten it', async ({
  tablet: page,
  server,
}) => {
  // Whoever sits at the door is offered the vault's own person only.
  await press(page, 'Lås');
  await press(page, 'Jeg har glemt koden');
  const asked = page.waitForRequest('**/api/demo/vault-sign-in');
  await press(page, 'Log ind, og begynd forfra');
  const me = await (await page.request.get(`${server.url}/api/me`)).json();
  const west = me.demo.find(({ name }: { name: string }) => name === 'Mette Holm');
  expect((await asked).postDataJSON()).toEqual({ person: west.id });
  await expect(page.getByRole('button', { name: 'Jeg har skrevet den ned' })).toBeVisible();
});

test('codes stand in no password field, another code asks for the old one, and *Næste* keeps what was typed', async ({
  page,
  server,
}) => {
  await page.goto(server.url);
  await page.getByRole('button', { name: 'Rådgiver Vest' }).click();
  await press(page, 'Jeg har skrevet den ned');
  await press(page, 'Næste');
  await page.getByLabel('Ny kode (4–8 cifre)').fill('4829');
  await page.getByLabel('Skriv koden igen').fill('4820');
  await press(page, 'Næste');
  await expect(page.getByText('De to koder er ikke ens.')).toBeVisible();
  await page.getByLabel('Skriv koden igen').fill('4829');
  await press(page, 'Næste');
  await expect(page.getByText(/Koden er gemt/)).toBeVisible();
  await press(page, 'Næste');
  await expect(page.getByText(/Koden er gemt/)).toHaveCount(0);
  await press(page, 'Spring over');

  await page.locator('.tab[href="/mere"]').click();
  await page.getByLabel('Ny kode (4–8 cifre)').fill('1111');
  await page.getByLabel('Skriv koden igen').fill('1111');
  await page.getByLabel('Din nuværende kode').fill('0000');
  await press(page, 'Gem koden');
  await expect(page.getByText(/Forkert kode\. 4 forsøg tilbage/)).toBeVisible();
  await page.getByLabel('Din nuværende kode').fill('4829');
  await press(page, 'Gem koden');
  await expect(page.getByText(/Koden er gemt/)).toBeVisible();
  expect(await page.locator('input[type=password], input[autocomplete*=password]').count()).toBe(0);
  await press(page, 'Lås nu');
  await expect(page.getByRole('button', { name: 'Lås op' })).toBeVisible();
  expect(await page.locator('input[type=password], input[autocomplete*=password]').count()).toBe(0);
  await page.getByLabel(/Indtast din kode/).fill('1111');
  await press(page, 'Lås op');
  await expect(page.getByRole('button', { name: 'Lås nu' })).toBeVisible();
});

test('a note is covered the moment the page is hidden, and shown when it is back', async ({
  tablet: page,
}) => {
  await startHour(page);
  await beginConversation(page);
  await answer(page, 'Lærer');
  const note = page.getByRole('textbox', { name: /Note/ });
  await note.fill('Ikke for den, der går forbi');
  const filter = () => note.evaluate((field) => getComputedStyle(field).filter);
  expect(await filter()).toBe('none');
  await hide(page, true);
  expect(await filter()).toMatch(/blur/);
  await hide(page, false);
  expect(await filter()).toBe('none');
  await page.evaluate(() => window.dispatchEvent(new Event('blur')));
  expect(await filter()).toMatch(/blur/);
});
