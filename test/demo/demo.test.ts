import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MunicipalityRow } from '#api/row-documents.ts';
import { makeHistory } from '#demo/history.ts';
import { loadDemo } from '#demo/load.ts';
import { demoMunicipality } from '#demo/municipality.ts';
import { parseChange, toIncomingChange, waitsFor } from '#domain/change.ts';
import { Closing, closedBy } from '#domain/closing.ts';
import { clockOf, isOpenConcern } from '#domain/concern.ts';
import { looksLikeCpr } from '#domain/cpr.ts';
import { addDays, dayOf, instantAt, weekdayOf } from '#domain/day.ts';
import { DropIn, dropInsOn, nearestDayWithHours } from '#domain/drop-in.ts';
import { outsideId, plannedSessionId } from '#domain/id.ts';
import { Assignment, Institution } from '#domain/institution.ts';
import { merge } from '#domain/merge/merge.ts';
import { authorOf, chipsOf, fieldOf, openConflicts, type RecordState } from '#domain/merge/record-state.ts';
import { Person } from '#domain/person.ts';
import { isOfKind, type RecordKind, type RecordOf, ruleOf } from '#domain/record-kinds.ts';
import { reviewStatus } from '#domain/review-status.ts';
import { sessionPhase } from '#domain/session.ts';
import { freshDatabase, type TestDatabase } from '../helpers/postgres.ts';

const today = '2026-11-21';
const west = outsideId('person', 'raadgiver-vest');
const east = outsideId('person', 'raadgiver-oest');

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await loadDemo(database.sql, today);
});
afterAll(() => database.close());

const docs = async <T>(kind: string): Promise<T[]> =>
  (await database.sql<{ doc: T }[]>`select doc from sync_row where kind = ${kind} order by id`).map(
    ({ doc }) => doc,
  );

