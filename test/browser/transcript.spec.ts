import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page, test } from '../helpers/browser.ts';
import { heard } from '../helpers/speech.ts';
import {
  answer,
  arrivalOf,
  beginConversation,
  draftKept,
  extraHour,
  newTablet,
  pill,
  press,
  unlock,
} from '../helpers/tablet-page.ts';

test.describe.configure({ timeout: 150_000 });

// A server for each: an hour that one test left open would be on the other's day.
test.use({ serverFor: 'test' });

/** The screen reader as a script of the page: its module hands out one thing, which is put where a test finds it. */
const reader = readFileSync(
  createRequire(import.meta.url).resolve('@guidepup/virtual-screen-reader/browser.js'),
  'utf8',
).replace(/export\{.*?(\w+\$?) as virtual\};?/, 'window.virtual = $1;');

declare const virtual: {
  activeNode: Node | null;
  start: (options: { container: Element }) => Promise<void>;
  next: () => Promise<void>;
  stop: () => Promise<void>;
  lastSpokenPhrase: () => Promise<string>;
  spokenPhraseLog: () => Promise<string[]>;
};

/** What is heard in the part of the page that `selector` finds, from its top to its end; times are the hour's own. */
async function spokenIn(page: Page, selector: string): Promise<string[]> {
  if (!(await page.evaluate(() => 'virtual' in window))) await page.evaluate(`{${reader}\n}`);
  const phrases = await page.evaluate(async (part) => {
    const container = document.querySelector(part)!;
    // This reader looks at the attribute, a browser's own at the state.
    for (const input of container.querySelectorAll('input')) input.toggleAttribute('checked', input.checked);
    await virtual.start({ container });
    const first = { node: virtual.activeNode, phrase: await virtual.lastSpokenPhrase() };
    do await virtual.next();
    while (virtual.activeNode !== first.node || (await virtual.lastSpokenPhrase()) !== first.phrase);
    const spoken = (await virtual.spokenPhraseLog()).slice(0, -1);
    await virtual.stop();
    return spoken;
  }, selector);
  return heard(phrases).map((phrase) =>
    phrase.replace(/\d\d\.\d\d\.\d{4}/g, 'DATO').replace(/\d\d[.:]\d\d/g, '00.00'),
  );
}

test('a new conversation is spoken question by question, each choice with its state', async ({
  tablet: page,
}) => {
  await page.setViewportSize({ width: 1180, height: 820 });
  await extraHour(page, 'Brovst Skole');
  await beginConversation(page);
  await answer(page, 'Lærer');
  await press(page.locator('.capture'), 'Fravær');
  await page.getByLabel(/^Note/).fill('Far ringede fra 010180-1234.');
  await expect(page.getByText('Det ligner et CPR-nummer')).toBeVisible();
  await draftKept(page);
  expect(await spokenIn(page, '.pane-work')).toEqual([
    'button, Luk',
    'heading, Henvendelse, level 2',
    'Brovst Skole · Lærer',
    'timer, Samtalens længde',
    '00.00',
    'button, Pause',
    'button, Ny i kø · Brovst Skole, 00.00–00.00',
    'group, Hvem kom?',
    'radio, Lærer, checked, position 1, set size 6',
    'radio, Pædagog, not checked, position 2, set size 6',
    'radio, Leder, not checked, position 3, set size 6',
    'radio, Forælder, not checked, position 4, set size 6',
    'radio, Barn/ung, not checked, position 5, set size 6',
    'radio, Anden, not checked, position 6, set size 6',
    'group, Hvad handler det om?',
    'button, Fravær, pressed',
    'button, Ensomhed, not pressed',
    'button, Konflikter i hjemmet, not pressed',
    'button, Adfærd og uro, not pressed',
    'button, Trivsel, not pressed',
    'button, Svært at pege på, not pressed',
    'button, Andet, not pressed',
    'group, Hvad gjorde I?',
    'button, Sparring, not pressed',
    'button, Indsats på stedet, not pressed',
    'button, Forældresamtale, not pressed',
    'button, Samtale med barn, not pressed',
    'button, Bro til familieenhed, not pressed',
    'button, Hjælp til underretning, not pressed',
    'button, Andet tilbud, not pressed',
    'button, Andet, not pressed',
    'group, Opfølgning',
    'radio, Ingen, not checked, position 1, set size 4',
    'radio, 1 uge, not checked, position 2, set size 4',
    'radio, 2 uger, not checked, position 3, set size 4',
    'radio, Start 4-ugers frist, not checked, position 4, set size 4',
    'group, Vurdering af underretning',
    'radio, Ikke relevant, not checked, position 1, set size 6',
    'radio, Drøftet, ikke grundlag nu, not checked, position 2, set size 6',
    'radio, Institutionen underretter, not checked, position 3, set size 6',
    'radio, Forældre søger selv, not checked, position 4, set size 6',
    'radio, Allerede underrettet, not checked, position 5, set size 6',
    'radio, Akut – straks, not checked, position 6, set size 6',
    'Underretningspligten er din egen. Vurderingen skal med, når henvendelsen afsluttes.',
    'Note',
    'valgfri · skriv ikke navn eller CPR',
    'textbox, Note (valgfri · skriv ikke navn eller CPR), Det ligner et CPR-nummer. Fjern det, før du gemmer.',
    'button, Fjern tallet',
    'region, Næste samtale',
    'button, Book næste samtale',
    'Kladde gemt',
    'button, Kassér…',
    'button, Gem nu',
    'button, Afslut og gem',
  ]);
});

