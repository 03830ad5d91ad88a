import { expect, type Page, test } from '../helpers/browser.ts';
import { openDesk, searchLog } from '../helpers/coordinator-page.ts';
import { complaints } from '../helpers/fit.ts';
import {
  allSent,
  answer,
  beginConversation,
  extraHour,
  hasRung,
  press,
  syncNow,
} from '../helpers/tablet-page.ts';
import { countTaps } from '../helpers/taps.ts';

/** Nothing to object to for a screen reader, and nothing to scroll sideways for. */
async function expectAccessible(page: Page): Promise<void> {
  expect(await complaints(page)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}

for (const [width, height, colorScheme] of [
  [1440, 900, 'light'],
  [1440, 900, 'dark'],
  [1180, 820, 'light'],
  [1180, 820, 'dark'],
  [820, 1180, 'light'],
  [820, 1180, 'dark'],
  [390, 844, 'light'],
  [390, 844, 'dark'],
  [320, 640, 'light'],
] as const) {
  test.describe(`at ${width} × ${height} in ${colorScheme}`, () => {
    test.use({ viewport: { width, height }, colorScheme });
    test('door, log, filters, selection, keys and detail are accessible and never wider than the screen', async ({
      page,
      server,
    }) => {
      test.setTimeout(120_000);
      await page.goto(`${server.url}/k/`);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Log ind');
      await expectAccessible(page);
      await page.getByRole('button', { name: /Koordinator/ }).click();
      await expect(page.locator('tbody tr').first()).toBeVisible();
      if (width < 600) {
        const date = (await page.locator('td.c-date').first().boundingBox())!;
        expect(date.width, 'the date stands on one line').toBeGreaterThan(date.height);
      }
      await page.getByRole('button', { name: /^Filtre/ }).click();
      await page.locator('tbody input').first().check();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Genveje' }).click();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await page.getByRole('link', { name: /^Spørgsmål · / }).click();
      await expect(page.locator('tbody tr')).toHaveCount(2);
      await page.locator('tbody a').first().click();
      await expect(page.getByRole('heading', { name: 'Spørgsmål og svar' })).toBeVisible();
      await page.getByRole('button', { name: 'Send tilbage med spørgsmål' }).click();
      await expect(page.locator('.error-summary')).toBeFocused();
      await expectAccessible(page);
    });
  });
}

test('a coordinator reads the log by keyboard alone, and comes back to the row she left', async ({
  desk,
}) => {
  const page = await desk();
  await expect(page.locator('tbody tr')).toHaveCount(50);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  const row = await page.evaluate(() => document.activeElement?.textContent);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/k\/log\/[0-9a-f-]{36}$/);
  await expect(page.locator('.detail h2')).toBeFocused();
  await page.goBack();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe(row);
});

test('pages follow one another, and a search is found by its Danish word', async ({ desk }) => {
  const page = await desk('/k/log?visning=alle');
  await expect(page.locator('tbody tr')).toHaveCount(50);
  await page.getByRole('button', { name: 'Vis flere' }).click();
  await expect(page.locator('tbody tr')).toHaveCount(100);
  const count = page.getByRole('status').filter({ hasText: 'henvendelse' });
  const whole = Number.parseInt(await count.innerText(), 10);
  await searchLog(page, 'Ensomhed');
  const found = async () => Number.parseInt(await count.innerText(), 10);
  await expect.poll(found).toBeLessThan(whole);
  await page.locator('tbody a').first().click();
  await expect(page.locator('.detail')).toContainText('Ensomhed');
});

