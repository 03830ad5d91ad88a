import { expect, type Page, test } from '../helpers/browser.ts';
import { changeAnswers } from '../helpers/changed-answers.ts';
import { conversations, converse, newTablet, pill, startHour } from '../helpers/tablet-page.ts';

/** What a page gets that it cannot draw, from an endpoint or a disk that somebody else wrote to. */

const rowFailed = 'Denne linje kan ikke vises. Den er gemt, og de andre er her.';

interface Conversation {
  fixed: Record<string, unknown>;
  fields: Record<string, unknown>;
}

/** Gives these conversations another content on their way to the page. */
const spoil = (page: Page, deeds: ReadonlyMap<string, (doc: Conversation) => void>) =>
  changeAnswers<{ rows: [string, string, string, number, Conversation][] }>(
    page,
    '**/api/sync',
    ({ rows }) => {
      for (const [, , id, , doc] of rows) deeds.get(id)?.(doc);
    },
  );

test('a tablet names the conversation that it cannot draw, counts the one without a real time, and shows the others', async ({
  browser,
  tablet: page,
  server,
}) => {
  await startHour(page);
  for (const role of ['Lærer', 'Pædagog', 'Leder']) await converse(page, '', role);
  await expect(pill(page)).toContainText('Alt er sendt');
  const idOf = async (role: string): Promise<string> =>
    (await conversations(page, role).first().getAttribute('href'))!.match(/[0-9a-f-]{36}/)![0];
  const [strange, timeless] = [await idOf('Lærer'), await idOf('Pædagog')];

  const other = await browser.newPage();
  await spoil(
    other,
    new Map<string, (doc: Conversation) => void>([
      // A field of a shape that a later version may give it.
      [strange, ({ fields }) => Object.assign(fields, { role: {} })],
      [timeless, ({ fixed }) => Object.assign(fixed, { started: '2026-13-45T99:99:99.999Z' })],
    ]),
  );
  await newTablet(other, server.url);
  await expect(other.getByText('1 registrering kan ikke vises')).toBeVisible();
  await expect(other.getByText(rowFailed)).toHaveCount(1);
  await expect(conversations(other, 'Leder')).toHaveCount(1);
  await expect(conversations(other, 'Pædagog')).toHaveCount(0);

  await converse(other, '', 'Forælder');
  await expect(conversations(other, 'Forælder')).toHaveCount(1);
  await other.getByRole('link', { name: 'Synk', exact: true }).click();
  await expect(other.locator('.rows a[href^="/henvendelse/"]').first()).toBeVisible();
});

test('a coordinator reads every line of the log but the one whose agreed day there is none of', async ({
  page,
  server,
}) => {
  await page.goto(`${server.url}/k/`);
  let spoiled = '';
  await changeAnswers<{ lines: { id: string }[] }>(
    page,
    '**/api/review/consultations',
    ({ lines: [line] }) => {
      Object.assign(line!, { concern: null, followUp: { kind: 'date', due: '2026-13-45' } });
      spoiled = line!.id;
    },
  );
  await page.getByRole('button', { name: /Koordinator/ }).click();
  const rows = page.locator('.log-table tbody tr');
  await expect(rows).toHaveCount(50);
  await expect(rows.filter({ hasText: rowFailed })).toHaveCount(1);
  await expect(page.locator(`tr[data-id="${spoiled}"]`)).toHaveCount(0);
  await expect(page.locator('.log-table tbody a[data-row-link]')).toHaveCount(49);

  await page.locator('.log-table tbody a[data-row-link]').first().click();
  await expect(page.getByRole('heading', { name: 'Historik' })).toBeVisible();
  await expect(rows.filter({ hasText: rowFailed })).toHaveCount(1);
});
