import { expect, type Page, test } from '../helpers/browser.ts';
import { answer, beginConversation, extraHour, press } from '../helpers/tablet-page.ts';

test.describe.configure({ timeout: 120_000 });

/** On paper: black on white whatever the screen is, nothing to press, nothing left out below an edge, and what is a demo says so. */
async function expectPaper(page: Page, navigation: string): Promise<void> {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(page.getByText('Demo – skriv ikke rigtige oplysninger')).toBeVisible();
  await expect(page.locator(navigation)).toBeHidden();
  await expect(page.locator('button:visible')).toHaveCount(0);
  const { light, cut } = await page.evaluate(() => {
    const sum = (colour: string) =>
      (colour.match(/\d+/g) ?? []).slice(0, 3).reduce((total, one) => total + Number(one), 0);
    const { backgroundColor, color } = getComputedStyle(document.documentElement);
    return {
      light: sum(backgroundColor) - sum(color),
      cut: [...document.querySelectorAll('body, body *')]
        .filter((element) => element.checkVisibility() && !element.matches('.hidden-text'))
        .filter((element) => getComputedStyle(element).overflowY !== 'visible')
        .filter((element) => element.scrollHeight > element.clientHeight + 1)
        .map((element) => element.outerHTML.slice(0, 120)),
    };
  });
  expect(light).toBeGreaterThan(600);
  expect(cut).toEqual([]);
}

test('a conversation is printed whole, in black on white, and says that it is of the demo', async ({
  tablet: page,
}) => {
  await page.setViewportSize({ width: 1180, height: 820 });
  await extraHour(page);
  await beginConversation(page);
  await answer(page, 'Lærer');
  await press(page.locator('.capture'), 'Fravær');
  const note = Array.from({ length: 120 }, (_, line) => `Linje ${line + 1} af noten.`).join('\n');
  await page.getByLabel(/^Note/).fill(note);
  await press(page, 'Gem nu');
  await page.getByRole('link', { name: /Lærer.*Fravær/ }).click();
  await expect(page.getByText('Linje 120 af noten.')).toBeVisible();
  await expectPaper(page, '.tabs');
  await expect(page.getByText('Linje 120 af noten.')).toBeVisible();
  // Two sheets at least: what does not fit on the first one goes on.
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  expect(pdf.match(/\/Type \/Page\b/g)!.length).toBeGreaterThan(1);
});

test('the log and an open line are printed whole, in black on white', async ({ desk }) => {
  const page = await desk();
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(page.locator('tbody tr')).toHaveCount(50);
  await expectPaper(page, '.rail');
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  expect(pdf.match(/\/Type \/Page\b/g)!.length).toBeGreaterThan(1);
  await page.emulateMedia({ media: 'screen' });
  await page.locator('tbody a').first().click();
  await expect(page.getByRole('region', { name: 'Historik' })).toBeVisible();
  await expectPaper(page, '.rail');
});

test('the poster is printed in black on white, and says that it is of the demo', async ({
  page,
  bookingPath: path,
  server,
}) => {
  await page.goto(`${server.url}${path}/plakat`);
  await expectPaper(page, '.poster-aside');
});