describe('the loaded demo', () => {
  test('has every reference row as its schema says, and the same in the tables', async () => {
    expect((await docs('institution')).map((doc) => Institution.parse(doc))).toHaveLength(20);
    expect((await docs('dropIn')).map((doc) => DropIn.parse(doc))).toHaveLength(20);
    expect((await docs('closing')).map((doc) => Closing.parse(doc))).toHaveLength(9);
    expect((await docs('municipality')).map((doc) => MunicipalityRow.parse(doc))).toMatchObject([
      { name: 'Jammerbugt Kommune', fourWeekDays: 28, demo: true },
    ]);
    expect((await docs('person')).map((doc) => Object.keys(Person.parse(doc)).sort())).toHaveLength(3);
    expect(await database.sql`select login, role from person order by login`).toMatchObject([
      { login: 'koordinator', role: 'coordinator' },
      { login: 'raadgiver-oest', role: 'worker' },
      { login: 'raadgiver-vest', role: 'worker' },
    ]);
  });

  test('shows a login to nobody', async () => {
    const rows = await database.sql`select 1 from sync_row where doc::text like '%raadgiver-%'`;
    expect(rows).toHaveLength(0);
  });

  test('gives each worker the places of her clusters, and the substitute those of Pandrup as well', async () => {
    const served = await database.sql<{ person: string; served_as: string; places: number }[]>`
      select person, served_as, count(*)::int as places from assignment
      where ${today} between valid_from and coalesce(valid_to, 'infinity')
      group by person, served_as order by served_as, places`;
    expect([...served]).toEqual(
      [
        { person: west, served_as: 'regular', places: 9 },
        { person: east, served_as: 'regular', places: 11 },
        { person: west, served_as: 'substitute', places: 5 },
      ].sort((one, other) => one.served_as.localeCompare(other.served_as) || one.places - other.places),
    );
    const rows = (await docs('assignment')).map((doc) => Assignment.parse(doc));
    expect(rows).toHaveLength(25);
    const clusters = await database.sql`select cluster from coordinates order by cluster`;
    expect(clusters.map(({ cluster }) => cluster)).toEqual(['Aabybro', 'Brovst', 'Fjerritslev', 'Pandrup']);
  });

  test('carries one version on every row, that of the clock', async () => {
    const [row] = await database.sql`
      select (select v from sync_clock) as clock, min(v) as least, max(v) as most from sync_row`;
    expect(row!.least).toBe(row!.clock);
    expect(row!.most).toBe(row!.clock);
  });

  test('holds exactly the records that its changes make when they are merged again in the order received', async () => {
    const changes =
      await database.sql`select op, person, body from change order by received_at, device_at, op`;
    const records = new Map<string, RecordState>();
    const known = new Set<string>();
    const left = [...changes];
    while (left.length > 0) {
      const ready = left.findIndex(({ body }) => {
        const parsed = parseChange(body);
        if ('field' in parsed) throw new Error(parsed.field);
        return waitsFor(parsed.change).every((id) => known.has(id));
      });
      expect(ready).toBeGreaterThanOrEqual(0);
      const { op, person, body } = left.splice(ready, 1)[0]!;
      const parsed = parseChange(body);
      if ('field' in parsed) throw new Error(parsed.field);
      const { object } = parsed.change;
      records.set(
        object,
        merge(records.get(object), toIncomingChange(parsed.change, op, person), ruleOf).state,
      );
      known.add(op).add(object);
    }
    const rows = await database.sql<{ scope: string; doc: RecordState }[]>`
      select scope, doc from sync_row where scope like 'log:%' and kind <> 'booking'`;
    expect(rows).toHaveLength(records.size);
    for (const { scope, doc } of rows) {
      const { given: _, ...made } = doc;
      expect(made).toEqual(records.get(doc.id));
      expect(scope).toBe(`log:${doc.institution}`);
    }
  });

  test('numbers the concerns of a place from one upwards, and the place knows the last', async () => {
    const concerns = await docs<RecordState>('concern');
    const places = await database.sql<{ number: string; last: number }[]>`
      select number, last_reference as last from institution`;
    for (const { number, last } of places) {
      const given = concerns
        .filter(({ institution }) => institution === number)
        .map((one) => one.given?.number);
      expect(given.toSorted()).toEqual(Array.from({ length: last }, (_, index) => index + 1).toSorted());
    }
  });

  test('has nothing missing: each tablet made as many changes as have come', async () => {
    const devices = await database.sql`
      select tablet, made, unsent, (select count(*) from change where device = device.id) as came,
             (select count(*) from change where device = device.id and person <> device.person) as foreign_changes
      from device order by tablet`;
    expect(devices.map(({ tablet }) => tablet)).toEqual(['Tablet 1', 'Tablet 2']);
    for (const { made, unsent, came, foreign_changes } of devices) {
      expect(made).toBeGreaterThan(300);
      expect([made, unsent, foreign_changes]).toEqual([came, 0, 0]);
    }
  });

  test('is left alone by a second load, and by one whose database holds somebody already', async () => {
    const before =
      await database.sql`select md5(string_agg(r::text, '' order by scope, kind, id)) as sum from sync_row r`;
    await loadDemo(database.sql, '2027-03-01');
    const after =
      await database.sql`select md5(string_agg(r::text, '' order by scope, kind, id)) as sum from sync_row r`;
    expect(after).toEqual(before);
  });
});

test('two endpoints that start on one empty database load it once', async () => {
  const { sql, close } = await freshDatabase();
  await Promise.all([loadDemo(sql, today), loadDemo(sql, today)]);
  const [count] = await sql`select count(*)::int as people from person`;
  expect(count!.people).toBe(3);
  await close();
});

const days = [
  today,
  '2026-11-23',
  '2026-11-27',
  '2026-12-25',
  '2027-01-01',
  '2027-03-28',
  '2027-07-14',
  '2026-05-15',
  '2029-10-08',
];