test('the words of a search stand in no address, no history and no log line, and Back finds them again', async ({
  page,
  server,
}) => {
  const name = 'Sofie Kanariefugl';
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  page.on('framenavigated', (frame) => addresses.push(frame.url()));
  const field = page.getByLabel('Søg i log');
  const stateOf = () => page.evaluate(() => JSON.stringify([history.state, location.href, document.title]));
  await openDesk(page, server.url, '/k/log?visning=alle');
  await expect(page.locator('tbody tr')).toHaveCount(50);
  await searchLog(page, name);
  await expect(page.getByText('Ingen henvendelser passer til søgningen')).toBeVisible();
  expect(await stateOf()).not.toContain('Kanariefugl');
  await searchLog(page, 'Ensomhed');
  await page.locator('tbody a').first().click();
  await expect(page.locator('.detail')).toBeVisible();
  addresses.push(page.url());
  await page.getByRole('link', { name: 'Steder', exact: true }).click();
  await expect(page).toHaveURL(/\/k\/steder/);

  await page.goBack();
  await expect(field).toHaveValue('Ensomhed');
  await page.goBack();
  await page.goBack();
  await expect(field).toHaveValue(name);
  await expect(page.getByText('Ingen henvendelser passer til søgningen')).toBeVisible();
  addresses.push(page.url());

  await page.reload();
  await expect(page.locator('tbody tr')).toHaveCount(50);
  await expect(field).toHaveValue('');
  await expect(page.getByText('Søgeordet gemmes ikke i adressen. Skriv det igen.')).toBeVisible();
  await expectAccessible(page);
  expect(addresses.length).toBeGreaterThan(10);
  expect(addresses.filter((address) => /Sofie|Kanariefugl|Ensomhed/i.test(address))).toEqual([]);
  expect(server.said()).not.toMatch(/Sofie|Kanariefugl|Ensomhed|\?/);
});

test('a CPR number in the search is warned about, and taken away by one press', async ({ desk }) => {
  const page = await desk();
  const field = page.getByLabel('Søg i log');
  await field.fill('Sofie 010115-1234');
  await expect(page.getByText('Det ligner et CPR-nummer. Fjern det, før du søger.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Fjern tallet' }).click();
  await expect(field).toHaveValue('Sofie');
  await expect(page.getByText(/Det ligner et CPR-nummer/)).toHaveCount(0);
});

test('a click anywhere on a row opens it, with Ctrl in a tab of its own, and marked text opens nothing', async ({
  desk,
}) => {
  const page = await desk('/k/log');
  const rows = page.locator('tbody tr');
  await expect(rows).toHaveCount(50);
  const names = await page.locator('tbody td a').allInnerTexts();
  expect(new Set(names).size, 'each link has a name of its own').toBe(50);
  const third = rows.nth(2);
  const id = await third.getAttribute('data-id');
  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    third.locator('.c-theme').click({ modifiers: ['ControlOrMeta'] }),
  ]);
  await expect(tab).toHaveURL(new RegExp(`/k/log/${id}$`));
  await tab.close();
  const box = (await third.locator('.c-theme').boundingBox())!;
  await page.mouse.move(box.x + 14, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 14, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
  expect(await page.evaluate(() => String(getSelection()).trim())).not.toBe('');
  await expect(page).toHaveURL(/\/k\/log$/);
  await third.locator('.c-date').click();
  await expect(page).toHaveURL(new RegExp(`/k/log/${id}$`));
});

test('a worker is told that the log is not for her', async ({ page, server }) => {
  await page.goto(`${server.url}/k/`);
  await page
    .getByRole('button', { name: /Rådgiver/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: 'Loggen er for koordinatorer' })).toBeVisible();
  await expectAccessible(page);
  const refused = await page.request.post(`${server.url}/api/review/consultations`, {
    headers: { origin: server.url },
    data: {},
  });
  expect(refused.status()).toBe(403);
});

test('the page speaks English when asked, and still does the next time', async ({ desk }) => {
  const page = await desk();
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('columnheader', { name: 'Place' })).toBeVisible();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expectAccessible(page);
});