test('a conflict is spoken with both values, who wrote each and when, and nothing is chosen', async ({
  tablet: page,
  browser,
  server,
}) => {
  const other = await browser.newPage();
  await newTablet(other, server.url, 'Anders Krog');
  const shared = (on: Page) =>
    on.locator('section', { has: on.getByRole('heading', { name: /^Jetsmark Skole/ }) });
  await extraHour(other, 'Jetsmark Skole');
  await beginConversation(other);
  await answer(other, 'Pædagog');
  await press(other.locator('.capture'), 'Ensomhed');
  await press(other, 'Gem nu');

  // Until it has come over the endpoint: how many exchanges that takes is not this test's matter.
  await expect(async () => {
    await pill(page).click();
    await page.getByRole('button', { name: 'Prøv nu' }).click({ timeout: 5000 });
    await page.locator('.tab[href="/"]').click();
    await expect(shared(page).getByRole('link', { name: /Pædagog/ })).toBeVisible({ timeout: 3000 });
  }).toPass({ timeout: 40_000 });
  const correct = async (on: Page, who: string) => {
    await shared(on)
      .getByRole('link', { name: /Pædagog/ })
      .click();
    await press(on, 'Tilføj vurdering');
    await answer(on, who);
    await press(on, 'Gem');
  };
  await other.context().setOffline(true);
  await correct(other, 'Forælder');
  const corrected = arrivalOf(page);
  await correct(page, 'Leder');
  await corrected;
  await other.context().setOffline(false);
  await other.goto(`${server.url}/sync`);
  await unlock(other);
  await expect(pill(other)).toContainText('Kræver dit valg');
  await other.getByRole('link', { name: /Henvendelse.*Kræver dit valg/ }).click();
  await expect(other.getByRole('radio')).toHaveCount(2);
  expect(await spokenIn(other, '.pane-work')).toEqual([
    'link, Tilbage',
    'heading, Den samme henvendelse er rettet to steder, level 2',
    'Jetsmark Skole',
    'Intet er slettet. Vælg for hvert felt.',
    'Den version, du ikke vælger, gemmes i historikken.',
    'group, Hvem kom',
    'radio, Mette Holm, 00.00 kl. 00.00 : Leder, not checked, position 1, set size 2',
    'radio, På denne tablet · 00.00 kl. 00.00 : Forælder, not checked, position 2, set size 2',
    'button, Gem mit valg',
  ]);
});
