import type { TransactionSql } from 'postgres';
import type { LogAsked, LogPage, LogView } from '#api/log.ts';
import { logScope } from '#api/sync.ts';
import { addDays, type Day, dayOf, instantAt, weekdayOf } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import type { RecordOf } from '#domain/record-kinds.ts';
import { type CoordinatedPlace, fourWeekDaysOf, placesOf } from '../access/places.ts';
import { missingFrom } from '../access/unsent-changes.ts';
import { afterPlace, type Cursor, cursorOf, type Fragment, orderBy, type Ranks } from './order.ts';
import { childrenOf, readableLine, receivedAtOf } from './row.ts';

/** What is asked of the log, its place in the list read. The endpoint has no words of its own: `keys` are those behind `text`. */
export type Asked = Omit<LogAsked, 'after'> & { after: Cursor | undefined };

const pageSize = 50;
const byName = new Intl.Collator('da');

/** One page of the log of the places of this coordinator's clusters. */
export async function readPage(
  tx: TransactionSql,
  coordinator: Id,
  asked: Asked,
  now: number,
): Promise<LogPage> {
  const places = (await placesOf(tx, coordinator)).toSorted((one, other) =>
    byName.compare(one.name, other.name),
  );
  const workers = await workersAt(tx, places);
  const fourWeekDays = await fourWeekDaysOf(tx);
  const today = dayOf(now);
  const ranks: Ranks = {
    places: places.map(({ number }) => number),
    workers: workers.map(({ id }) => id),
    fourWeekDays,
  };
  const matching = matches(tx, places, asked);
  const view = viewsOf(tx, today, fourWeekDays);
  const { sort, order, after } = asked;
  const found = await tx<{ id: Id; institution: string; key: string; started: string }[]>`
    select l.consultation as id, l.institution, l.started, ${cursorOf(tx, sort, ranks)} as key
    from log_line l ${matching} and ${view[asked.view]} ${after ? afterPlace(tx, sort, order, after, ranks) : tx``}
    ${orderBy(tx, sort, order, ranks)} limit ${pageSize + 1}`;
  const [counts] = await tx<LogPage['counts'][]>`
    select count(*) filter (where ${view.review})::int as review, count(*) filter (where ${view.question})::int as question,
      count(*) filter (where ${view.acute})::int as acute, count(*) filter (where ${view.missing})::int as missing,
      count(*) filter (where ${view.overdue})::int as overdue, count(*) filter (where ${view.week})::int as week,
      count(*)::int as all from log_line l ${matching}`;
  const shown = found.slice(0, pageSize);
  const last = found.length > pageSize ? shown.at(-1) : undefined;
  const consultations = await readDocs(tx, shown);
  const around = {
    places,
    children: await childrenOf(tx, consultations),
    names: Object.fromEntries(workers.map(({ id, name }) => [id, name])),
    received: await receivedAtOf(
      tx,
      consultations.map(({ made }) => made),
    ),
    fourWeekDays,
  };
  const lines = consultations.flatMap((consultation) => readableLine(consultation, around) ?? []);
  return {
    lines,
    unreadable: shown.length - lines.length,
    total: counts![asked.view],
    counts: counts!,
    next: last ? `${last.key}~${last.started}~${last.id}` : null,
    today,
    fourWeekDays,
    institutions: places.map(({ number, name }) => ({ number, name })),
    workers,
    missing: await missingFrom(tx, places),
  };
}

async function workersAt(
  tx: TransactionSql,
  places: readonly CoordinatedPlace[],
): Promise<LogPage['workers']> {
  const rows = await tx<{ id: Id; name: string }[]>`
    select p.id, p.name from person p
    where exists (select from log_line l where l.worker = p.id and l.institution = any(${places.map(({ number }) => number)}))`;
  return rows.toSorted((one, other) => byName.compare(one.name, other.name));
}

/** The documents, in the order of the lines. */
async function readDocs(
  tx: TransactionSql,
  lines: readonly { id: Id; institution: string }[],
): Promise<RecordOf<'consultation'>[]> {
  const rows = await tx<{ doc: RecordOf<'consultation'> }[]>`
    select doc from sync_row where kind = 'consultation' and not deleted and id = any(${lines.map(({ id }) => id)}::uuid[])
      and scope = any(${[...new Set(lines.map(({ institution }) => logScope(institution)))]})`;
  const docs = new Map(rows.map(({ doc }) => [doc.id, doc]));
  return lines.flatMap(({ id }) => docs.get(id) ?? []);
}

/** Which lines stand under each chip. Day 28 of 28 is not over (domain/concern). The week is that of Copenhagen. */
function viewsOf(tx: TransactionSql, today: Day, fourWeekDays: number): { [view in LogView]: Fragment } {
  const monday = addDays(today, 1 - weekdayOf(today));
  const week = [instantAt(monday, '00:00'), instantAt(addDays(monday, 7), '00:00')] as const;
  return {
    review: tx`l.status = 'new' and not l.annulled`,
    question: tx`l.status = 'question' and not l.annulled`,
    acute: tx`l.assessment = 'acute' and l.status <> 'approved' and not l.annulled`,
    missing: tx`l.assessment is null and not l.annulled`,
    overdue: tx`l.clock_start + ${fourWeekDays}::int < ${today}::date and not l.annulled`,
    week: tx`l.started >= ${week[0]} and l.started < ${week[1]}`,
    all: tx`true`,
  };
}

/** The text is looked for in places, workers, references, notes and remarks, its keys in role and chips; never as a pattern. */
function matches(tx: TransactionSql, places: readonly CoordinatedPlace[], asked: Asked): Fragment {
  const { institution, worker, from, to, keys } = asked;
  const shown = places.filter(({ number }) => !institution || number === institution);
  const base = tx`where l.institution = any(${shown.map(({ number }) => number)})
    ${worker ? tx`and l.worker = ${worker}` : tx``}
    ${from ? tx`and l.started >= ${instantAt(from, '00:00')}` : tx``}
    ${to ? tx`and l.started < ${instantAt(addDays(to, 1), '00:00')}` : tx``}`;
  if (!asked.text) return base;
  const text = asked.text.toLowerCase();
  const held = (value: Fragment) => tx`position(${text} in lower(${value})) > 0`;
  return tx`${base} and (
    exists (select from institution i where i.number = l.institution and ${held(tx`i.name`)})
    or exists (select from person p where p.id = l.worker and ${held(tx`p.name`)})
    or exists (select from sync_row n
      where n.kind in ('note', 'remark') and n.doc -> 'fixed' ->> 'consultation' = l.consultation::text
        and n.scope = 'log:' || l.institution and not n.deleted and ${held(tx`n.doc -> 'fixed' ->> 'text'`)})
    or exists (select from sync_row k join institution i on i.number = l.institution
      where k.kind = 'concern' and k.doc -> 'fixed' ->> 'consultation' = l.consultation::text
        and k.scope = 'log:' || l.institution and not k.deleted
        and ${held(tx`i.code || '-' || lpad(k.doc -> 'given' ->> 'number', 3, '0')`)})
    or exists (select from sync_row r
      where r.scope = 'log:' || l.institution and r.kind = 'consultation' and r.id = l.consultation and (
        r.doc -> 'fields' -> 'role' -> 'current' ->> 'value' = any(${keys})
        or exists (select from jsonb_each(r.doc -> 'chips') as list, jsonb_each(list.value) as chip
          where chip.key = any(${keys}) and jsonb_array_length(chip.value -> 'on') > 0))))`;
}
