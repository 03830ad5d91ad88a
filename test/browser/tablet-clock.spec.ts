import { expect, moveDate, test } from '../helpers/browser.ts';
import { expectFit } from '../helpers/fit.ts';
import {
  allSent,
  converse,
  downloaded,
  openFollowUp,
  press,
  signIn,
  startHour,
} from '../helpers/tablet-page.ts';

const years = 731 * 24 * 3_600_000;

for (const [how, distance] of [
  ['two years ahead', years],
  ['two years behind', -years],
] as const) {
  test(`a clock ${how} is said on every screen with both times, and the day, the deadlines and the places are the real ones`, async ({
    browser,
    server,
    tablet,
  }) => {
    await openFollowUp(tablet);
    const overdue = tablet.getByRole('heading', { name: /^Overskredet/ });
    const deadlines = (await overdue.count()) ? await overdue.innerText() : '';
    await tablet.locator('.tab[href="/"]').click();
    const today = await tablet.locator('h1').first().innerText();

    const context = await browser.newContext();
    await context.addInitScript(moveDate, distance);
    const page = await context.newPage();
    await signIn(page, server.url);
    await downloaded(page);
    const said = page.getByText('Tablettens ur går forkert');
    for (const tab of ['/uge', '/sync', '/mere', '/opf', '/']) {
      await page.locator(`.tab[href="${tab}"]`).click();
      await expect(said).toBeVisible();
    }
    const times = page.getByText(/^Det viser .* 20\d\d kl\. \d\d\.\d\d\. Det er .* 20\d\d kl\. \d\d\.\d\d/);
    await expect(times).toBeVisible();
    await expect(page.locator('h1').first()).toHaveText(today);
    await openFollowUp(page);
    if (deadlines) await expect(page.getByRole('heading', { name: /^Overskredet/ })).toHaveText(deadlines);
    else await expect(page.getByRole('heading', { name: /^Overskredet/ })).toHaveCount(0);

    await page.locator('.tab[href="/"]').click();
    await startHour(page);
    await converse(page, 'Med et forkert ur');
    await allSent(page);
    if (distance > 0) await expectFit(page, `a clock ${how}`);
    await press(page, 'Lås');
    await expect(said).toBeVisible();
    if (distance > 0) await expectFit(page, `locked, with a clock ${how}`);
    await context.close();
  });
}
