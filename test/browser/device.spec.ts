import type { Fetch } from '#api/client/http.ts';
import { outsideId } from '#domain/id.ts';
import { type BrowserContext, expect, type Page, test } from '../helpers/browser.ts';
import { coordinatorCount, searchLog } from '../helpers/coordinator-page.ts';
import { expectFit } from '../helpers/fit.ts';
import { newId } from '../helpers/ids.ts';
import { bodies, openRawDevice } from '../helpers/raw-device.ts';
import {
  allSent,
  answer,
  beginConversation,
  converse,
  newTablet,
  press,
  startHour,
} from '../helpers/tablet-page.ts';

// Each loses a whole tablet with an hour open: none leaves its server to the next.
test.use({ serverFor: 'test' });

/** What a browser does that is short of room: every database of the origin is gone, cookies stay. */
async function evict(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/k/`);
  await deleteDatabases(page);
}

const deleteDatabases = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) {
      await new Promise((settle, refuse) => {
        const asked = indexedDB.deleteDatabase(name!);
        asked.onsuccess = settle;
        asked.onerror = refuse;
        asked.onblocked = refuse;
      });
    }
  });

/** Requests with the browser's own cookies, as a page of ours would send them. */
const fetchIn =
  (context: BrowserContext, url: string): Fetch =>
  async (path, { method = 'GET', body, headers }) => {
    const response = await context.request.fetch(url + path, {
      method,
      headers: { origin: url, ...Object.fromEntries(new Headers(headers)) },
      ...(body && { data: Buffer.from(body as string | Uint8Array<ArrayBuffer>) }),
    });
    return new Response(await response.text(), { status: response.status(), headers: response.headers() });
  };

const told = (page: Page) => page.getByRole('heading', { name: 'Browseren har slettet tablettens lager' });

test('a browser that has deleted the tablet’s store says so after the login; a safety copy brings back what had not come', async ({
  page,
  request,
  server,
  line,
}) => {
  test.setTimeout(150_000);
  const before = await coordinatorCount(request, server.url);
  await newTablet(page, line.url);
  await page.locator('.tab[href="/mere"]').click();
  await page.getByLabel('Hvad hedder tabletten?').fill('Tablet 31');
  await press(page, 'Gem navnet');
  await expect(page.getByText('Tabletten har fået nyt navn.')).toBeVisible();
  await page.locator('.tab[href="/"]').click();
  await startHour(page);
  await allSent(page);
  await line.cut();
  await converse(page);
  await page.locator('.tab[href="/sync"]').click();
  const download = page.waitForEvent('download');
  await press(page, 'Gem sikkerhedskopi…');
  const file = await (await download).path();
  // Put away before it has sent anything.
  await page.goto('about:blank');
  await line.mend();
  expect(await coordinatorCount(request, server.url)).toBe(before);

  await evict(page, line.url);
  await page.goto(line.url);
  await page.getByRole('button', { name: 'Rådgiver Vest' }).click();
  await expect(told(page)).toBeVisible();
  await expect(
    page.getByText(/^“Tablet 31” var sidst i kontakt med serveren .+ kl\. \d\d\.\d\d\.$/),
  ).toBeVisible();
  await expectFit(page, 'store deleted');
  await page.getByLabel('Indlæs sikkerhedskopi').setInputFiles(file);
  await expect(page.getByText(/^\d ændringer fra filen er sendt\./)).toBeVisible();
  expect(await coordinatorCount(request, server.url)).toBe(before + 1);

  await press(page, 'Begynd på ny');
  await expect(page.getByLabel('Hvad hedder tabletten?')).toHaveValue('Tablet 31');
  await press(page, 'Jeg har skrevet den ned');
  await press(page, 'Spring over');
  await expect(page.getByRole('link', { name: /Lærer.*Fravær/ })).toBeVisible();

  await test.step('and what is deleted on purpose is no loss', async () => {
    await allSent(page);
    await press(page, 'Lås');
    await press(page, 'Jeg har glemt koden');
    await press(page, 'Log ind, og begynd forfra');
    await expect(page.getByRole('button', { name: 'Jeg har skrevet den ned' })).toBeVisible();
  });
});

test('a store that dies under a conversation is said in red on every screen; the typed words stay, leave as a file, and arrive', async ({
  page,
  request,
  server,
  line,
  desk,
}) => {
  test.setTimeout(150_000);
  const before = await coordinatorCount(request, server.url);
  await newTablet(page, line.url);
  await startHour(page);
  await allSent(page);
  await line.cut();
  await converse(page, 'Gemt, men ikke sendt.');
  await beginConversation(page);
  await answer(page, 'Pædagog');
  await page.getByRole('textbox', { name: /Note/ }).fill('Midt i en sætning');

  const other = await page.context().newPage();
  await other.goto(line.url);
  await expect(other.getByText('Træffetid er åben i en anden fane.')).toBeVisible();
  await deleteDatabases(other);
  await other.close();
  const dead = page.getByRole('alert').filter({ hasText: 'Tablettens lager svarer ikke' }).first();
  await expect(dead).toBeVisible();
  await expect(dead.getByRole('button', { name: 'Genstart appen' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: /Note/ })).toHaveValue('Midt i en sætning');
  await page.getByRole('textbox', { name: /Note/ }).fill('Midt i en sætning, og resten');
  await expect(page.getByText('Det, du skrev, står stadig på skærmen.')).toBeVisible();
  await expectFit(page, 'a dead store under a conversation');
  const download = page.waitForEvent('download');
  await dead.getByRole('button', { name: 'Gem sikkerhedskopi…' }).click();
  const file = await (await download).path();
  await page.setViewportSize({ width: 1180, height: 820 });
  await page.locator('.tab[href="/opf"]').click();
  await expect(dead).toBeVisible();

  await line.mend();
  await dead.getByRole('button', { name: 'Genstart appen' }).click();
  await page.getByRole('button', { name: 'Rådgiver Vest' }).click();
  await expect(told(page)).toBeVisible();
  await page.getByLabel('Indlæs sikkerhedskopi').setInputFiles(file);
  await expect(page.getByText(/ændringer fra filen er sendt\./)).toBeVisible();
  expect(await coordinatorCount(request, server.url)).toBe(before + 2);
  const log = await desk('/k/log?visning=alle');
  await searchLog(log, 'og resten');
  await log.locator('tbody a').first().click();
  await expect(log.locator('.detail')).toContainText('Midt i en sætning, og resten');
});

test('how much a lost tablet said it had not sent is told to its worker and to the coordinator alike', async ({
  page,
  server,
  desk,
}) => {
  test.setTimeout(90_000);
  await page.goto(server.url);
  const device = await openRawDevice(
    { browser: () => fetchIn(page.context(), server.url), deps: { makeId: newId } },
    outsideId('person', 'raadgiver-oest'),
  );
  const session = bodies.session(newId(), device.person, '849001');
  await device.push([await device.seal(session)], { made: 4, unsent: 4 });
  await page.getByRole('button', { name: 'Rådgiver Øst' }).click();
  await expect(told(page)).toBeVisible();
  await expect(page.getByText('Den havde da 3 registreringer')).toBeVisible();
  const log = await desk();
  await expect(log.getByText(/Tablet 9.*har 3 registreringer, vi ikke har modtaget/)).toBeVisible();
});
