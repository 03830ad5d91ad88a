// @vitest-environment happy-dom
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { LocationProvider } from 'preact-iso';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Decide, LogDetail, LogLine, Me } from '#api/client/log.ts';
import { paths } from '#api/paths.ts';
import { Coordinator } from '#coordinator/coordinator.tsx';
import { lene, logLine, logPage, mette } from '../helpers/coordinator-log.ts';
import { newId } from '../helpers/ids.ts';

// The log is fetched when it is opened; on a busy machine that takes longer than a second.
configure({ asyncUtilTimeout: 20_000 });

const now = Date.parse('2026-11-24T08:48:00.000Z');
const detail = (one: LogLine): LogDetail => ({
  line: one,
  today: '2026-11-24',
  fourWeekDays: 28,
  consultation: {
    kind: 'consultation',
    id: one.id,
    institution: '100001',
    made: 'op1',
    fixed: { session: 's', started: one.started },
    fields: {
      role: {
        current: { value: 'teacher', ops: ['op1'] },
        alternatives: [{ value: 'parent', ops: ['op2'], basedOn: [] }],
      },
    },
    chips: {},
    ops: { op1: [mette.id, one.started], op2: ['anders', '2026-11-24T09:00:00.000Z'] },
  },
  session: null,
  notes: [
    {
      id: 'n1',
      text: 'Gammel ordlyd',
      by: 'Mette Holm',
      at: one.started,
      cpr: false,
      replaced: true,
      late: false,
    },
    {
      id: 'n2',
      text: '<b>Ny</b> ordlyd 010118-1234',
      by: 'Mette Holm',
      at: one.started,
      cpr: true,
      replaced: false,
      late: false,
    },
  ],
  thread: [],
  followedUp: [],
  assessments: [],
  people: { [mette.id]: 'Mette Holm', anders: 'Anders Krog' },
  history: [
    {
      op: 'op1',
      kind: 'consultation',
      verb: 'create',
      by: 'Mette Holm',
      tablet: 'Tablet 1',
      at: one.started,
      receivedAt: '2026-11-24T08:47:00.000Z',
      writes: [{ field: 'themes', how: 'add', value: 'absence' }],
      result: 'ok',
      problem: null,
    },
  ],
});

type Reply = () => unknown;
/** The endpoint as seen from the page: what each path answers now; a thrown error is a lost connection. */
let replies: Map<string, Reply>;
let asked: string[];
/** What the log was asked for. */
let searched: { [part: string]: unknown }[];
/** What was decided. */
let sent: Decide[];

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
const says = (me: Partial<Me>) => () => ({
  person: null,
  municipality: 'Prøvekøbing',
  acute: null,
  demo: [lene, mette],
  demoCode: false,
  ...me,
});

const open = (address = '/k/log') => {
  history.replaceState(null, '', address);
  return render(
    <LocationProvider scope="/k">
      <Coordinator
        now={() => now}
        makeId={newId}
        fetch={async (path, init) => {
          asked.push(path);
          if (path === paths.log) searched.push(JSON.parse(String(init.body)));
          if (path === paths.decide) sent.push(JSON.parse(String(init.body)));
          const reply = replies.get(path.split('?')[0]!)?.();
          return reply instanceof Response
            ? reply
            : json(reply ?? { problem: 'notFound' }, reply ? 200 : 404);
        }}
      />
    </LocationProvider>,
  );
};

// The log is fetched when it is opened; how long a busy machine takes to read it is no part of these tests.
beforeAll(() => import('#coordinator/log/log.tsx'));
beforeEach(() => {
  asked = [];
  searched = [];
  sent = [];
  replies = new Map<string, Reply>([
    [paths.me, says({ person: lene })],
    [paths.log, () => logPage([logLine('a'), logLine('b', { institutionName: 'Solsikken' })])],
    [paths.logDetail('a'), () => detail(logLine('a', { conflicts: 1 }))],
  ]);
});

afterEach(cleanup);

