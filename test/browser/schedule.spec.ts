import { randomUUID } from 'node:crypto';
import type { PlanAnswer, Schedule } from '#api/schedule.ts';
import { addDays, type Day } from '#domain/day.ts';
import type { DropIn } from '#domain/drop-in.ts';
import type { PlanCommand } from '#domain/plan-command.ts';
import { nextDates } from '#domain/planning.ts';
import { expect, type Page, test } from '../helpers/browser.ts';
import { expectFit } from '../helpers/fit.ts';
import { newId } from '../helpers/ids.ts';
import { mailsIn } from '../helpers/mails.ts';

test.use({ viewport: { width: 1440, height: 900 } });
// Every look of a screen is measured; that takes its time where many tests share the machine.
test.setTimeout(120_000);

/** Where a page is: every request goes to the same endpoint. */
const originOf = (page: Page): string => new URL(page.url()).origin;
const planOf = async (page: Page): Promise<Schedule> =>
  (await page.request.get(`${originOf(page)}/api/schedule`)).json();

/** Carries out a command at once, as another coordinator would elsewhere. */
async function doIt(page: Page, command: PlanCommand): Promise<PlanAnswer> {
  const request = newId();
  const send = async (planVersion?: string): Promise<PlanAnswer> =>
    (
      await page.request.post(`${originOf(page)}/api/schedule`, { data: { request, command, planVersion } })
    ).json();
  const done = await send((await send()).planVersion);
  expect(done.type).toBe('saved');
  return done;
}
const placeOf = (plan: Schedule, { institution }: DropIn) =>
  plan.places.find(({ number }) => number === institution)!;

/**
 * An hour of a daycare that goes on and on, and a day on which it is held and can be booked: past the two weeks in which the
 * demo has bookings, and whatever school holiday there is today.
 */
async function hourToUse(
  page: Page,
  index: number,
): Promise<{ plan: Schedule; hour: DropIn; day: Day; name: string }> {
  const plan = await planOf(page);
  const usable = plan.dropIns
    .filter((hour) => hour.validTo === null && placeOf(plan, hour).kind !== 'folkeskole')
    .toSorted((one, other) => one.institution.localeCompare(other.institution))
    .flatMap((hour) => {
      const dates = nextDates(hour, placeOf(plan, hour), addDays(plan.today, 16), plan, 2);
      const day = dates.find(({ state, date }) => state === 'held' && date <= addDays(plan.today, 27))?.date;
      return day ? [{ plan, hour, day, name: placeOf(plan, hour).name }] : [];
    });
  return usable[index]!;
}

/** Books a slot of a day as somebody without a script; the path of her own page. */
async function bookOn(page: Page, institution: string, day: Day, name: string): Promise<string> {
  const { places } = await (await page.request.get(`${originOf(page)}/api/places`)).json();
  const address: string = places.find((place: { number: string }) => place.number === institution).bookingUrl;
  const url = originOf(page) + new URL(address).pathname;
  const html = await (await page.request.get(url)).text();
  const tid = [...html.matchAll(/data-tid="([^"]+)"/g)]
    .map(([, found]) => found!)
    .find((one) => one.startsWith(day));
  const form = {
    tid: tid!,
    request: randomUUID(),
    role: 'teacher',
    name,
    mail: `${name.toLowerCase()}@skole.example`,
  };
  const answer = await page.request.post(url, {
    form: { ...form, request: newId() },
    maxRedirects: 0,
  });
  expect(answer.status(), 'booked').toBe(303);
  const to = answer.headers().location!;
  return `/b/t/${new URLSearchParams(to.slice(to.indexOf('?'))).get('t')}`;
}

const look = (page: Page) => page.getByRole('button', { name: 'Se, hvad der sker' }).click();
const saved = (page: Page) => page.getByRole('status').filter({ hasText: /^Gemt\./ });

