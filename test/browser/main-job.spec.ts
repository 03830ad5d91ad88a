import { expect, type Page, test } from '../helpers/browser.ts';
import { dropProfile, type KillableBrowser, makeProfile, openBrowser } from '../helpers/chromium.ts';
import { coordinatorCount } from '../helpers/coordinator-page.ts';
import { type Line, openLine } from '../helpers/line.ts';
import { type Server, startServer } from '../helpers/server.ts';
import {
  allSent,
  conversations,
  converse,
  extraHour,
  newTablet,
  pill,
  startHour,
  syncNow,
  unlock,
} from '../helpers/tablet-page.ts';

test.describe.configure({ timeout: 120_000 });

let server: Server;
let line: Line;
const profiles: string[] = [];
const newProfile = (): string => {
  const profile = makeProfile();
  profiles.push(profile);
  return profile;
};
const browsers: KillableBrowser[] = [];
const open = async (profile: string): Promise<KillableBrowser> => {
  const browser = await openBrowser(profile);
  browsers.push(browser);
  return browser;
};

test.beforeAll(async () => {
  server = await startServer();
  line = await openLine(server.url);
});
test.afterEach(async () => {
  await line.mend();
  for (const browser of browsers.splice(0)) await browser.kill().catch(() => undefined);
  for (const profile of profiles.splice(0)) dropProfile(profile);
});
test.afterAll(async () => {
  await line.close();
  await server.stop();
});

test('an hour held without network survives a reload and a killed browser, and arrives exactly once', async ({
  page: desk,
}) => {
  const before = await coordinatorCount(desk, server.url);
  const profile = newProfile();
  const first = await open(profile);
  await newTablet(first.page, line.url);
  await first.kill();

  // Cold start with the network off.
  await line.cut();
  const second = await open(profile);
  await second.page.goto(line.url);
  await unlock(second.page);
  await startHour(second.page);
  await expect(second.page.getByText('I gang')).toBeVisible();
  await converse(second.page, 'Tre ugers fravær.');
  await expect(pill(second.page)).toHaveText(/Gemt på denne tablet|[Vv]enter på forbindelse/);
  await converse(second.page);
  await second.page.reload();
  await unlock(second.page);
  await expect(second.page.getByText(/[Vv]enter på forbindelse/).first()).toBeVisible();
  await converse(second.page);
  await second.kill();

  const third = await open(profile);
  await third.page.goto(line.url);
  await unlock(third.page);
  await expect(conversations(third.page)).toHaveCount(3);
  await expect(pill(third.page)).toHaveText(/[Vv]enter på forbindelse/);
  expect(await coordinatorCount(desk, server.url)).toBe(before);

  await line.mend();
  await syncNow(third.page);
  await allSent(third.page);
  expect(await coordinatorCount(desk, server.url)).toBe(before + 3);
  await third.page.reload();
  await unlock(third.page);
  await allSent(third.page);
  expect(await coordinatorCount(desk, server.url)).toBe(before + 3);
});

test('an answer that breaks off acknowledges nothing, and nothing arrives twice', async ({ page: desk }) => {
  const before = await coordinatorCount(desk, server.url);
  const { page } = await open(newProfile());
  await newTablet(page, line.url, 'Rådgiver Øst');
  await startHour(page);
  await allSent(page);
  line.breakNextAnswer(120);
  await converse(page);
  await expect(pill(page)).toHaveText(/Gemt på denne tablet|[Vv]enter på forbindelse/);
  // The endpoint has it; the tablet can't know, says so, and sends it again.
  await allSent(page, 30_000);
  expect(await coordinatorCount(desk, server.url)).toBe(before + 1);
});

test('a server that is killed while the tablet syncs, and started again, gets everything once', async ({
  page: desk,
}) => {
  const own = await startServer({ dataDir: newProfile() });
  const before = await coordinatorCount(desk, own.url);
  const { page } = await open(newProfile());
  await newTablet(page, own.url);
  await startHour(page);
  await converse(page, 'Før strømmen gik.');
  await own.kill();
  await converse(page, 'Mens serveren var nede.');
  await expect(pill(page)).toHaveText(/[Vv]enter på forbindelse|Gemt på denne tablet/);
  const again = await startServer({ dataDir: own.dataDir, port: Number(new URL(own.url).port) });
  await syncNow(page);
  await allSent(page, 30_000);
  expect(await coordinatorCount(desk, again.url)).toBe(before + 2);
  await again.stop();
});

test('two tablets that edit the same conversation: what differs is merged, what clashes is chosen, nothing is lost', async () => {
  // A server of its own: an hour that an earlier test left open would be asked for too.
  const own = await startServer();
  const line = await openLine(own.url);
  const west = await open(newProfile());
  const east = await open(newProfile());
  await newTablet(west.page, line.url, 'Rådgiver Vest');
  await newTablet(east.page, line.url, 'Rådgiver Øst');
  // Jetsmark is the place that both serve.
  const hour = (page: Page) =>
    page
      .locator('section, article, li')
      .filter({ has: page.getByRole('heading', { name: /^Jetsmark Skole/ }) });
  await extraHour(east.page, 'Jetsmark Skole');
  await converse(east.page, 'Uro i timerne.');
  await allSent(east.page);

  await syncNow(west.page);
  await west.page.getByRole('link', { name: 'I dag', exact: true }).click();
  for (const { page } of [west, east]) {
    await hour(page).getByRole('link', { name: /Lærer/ }).click();
    await page.getByRole('button', { name: 'Ret', exact: true }).click();
  }
  await line.cut();
  const who = (page: Page) => page.getByRole('group', { name: 'Hvem kom?' });
  await who(west.page).getByText('Leder', { exact: true }).click();
  await west.page.getByRole('button', { name: 'Ensomhed', exact: true }).click();
  await west.page.getByRole('button', { name: 'Gem', exact: true }).click();
  await expect(pill(west.page)).toHaveText(/Gemt på denne tablet|[Vv]enter på forbindelse/);
  await who(east.page).getByText('Forælder', { exact: true }).click();
  await east.page.getByRole('textbox', { name: /Note/ }).fill('Mor ringede.');
  await east.page.getByRole('button', { name: 'Gem', exact: true }).click();
  await expect(pill(east.page)).toHaveText(/Gemt på denne tablet|[Vv]enter på forbindelse/);

  await line.mend();
  const sync = async (page: Page) => {
    await syncNow(page);
  };
  await sync(west.page);
  await allSent(west.page);
  await sync(east.page);
  await expect(pill(east.page)).toHaveText(/Kræver dit valg/);
  await east.page
    .getByRole('link', { name: /Kræver dit valg/ })
    .last()
    .click();
  await expect(
    east.page.getByRole('heading', { name: 'Den samme henvendelse er rettet to steder' }),
  ).toBeVisible();
  await expect(east.page.getByRole('radio', { checked: true })).toHaveCount(0);
  await east.page.getByText('Forælder', { exact: true }).click();
  await east.page.getByRole('button', { name: 'Gem mit valg' }).click();
  await allSent(east.page);

  await sync(west.page);
  await allSent(west.page);
  await west.page.getByRole('link', { name: 'I dag', exact: true }).click();
  await hour(west.page)
    .getByRole('link', { name: /Forælder/ })
    .click();
  for (const text of ['Fravær, Ensomhed', 'Uro i timerne.', 'Mor ringede.']) {
    await expect(west.page.locator('.pane-work').getByText(text)).toBeVisible();
  }
  await line.close();
  await own.stop();
});
