import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fetch, type NetworkError, signInAsDemo } from '#api/client/http.ts';
import { type Decide, decide, type LogSearch, readConsultation, readLog } from '#api/client/log.ts';
import { paths } from '#api/paths.ts';
import { type Id, reviewId } from '#domain/id.ts';
import type { Capture } from '#tablet/actions/consultation.ts';
import { consultation, editConsultation, saveConsultation } from '#tablet/actions/consultation.ts';
import { answerQuestion, questionsFor, reviewOf } from '#tablet/actions/review.ts';
import { startSession } from '#tablet/actions/session.ts';
import { documents } from '#tablet/store/replica.ts';
import { type NewChange, write } from '#tablet/store/write.ts';
import { type Endpoint, openEndpoint, people, places } from '../../helpers/endpoint.ts';
import { makeTablet, type Tablet } from '../../helpers/tablet.ts';

let endpoint: Endpoint;
let tablet: Tablet;
let session: Id;
let lene: Fetch;

beforeAll(async () => {
  endpoint = await openEndpoint();
  tablet = await makeTablet(endpoint, people.west);
  await tablet.sync();
  const hour = { dropIn: null, date: '2026-11-23', start: '09:00', end: '10:30', room: 'Kontoret' };
  session = await startSession(tablet.vault, { institution: places.west, ...hour });
  lene = endpoint.browser();
  await signInAsDemo(lene, people.coordinator);
});
afterAll(() => endpoint.close());

/** A conversation from the tablet that has reached the endpoint. */
async function talk(): Promise<Id> {
  const capture: Capture = {
    id: tablet.vault.makeId(),
    session,
    institution: places.west,
    started: '2026-11-23T08:05:00.000Z',
    role: 'teacher',
    themes: ['absence'],
    actionsTaken: ['sparring'],
    followUp: { kind: 'none', due: null },
    note: 'Tre ugers fravær.',
    assessment: 'noGroundNow',
  };
  await saveConsultation(tablet.vault, capture);
  await tablet.sync();
  return capture.id;
}

const everything: LogSearch = {
  view: 'all',
  sort: 'date',
  order: 'desc',
  institution: '',
  worker: '',
  from: '',
  to: '',
  text: '',
  keys: [],
};
const lineOf = async (id: Id) => (await readLog(lene, everything)).lines.find((line) => line.id === id)!;
const statusOf = async (id: Id) => (await lineOf(id)).status;

/** Decides as the coordinator's page does: with what it last read. */
async function decided(state: Decide['state'], id: Id, text?: string): Promise<string | undefined> {
  const { seen } = await lineOf(id);
  const remark = text === undefined ? undefined : { id: endpoint.deps.makeId(), text };
  const lines = await decide(lene, { state, consultations: [{ id, seen }], ...(remark && { remark }) });
  return lines[0]?.status;
}

const failure = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: unknown) => (error as NetworkError).reason,
  );
const shown = (id: Id) => consultation(tablet.vault.replica, id)!;

