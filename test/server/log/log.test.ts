import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LogDetail, LogPage } from '#api/log.ts';
import { paths } from '#api/paths.ts';
import { type Change, parseChange, toIncomingChange } from '#domain/change.ts';
import { instantAt } from '#domain/day.ts';
import { type Id, outsideId } from '#domain/id.ts';
import { merge } from '#domain/merge/merge.ts';
import type { RecordState } from '#domain/merge/record-state.ts';
import { isKnown, ruleOf } from '#domain/record-kinds.ts';
import { createApp } from '#server/app.ts';
import { push } from '#server/changes/apply-changes.ts';
import { consultationsIn, writeLines, writeMissingLines } from '#server/log/projection.ts';
import type { Deps } from '#server/platform/deps.ts';
import { beginEpoch } from '#server/records/epoch.ts';
import type { Opened } from '#server/records/unseal.ts';
import { makeDeps } from '../../helpers/deps.ts';
import { newId } from '../../helpers/ids.ts';
import { freshDatabase, type TestDatabase } from '../../helpers/postgres.ts';

const now = Date.parse('2026-11-24T09:00:00.000Z');
const makeId = (): Id => newId();
const [mette, anders, lene] = ['mette', 'anders', 'lene'].map((login) => outsideId('person', login)) as [
  Id,
  Id,
  Id,
];
const tablet = makeId();

let database: TestDatabase;
let app: ReturnType<typeof createApp>;
let keyFolder: string;
let deps: Deps;

beforeAll(async () => {
  database = await freshDatabase();
  keyFolder = mkdtempSync(join(tmpdir(), 'traeffetid-keys-'));
  deps = await makeDeps(database.sql, keyFolder, { now: () => now, makeId });
  const { sql } = database;
  app = createApp(deps);
  await sql`insert into municipality (id, name, family_unit, worker_title, demo)
    values (${makeId()}, 'Prøvekøbing', 'Familieafdelingen', 'Rådgiver', true)`;
  for (const [id, login, name, role] of [
    [mette, 'mette', 'Mette Holm', 'worker'],
    [anders, 'anders', 'Anders Krog', 'worker'],
    [lene, 'lene', 'Lene Dahl', 'coordinator'],
  ] as const) {
    await sql`insert into person (id, login, name, initials, title, role) values (${id}, ${login}, ${name}, 'XX', '', ${role})`;
  }
  for (const [number, name, code, cluster] of [
    ['100001', 'Bøgeskolen', 'BØG', 'Nord'],
    ['100002', 'Solsikken', 'SOL', 'Nord'],
    ['200001', 'Fjordskolen', 'FJO', 'Syd'],
  ] as const) {
    await sql`insert into institution (number, id, name, code, kind, district, cluster)
      values (${number}, ${makeId()}, ${name}, ${code}, 'folkeskole', 'By', ${cluster})`;
  }
  await sql`insert into assignment (id, person, institution, served_as, valid_from)
    values (${makeId()}, ${mette}, '100001', 'regular', '2026-08-01'), (${makeId()}, ${anders}, '200001', 'regular', '2026-08-01')`;
  await sql`insert into coordinates (person, cluster) values (${lene}, 'Nord')`;
});

beforeEach(async () => {
  await database.sql`delete from sync_row`;
  await database.sql`delete from change`;
  await database.sql`delete from device`;
  await database.sql`delete from audit`;
  await database.sql`insert into device (id, person, tablet, public_key, made_at, seen_at)
    values (${tablet}, ${mette}, 'Tablet 1', '\\x00', ${new Date(now)}, ${new Date(now)})`;
});

afterAll(async () => {
  await database.close();
  rmSync(keyFolder, { recursive: true, force: true });
});

const records = new Map<Id, RecordState>();

