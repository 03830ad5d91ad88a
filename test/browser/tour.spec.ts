import { confirm } from '../helpers/booking-page.ts';
import { expect, test } from '../helpers/browser.ts';
import { openDesk } from '../helpers/coordinator-page.ts';
import { allSent, converse, startHour, unlock, wake } from '../helpers/tablet-page.ts';

/** README's "Try it in five minutes", step by step, in one browser. */

test('the tour walks as README has written it', async ({ tablet: page, context, server }) => {
  // 1. Choose Rådgiver Vest; the code is noted, the cards skipped, and everything is sent.

  // 2.–3. Without a network: an hour, a conversation, and a reload that finds it.
  await context.setOffline(true);
  await startHour(page);
  const marked = 'Rundvisning i fem minutter';
  await converse(page, marked);
  await page.reload();
  await unlock(page);
  await expect(page.getByRole('button', { name: 'Afslut træffetid' }).first()).toBeVisible({
    timeout: 20_000,
  });

  // 4. The network is back: sent.
  await context.setOffline(false);
  await wake(page);
  await allSent(page, 60_000);

  // 5. /k/ in another window of the same browser: the demo's other roles are offered there.
  const desk = await context.newPage();
  await openDesk(desk, server.url);
  await desk.locator('tbody a').first().click();
  await expect(desk.getByText(marked)).toBeVisible();
  await desk.getByRole('button', { name: 'Godkend', exact: true }).click();
  await expect(
    desk
      .getByRole('status')
      .getByText(/[Gg]odkendt/)
      .first(),
  ).toBeVisible();

  // 6. The printed link: what a teacher books there is with Rådgiver Vest.
  const link = /book a time: (\S+)/.exec(server.said())![1]!;
  const phone = await context.newPage();
  await phone.goto(link);
  const time = phone.locator('.day a.time').first();
  await expect(time).toHaveAttribute('data-who', /Mette Holm/);
  const date = (await time.getAttribute('data-tid'))!.slice(0, 10);
  await time.click();
  await confirm(phone, 'Karla Prøve', 'karla@skole.example');
  await expect(phone.getByRole('heading', { name: 'Din tid er booket' })).toBeVisible();

  // And it arrives on her tablet: in the week, below its hour.
  await page.goto(`${server.url}/uge?dag=${date}&vis=skema`);
  await unlock(page);
  const hours = page.locator('.week-block[data-mine]');
  await expect(hours.first()).toBeVisible();
  const sheet = page.locator('dialog[open]');
  await expect(async () => {
    if (await sheet.isVisible()) await page.keyboard.press('Escape');
    for (const hour of await hours.all()) {
      await hour.click({ timeout: 2000 });
      await expect(sheet).toBeVisible();
      if ((await sheet.innerText()).includes('Karla Prøve')) return;
      await page.keyboard.press('Escape');
      await expect(sheet).toHaveCount(0);
    }
    throw new Error('the booking has not arrived');
  }).toPass({ timeout: 40_000 });
});