describe.each(days)('the history seen from %s', (seen) => {
  const municipality = demoMunicipality(seen);
  const { dropIns, closings, institutions } = municipality;
  const opening = nearestDayWithHours(seen, dropIns, closings, institutions)!;
  const { records, made, references } = makeHistory(seen, municipality);
  const of = <K extends RecordKind>(kind: K): RecordOf<K>[] =>
    [...records.values()].filter((record) => isOfKind(record, kind));
  const sessions = of('session');
  const consultations = of('consultation');
  const concerns = of('concern');
  const placeOf = (record: RecordState) => institutions.find(({ number }) => number === record.institution)!;

  test('is the same each time it is made', () => {
    const again = makeHistory(seen, demoMunicipality(seen));
    expect([...again.records.values()]).toEqual([...records.values()]);
    expect(again.made).toEqual(made);
    expect(again.references).toEqual(references);
  });

  test('reaches twelve weeks back from the day the demo opens on, and holds nothing of that day or later', () => {
    const dates = sessions.map(({ fixed }) => String(fixed.date)).sort();
    expect(dates[0]! >= addDays(opening, -84)).toBe(true);
    expect(dates[0]! < addDays(opening, -77)).toBe(true);
    expect(dates.at(-1)! < opening).toBe(true);
    const until = instantAt(opening < seen ? opening : seen, '00:00');
    for (const { at, received } of made) expect(at < until && at < received && received < until).toBe(true);
  });

  test('is held on the fixed hours of open places only, nearly all of them, under the planned session’s own id', () => {
    let planned = 0;
    for (let day = addDays(opening, -84); day < opening; day = addDays(day, 1)) {
      const hours = dropInsOn(day, dropIns, closings, institutions);
      planned += hours.length;
      for (const session of sessions.filter(({ fixed }) => fixed.date === day)) {
        expect(hours.map(({ id }) => plannedSessionId(id, day))).toContain(session.id);
        expect(closedBy(day, placeOf(session), closings)).toBeUndefined();
        expect(sessionPhase(session)).toBe('ended');
      }
    }
    expect(sessions.length / planned).toBeGreaterThan(0.9);
    expect(sessions.length / planned).toBeLessThan(0.99);
  });

  test('has nought to four conversations in an hour, just under two on average', () => {
    const counts = sessions.map(({ id }) => consultations.filter(({ fixed }) => fixed.session === id).length);
    expect(Math.min(...counts)).toBe(0);
    expect(Math.max(...counts)).toBe(4);
    const average = consultations.length / sessions.length;
    expect(average).toBeGreaterThan(1.6);
    expect(average).toBeLessThan(2.1);
  });

  test('never has one worker in two places, or in two conversations, at a time', () => {
    const spans = (
      list: RecordState[],
      worker: string,
      from: (one: RecordState) => number,
      length: (one: RecordState) => number,
    ) =>
      list
        .filter((one) => authorOf(one) === worker)
        .map((one) => [from(one), from(one) + length(one)] as const)
        .sort(([one], [other]) => one - other);
    for (const worker of [west, east]) {
      const talks = spans(
        consultations,
        worker,
        ({ fixed }) => Date.parse(String(fixed.started)),
        (one) => Number(fieldOf(one, 'minutes')) * 60_000,
      );
      expect(talks.length).toBeGreaterThan(20);
      for (const [index, [from]] of talks.entries())
        if (index > 0) expect(from).toBeGreaterThanOrEqual(talks[index - 1]![1]);
    }
  });

  test('ends every finished conversation with an assessment, a follow-up and a theme that fits the place', () => {
    const assessed = new Set(of('assessment').map(({ fixed }) => fixed.consultation));
    for (const consultation of consultations) {
      const complete = fieldOf(consultation, 'complete') === true;
      expect(assessed.has(consultation.id)).toBe(complete);
      expect(chipsOf(consultation, 'themes').length).toBeGreaterThan(0);
      if (!complete) {
        expect(dayOf(String(consultation.fixed.started)) >= addDays(opening, -14)).toBe(true);
        continue;
      }
      expect(fieldOf(consultation, 'followUp')).not.toBeNull();
      const school = placeOf(consultation).kind === 'folkeskole';
      expect(['indskoling', 'mellemtrin', 'udskoling'].includes(String(fieldOf(consultation, 'stage')))).toBe(
        school,
      );
      if (!school) expect(fieldOf(consultation, 'role')).not.toBe('teacher');
    }
  });

  test('has concerns acted on in time, acted on late, overdue, and due within the week', () => {
    const clocks = concerns.map((concern) => {
      const clock = clockOf(String(concern.fixed.clockStart), opening, 28);
      return { clock, open: isOpenConcern(concern), actedOn: fieldOf(concern, 'actedOn') };
    });
    expect(clocks.filter(({ clock, open }) => open && clock.left < 0).length).toBeGreaterThan(0);
    expect(
      clocks.filter(({ clock, open }) => open && clock.left >= 0 && clock.left < 7).length,
    ).toBeGreaterThan(0);
    expect(
      clocks.filter(({ clock, actedOn }) => actedOn !== null && actedOn <= clock.due).length,
    ).toBeGreaterThan(5);
    expect(
      clocks.filter(({ clock, actedOn }) => actedOn !== null && actedOn > clock.due).length,
    ).toBeGreaterThan(0);
    expect(clocks.filter(({ open }) => open).length).toBeLessThan(clocks.length / 2);
    for (const concern of concerns) {
      expect(weekdayOf(String(fieldOf(concern, 'actedOn') ?? opening))).toBeLessThan(7);
      const parent = records.get(String(concern.fixed.consultation))!;
      expect(fieldOf(parent, 'followUp')).toMatchObject({
        kind: 'fourWeeks',
        due: addDays(String(concern.fixed.clockStart), 28),
      });
    }
  });

  test('shows that two people share Pandrup, and leaves nothing waiting for a choice', () => {
    const shared = [...records.values()].filter((record) => {
      return new Set(Object.values(record.ops).map(([by]) => by)).size > 1;
    });
    expect(shared.length).toBeGreaterThan(2);
    for (const record of shared) expect(placeOf(record).cluster).toBe('Pandrup');
    const authors = new Set(sessions.filter((one) => placeOf(one).cluster === 'Pandrup').map(authorOf));
    expect(authors).toEqual(new Set([west, east]));
    for (const record of records.values()) expect(openConflicts(record)).toEqual([]);
  });

  test('has been looked through: older ones approved but for what was edited since, two open questions, one answered', () => {
    const last = consultations
      .map(({ fixed }) => dayOf(String(fixed.started)))
      .toSorted()
      .at(-1)!;
    const around = new Map<unknown, RecordState[]>();
    for (const record of records.values()) {
      const key = record.fixed.consultation;
      around.set(key, [...(around.get(key) ?? []), record]);
    }
    const statuses = consultations.map((consultation) => {
      const hanging = around.get(consultation.id) ?? [];
      const status = reviewStatus(
        hanging.find((record) => isOfKind(record, 'review')),
        [consultation, ...hanging],
      );
      return { status, old: dayOf(String(consultation.fixed.started)) < addDays(last, -14) };
    });
    const count = (state: string, old: boolean) =>
      statuses.filter((one) => one.status === state && one.old === old).length;
    expect(count('approved', true) / (count('new', true) + count('approved', true))).toBeGreaterThan(0.85);
    expect(count('new', true)).toBeGreaterThan(0);
    expect(count('question', false)).toBe(2);
    expect(count('new', false)).toBeGreaterThan(5);
    expect(count('approved', false)).toBe(0);
    const remarks = of('remark').map(({ fixed }) => fixed.from);
    expect(remarks.toSorted()).toEqual(['coordinator', 'coordinator', 'coordinator', 'worker']);
  });

  test('has varied notes that name nobody', () => {
    const texts = of('note').map(({ fixed }) => String(fixed.text));
    expect(new Set(texts.map((text) => text.split('.')[0])).size).toBeGreaterThan(30);
    for (const text of texts) {
      expect(looksLikeCpr(text)).toBe(false);
      expect(text).not.toMatch(/\d\.? ?klasse|\d[abc]\b/i);
    }
  });
});