/** Lets the endpoint's tables hold a change as a push would have left it. Answers the op. */
async function arrive(
  change: Pick<Change, 'kind' | 'verb' | 'object' | 'institution'> & Partial<Change>,
  { by = mette, at = instantAt('2026-11-24', '09:30'), given = undefined as RecordState['given'] } = {},
): Promise<Id> {
  const parsed = parseChange({ sv: 1, at, ...change });
  if ('field' in parsed) throw new Error(`the test's own change is wrong: ${parsed.field}`);
  const op = makeId();
  const { state, conflict } = merge(
    records.get(change.object),
    toIncomingChange(parsed.change, op, by),
    ruleOf,
  );
  if (given) state.given = given;
  records.set(change.object, state);
  const { sql } = database;
  const v = records.size;
  await sql`insert into sync_row (scope, kind, id, v, doc)
    values (${`log:${change.institution}`}, ${change.kind}, ${change.object}, ${v}, ${sql.json(state as never)})
    on conflict (scope, kind, id) do update set doc = excluded.doc`;
  await sql`insert into change (op, device, hash, person, kind, object, institution, body, device_at, received_at, v, result)
    values (${op}, ${tablet}, ${createHash('sha256').update(op).digest()}, ${by}, ${change.kind}, ${change.object}, ${change.institution},
      ${sql.json(parsed.change as never)}, ${at}, ${new Date(now)}, ${v}, ${sql.json({ r: conflict ? 'conflict' : 'ok' })})`;
  await sql.begin((tx) => writeLines(tx, consultationsIn([state].filter(isKnown))));
  return op;
}

async function talk(
  institution: string,
  started: string,
  { role = 'teacher', themes = ['absence'], by = mette } = {},
): Promise<{ id: Id; op: Id }> {
  const id = makeId();
  const op = await arrive(
    {
      kind: 'consultation',
      verb: 'create',
      object: id,
      institution,
      fixed: { session: makeId(), started },
      set: { role: { value: role, basedOn: [] }, minutes: { value: 14, basedOn: [] } },
      add: { themes },
    },
    { by },
  );
  return { id, op };
}

const note = (institution: string, consultation: Id, text: string, parent: Id | null = null) => {
  const object = makeId();
  const fixed = { consultation, text, parent };
  return arrive({ kind: 'note', verb: 'create', object, institution, fixed }).then(() => object);
};

async function signedInAs(person: Id): Promise<{ cookie: string }> {
  const answer = await app.request(paths.demoSignIn, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person }),
  });
  return { cookie: answer.headers.getSetCookie().at(-1)!.split(';')[0]! };
}

const askLog = async (asked: object, person = lene): Promise<Response> =>
  app.request(paths.log, {
    method: 'POST',
    headers: { ...(await signedInAs(person)), 'content-type': 'application/json' },
    body: JSON.stringify(asked),
  });

async function log(asked: object = {}, person = lene): Promise<LogPage> {
  const answer = await askLog(asked, person);
  expect(answer.status).toBe(200);
  return LogPage.parse(await answer.json());
}

async function detail(id: Id): Promise<LogDetail> {
  const answer = await app.request(paths.logDetail(id), { headers: await signedInAs(lene) });
  expect(answer.status).toBe(200);
  return LogDetail.parse(await answer.json());
}

