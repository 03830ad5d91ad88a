import { type APIRequestContext, expect, type Page, test } from '../helpers/browser.ts';
import { loginAsCoordinator } from '../helpers/coordinator-page.ts';
import { expectFit } from '../helpers/fit.ts';
import { allSent, answer, beginConversation, extraHour, hasRung, press } from '../helpers/tablet-page.ts';

test.describe.configure({ timeout: 180_000 });

/** An extra hour, whatever the day, and a conversation in it that ends as acute. */
async function acuteConversation(page: Page): Promise<void> {
  await extraHour(page);
  await beginConversation(page);
  await answer(page, 'Forælder');
  await answer(page, 'Trivsel');
  await answer(page, 'Akut – straks');
  await hasRung(page);
  await press(page, 'Afslut og gem');
  await expect(page.getByRole('status').getByText(/Gemt på denne tablet/)).toBeVisible();
}

/** What the endpoint tells a coordinator of the newest conversation. */
async function newestOf(
  request: APIRequestContext,
  url: string,
): Promise<{ assessment: string; all: unknown[] }> {
  await loginAsCoordinator(request, url);
  const headers = { origin: url };
  const newest = { headers, data: { sort: 'date', order: 'desc' } };
  const log = await (await request.post(`${url}/api/review/consultations`, newest)).json();
  const { line, assessments } = await (
    await request.get(`${url}/api/review/consultations/${log.lines[0].id}`)
  ).json();
  return { assessment: line.assessment, all: assessments };
}

test('an assessment that was too urgent by mistake is lowered with a reason, and both stay to be seen', async ({
  tablet: page,
  request,
  server,
}) => {
  await page.setViewportSize({ width: 1180, height: 820 });
  await acuteConversation(page);
  await page
    .getByRole('link', { name: /Forælder.*Trivsel/ })
    .first()
    .click();
  await press(page, 'Ret');
  await answer(page, 'Drøftet, ikke grundlag nu');
  const reason = page.getByLabel('Hvorfor er vurderingen sat ned?');
  await expect(reason).toBeVisible();
  await press(page, 'Gem');
  await expect(page.getByRole('alert').getByText(/Skriv kort, hvorfor/)).toBeVisible();
  await reason.fill('Forkert felt blev trykket.');
  await press(page, 'Gem');
  const made = page.getByRole('region', { name: /Vurderinger/ });
  await expect(made.locator('s')).toHaveText('Akut – straks');
  await expect(made.getByText('Forkert felt blev trykket.')).toBeVisible();
  await expect(page.locator('.facts')).toContainText('Drøftet, ikke grundlag nu');
  await allSent(page);

  expect(await newestOf(request, server.url)).toEqual({
    assessment: 'noGroundNow',
    all: [
      expect.objectContaining({ value: 'acute', aside: true, reason: null }),
      expect.objectContaining({ value: 'noGroundNow', aside: false, reason: 'Forkert felt blev trykket.' }),
    ],
  });
  await expectFit(page, 'a lowered assessment');
});

test('help and lock are one tap away in a narrow conversation, and what was typed is still there after the help', async ({
  tablet: page,
}) => {
  await page.setViewportSize({ width: 1180, height: 820 });
  await acuteConversation(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await beginConversation(page);
  await answer(page, 'Leder');
  await press(page, 'Hjælp');
  const help = page.getByRole('dialog');
  await expect(help.getByRole('heading', { name: 'Hjælp' })).toBeVisible();
  await press(help, 'Luk');
  await expect(help).toHaveCount(0);
  await expect(page.locator('.answered')).toContainText('Leder');
  await press(page, 'Luk');
  await page
    .getByRole('link', { name: /Forælder.*Trivsel/ })
    .first()
    .click();
  await press(page, 'Hjælp');
  await expect(help).toBeVisible();
  await press(help, 'Luk');
  await press(page, 'Lås');
  await expect(page.getByRole('button', { name: 'Udfyld demokoden' })).toBeVisible();
});
