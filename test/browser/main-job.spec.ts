import { expect, type Page, test } from '../helpers/browser.ts';
import { coordinatorCount } from '../helpers/coordinator-page.ts';
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

test('an hour held without network survives a reload and a killed browser, and arrives exactly once', async ({
  request,
  server,
  line,
  killable,
}) => {
  const before = await coordinatorCount(request, server.url);
  const first = await killable();
  await newTablet(first.page, line.url);
  await first.kill();

  // Cold start with the network off.
  await line.cut();
  const second = await killable(first.profile);
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

  const third = await killable(first.profile);
  await third.page.goto(line.url);
  await unlock(third.page);
  await expect(conversations(third.page)).toHaveCount(3);
  await expect(pill(third.page)).toHaveText(/[Vv]enter på forbindelse/);
  expect(await coordinatorCount(request, server.url)).toBe(before);

  await line.mend();
  await syncNow(third.page);
  await allSent(third.page);
  expect(await coordinatorCount(request, server.url)).toBe(before + 3);
  await third.page.reload();
  await unlock(third.page);
  await allSent(third.page);
  expect(await coordinatorCount(request, server.url)).toBe(before + 3);
});

test('an answer that breaks off acknowledges nothing, and nothing arrives twice', async ({
  request,
  server,
  line,
  killable,
}) => {
  const before = await coordinatorCount(request, server.url);
  const { page } = await killable();
  await newTablet(page, line.url, 'Rådgiver Øst');
  await startHour(page);
  await allSent(page);
  line.breakNextAnswer(120);
  await converse(page);
  await expect(pill(page)).toHaveText(/Gemt på denne tablet|[Vv]enter på forbindelse/);
  // The endpoint has it; the tablet can't know, says so, and sends it again.
  await allSent(page, 30_000);
  expect(await coordinatorCount(request, server.url)).toBe(before + 1);
});

test('a server that is killed while the tablet syncs, and started again, gets everything once', async ({
  request,
  start,
  killable,
}) => {
  const own = await start();
  const before = await coordinatorCount(request, own.url);
  const { page } = await killable();
  await newTablet(page, own.url);
  await startHour(page);
  await converse(page, 'Før strømmen gik.');
  await own.kill();
  await converse(page, 'Mens serveren var nede.');
  await expect(pill(page)).toHaveText(/[Vv]enter på forbindelse|Gemt på denne tablet/);
  const again = await start({ dataDir: own.dataDir, port: Number(new URL(own.url).port) });
  await syncNow(page);
  await allSent(page, 30_000);
  expect(await coordinatorCount(request, again.url)).toBe(before + 2);
});

test.describe(() => {
  // An hour that an earlier test left open would be asked for too.
  test.use({ serverFor: 'test' });

  test('two tablets that edit the same conversation: what differs is merged, what clashes is chosen, nothing is lost', async ({
    line,
    killable,
  }) => {
    const west = await killable();
    const east = await killable();
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
    await syncNow(west.page);
    await allSent(west.page);
    await syncNow(east.page);
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

    await syncNow(west.page);
    await allSent(west.page);
    await west.page.getByRole('link', { name: 'I dag', exact: true }).click();
    await hour(west.page)
      .getByRole('link', { name: /Forælder/ })
      .click();
    for (const text of ['Fravær, Ensomhed', 'Uro i timerne.', 'Mor ringede.']) {
      await expect(west.page.locator('.pane-work').getByText(text)).toBeVisible();
    }
  });
});