describe('who may read the log', () => {
  it('asks someone who is not signed in to sign in', async () => {
    for (const [path, method] of [
      [paths.log, 'POST'],
      [paths.logDetail(makeId()), 'GET'],
    ] as const) {
      const headers = { 'content-type': 'application/json' };
      const answer = await app.request(path, { method, headers, ...(method === 'POST' && { body: '{}' }) });
      expect(answer.status).toBe(401);
      expect(await answer.json()).toEqual({ problem: 'signIn' });
    }
  });

  it('refuses a worker', async () => {
    const answer = await askLog({}, mette);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toEqual({ problem: 'forbidden' });
  });

  it('shows a coordinator the places of her own clusters and no trace of the others', async () => {
    const mine = await talk('100001', instantAt('2026-11-23', '09:00'));
    const foreign = await talk('200001', instantAt('2026-11-24', '09:00'), { by: anders });
    await note('200001', foreign.id, 'Hemmeligt for andre klynger');
    const page = await log();
    expect(page.lines.map(({ id }) => id)).toEqual([mine.id]);
    expect(page.total).toBe(1);
    expect(page.institutions.map(({ name }) => name)).toEqual(['Bøgeskolen', 'Solsikken']);
    expect((await log({ text: 'hemmeligt' })).total).toBe(0);
    expect((await log({ institution: '200001' })).total).toBe(0);
    const answer = await app.request(paths.logDetail(foreign.id), { headers: await signedInAs(lene) });
    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({ problem: 'notFound' });
  });
});

describe('the pages of the log', () => {
  it('come newest first, 50 at a time, each record exactly once, also where many begin at the same instant', async () => {
    const made: Id[] = [];
    for (let n = 0; n < 120; n += 1) {
      const { id } = await talk('100001', instantAt('2026-11-02', n < 70 ? '09:00' : '10:00'));
      made.push(id);
    }
    const first = await log();
    const second = await log({ after: first.next });
    const third = await log({ after: second.next });
    expect([first, second, third].map(({ lines }) => lines.length)).toEqual([50, 50, 20]);
    expect(third.next).toBeNull();
    const seen = [first, second, third].flatMap(({ lines }) => lines);
    expect(new Set(seen.map(({ id }) => id))).toEqual(new Set(made));
    expect(seen.map(({ started }) => started)).toEqual(
      seen
        .map(({ started }) => started)
        .toSorted()
        .toReversed(),
    );
    expect(first.total).toBe(120);
  }, 30_000);

  it('tell what a line needs: worker, words as keys, the 4-week clock and the most urgent assessment', async () => {
    const { id } = await talk('100001', instantAt('2026-11-24', '09:30'));
    for (const value of ['noGroundNow', 'acute', 'notRelevant']) {
      const fixed = { consultation: id, value };
      await arrive({ kind: 'assessment', verb: 'create', object: makeId(), institution: '100001', fixed });
    }
    await arrive(
      {
        kind: 'concern',
        verb: 'create',
        object: makeId(),
        institution: '100001',
        fixed: { consultation: id, clockStart: '2026-11-24' },
        set: { state: { value: 'open', basedOn: [] } },
      },
      { given: { number: 17 } },
    );
    const [line] = (await log()).lines;
    expect(line).toMatchObject({
      id,
      day: '2026-11-24',
      institutionName: 'Bøgeskolen',
      worker: 'Mette Holm',
      role: 'teacher',
      themes: ['absence'],
      assessment: 'acute',
      complete: false,
      concern: { reference: 'BØG-017', due: '2026-12-22', state: 'open' },
    });
  });

  it('count the values that wait for a choice and mark what was annulled', async () => {
    const { id, op } = await talk('100001', instantAt('2026-11-24', '09:30'));
    const set = (value: string, by: Id) =>
      arrive(
        {
          kind: 'consultation',
          verb: 'set',
          object: id,
          institution: '100001',
          set: { role: { value, basedOn: [op] } },
        },
        { by },
      );
    await set('leader', mette);
    await set('parent', anders);
    const other = await talk('100001', instantAt('2026-11-23', '09:30'));
    await arrive({
      kind: 'consultation',
      verb: 'annul',
      object: other.id,
      institution: '100001',
      annul: { reason: 'Oprettet ved en fejl', basedOn: [other.op] },
    });
    const { lines } = await log();
    expect(lines.map(({ conflicts, annulled }) => [conflicts, annulled])).toEqual([
      [1, false],
      [0, true],
    ]);
  });
});

