import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { confirm } from '../helpers/booking-page.ts';
import { expect, type Page, test } from '../helpers/browser.ts';

/** A screen reader that runs in the page itself, over the real accessibility of the real document. */
const reader = readFileSync(
  join(
    dirname(createRequire(import.meta.url).resolve('@guidepup/virtual-screen-reader')),
    '../esm/index.browser.js',
  ),
  'utf8',
);

test.use({ viewport: { width: 390, height: 844 }, bypassCSP: true });

/** Everything that is spoken from the first to the last element inside `selector`. */
async function spokenIn(page: Page, selector: string): Promise<string[]> {
  await page.route('**/reader.js', (route) =>
    route.fulfill({ body: reader, contentType: 'text/javascript; charset=utf-8' }),
  );
  return page.evaluate(async (of) => {
    const address = '/reader.js';
    const { virtual }: typeof import('@guidepup/virtual-screen-reader') = await import(address);
    await virtual.start({ container: document.querySelector(of)! });
    const first = await virtual.lastSpokenPhrase();
    for (let step = 0; step < 300; step += 1) {
      await virtual.next();
      if ((await virtual.lastSpokenPhrase()) === first) break;
    }
    const log: string[] = await virtual.spokenPhraseLog();
    await virtual.stop();
    return log.slice(0, -1);
  }, selector);
}

const roles = ['Lærer', 'Pædagog', 'Leder', 'Forælder', 'Barn/ung', 'Anden'];
const mailHint = 'Her sender vi kvittering og besked, hvis noget ændrer sig.';

/** Times and dates are of the day on which the test runs. */
const withoutDates = (spoken: readonly string[]): string[] =>
  spoken.map((phrase) =>
    phrase
      .replaceAll('\u00a0', ' ')
      .replaceAll(/\d\d\.\d\d/g, 'TID')
      .replaceAll(
        /(I dag|I morgen|(?:man|tirs|ons|tors|fre)dag)( · (?:man|tirs|ons|tors|fre)dag)?( \d+\. [a-z]+)?( (·|\()\s?uge \d+\)?)?/gi,
        'DAG',
      ),
  );

test('booking as it is spoken: a time, the form, the receipt', async ({
  page,
  bookingPath: path,
  server,
}) => {
  await page.goto(server.url + path);
  const times = withoutDates(await spokenIn(page, 'main'));
  expect(times).toContain('heading, Book en snak med Mette Holm, level 1');
  const first = times.indexOf('region, DAG');
  expect(times.slice(first, first + 3)).toEqual(['region, DAG', 'heading, DAG, level 2', 'list']);
  expect(times[first + 3]).toMatch(/^listitem, level 1, position 1, set size \d$/);
  expect(times.slice(first + 4, first + 6)).toEqual(['link, Book TID, DAG', 'TID']);

  await page.locator('a.time').first().click();
  const place = (await page.title()).split('–')[0]!.trim();
  const room = (await page.locator('#confirm-who').innerText()).split(' · ')[1]!;
  expect(withoutDates(await spokenIn(page, '#confirm'))).toEqual([
    ...['dialog, DAG kl. TID–TID', 'dialog, DAG kl. TID–TID', 'form'],
    ...['paragraph', 'Din tid', 'end of paragraph'],
    'heading, DAG kl. TID–TID, level 2',
    ...['paragraph', `Mette Holm · ${room}`, 'end of paragraph'],
    'button, Luk',
    ...['group, Hvem er du?', 'Hvem er du?'],
    ...roles.flatMap((role, at) => [`radio, ${role}, not checked, position ${at + 1}, set size 6`, role]),
    'end of group, Hvem er du?',
    ...['Dit navn', 'textbox, Dit navn, required'],
    ...['Din mail', 'paragraph', mailHint, 'end of paragraph', `textbox, Din mail, ${mailHint}, required`],
    ...['checkbox, Husk mig på denne enhed, not checked', 'Husk mig på denne enhed'],
    ...['status', 'button, Book TID'],
    ...['paragraph', 'Du skal ikke skrive, hvem barnet er. Emne kan tilføjes bagefter.', 'end of paragraph'],
    ...['end of form', 'end of dialog, DAG kl. TID–TID'],
  ]);

  await confirm(page);
  const fact = (name: string, ...said: string[]) => [
    ...['term', name, 'end of term', 'definition', ...said, 'end of definition'],
  ];
  const receipt = withoutDates(await spokenIn(page, 'main'));
  expect(receipt.slice(0, receipt.indexOf('end of region, Din booking') + 1)).toEqual([
    ...['main', 'heading, Din tid er booket, level 1'],
    ...['status', 'strong', 'Vi sender en kvittering til jonas@skole.example.', 'end of strong'],
    ...['Gem linket til denne side, hvis du vil flytte eller aflyse.', 'end of status'],
    'region, Din booking',
    ...fact('Tid', 'strong', 'DAG kl. TID–TID', 'end of strong'),
    ...fact('Sted', `${place} · ${room}`),
    ...fact('Hos', 'Mette Holm'),
    ...fact('Booket af', 'Jonas Lind'),
    ...['link, Tilføj til kalender', 'link, Flyt', 'link, Aflys', 'end of region, Din booking'],
  ]);
  expect(receipt.filter((phrase) => phrase.startsWith('button, '))).toEqual([
    'button, Gem emne',
    'button, Gem ønsket',
  ]);
});