test('without the server the rows stay, and another try brings the log back', async ({ desk }) => {
  const page = await desk();
  await expect(page.locator('tbody tr')).toHaveCount(50);
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Opdatér' }).click();
  await expect(page.getByRole('alert')).toContainText('Loggen kunne ikke hentes');
  await expect(page.locator('tbody tr')).toHaveCount(50);
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Prøv igen' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

/** What the pills of a line say where nobody should approve it unread. */
const mustBeRead = /Akut – straks|Mangler vurdering/;

/** The number on the chip of a view. */
const counted = async (page: Page, view: string): Promise<number> =>
  Number((await page.getByRole('link', { name: new RegExp(`^${view} · `) }).innerText()).split(' · ')[1]);

test.describe('deciding', () => {
  // One demo for all of them: each takes what it needs from the top and leaves the rest.
  test.describe.configure({ mode: 'serial' });

  test('one line is approved in two clicks, all that is shown in two, and undo puts them back', async ({
    desk,
  }) => {
    const page = await desk();
    await expect(page.locator('tbody tr')).toHaveCount(50);
    const before = await counted(page, 'Til gennemsyn');
    const clicks = await countTaps(page);

    await page.locator('tbody a').first().click();
    await page.getByRole('button', { name: 'Godkend', exact: true }).click();
    await expect(page.getByText('Henvendelsen er godkendt.')).toBeVisible();
    expect(await clicks()).toBe(2);
    await expect(page.locator('.detail .status-pills')).toContainText('Godkendt');
    await expect(page.locator('.detail h2')).toBeFocused();
    await expect.poll(() => counted(page, 'Til gennemsyn')).toBe(before - 1);

    const toRead = await page.locator('tbody tr').filter({ hasText: mustBeRead }).count();
    const rest = 50 - toRead;
    await page.getByLabel('Vælg alle viste').check();
    await page.getByRole('button', { name: `Godkend ${rest}`, exact: true }).click();
    await expect(page.getByText(`${rest} henvendelser er godkendt.`)).toBeVisible();
    expect(await clicks()).toBe(4);
    await expect.poll(() => counted(page, 'Til gennemsyn')).toBe(before - 1 - rest);
    await page.getByRole('button', { name: 'Fortryd', exact: true }).click();
    await expect(page.getByText(`${rest} godkendelser er fortrudt.`)).toBeVisible();
    await expect.poll(() => counted(page, 'Til gennemsyn')).toBe(before - 1);
    await page.getByRole('button', { name: 'Fortryd godkendelsen' }).click();
    await expect.poll(() => counted(page, 'Til gennemsyn')).toBe(before);
    await expect(page.locator('.detail .status-pills')).toContainText('Ny');
  });

  test('what is acute or lacks its assessment is approved in a heap only when told, and has a view of its own', async ({
    desk,
    tablet: worker,
  }) => {
    await extraHour(worker);
    for (const assessment of ['', 'Akut – straks']) {
      await beginConversation(worker);
      await answer(worker, 'Lærer');
      if (assessment) {
        await answer(worker, assessment);
        await hasRung(worker);
      }
      await press(worker, 'Gem nu');
      await expect(worker.locator('.capture')).toHaveCount(0);
    }
    await syncNow(worker);
    await allSent(worker);
    const page = await desk();
    const numbers: number[] = [];
    for (const [view, pill] of [
      ['Mangler vurdering', 'Mangler vurdering'],
      ['Akut', 'Akut – straks'],
    ] as const) {
      const count = await counted(page, view);
      expect(count, view).toBeGreaterThan(0);
      numbers.push(count);
      await page.getByRole('link', { name: new RegExp(`^${view} · `) }).click();
      const rows = page.locator('tbody tr');
      await expect(rows).toHaveCount(Math.min(50, count));
      await expect(rows.filter({ hasText: pill })).toHaveCount(Math.min(50, count));
    }
    await page.locator('tbody').getByRole('checkbox').first().check();
    const approve = page.getByRole('button', { name: /^Godkend \d+$/ });
    await expect(page.getByText('1 valgt · 1 akut')).toBeVisible();
    await expect(approve).toHaveText('Godkend 0');
    await expect(approve).toBeDisabled();
    await page.getByLabel('Godkend også dem').check();
    await approve.click();
    await expect.poll(() => counted(page, 'Akut')).toBe(numbers[1]! - 1);
    await page.getByRole('button', { name: 'Fortryd', exact: true }).click();
    await expect.poll(() => counted(page, 'Akut')).toBe(numbers[1]);
  });

  test('by keyboard alone: down, select, approve, and focus goes on at the next row', async ({ desk }) => {
    const page = await desk();
    await expect(page.locator('tbody tr')).toHaveCount(50);
    const ids = await page.locator('tbody tr').evaluateAll((rows) => rows.map((row) => row.dataset.id));
    const focused = () => page.evaluate(() => document.activeElement?.closest<HTMLElement>('tr')?.dataset.id);
    const texts = await page.locator('tbody tr').allInnerTexts();
    const [one, other] = texts.flatMap((text, at) => (mustBeRead.test(text) ? [] : [at]));
    for (let at = 0; at <= other!; at += 1) {
      await page.keyboard.press('j');
      if (at === one || at === other) await page.keyboard.press('x');
    }
    await page.keyboard.press('e');
    await expect(page.getByText('2 henvendelser er godkendt.')).toBeVisible();
    await expect(page.locator(`tr[data-id="${ids[one!]}"]`)).toHaveCount(0);
    const left = ids.filter((_, at) => at !== one && at !== other);
    await expect.poll(focused).toBe(left[one!]);
    await page.keyboard.press('e');
    await expect(page.getByText('Henvendelsen er godkendt.')).toBeVisible();
    await expect.poll(focused).toBe(left[one! + 1]);
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toContainText('Genveje på tastaturet');
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await expect(page.getByLabel('Søg i log')).toBeFocused();
    await page.keyboard.type('jkxe?');
    await expect(page.getByLabel('Søg i log')).toHaveValue('jkxe?');
  });

  test('a question is sent back, stands under Spørgsmål, and is found again by its address', async ({
    desk,
    server,
  }) => {
    const page = await desk();
    await page.locator('tbody a').first().click();
    await page.getByLabel(/Spørgsmål til rådgiver/).fill('Er lederen med på aftalen?');
    await page.getByRole('button', { name: 'Send tilbage med spørgsmål' }).click();
    await expect(page.getByText(/Spørgsmålet er sendt/)).toBeVisible();
    await expect(page.getByRole('region', { name: 'Spørgsmål og svar' })).toContainText(
      'Er lederen med på aftalen?',
    );
    await expect(page.locator('.detail .status-pills')).toContainText('Spørgsmål');
    const id = new URL(page.url()).pathname.split('/').at(-1);
    await page.getByRole('link', { name: /^Spørgsmål · / }).click();
    await page.getByRole('button', { name: /^Filtre/ }).click();
    await page.getByLabel('Rådgiver', { exact: true }).selectOption({ index: 1 });
    const answered = page.waitForResponse((answer) => {
      const body = answer.request().postDataJSON();
      return body?.sort === 'place' && body.worker !== undefined;
    });
    await page.getByRole('link', { name: 'Sted', exact: true }).click();
    await expect(page).toHaveURL(/visning=spoergsmaal&sort=sted&raadgiver=/);
    const { total } = await (await answered).json();
    expect(total).toBeGreaterThan(0);
    await page.reload();
    await expect(page.locator('tbody tr')).toHaveCount(total);
    await expect(page.getByRole('columnheader', { name: 'Sted' })).toHaveAttribute('aria-sort', 'ascending');
    await page.goto(`${server.url}/k/log?visning=spoergsmaal`);
    await expect(page.locator(`tr[data-id="${id}"]`)).toHaveCount(1);
  });

  test('the answer of a worker stands in the thread', async ({ desk }) => {
    const page = await desk('/k/log?visning=alle');
    await expect(page.locator('tbody tr')).toHaveCount(50);
    await searchLog(page, 'følger selv op');
    await expect(page.locator('tbody tr')).toHaveCount(1);
    await page.locator('tbody a').first().click();
    const thread = page.getByRole('region', { name: 'Spørgsmål og svar' });
    await expect(thread.getByRole('listitem')).toHaveCount(2);
    await expect(thread).toContainText('(rådgiver)');
    await expect(page.locator('.detail .status-pills')).toContainText('Ny');
  });
});