const clock = (consultation: Id, institution: string, clockStart: string) =>
  arrive({
    kind: 'concern',
    verb: 'create',
    object: makeId(),
    institution,
    fixed: { consultation, clockStart },
    set: { state: { value: 'open', basedOn: [] } },
  });
const assess = (consultation: Id, institution: string, value: string) =>
  arrive({
    kind: 'assessment',
    verb: 'create',
    object: makeId(),
    institution,
    fixed: { consultation, value },
  });
const followUp = (consultation: Id, institution: string, day: string) =>
  arrive({
    kind: 'consultation',
    verb: 'set',
    object: consultation,
    institution,
    set: { followUp: { value: { kind: 'date', due: day }, basedOn: [] } },
  });

/** Every line of a log, page after page. */
async function whole(asked: object): Promise<LogPage['lines']> {
  const lines: LogPage['lines'] = [];
  for (let after = ''; ; ) {
    const page = await log({ ...asked, ...(after && { after }) });
    lines.push(...page.lines);
    if (!page.next) return lines;
    after = page.next;
  }
}

describe('sorting the log', () => {
  it('gives every line once and in order over the pages, for each column both ways', async () => {
    for (let n = 0; n < 110; n += 1) {
      const place = n % 3 === 0 ? '100001' : '100002';
      const by = n % 2 === 0 ? mette : anders;
      const { id } = await talk(place, instantAt('2026-11-02', n < 60 ? '09:00' : '10:00'), { by });
      if (n % 5 === 0) await clock(id, place, `2026-10-${10 + (n % 20)}`);
      else if (n % 5 === 1) await followUp(id, place, `2026-11-${10 + (n % 18)}`);
    }
    const statusOf = { question: 0, new: 1, approved: 2 };
    const dueOf = ({ concern, followUp: later }: LogPage['lines'][number]) =>
      concern?.due ?? later?.due ?? null;
    const keys: Record<string, (line: LogPage['lines'][number]) => string | number | null> = {
      date: (line: LogPage['lines'][number]) => line.started,
      place: (line: LogPage['lines'][number]) => ['Bøgeskolen', 'Solsikken'].indexOf(line.institutionName),
      worker: (line: LogPage['lines'][number]) => ['Anders Krog', 'Mette Holm'].indexOf(line.worker),
      due: dueOf,
      status: (line: LogPage['lines'][number]) => statusOf[line.status],
    };
    for (const [sort, key] of Object.entries(keys)) {
      for (const order of ['asc', 'desc']) {
        const lines = await whole({ sort, order });
        expect(new Set(lines.map(({ id }) => id)).size, `${sort} ${order}`).toBe(110);
        expect(lines).toHaveLength(110);
        const known = lines.map(key).filter((one) => one !== null);
        const sorted = known.toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0));
        expect(known, `${sort} ${order}`).toEqual(order === 'asc' ? sorted : sorted.toReversed());
        if (sort === 'due') expect(lines.map(key).indexOf(null)).toBe(known.length);
      }
    }
  }, 60_000);

  it('goes on behind a line whose key has changed since its page was read', async () => {
    const made: Id[] = [];
    for (let n = 0; n < 60; n += 1) {
      made.push((await talk('100001', instantAt('2026-11-02', '09:00'))).id);
      await followUp(made[n]!, '100001', `2026-12-${String(1 + (n % 20)).padStart(2, '0')}`);
    }
    const first = await log({ sort: 'due', order: 'asc' });
    const last = first.lines.at(-1)!;
    await database.sql`update log_line set follow_up = '2027-06-01' where consultation = ${last.id}`;
    const second = await log({ sort: 'due', order: 'asc', after: first.next });
    const seen = new Set([...first.lines, ...second.lines].map(({ id }) => id));
    expect(seen).toEqual(new Set(made));
  });
});

