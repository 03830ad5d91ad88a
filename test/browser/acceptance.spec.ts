import { expect, type Page, test } from '../helpers/browser.ts';
import { coordinatorCount } from '../helpers/coordinator-page.ts';
import {
  allSent,
  answer,
  beginConversation,
  conversations,
  converse,
  draftKept,
  newTablet,
  pill,
  startHour,
  unlock,
} from '../helpers/tablet-page.ts';

test.describe.configure({ timeout: 150_000 });

// A server for each: hours that one test leaves open would be on the next one's day.
test.use({ serverFor: 'test' });

test('a chip that was tapped is there after the browser was killed as soon as the tablet had painted it', async ({
  server,
  killable,
}) => {
  let browser = await killable();
  await newTablet(browser.page, server.url);
  await startHour(browser.page);
  await beginConversation(browser.page);
  await answer(browser.page, 'Lærer');
  for (const word of ['Ensomhed', 'Trivsel', 'Fravær']) {
    const chip = browser.page.getByRole('button', { name: word, exact: true });
    // The whole of what she sees: the tap, then the chip pressed. 100 ms are what the promise gives; then nothing more runs.
    await chip.click();
    await expect(chip).toHaveAttribute('aria-pressed', 'true');
    await new Promise((settle) => setTimeout(settle, 100));
    await browser.kill();
    browser = await killable(browser.profile);
    await browser.page.goto(server.url);
    await unlock(browser.page);
    await browser.page
      .getByRole('link', { name: /Kladde/ })
      .first()
      .click();
    await expect(browser.page.getByRole('button', { name: word, exact: true })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
  }
  await expect(browser.page.getByRole('radio', { name: 'Lærer' })).toBeChecked();
});

test('a CPR number in a note is warned of before two frames are drawn, in a status that is read aloud, and asks nobody', async ({
  tablet: page,
}) => {
  await page.setViewportSize({ width: 1180, height: 820 });
  await startHour(page);
  await beginConversation(page);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const note = page.getByRole('textbox', { name: /^Note/ });
  await note.pressSequentially('Ring til 010180-123');
  await draftKept(page);
  asked.length = 0;
  // Between the last digit and the warning there is no timer and no request; two frames are what the screen itself needs.
  const told = await note.evaluate(async (field: HTMLTextAreaElement) => {
    const frames = { before: '', after: '' };
    const said = () => field.closest('.field')!.querySelector('[role=status]')!.textContent ?? '';
    frames.before = said();
    field.setRangeText('4', field.value.length, field.value.length, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await new Promise((settle) => requestAnimationFrame(() => requestAnimationFrame(settle)));
    frames.after = said();
    return frames;
  });
  expect(told.before).toBe('');
  expect(told.after).toContain('Det ligner et CPR-nummer');
  expect(asked.filter((url) => !url.endsWith('/api/sync'))).toEqual([]);
  await expect(note).toHaveAccessibleDescription(/Det ligner et CPR-nummer/);
});

test('three walk-ins without network from a cold start, over a lock and a reload, arrive exactly once', async ({
  request,
  server,
  line,
  killable,
}) => {
  const before = await coordinatorCount(request, server.url);
  let browser = await killable();
  await newTablet(browser.page, line.url);
  await browser.kill();

  await line.cut();
  browser = await killable(browser.profile);
  const { page } = browser;
  await page.goto(line.url);
  await unlock(page);
  await startHour(page);
  await converse(page);
  await expect(pill(page)).toHaveText(/Gemt på denne tablet|[Vv]enter på forbindelse/);
  await page.getByRole('button', { name: 'Lås', exact: true }).click();
  await unlock(page);
  await expect(pill(page)).toHaveText(/Gemt på denne tablet|[Vv]enter på forbindelse/);
  await converse(page);
  await page.reload();
  await unlock(page);
  await expect(pill(page)).toHaveText(/Gemt på denne tablet|[Vv]enter på forbindelse/);
  await converse(page);
  expect(await coordinatorCount(request, server.url)).toBe(before);

  await line.mend();
  await page.getByRole('link', { name: 'Synk' }).first().click();
  await expect(async () => {
    await page.getByRole('button', { name: 'Prøv nu' }).click({ timeout: 5000 });
    await allSent(page, 5000);
  }).toPass({ timeout: 60_000 });
  expect(await coordinatorCount(request, server.url)).toBe(before + 3);
});

test('the demo begins anew by its address, and what it held is sent before', async ({
  page,
  request,
  server,
  line,
}) => {
  const before = await coordinatorCount(request, server.url);
  await newTablet(page, line.url);
  await startHour(page);
  await allSent(page);
  await line.cut();
  await converse(page);

  // Without a connection nothing may go: the vault is still there.
  await page.goto(`${line.url}/?demo`);
  await unlock(page);
  await expect(conversations(page)).toHaveCount(1);
  await line.mend();
  await page.goto(`${line.url}/?demo`);
  await expect(page.getByRole('heading', { name: 'Log ind' })).toBeVisible();
  await expect(page).toHaveURL(`${line.url}/`);
  await expect(page.getByText('Demo – skriv ikke rigtige oplysninger')).toBeVisible();
  expect(await coordinatorCount(request, server.url)).toBe(before + 1);
});

test('every screen of the demo says that it is one', async ({ page, browser, server, bookingPath: path }) => {
  const bar = (on: Page) => on.getByText('Demo – skriv ikke rigtige oplysninger');
  await page.setViewportSize({ width: 1180, height: 820 });
  await page.goto(server.url);
  await expect(page.getByRole('heading', { name: 'Log ind' })).toBeVisible();
  await expect(bar(page)).toBeVisible();
  await newTablet(page, server.url);
  await startHour(page);
  await beginConversation(page);
  await expect(page.locator('.capture')).toBeVisible();
  await expect(bar(page)).toBeVisible();
  for (const address of ['/uge', '/opf', '/sync', '/mere']) {
    await page.locator(`.tab[href="${address}"]`).click();
    await expect(page).toHaveURL(server.url + address);
    await expect(bar(page)).toBeVisible();
  }
  await page.locator('.head').getByRole('link', { name: 'Hjælp' }).click();
  await expect(page.getByLabel('Søg i hjælpen')).toBeVisible();
  await expect(bar(page)).toBeVisible();
  await page.getByRole('button', { name: 'Lås', exact: true }).click();
  await expect(page.getByLabel(/Indtast din kode/)).toBeVisible();
  await expect(bar(page)).toBeVisible();

  const desk = await browser.newPage();
  await desk.goto(`${server.url}/k/`);
  await expect(bar(desk)).toBeVisible();
  await desk.getByRole('button', { name: /Koordinator/ }).click();
  await expect(desk.locator('tbody tr').first()).toBeVisible();
  for (const address of ['/k/log', '/k/tider', '/k/lukkedage', '/k/steder']) {
    await desk.goto(server.url + address);
    await expect(desk.locator('main h1, main h2').first()).toBeVisible();
    await expect(bar(desk)).toBeVisible();
  }
  for (const part of ['', '/her', '/plakat']) {
    await desk.goto(server.url + path + part);
    await expect(bar(desk)).toBeVisible();
  }
});