describe('the door', () => {
  it('offers the people of the demo and opens the log for the coordinator who is chosen', async () => {
    replies.set(paths.me, says({}));
    replies.set(paths.demoSignIn, () => {
      replies.set(paths.me, says({ person: lene }));
      return lene;
    });
    open();
    fireEvent.click(await screen.findByRole('button', { name: /Koordinator/ }));
    expect(await screen.findByRole('table')).toBeTruthy();
    expect(screen.getByText('Demo – skriv ikke rigtige oplysninger')).toBeTruthy();
  });

  it('tells a worker that the log is not for her, and shows the way to the tablet', async () => {
    replies.set(paths.me, says({ person: mette }));
    open();
    expect(await screen.findByText('Du er logget ind som Mette Holm (Rådgiver).')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Gå til tabletten' }).getAttribute('href')).toBe('/');
    expect(asked).toEqual([paths.me]);
  });

  it('says so when nobody has set up a login, and shows no demo bar', async () => {
    replies.set(paths.me, says({ demo: [] }));
    open();
    expect(await screen.findByText(/Der er ikke sat et login op/)).toBeTruthy();
    expect(screen.queryByText(/Demo/)).toBeNull();
  });

  it('comes back when the login has run out', async () => {
    open();
    await screen.findByRole('table');
    replies.set(paths.log, () => json({ problem: 'signIn' }, 401));
    fireEvent.click(screen.getByRole('button', { name: 'Opdatér' }));
    expect(await screen.findByText('Du er logget ud. Log ind for at fortsætte.')).toBeTruthy();
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('offers another try when the server does not answer', async () => {
    replies.set(paths.me, () => {
      throw new TypeError('offline');
    });
    open();
    expect(await screen.findByRole('alert')).toBeTruthy();
    replies.set(paths.me, says({ person: lene }));
    fireEvent.click(screen.getByRole('button', { name: 'Prøv igen' }));
    expect(await screen.findByRole('table')).toBeTruthy();
  });
});

describe('the log', () => {
  it('shows words for keys, the clock in days, and each status as icon and word', async () => {
    const concern = {
      reference: 'BØG-017',
      clockStart: '2026-10-26',
      due: '2026-11-23',
      state: 'open',
      actedOn: null,
    };
    replies.set(paths.log, () =>
      logPage([
        logLine('a', { concern }),
        logLine('b', {
          status: 'approved',
          complete: false,
          role: null,
          themes: [],
          actionsTaken: [],
          followUp: null,
        }),
        logLine('c', { annulled: true }),
        logLine('d', {
          status: 'question',
          conflicts: 1,
          assessment: 'acute',
          concern: { ...concern, state: 'takenOver' },
        }),
      ]),
    );
    open();
    const rows = within(await screen.findByRole('table'))
      .getAllByRole('row')
      .slice(1);
    const cells = rows.map((row) =>
      within(row)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    );
    expect(cells.map((row) => row.slice(3))).toEqual([
      ['Mette Holm', 'Lærer', 'Fravær +1Fravær, Konflikter i hjemmet', 'Sparring', '29/28Dag 29 af 28', 'Ny'],
      ['Mette Holm', '–', '–', '–', '–', 'GodkendtMangler vurdering'],
      ['Mette Holm', 'Lærer', 'Fravær +1Fravær, Konflikter i hjemmet', 'Sparring', '01.12', 'Annulleret'],
      [
        'Mette Holm',
        'Lærer',
        'Fravær +1Fravær, Konflikter i hjemmet',
        'Sparring',
        'Handlet',
        'SpørgsmålAkut – straksTo versioner',
      ],
    ]);
    expect(await screen.findByText('4 henvendelser · opdateret 09.48')).toBeTruthy();
  });

  it('names the tablets that hold what has not come', async () => {
    const missing = [
      { tablet: 'Tablet 1', worker: 'Mette Holm', unsent: 6, seenAt: '2026-11-20T13:05:00.000Z' },
      { tablet: 'Tablet 2', worker: 'Anders Krog', unsent: 1, seenAt: null },
    ];
    replies.set(paths.log, () => logPage([logLine('a')], { missing }));
    open();
    await screen.findByText('2 tablets har registreringer, vi ikke har modtaget');
    expect(
      screen.getByText(/Tablet 1 \(Mette Holm\) har 6 registreringer.*sidst set 20.11 kl. 14.05/),
    ).toBeTruthy();
    expect(screen.getByText(/Tablet 2 \(Anders Krog\) har 1 registrering, .*ikke set endnu/)).toBeTruthy();
  });

  it('unrolls further pages below, without repeating what a newer first page pushed down', async () => {
    replies.set(paths.log, () =>
      searched.at(-1)!.after === 'x'
        ? logPage([logLine('b'), logLine('c')], { total: 3 })
        : logPage([logLine('a'), logLine('b')], { total: 3, next: 'x' }),
    );
    open();
    fireEvent.click(await screen.findByRole('button', { name: 'Vis flere' }));
    expect(await screen.findByText('Viser 3 af 3')).toBeTruthy();
    expect(within(screen.getByRole('table')).getAllByRole('row')).toHaveLength(4);
    expect(screen.queryByRole('button', { name: 'Vis flere' })).toBeNull();
  });

  it('keeps its rows when a refresh fails, says so, and goes on at another try', async () => {
    open();
    await screen.findByRole('table');
    const answer = replies.get(paths.log)!;
    replies.set(paths.log, () => {
      throw new TypeError('offline');
    });
    fireEvent.click(screen.getByRole('button', { name: 'Opdatér' }));
    expect((await screen.findByRole('alert')).textContent).toContain('Loggen kunne ikke hentes');
    expect(within(screen.getByRole('table')).getAllByRole('row')).toHaveLength(3);
    replies.set(paths.log, answer);
    fireEvent.click(screen.getByRole('button', { name: 'Prøv igen' }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  it('takes an answer that is not the log for no answer', async () => {
    replies.set(
      paths.log,
      () => new Response('<html>Log på netværket</html>', { headers: { 'content-type': 'text/html' } }),
    );
    open();
    expect((await screen.findByRole('alert')).textContent).toContain('Loggen kunne ikke hentes');
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('searches for the text and the keys behind it; in the address stands only a mark of the search', async () => {
    open();
    await screen.findByRole('table');
    replies.set(paths.log, () => logPage([]));
    fireEvent.input(screen.getByLabelText(/Søg i log/), { target: { value: ' fravær ' } });
    fireEvent.click(screen.getByRole('button', { name: 'Søg' }));
    expect(await screen.findByText('Ingen henvendelser passer til søgningen')).toBeTruthy();
    expect(location.search).toMatch(/^\?soeg=[0-9a-f]{8}$/);
    expect(searched.at(-1)).toEqual({
      view: 'review',
      sort: 'date',
      order: 'desc',
      text: 'fravær',
      keys: ['absence'],
    });
    expect(asked.filter((path) => path.includes('?'))).toEqual([]);
  });

  it('says of an address with a search that this page was not told that its words are not kept', async () => {
    open('/k/log?soeg=0badcafe&q=uro');
    await screen.findByRole('table');
    expect(screen.getByLabelText<HTMLInputElement>(/Søg i log/).value).toBe('');
    expect(screen.getByText('Søgeordet gemmes ikke i adressen. Skriv det igen.')).toBeTruthy();
    expect(searched.at(-1)).not.toHaveProperty('text');
  });

  it('reads view, sorting, filters and columns from the address and passes over what nobody understands', async () => {
    open('/k/log?visning=over-4-uger&sort=frist&raadgiver=w&fra=2026-11-01&til=snart&kolonner=emne,x');
    const table = await screen.findByRole('table');
    expect(searched.at(-1)).toEqual({
      view: 'overdue',
      sort: 'due',
      order: 'asc',
      worker: 'w',
      from: '2026-11-01',
      keys: [],
    });
    const heads = within(table).getAllByRole('columnheader');
    expect(heads.slice(1).map((head) => head.textContent)).toEqual(['Dato', 'Sted', 'Emne', 'Status']);
    expect(screen.getByRole('button', { name: 'Filtre · 2' })).toBeTruthy();
  });

  it('sorts by a column and, pressed again, the other way round', async () => {
    open();
    fireEvent.click(await screen.findByRole('link', { name: 'Frist' }));
    await waitFor(() => expect(searched.at(-1)).toMatchObject({ sort: 'due', order: 'asc' }));
    fireEvent.click(screen.getByRole('link', { name: 'Frist' }));
    await waitFor(() => expect(searched.at(-1)).toMatchObject({ sort: 'due', order: 'desc' }));
    expect(location.search).toBe('?sort=frist&orden=faldende');
    expect(screen.getByRole('columnheader', { name: 'Frist' }).getAttribute('aria-sort')).toBe('descending');
  });

  it('says of each view what it is empty of, and since when', async () => {
    replies.set(paths.log, () => logPage([]));
    open();
    expect(await screen.findByText('Intet til gennemsyn')).toBeTruthy();
    expect(await screen.findByText('Sidst tjekket 09.48.')).toBeTruthy();
    fireEvent.click(screen.getByRole('link', { name: 'Spørgsmål · 0' }));
    expect(await screen.findByText('Ingen åbne spørgsmål')).toBeTruthy();
  });

  it('begins with the place that stands in the address', async () => {
    open('/k/log?sted=100001');
    await screen.findByRole('table');
    expect(searched.at(-1)).toMatchObject({ institution: '100001' });
  });
});

describe('deciding', () => {
  beforeEach(() => {
    replies.set(paths.decide, () => ({
      lines: sent.at(-1)!.consultations.map(({ id }) => ({ id, status: sent.at(-1)!.state })),
    }));
  });
  const said = () => document.querySelector('.said')!.textContent;

  it('approves all that is shown with what was seen of each, but no open question among others, and puts it back', async () => {
    replies.set(paths.log, () =>
      logPage([
        logLine('a', { seen: 5 }),
        logLine('b', { status: 'question' }),
        logLine('c', { annulled: true }),
        logLine('d', { status: 'approved' }),
      ]),
    );
    open();
    fireEvent.click(await screen.findByLabelText('Vælg alle viste'));
    fireEvent.click(screen.getByRole('button', { name: 'Godkend 3' }));
    await waitFor(() => expect(said()).toContain('Henvendelsen er godkendt. Ét spørgsmål er stadig åbent.'));
    expect(sent).toEqual([{ state: 'approved', consultations: [{ id: 'a', seen: 5 }] }]);
    fireEvent.click(screen.getByRole('button', { name: 'Fortryd' }));
    await waitFor(() => expect(said()).toContain('Godkendelsen er fortrudt.'));
    expect(sent.at(-1)).toEqual({ state: 'new', consultations: [{ id: 'a', seen: 5 }] });
  });

  it('leaves out what is acute or lacks its assessment, and says so, until told to take those too', async () => {
    replies.set(paths.log, () =>
      logPage([
        logLine('a'),
        logLine('b', { assessment: 'acute' }),
        logLine('c', { assessment: null, complete: false }),
        logLine('d', { assessment: 'acute', status: 'approved' }),
      ]),
    );
    open();
    fireEvent.click(await screen.findByLabelText('Vælg alle viste'));
    expect(document.querySelector('.selection')!.textContent).toContain(
      '4 valgt · 1 mangler vurdering, 1 akut',
    );
    fireEvent.click(screen.getByRole('button', { name: 'Godkend 2' }));
    await waitFor(() => expect(said()).toContain('Henvendelsen er godkendt.'));
    expect(sent.at(-1)!.consultations.map(({ id }) => id)).toEqual(['a']);
    await waitFor(() => expect(document.querySelector('.selection')).toBeNull());
    fireEvent.click(await screen.findByLabelText('Vælg alle viste'));
    fireEvent.click(screen.getByLabelText('Godkend også dem'));
    fireEvent.click(screen.getByRole('button', { name: 'Godkend 4' }));
    await waitFor(() => expect(sent.at(-1)!.consultations.map(({ id }) => id)).toEqual(['a', 'b', 'c']));
  });

  it('undoes the approval of a question into a question', async () => {
    replies.set(paths.log, () => logPage([logLine('b', { status: 'question' })]));
    open('/k/log?visning=spoergsmaal');
    fireEvent.click(await screen.findByLabelText('Vælg alle viste'));
    fireEvent.click(screen.getByRole('button', { name: 'Godkend 1' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Fortryd' }));
    await waitFor(() => expect(sent.map(({ state }) => state)).toEqual(['approved', 'question']));
  });

  it('tells of what was changed meanwhile and is still new', async () => {
    replies.set(paths.decide, () => ({
      lines: [
        { id: 'a', status: 'approved' },
        { id: 'b', status: 'new' },
      ],
    }));
    open();
    fireEvent.click(await screen.findByLabelText('Vælg alle viste'));
    fireEvent.click(screen.getByRole('button', { name: 'Godkend 2' }));
    await waitFor(() =>
      expect(said()).toContain('Henvendelsen er godkendt. Én er ændret i mellemtiden og er stadig ny.'),
    );
  });

  it('that fails says so, changes nothing, and can be tried again', async () => {
    const answer = replies.get(paths.decide)!;
    replies.set(paths.decide, () => {
      throw new TypeError('offline');
    });
    open();
    fireEvent.click(await screen.findByLabelText('Vælg alle viste'));
    fireEvent.click(screen.getByRole('button', { name: 'Godkend 2' }));
    expect((await screen.findByRole('alert')).textContent).toContain('Det blev ikke gemt');
    expect(within(screen.getByRole('table')).getAllByText('Ny')).toHaveLength(2);
    replies.set(paths.decide, answer);
    fireEvent.click(screen.getByRole('button', { name: 'Prøv igen' }));
    await waitFor(() => expect(said()).toContain('2 henvendelser er godkendt.'));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('sends more than the endpoint takes at a time in several requests', async () => {
    replies.set(paths.log, () => logPage(Array.from({ length: 450 }, (_, n) => logLine(`id${n}`))));
    open();
    fireEvent.click(await screen.findByLabelText('Vælg alle viste'));
    fireEvent.click(screen.getByRole('button', { name: 'Godkend 450' }));
    await waitFor(() => expect(said()).toContain('450 henvendelser er godkendt.'));
    expect(sent.map(({ consultations }) => consultations.length)).toEqual([200, 200, 50]);
  });

  it('asks with a text, warns of a CPR number, and keeps what was typed when another line is opened', async () => {
    replies.set(paths.logDetail('b'), () => detail(logLine('b')));
    open('/k/log/a');
    fireEvent.click(await screen.findByRole('button', { name: 'Send tilbage med spørgsmål' }));
    const summary = (await screen.findByText('Ret 1 felt for at komme videre')).closest('.error-summary');
    await waitFor(() => expect(document.activeElement).toBe(summary));
    expect(sent).toEqual([]);
    const text = () => screen.getByLabelText<HTMLTextAreaElement>(/Spørgsmål til rådgiver/);
    fireEvent.input(text(), { target: { value: 'Er det 010118-1234?' } });
    expect(screen.getByText(/Det ligner et CPR-nummer/)).toBeTruthy();
    fireEvent.click(screen.getByRole('link', { name: 'Næste i listen' }));
    await waitFor(() => expect(location.pathname).toBe('/k/log/b'));
    await waitFor(() => expect(text().value).toBe(''));
    history.back();
    await waitFor(() => expect(text().value).toBe('Er det 010118-1234?'));
    fireEvent.input(text(), { target: { value: 'Er lederen med?' } });
    fireEvent.click(screen.getByRole('button', { name: 'Send tilbage med spørgsmål' }));
    await waitFor(() => expect(said()).toContain('Spørgsmålet er sendt.'));
    expect(sent).toMatchObject([
      { state: 'question', consultations: [{ id: 'a', seen: 3 }], remark: { text: 'Er lederen med?' } },
    ]);
    expect(text().value).toBe('');
  });

  it('keeps a question that could not be sent, and sends it under the same id', async () => {
    const answer = replies.get(paths.decide)!;
    replies.set(paths.decide, () => {
      throw new TypeError('offline');
    });
    open('/k/log/a');
    const text = await screen.findByLabelText<HTMLTextAreaElement>(/Spørgsmål til rådgiver/);
    fireEvent.input(text, { target: { value: 'Er lederen med?' } });
    fireEvent.click(screen.getByRole('button', { name: 'Send tilbage med spørgsmål' }));
    await screen.findByRole('alert');
    expect(text.value).toBe('Er lederen med?');
    replies.set(paths.decide, answer);
    fireEvent.click(screen.getByRole('button', { name: 'Prøv igen' }));
    await waitFor(() => expect(text.value).toBe(''));
    expect(sent).toHaveLength(2);
    expect(sent[0]!.remark).toEqual(sent[1]!.remark);
  });
});

describe('the keys', () => {
  const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });

  beforeEach(() => {
    replies.set(paths.decide, () => ({
      lines: sent.at(-1)!.consultations.map(({ id }) => ({ id, status: 'approved' })),
    }));
  });
  afterEach(() => localStorage.clear());

  it('walk the rows, select and approve, and do nothing while somebody types', async () => {
    open();
    await screen.findByRole('table');
    const rows = screen.getAllByRole('link', { name: /, 24.11 kl. 09.30/ });
    press('j');
    expect(document.activeElement).toBe(rows[0]);
    press('J');
    press('j');
    expect(document.activeElement).toBe(rows[1]);
    press('k');
    press('x');
    expect(await screen.findByText('1 valgt')).toBeTruthy();
    press('/');
    expect(document.activeElement).toBe(screen.getByLabelText('Søg i log'));
    press('e');
    expect(sent).toEqual([]);
    rows[1]!.focus();
    press('e');
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]!.consultations.map(({ id }) => id)).toEqual(['a']);
  });

  it('can be switched off, and stay off', async () => {
    open();
    await screen.findByRole('table');
    fireEvent.click(screen.getByRole('button', { name: 'Genveje' }));
    fireEvent.click(await screen.findByLabelText('Brug genveje'));
    fireEvent.click(screen.getByRole('button', { name: 'Luk' }));
    press('j');
    expect(document.activeElement?.closest('tbody')).toBeFalsy();
    cleanup();
    open();
    await screen.findByRole('table');
    press('j');
    expect(document.activeElement?.closest('tbody')).toBeFalsy();
  });
});

describe('an open line', () => {
  it('is opened by its link, stands in the address, takes focus, and gives it back', async () => {
    open('/k/log?sted=100001');
    fireEvent.click(await screen.findByRole('link', { name: /Bøgeskolen/ }));
    const heading = await screen.findByRole('heading', { name: 'Bøgeskolen, 24.11 kl. 09.30' });
    expect(location.pathname + location.search).toBe('/k/log/a?sted=100001');
    await waitFor(() => expect(document.activeElement).toBe(heading));
    fireEvent.click(screen.getByRole('link', { name: 'Tilbage til log' }));
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole('link', { name: /Bøgeskolen/ })),
    );
    expect(location.pathname + location.search).toBe('/k/log?sted=100001');
  });

  it('shows both values that wait for a choice, with who wrote each', async () => {
    open('/k/log/a');
    await screen.findByText('Rettet to steder – afventer rådgiverens valg');
    expect(screen.getByText('Mette Holm, 24.11 kl. 09.30').parentElement?.textContent).toContain('Lærer');
    expect(screen.getByText('Anders Krog, 24.11 kl. 10.00').parentElement?.textContent).toContain('Forælder');
  });

  it('shows notes as they were typed, never as markup, flags CPR, and folds earlier wordings away', async () => {
    open('/k/log/a');
    const note = await screen.findByText('<b>Ny</b> ordlyd 010118-1234');
    expect(note.parentElement?.textContent).toContain('Ligner et CPR-nummer');
    expect(screen.getByText('Gammel ordlyd').closest('details')).toBeTruthy();
  });

  it('tells its history', async () => {
    open('/k/log/a');
    const history = await screen.findByRole('region', { name: 'Historik' });
    expect(history.textContent).toContain('Henvendelse oprettet');
    expect(history.textContent).toContain('Emne: + Fravær');
    expect(history.textContent).toContain(
      'Mette Holm · 24.11 kl. 09.30 · fra Tablet 1 · modtaget 24.11 kl. 09.47',
    );
  });

  it('says so when it does not exist or is not hers', async () => {
    open('/k/log/018f0000-0000-7000-8000-00000000000f');
    expect(await screen.findByText(/Henvendelsen findes ikke/)).toBeTruthy();
    expect(screen.getByRole('table')).toBeTruthy();
  });
});