describe('the views and filters of the log', () => {
  it('count what stands under each chip, and a filter narrows all of them', async () => {
    const monday = await talk('100001', instantAt('2026-11-23', '00:00'));
    const sunday = await talk('100001', instantAt('2026-11-22', '23:59'), { by: anders });
    const over = await talk('100002', instantAt('2026-10-26', '09:00'));
    const last = await talk('100002', instantAt('2026-10-27', '09:00'));
    await clock(over.id, '100002', '2026-10-26');
    await clock(last.id, '100002', '2026-10-27');
    await assess(over.id, '100002', 'acute');
    await assess(last.id, '100002', 'noGroundNow');
    const page = await log({ view: 'overdue' });
    const counts = { review: 4, acute: 1, missing: 2, question: 0, overdue: 1, week: 1, all: 4 };
    expect(page.counts).toEqual(counts);
    expect((await log({ view: 'acute' })).lines.map(({ id }) => id)).toEqual([over.id]);
    expect((await log({ view: 'missing' })).lines.map(({ id }) => id)).toEqual([monday.id, sunday.id]);
    expect(page.lines.map(({ id }) => id)).toEqual([over.id]);
    expect(page.total).toBe(1);
    expect((await log({ view: 'week' })).lines.map(({ id }) => id)).toEqual([monday.id]);
    expect((await log({ institution: '100002' })).counts).toMatchObject({ overdue: 1, week: 0, all: 2 });
    expect((await log({ worker: anders })).lines.map(({ id }) => id)).toEqual([sunday.id]);
    expect((await log({ from: '2026-11-22', to: '2026-11-22' })).lines.map(({ id }) => id)).toEqual([
      sunday.id,
    ]);
    expect(page.workers.map(({ name }) => name)).toEqual(['Anders Krog', 'Mette Holm']);
  });

  it('leave an annulled line to the whole log', async () => {
    const { id, op } = await talk('100001', instantAt('2026-11-24', '09:30'));
    await arrive({
      kind: 'consultation',
      verb: 'annul',
      object: id,
      institution: '100001',
      annul: { reason: 'Oprettet ved en fejl', basedOn: [op] },
    });
    expect((await log()).counts).toMatchObject({ review: 0, all: 1 });
  });
});

describe('the lines of the log', () => {
  it('go with the consultation that is erased', async () => {
    const erased = await talk('100001', instantAt('2026-11-24', '09:30'));
    const deleted = await talk('100001', instantAt('2026-11-24', '09:40'));
    await database.sql`update sync_row set deleted = true, doc = null where id = ${erased.id}`;
    await database.sql`delete from sync_row where id = ${deleted.id}`;
    expect(await log()).toMatchObject({ total: 0, lines: [] });
  });

  it('are made for a database that had none', async () => {
    const { id } = await talk('100001', instantAt('2026-11-24', '09:30'));
    await database.sql`delete from log_line`;
    await writeMissingLines(database.sql);
    expect((await log()).lines.map((line) => line.id)).toEqual([id]);
  });
});

