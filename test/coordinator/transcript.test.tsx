// @vitest-environment happy-dom
import { virtual } from '@guidepup/virtual-screen-reader';
import { cleanup, render, screen } from '@testing-library/preact';
import { LocationProvider } from 'preact-iso';
import { afterEach, expect, it } from 'vitest';
import { paths } from '#api/paths.ts';
import { Coordinator } from '#coordinator/coordinator.tsx';
import { lene, logLine, logPage } from '../helpers/coordinator-log.ts';
import { newId } from '../helpers/ids.ts';
import { heard } from '../helpers/speech.ts';

const log = logPage(
  [
    logLine('018f0000-0000-7000-8000-00000000000a', { themes: ['absence'] }),
    logLine('018f0000-0000-7000-8000-00000000000b', {
      day: '2026-11-23',
      started: '2026-11-23T12:05:00.000Z',
      institutionName: 'Solsikken',
      role: 'pedagogue',
      themes: ['loneliness', 'behaviour'],
      status: 'question',
      followUp: { kind: 'fourWeeks', due: '2026-12-21' },
      concern: {
        reference: 'SOL-003',
        clockStart: '2026-11-23',
        due: '2026-12-21',
        state: 'open',
        actedOn: null,
      },
    }),
  ],
  {
    counts: { review: 2, acute: 0, missing: 0, question: 1, overdue: 0, week: 2, all: 2 },
    missing: [{ tablet: 'Tablet 47', worker: 'Mette Holm', unsent: 6, seenAt: '2026-11-20T13:05:00.000Z' }],
  },
);

afterEach(cleanup);

/** What is heard from the top of `container` to its end. */
async function spokenIn(container: Element): Promise<string[]> {
  await virtual.start({ container });
  const top = await virtual.lastSpokenPhrase();
  do await virtual.next();
  while ((await virtual.lastSpokenPhrase()) !== `end of ${top}`);
  const spoken = await virtual.spokenPhraseLog();
  await virtual.stop();
  return heard(spoken);
}

it('the coordinator’s log is spoken so that a line is understood without seeing the table', async () => {
  history.replaceState(null, '', '/k/log');
  const json = (body: unknown) =>
    new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
  render(
    <LocationProvider scope="/k">
      <Coordinator
        now={() => Date.parse('2026-11-24T08:48:00.000Z')}
        makeId={newId}
        fetch={async (path) =>
          json(
            path === paths.me
              ? { person: lene, municipality: 'Prøvekøbing', acute: null, demo: [lene], demoCode: false }
              : log,
          )
        }
      />
    </LocationProvider>,
  );
  await screen.findByRole('table', undefined, { timeout: 20_000 });
  const spoken = await spokenIn(document.querySelector('main')!);
  expect(spoken).toEqual([
    'main',
    'heading, Log, level 1',
    'search',
    'Søg i log',
    'searchbox, Søg i log',
    'button, Søg',
    'navigation, Visning',
    'link, Til gennemsyn · 2, current page',
    'link, Akut · 0',
    'link, Mangler vurdering · 0',
    'link, Spørgsmål · 1',
    'link, Over 4 uger · 0',
    'link, Denne uge · 2',
    'link, Alle · 2',
    'button, Filtre, not expanded',
    'button, Genveje',
    'En tablet har registreringer, vi ikke har modtaget',
    'Tablet 47 (Mette Holm) har 6 registreringer, vi ikke har modtaget',
    'sidst set 20.11 kl. 14.05',
    'region, Henvendelser',
    'table, Henvendelser',
    'caption, Henvendelser',
    'row, Vælg alle viste Dato Sted Rådgiver Hvem Emne Gjort Frist Status',
    'columnheader, Vælg alle viste',
    'checkbox, Vælg alle viste, not checked',
    'columnheader, Dato, sorted in descending order',
    'link, Dato',
    'columnheader, Sted',
    'link, Sted',
    'columnheader, Rådgiver',
    'link, Rådgiver',
    'columnheader, Hvem',
    'columnheader, Emne',
    'columnheader, Gjort',
    'columnheader, Frist',
    'link, Frist',
    'columnheader, Status',
    'link, Status',
    'row, Vælg Bøgeskolen, 24.11 kl. 09.30 24.11 Bøgeskolen , 24.11 kl. 09.30 Mette Holm Lærer Fravær Sparring 01.12 Ny',
    'cell, Vælg Bøgeskolen, 24.11 kl. 09.30',
    'checkbox, Vælg Bøgeskolen, 24.11 kl. 09.30, not checked',
    'cell, 24.11',
    'cell, Bøgeskolen , 24.11 kl. 09.30',
    'link, Bøgeskolen , 24.11 kl. 09.30',
    'cell, Mette Holm',
    'cell, Lærer',
    'cell, Fravær',
    'cell, Sparring',
    'cell, 01.12',
    'cell, Ny',
    'row, Vælg Solsikken, 23.11 kl. 13.05 23.11 Solsikken , 23.11 kl. 13.05 Mette Holm Pædagog Ensomhed, Adfærd og uro Sparring Dag 1 af 28 Spørgsmål',
    'cell, Vælg Solsikken, 23.11 kl. 13.05',
    'checkbox, Vælg Solsikken, 23.11 kl. 13.05, not checked',
    'cell, 23.11',
    'cell, Solsikken , 23.11 kl. 13.05',
    'link, Solsikken , 23.11 kl. 13.05',
    'cell, Mette Holm',
    'cell, Pædagog',
    'cell, Ensomhed, Adfærd og uro',
    'cell, Sparring',
    'cell, Dag 1 af 28',
    'cell, Spørgsmål',
    'Viser 2 af 2',
    'button, Opdatér',
  ]);
});