test('a place is closed for a temadag with three bookings: listed before, told after, and they keep their alternatives', async ({
  desk,
  server,
}) => {
  const page = await desk('/k/lukkedage');
  const { hour, day, name, plan } = await hourToUse(page, 0);
  const { id, follows, ...rule } = hour;
  // Every slot of it can be booked.
  await doIt(page, {
    type: 'change',
    id,
    hour: { ...rule, validFrom: addDays(plan.today, 1), walkInShare: 0, slotMinutes: 20 },
  });
  const links: string[] = [];
  for (const who of ['Anna', 'Bente', 'Carla']) links.push(await bookOn(page, hour.institution, day, who));

  await page.getByRole('link', { name: 'Ny lukkedag' }).click();
  await look(page);
  await expect(page.locator('.error-summary')).toBeFocused();
  await page.getByRole('link', { name: 'Skriv et navn' }).click();
  await page.keyboard.type('Temadag');
  await page.getByLabel('Første dag').fill(day);
  await page.getByRole('button', { name, exact: true }).click();
  await look(page);

  await expect(page.getByRole('heading', { name: /det sker der$/ })).toBeFocused();
  const hits = page.getByRole('region', { name: '3 bookede tider rammes' });
  await expect(hits.getByRole('listitem')).toHaveCount(3);
  await expect(hits.getByText('Lærer', { exact: true })).toHaveCount(3);
  await expect(hits).not.toContainText('Anna');
  await hits.locator('summary').first().click();
  await expect(hits.getByText('Vælg en ny tid med linket.').first()).toBeVisible();
  await expect(page.getByRole('region', { name: '1 gang falder væk' })).toContainText(name);
  expect((await planOf(page)).closings.map((closing) => closing.name)).not.toContain('Temadag');
  await expectFit(page, 'consequences');
  await page.setViewportSize({ width: 1440, height: 900 });

  await page.getByRole('button', { name: 'Gem, og giv 3 besked' }).click();
  await expect(saved(page)).toHaveText('Gemt. 3 har fået besked.');
  await expect(page.getByRole('link', { name: 'Ret Temadag' })).toBeVisible();
  const told = () => mailsIn(server.dataDir).filter((mail) => mail.includes('g en ny tid'));
  await expect.poll(() => told().length, { timeout: 60_000 }).toBe(3);
  for (const link of links) {
    const own = await (await page.request.get(`${server.url + link}?flyt=1`)).text();
    expect(own).toContain('data-tid=');
    expect(own).not.toContain(`data-tid="${day}`);
  }

  await page.getByRole('link', { name: 'Slet Temadag' }).click();
  await expect(page.getByRole('region', { name: '3 bookede tider rammes' })).toContainText(
    'tiden gælder igen',
  );
  await page.getByRole('button', { name: 'Gem, og giv 3 besked' }).click();
  await expect(saved(page)).toHaveText('Gemt. 3 har fået besked.');
  await expect(page.getByRole('link', { name: 'Ret Temadag' })).toHaveCount(0);
});

test('an hour is changed from a date, and its eight dates show it', async ({ desk }) => {
  const page = await desk('/k/tider');
  const { hour, plan, day, name } = await hourToUse(page, 1);
  await page.getByRole('link', { name }).first().click();
  await expect(page.getByRole('heading', { level: 2, name: new RegExp(`^${name}`) })).toBeFocused();
  await expect(page.locator('.plan-dates > li')).toHaveCount(8);
  await page.getByRole('link', { name: 'Skift fra en dato' }).click();
  await page.getByLabel('Lokale').fill('Biblioteket');
  await page.getByLabel('Ugedag').selectOption({ label: 'Fredag' });
  await page.getByLabel('Ændringen gælder fra').fill(addDays(plan.today, -1));
  await look(page);
  await expect(page.locator('.error-summary')).toContainText('Datoen skal ligge ude i fremtiden');
  await expect(page.getByLabel('Lokale')).toHaveValue('Biblioteket');
  await page.getByLabel('Ændringen gælder fra').fill(day);
  await expect(page.locator('.plan-dates > li strong').first()).toHaveText(/^Fredag/);
  await expectFit(page, 'the form of an hour');
  await page.setViewportSize({ width: 1440, height: 900 });
  await look(page);
  await expect(page.getByRole('region', { name: 'Træffetider' })).toContainText('Biblioteket');
  await page.getByRole('button', { name: /^Gem/ }).click();
  await expect(saved(page)).toBeVisible();

  await page.getByRole('link', { name: /Biblioteket/ }).click();
  await expect(page.getByRole('heading', { level: 2, name: /fredag/ })).toBeVisible();
  const texts = await page.locator('.plan-dates > li strong').allInnerTexts();
  expect(texts).toHaveLength(8);
  for (const text of texts) expect(text).toMatch(/^Fredag/);
  const { dropIns } = await planOf(page);
  expect(dropIns.find(({ id }) => id === hour.id)?.validTo).toBe(addDays(day, -1));
});

test('one date is cancelled with a reason, and held after all', async ({ desk, server }) => {
  const page = await desk('/k/tider');
  const { hour } = await hourToUse(page, 2);
  await page.goto(`${server.url}/k/tider/${hour.id}`);
  const date = page.locator('.plan-dates > li', { has: page.getByRole('link', { name: /^Aflys/ }) }).last();
  const day = await date.locator('strong').innerText();
  await date.getByRole('link').click();
  await look(page);
  await expect(page.getByText('Skriv, hvorfor den aflyses')).toBeVisible();
  await page.getByRole('button', { name: 'Kursus' }).click();
  await look(page);
  await expect(page.getByRole('region', { name: '1 gang falder væk' })).toContainText(day);
  await page.getByRole('button', { name: /^Gem/ }).click();
  await expect(saved(page)).toBeVisible();
  const row = page.locator('.plan-dates > li', { hasText: day });
  await expect(row).toContainText('Aflyst: Kursus');
  await row.getByRole('link', { name: /alligevel/ }).click();
  await expect(page.getByRole('region', { name: '1 gang holdes igen' })).toBeVisible();
  await page.getByRole('button', { name: /^Gem/ }).click();
  await expect(row).toContainText('Holdes');
});

