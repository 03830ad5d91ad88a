import type { JSONValue, Sql } from 'postgres';
import { logScope } from '#api/sync.ts';
import { openChangeLog } from '#demo/change-log.ts';
import { observations } from '#demo/phrases.ts';
import { type Random, seededRandom } from '#demo/random.ts';
import { dayOf, instantOf } from '#domain/day.ts';
import { type Id, outsideId } from '#domain/id.ts';
import type { RecordState } from '#domain/merge/record-state.ts';

/** The worker who downloads, the places whose log she reads, and the worker whose tablet comes back with changes. */
export const reader = outsideId('person', 'raadgiver-vest');
export const readerPlaces = ['849003', '849004'] as const;
export const writer = outsideId('person', 'raadgiver-oest');
export const writerPlace = '849001';

const minute = 60_000;
const changesPerPush = 4;

/** A note of a few sentences: `about` characters, give or take a sentence. */
function noteText(random: Random, about: number): string {
  let text = random.one(observations).text;
  while (text.length < about) text += ` ${random.one(observations).text}`;
  return text;
}

/** One conversation with what belongs to it, written as a tablet writes it. */
function talk(
  random: Random,
  changeLog: ReturnType<typeof openChangeLog>,
  session: Id,
  place: string,
  at: number,
) {
  const id = random.id(at);
  const started = instantOf(at);
  const institution = place;
  const part = (
    kind: 'note' | 'assessment' | 'concern',
    fixed: Record<string, string | null>,
    set?: object,
  ) =>
    changeLog.apply(reader, at + 20 * minute, {
      kind,
      verb: 'create',
      object: random.id(at + 20 * minute),
      institution,
      fixed: { consultation: id, ...fixed },
      ...(set as { set: Record<string, { value: string | null; basedOn: Id[] }> }),
    });
  const first = (value: string | number | boolean | null | Record<string, string | null>) => ({
    value,
    basedOn: [],
  });
  const isConcern = random.chance(0.3);
  changeLog.apply(reader, at + 20 * minute, {
    kind: 'consultation',
    verb: 'create',
    object: id,
    institution,
    fixed: { session, started },
    set: {
      role: first(random.one(['teacher', 'pedagogue', 'leader', 'parent'])),
      minutes: first(random.whole(5, 60)),
      followUp: first({ kind: isConcern ? 'fourWeeks' : 'none', due: null }),
      complete: first(true),
    },
    add: {
      themes: ['absence', 'homeConflict', 'behaviour', 'wellbeing'].slice(0, random.whole(1, 4)),
      actionsTaken: ['sparring', 'parentTalk'].slice(0, random.whole(1, 2)),
    },
  });
  part('note', { text: noteText(random, random.whole(300, 2400)), parent: null });
  part('assessment', { value: random.one(['noGroundNow', 'parentsApply']) });
  if (isConcern) {
    const clockStart = dayOf(started);
    part(
      'concern',
      { clockStart },
      { set: { state: first('open'), stage: first(null), actedOn: first(null) } },
    );
  }
}

/** `count` records of the reader's places, as the product's own rules make them, oldest first. */
function makeRecords(count: number, now: number): RecordState[] {
  const random = seededRandom(10_000);
  const changeLog = openChangeLog(random);
  for (let hour = 0; changeLog.records.size < count; hour += 1) {
    const at = now - (4000 - hour) * 60 * minute;
    const place = readerPlaces[hour % readerPlaces.length]!;
    const session = random.id(at);
    changeLog.apply(reader, at, {
      kind: 'session',
      verb: 'create',
      object: session,
      institution: place,
      fixed: {
        worker: reader,
        dropIn: null,
        date: dayOf(instantOf(at)),
        start: '09:00',
        end: '10:00',
        room: 'Mødelokale 2',
      },
      set: { started: { value: instantOf(at), basedOn: [] }, ended: { value: null, basedOn: [] } },
    });
    for (let turn = 0; turn < random.whole(3, 6); turn += 1)
      talk(random, changeLog, session, place, at + turn * minute);
  }
  return [...changeLog.records.values()].slice(0, count);
}

/** Fills the log of the reader's places with `count` rows, a few to each version, as pushes would; their mean size in bytes. */
export async function seed(sql: Sql, count: number, now: number): Promise<number> {
  const records = makeRecords(count, now);
  await sql`delete from sync_row where scope like 'log:%'`;
  await sql`truncate change`;
  await sql`delete from device`;
  const [clock] = await sql<{ v: number }[]>`
    update sync_clock set v = v + ${Math.ceil(count / changesPerPush)} returning v - ${Math.ceil(count / changesPerPush)} as v`;
  const rows = records.map((doc, index) => ({
    scope: logScope(doc.institution),
    kind: doc.kind,
    id: doc.id,
    v: clock!.v + 1 + Math.floor(index / changesPerPush),
    doc,
  }));
  for (let at = 0; at < rows.length; at += 1000) {
    await sql`
      insert into sync_row (scope, kind, id, v, doc)
      select scope, kind, id, v, doc
      from jsonb_populate_recordset(null::sync_row, ${sql.json(rows.slice(at, at + 1000) as unknown as JSONValue)})`;
  }
  await sql`create table raw_change (op uuid primary key, object uuid not null, body jsonb not null)`;
  await sql`vacuum (analyze)`;
  return Math.round(records.reduce((sum, doc) => sum + Buffer.byteLength(JSON.stringify(doc)), 0) / count);
}