describe('searching the log', () => {
  it('finds by place, worker, reference, note and the keys behind a word, and by nothing else', async () => {
    const { id } = await talk('100001', instantAt('2026-11-24', '09:30'), { themes: ['loneliness'] });
    await talk('100002', instantAt('2026-11-24', '09:40'), { role: 'leader', by: anders });
    await note('100001', id, 'Sidder alene i frikvarteret');
    await arrive(
      {
        kind: 'concern',
        verb: 'create',
        object: makeId(),
        institution: '100001',
        fixed: { consultation: id, clockStart: '2026-11-24' },
      },
      { given: { number: 3 } },
    );
    for (const text of ['bøgesk', 'METTE', 'bøg-003', 'frikvarter']) {
      expect([text, (await log({ text })).lines.map((line) => line.id)]).toEqual([text, [id]]);
    }
    expect((await log({ text: 'ensomhed', keys: ['loneliness'] })).lines.map((line) => line.id)).toEqual([
      id,
    ]);
    expect((await log({ text: 'leder', keys: ['leader'] })).total).toBe(1);
    expect((await log({ text: '%' })).total).toBe(0);
    expect((await log({ text: '_' })).total).toBe(0);
    expect((await log({ text: 'skole', institution: '100002' })).total).toBe(0);
  });

  it.each([
    ['after', { after: 'nu' }],
    ['after', { after: '~2026-11-24T09:30:00.000Z~018f0000-0000-7000-8000-00000000000' }],
    ['after', { sort: 'place', after: '~2026-11-24T09:30:00.000Z~018f0000-0000-7000-8000-000000000000' }],
    ['view', { view: 'mine' }],
    ['sort', { sort: 'note' }],
    ['order', { order: 'up' }],
    ['worker', { worker: 'mette' }],
    ['from', { from: '2026-02-30' }],
    ['to', { to: 'i dag' }],
    ['institution', { institution: "1' or true" }],
    ['text', { text: 'a'.repeat(101) }],
    ['text', { text: '\u0000' }],
    ['keys', { text: 'a', keys: ["'"] }],
    ['', { q: 'a word in a name of before' }],
    ['', null],
  ])('names a wrong %s and reads nothing', async (field, asked) => {
    const answer = await askLog(asked as object);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ problem: 'invalid', field });
  });

  it('names a wrong id', async () => {
    const answer = await app.request(paths.logDetail('1'), { headers: await signedInAs(lene) });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ problem: 'invalid', field: 'id' });
  });
});

describe('one consultation', () => {
  it('shows notes with their revisions, flags what looks like CPR, and leaves it out of the list', async () => {
    const { id } = await talk('100001', instantAt('2026-11-24', '09:30'));
    const first = await note('100001', id, 'Barnet er 010118-1234');
    await note('100001', id, 'Barnet går i indskolingen', first);
    const { notes } = await detail(id);
    expect(notes.map(({ cpr, replaced, by }) => [cpr, replaced, by])).toEqual([
      [true, true, 'Mette Holm'],
      [false, false, 'Mette Holm'],
    ]);
    expect(JSON.stringify(await log())).not.toContain('010118');
  });

  it('tells its history in the order received, by whom, from which tablet and with what outcome', async () => {
    const { id, op } = await talk('100001', instantAt('2026-11-24', '09:30'));
    const set = (value: string, by: Id) =>
      arrive(
        {
          kind: 'consultation',
          verb: 'set',
          object: id,
          institution: '100001',
          set: { role: { value, basedOn: [op] } },
        },
        { by },
      );
    await set('leader', mette);
    await set('parent', anders);
    const { history, people, consultation } = await detail(id);
    expect(history.map(({ verb, by, tablet: name, result }) => [verb, by, name, result])).toEqual([
      ['create', 'Mette Holm', 'Tablet 1', 'ok'],
      ['set', 'Mette Holm', 'Tablet 1', 'ok'],
      ['set', 'Anders Krog', 'Tablet 1', 'conflict'],
    ]);
    expect(history[0]!.writes).toContainEqual({ field: 'themes', how: 'add', value: 'absence' });
    expect(history[2]!.writes).toEqual([{ field: 'role', how: 'set', value: 'parent' }]);
    expect(consultation.fields.role?.alternatives?.map(({ value }) => value)).toEqual(['parent']);
    expect(people[anders]).toBe('Anders Krog');
  });

  it('still shows the line where retention has emptied the change', async () => {
    const { id } = await talk('100001', instantAt('2026-11-24', '09:30'));
    await database.sql`update change set body = null where object = ${id}`;
    expect((await detail(id)).history).toMatchObject([{ verb: null, writes: [], by: 'Mette Holm' }]);
  });
});