test('a change that meets another’s change is shown anew, and saved when it has been seen', async ({
  desk,
  server,
}) => {
  const page = await desk('/k/tider');
  const { hour, plan } = await hourToUse(page, 3);
  const last = addDays(plan.today, 200);
  await page.goto(`${server.url}/k/tider/${hour.id}/afslut`);
  await page.getByLabel('Sidste dag').fill(last);
  await look(page);
  await expect(page.getByRole('button', { name: /^Gem/ })).toBeVisible();
  await doIt(page, { type: 'end', id: hour.id, on: addDays(plan.today, 300) });
  await page.getByRole('button', { name: /^Gem/ }).click();
  await expect(page.getByRole('alert')).toContainText('Planen er ændret i mellemtiden');
  expect((await planOf(page)).dropIns.find(({ id }) => id === hour.id)?.validTo).toBe(
    addDays(plan.today, 300),
  );
  await page.getByRole('button', { name: /^Gem/ }).click();
  await expect(saved(page)).toBeVisible();
  expect((await planOf(page)).dropIns.find(({ id }) => id === hour.id)?.validTo).toBe(last);
});

test('a worker is never put in two places at once, and nothing that was typed is lost with the network or the login', async ({
  desk,
  server,
}) => {
  const page = await desk('/k/tider');
  const { hour, plan } = await hourToUse(page, 0);
  const worker = plan.workers.find(({ id }) => id === hour.worker)!;
  await page.goto(`${server.url}/k/tider/ny`);
  await page.getByLabel('Sted', { exact: true }).selectOption({ label: placeOf(plan, hour).name });
  await page.getByLabel('Rådgiver', { exact: true }).selectOption({ label: worker.name });
  await page.getByLabel('Fra kl.').fill(hour.start);
  await page.getByLabel('Til kl.').fill(hour.end);
  await page.getByLabel('Lokale').fill('Kælderen');
  await page.context().setOffline(true);
  await look(page);
  await expect(page.getByRole('alert')).toContainText('Det, du har skrevet, står her stadig.');
  await page.context().setOffline(false);
  await page.request.post(`${server.url}/api/sign-out`, { data: {} });
  await page.getByRole('button', { name: 'Prøv igen' }).click();
  await page.getByRole('button', { name: /Koordinator/ }).click();
  await expect(page.getByLabel('Lokale')).toHaveValue('Kælderen');
  await look(page);
  await expect(page.getByRole('alert')).toContainText(`${worker.name} har allerede træffetid på`);
  await expect(page.getByRole('button', { name: /^Gem/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Ret' }).click();
  await expect(page.getByLabel('Lokale')).toHaveValue('Kælderen');
});

test('hours are copied to the next school year, and are found among those that begin later', async ({
  desk,
}) => {
  const page = await desk('/k/tider');
  await expect(page.locator('tbody tr').first()).toBeVisible();
  const { dropIns } = await planOf(page);
  await expectFit(page, 'the list of hours');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByLabel('Vælg alle viste').check();
  await page.getByRole('link', { name: /^Kopiér \d+ til skoleåret/ }).click();
  await expect(page.getByText(/\d+ begynder\.$/)).toBeVisible();
  await page.getByRole('button', { name: /^Gem/ }).click();
  await expect(saved(page)).toBeVisible();
  const after = (await planOf(page)).dropIns;
  const copies = after.filter(({ id }) => !dropIns.some((hour) => hour.id === id));
  expect(copies.length).toBeGreaterThan(10);
  for (const copy of copies)
    expect(copy).toMatchObject({ validFrom: expect.stringMatching(/-08-0[1-7]$|-08-1\d$/) });
  await page.getByRole('link', { name: /^Begynder senere · / }).click();
  await expect(page.locator('tbody tr').first()).toBeVisible();
  await page.getByText('Ændringer i planen').click();
  await expect(page.locator('.plan-history')).toContainText('Kopieret til næste skoleår');
});

test('the other pages of the desk fit every screen, in English too', async ({ desk, server }) => {
  const page = await desk('/k/lukkedage');
  await expect(page.getByRole('heading', { name: 'Helligdage' })).toBeVisible();
  await expectFit(page, 'closed days');
  await page.goto(`${server.url}/k/lukkedage/ny`);
  await page.getByRole('button', { name: 'Vinterferie, uge 7' }).click();
  await expectFit(page, 'the form of closed days');
  const plan = await planOf(page);
  const hour = plan.dropIns.find((one) => nextDates(one, placeOf(plan, one), plan.today, plan).length > 0)!;
  await page.goto(`${server.url}/k/tider/${hour.id}`);
  await expect(page.locator('.plan-dates > li')).not.toHaveCount(0);
  await expectFit(page, 'one hour');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'The next 8 dates' })).toBeVisible();
});