describe('an approval', () => {
  it('stands for the coordinator and reaches the tablet', async () => {
    const id = await talk();
    expect(await statusOf(id)).toBe('new');
    expect(await decided('approved', id)).toBe('approved');
    expect(await statusOf(id)).toBe('approved');
    await tablet.sync();
    expect(reviewOf(tablet.vault.replica, shown(id)).status).toBe('approved');
  });

  it.each([
    ['an edit', { fields: { level: 'red' } }],
    ['a note', { note: 'Der kom en ny oplysning.' }],
    ['another assessment', { assessment: 'acute' as const }],
  ])('ends with %s: the consultation is new again, on the tablet before it is sent', async (_, edit) => {
    const id = await talk();
    await decided('approved', id);
    await tablet.sync();
    await editConsultation(tablet.vault, shown(id), edit);
    expect(reviewOf(tablet.vault.replica, shown(id)).status).toBe('new');
    expect(await statusOf(id)).toBe('approved');
    await tablet.sync();
    expect(await statusOf(id)).toBe('new');
    const { counts } = await readLog(lene, everything);
    const { total } = await readLog(lene, { ...everything, view: 'review' });
    expect(total).toBe(counts.review);
  });

  it('of what the coordinator has not seen leaves the consultation new', async () => {
    const id = await talk();
    const { seen } = await lineOf(id);
    await editConsultation(tablet.vault, shown(id), { fields: { level: 'red' } });
    await tablet.sync();
    expect(await decide(lene, { state: 'approved', consultations: [{ id, seen }] })).toEqual([
      { id, status: 'new' },
    ]);
    expect(await decided('approved', id)).toBe('approved');
  });

  it('cannot be given for what is still to be written', async () => {
    const id = await talk();
    await decide(lene, { state: 'approved', consultations: [{ id, seen: 1000 }] });
    await editConsultation(tablet.vault, shown(id), { fields: { level: 'red' } });
    await tablet.sync();
    expect(await statusOf(id)).toBe('new');
  });

  it('stands when retention removes a note', async () => {
    const id = await talk();
    await decided('approved', id);
    await endpoint.sql`
      update sync_row set deleted = true, doc = null where kind = 'note' and doc -> 'fixed' ->> 'consultation' = ${id}`;
    expect(await statusOf(id)).toBe('approved');
  });

  it('is taken back by undo, sent twice is one decision, and stands in the history under her name', async () => {
    const id = await talk();
    await decided('approved', id);
    await decided('approved', id);
    expect(await decided('new', id)).toBe('new');
    const { history } = await readConsultation(lene, id);
    expect(
      history
        .filter(({ kind }) => kind === 'review')
        .map(({ by, tablet: from, writes }) => [
          by,
          from,
          (writes.find(({ field }) => field === 'decision')!.value as Decide).state,
        ]),
    ).toEqual([
      ['Lene Dahl', null, 'approved'],
      ['Lene Dahl', null, 'new'],
    ]);
  });

  it('is given to many at once, and to those that are there when some are not', async () => {
    const ids = [await talk(), await talk(), await talk()];
    const unknown = endpoint.deps.makeId();
    const lines = await Promise.all(ids.map(lineOf));
    const asked = [...lines.map(({ id, seen }) => ({ id, seen })), { id: unknown, seen: 1 }];
    const answer = await decide(lene, { state: 'approved', consultations: asked });
    expect(answer.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect(new Set(answer.map(({ status }) => status))).toEqual(new Set(['approved']));
    const audited = await endpoint.sql`select object from audit where verb = 'review.approved'`;
    expect(audited.map(({ object }) => object)).toEqual(expect.arrayContaining(ids));
    expect(audited.map(({ object }) => object)).not.toContain(unknown);
  });
});

describe('a question', () => {
  it('reaches a real tablet at its next sync, and the answer comes back and makes the consultation new', async () => {
    const id = await talk();
    expect(await decided('question', id, 'Er lederen med?')).toBe('question');
    expect(questionsFor(tablet.vault.replica)).toEqual([]);
    await tablet.sync();
    const [open] = questionsFor(tablet.vault.replica);
    expect(open!.consultation.id).toBe(id);
    expect(open!.thread.map(({ fixed }) => [fixed.from, fixed.text])).toEqual([
      ['coordinator', 'Er lederen med?'],
    ]);
    await answerQuestion(tablet.vault, open!.consultation, ' Ja, hele vejen. ');
    await tablet.reload();
    expect(questionsFor(tablet.vault.replica)).toEqual([]);
    expect(await statusOf(id)).toBe('question');
    await tablet.sync();
    expect(await statusOf(id)).toBe('new');
    const { thread } = await readConsultation(lene, id);
    expect(thread.map(({ from, by, text }) => [from, by, text])).toEqual([
      ['coordinator', 'Lene Dahl', 'Er lederen med?'],
      ['worker', 'Mette Holm', 'Ja, hele vejen.'],
    ]);
    expect(documents(tablet.vault.replica, 'refused')).toEqual([]);
  });

  it('asked again after an answer is open again', async () => {
    const id = await talk();
    await decided('question', id, 'Hvornår?');
    await tablet.sync();
    await answerQuestion(tablet.vault, shown(id), 'På fredag.');
    await tablet.sync();
    expect(await decided('question', id, 'Hvem tager med?')).toBe('question');
    await tablet.sync();
    expect(questionsFor(tablet.vault.replica).map(({ consultation: of }) => of.id)).toEqual([id]);
    await answerQuestion(tablet.vault, shown(id), 'Lederen.');
    await tablet.sync();
    expect(await statusOf(id)).toBe('new');
  });

  it('stays open through an edit that answers nothing', async () => {
    const id = await talk();
    await decided('question', id, 'Hvornår?');
    await tablet.sync();
    await editConsultation(tablet.vault, shown(id), { fields: { level: 'yellow' } });
    await tablet.sync();
    expect(await statusOf(id)).toBe('question');
    await answerQuestion(tablet.vault, shown(id), 'På fredag.');
    await tablet.sync();
  });

  it('that is approved while its answer is on the way leaves nobody to choose, and the answer to be read', async () => {
    const id = await talk();
    await decided('question', id, 'Hvornår?');
    await tablet.sync();
    await answerQuestion(tablet.vault, shown(id), 'På fredag.');
    expect(await decided('approved', id)).toBe('approved');
    await tablet.sync();
    expect(await statusOf(id)).toBe('new');
    const [row] = await endpoint.sql`
      select doc -> 'fields' -> 'decision' -> 'alternatives' as alternatives from sync_row where id = ${reviewId(id)}`;
    expect(row!.alternatives).toBeNull();
  });

  it('sent twice, because its answer was lost, is asked once', async () => {
    const id = await talk();
    const { seen } = await lineOf(id);
    const remark = { id: endpoint.deps.makeId(), text: 'Hvornår?' };
    const asked: Decide = { state: 'question', consultations: [{ id, seen }], remark };
    await decide(lene, asked);
    await decide(lene, asked);
    expect((await readConsultation(lene, id)).thread).toHaveLength(1);
    await tablet.sync();
    await answerQuestion(tablet.vault, shown(id), 'På fredag.');
    await tablet.sync();
  });

  it('is put back by undo only where one was asked', async () => {
    const id = await talk();
    expect(await failure(decided('question', id))).toBe('invalid');
    await decided('question', id, 'Hvornår?');
    await decided('approved', id);
    expect(await decided('question', id)).toBe('question');
    await decided('approved', id);
  });

  it.each([
    ['an empty text', { text: '  ' }, 1],
    ['a text too long', { text: 'a'.repeat(4001) }, 1],
    ['a NUL', { text: 'a\u0000' }, 1],
    ['two consultations', { text: 'Hvornår?' }, 2],
  ])('with %s is refused and nothing is written', async (_, remark, count) => {
    const ids = await Promise.all(Array.from({ length: count }, talk));
    const consultations = ids.map((id) => ({ id, seen: 1 }));
    const asked = { state: 'question', consultations, remark: { id: endpoint.deps.makeId(), ...remark } };
    expect(await failure(decide(lene, asked as Decide))).toBe('invalid');
    expect(await statusOf(ids[0]!)).toBe('new');
  });
});

describe('who may decide', () => {
  const ask = (fetch: Fetch, id: Id) =>
    failure(decide(fetch, { state: 'approved', consultations: [{ id, seen: 1 }] }));

  it('is the coordinator of the place, and nobody else', async () => {
    const id = await talk();
    expect(await ask(endpoint.browser(), id)).toBe('signIn');
    const worker = endpoint.browser();
    await signInAsDemo(worker, people.west);
    expect(await ask(worker, id)).toBe('forbidden');
    const [place] = await endpoint.sql`select cluster from institution where number = ${places.west}`;
    const { sql } = endpoint;
    await sql`delete from coordinates where person = ${people.coordinator} and cluster = ${place!.cluster}`;
    expect(await ask(lene, id)).toBe('notFound');
    await sql`insert into coordinates (person, cluster) values (${people.coordinator}, ${place!.cluster})`;
    expect(await statusOf(id)).toBe('new');
  });

  it('is not a worker who writes a review, or speaks as the coordinator, through her tablet', async () => {
    const id = await talk();
    const of = { institution: places.west, verb: 'create' } as const;
    const decision = { state: 'approved', seen: 99, answers: 0 };
    const review: NewChange = {
      ...of,
      kind: 'review',
      object: reviewId(id),
      fixed: { consultation: id },
      set: { decision: { value: decision, basedOn: [] } },
    };
    const remark: NewChange = {
      ...of,
      kind: 'remark',
      object: tablet.vault.makeId(),
      fixed: { consultation: id, text: 'Godkendt.', from: 'coordinator' },
    };
    await write(tablet.vault, [review, remark]);
    await tablet.sync();
    expect(await statusOf(id)).toBe('new');
    expect((await readConsultation(lene, id)).thread).toEqual([]);
    expect(documents(tablet.vault.replica, 'refused').map(({ problem }) => problem)).toEqual([
      'forbidden',
      'forbidden',
    ]);
    // What was refused does not keep her from asking or approving.
    expect(await decided('approved', id)).toBe('approved');
    expect(await decided('new', id)).toBe('new');
  });

  it.each([
    ['no consultation', { state: 'approved', consultations: [] }],
    ['too many', { state: 'approved', consultations: Array(201).fill({ id: people.west, seen: 1 }) }],
    ['another state', { state: 'lost', consultations: [{ id: people.west, seen: 1 }] }],
    ['a number that is none', { state: 'new', consultations: [{ id: people.west, seen: -1 }] }],
    ['something else', []],
  ])('is told of %s in an answer that says what is wrong', async (_, body) => {
    const answer = await lene(paths.decide, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ problem: 'invalid' });
  });
});