describe('the audit', () => {
  it('holds every read, and of a search how many and which it found, never its words', async () => {
    const { id } = await talk('100001', instantAt('2026-11-24', '09:30'));
    await note('100001', id, 'Uro i klassen');
    await log();
    await log({ institution: '100001' });
    await log({ text: 'uro' });
    await log({ text: 'Sofie Kanariefugl 010180-1234' });
    await detail(id);
    const lines = await database.sql`select person, verb, object from audit order by id`;
    expect(lines.map(({ verb, object }) => [verb, object])).toEqual([
      ['log.read', null],
      ['log.read', '100001'],
      ['log.search', `1 ${id}`],
      ['log.search', '0'],
      ['consultation.read', id],
    ]);
    expect(new Set(lines.map(({ person }) => person))).toEqual(new Set([lene]));
  });

  it('takes no search in an address, where browsers, proxies and logs would keep it', async () => {
    const answer = await app.request(`${paths.log}?text=kanariefugl`, { headers: await signedInAs(lene) });
    expect(answer.status).toBe(404);
    expect(await database.sql`select verb from audit where verb like 'log.%'`).toEqual([]);
  });
});

describe('what has not come', () => {
  it('names the tablet and counts what it made and what came in any form', async () => {
    await talk('100001', instantAt('2026-11-24', '09:30'));
    expect((await log()).missing).toEqual([]);
    const { sql } = database;
    await sql`update device set made = 9 where id = ${tablet}`;
    await sql`insert into parked (since, op, waits_for, device, person, hash, body)
      values (${new Date(now)}, ${makeId()}, ${makeId()}, ${tablet}, ${mette}, '\\x00', '{}')`;
    await sql`insert into quarantine (received_at, device, op, reason, sealed) values (${new Date(now)}, ${tablet}, ${makeId()}, 'unreadable', '\\x00')`;
    expect((await log()).missing).toEqual([
      { tablet: 'Tablet 1', worker: 'Mette Holm', unsent: 6, seenAt: '2026-11-24T09:00:00.000Z' },
    ]);
    await sql`delete from parked`;
    await sql`delete from quarantine`;
  });

  it('counts a refused change, which lies both in the history and in quarantine, once', async () => {
    const { op } = await talk('100001', instantAt('2026-11-24', '09:30'));
    const { sql } = database;
    await sql`insert into quarantine (received_at, device, op, reason, sealed) values (${new Date(now)}, ${tablet}, ${op}, 'notYours', '\\x00')`;
    await sql`update device set made = 2 where id = ${tablet}`;
    expect((await log()).missing).toMatchObject([{ unsent: 1 }]);
    await sql`delete from quarantine`;
  });

  it('forgets what a push has just brought, and goes on telling of the rest', async () => {
    await beginEpoch(database.sql, makeId, () => now);
    const change = (n: number): Opened => {
      const fixed = {
        worker: mette,
        dropIn: null,
        date: '2026-11-24',
        start: '09:00',
        end: '11:00',
        room: '',
      };
      const at = instantAt('2026-11-24', '09:00');
      const body = {
        sv: 1,
        kind: 'session',
        verb: 'create',
        object: makeId(),
        institution: '100001',
        at,
        fixed,
      };
      const sealed = { op: makeId(), key: 'k', epk: '', iv: '', ct: '' };
      return { op: sealed.op, sealed, content: { body, hash: Buffer.from([n]), parsed: parseChange(body) } };
    };
    const device = { id: tablet, person: mette, publicKey: Buffer.alloc(1), revoked: false };
    const request = { seen: null, made: 3, unsent: 3, schema: 1 };
    await push(deps, device, request, [change(1), change(2)]);
    expect((await log()).missing).toMatchObject([{ tablet: 'Tablet 1', unsent: 1 }]);
    await push(deps, device, { ...request, unsent: 1 }, [change(3)]);
    expect((await log()).missing).toEqual([]);
  });

  it("says nothing of a tablet whose worker has none of this coordinator's places", async () => {
    await database.sql`update device set made = 5, person = ${anders} where id = ${tablet}`;
    expect((await log()).missing).toEqual([]);
  });
});
