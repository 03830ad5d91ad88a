import type { TransactionSql } from 'postgres';
import type { LogDetail } from '#api/log.ts';
import type { Ack } from '#api/sync.ts';
import { logScope } from '#api/sync.ts';
import { standing } from '#domain/assessment.ts';
import { Change } from '#domain/change.ts';
import { looksLikeCpr } from '#domain/cpr.ts';
import { dayOf, instantOf } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import { authorOf, isAnnulled, madeAt, type RecordState } from '#domain/merge/record-state.ts';
import type { ChangeId } from '#domain/merge/register.ts';
import { isLateNote } from '#domain/note.ts';
import { isReadable } from '#domain/readable.ts';
import type { ChildKind, RecordOf } from '#domain/record-kinds.ts';
import { fourWeekDaysOf, type Names, namesOf, placesOf } from '../access/places.ts';
import { childrenOf, lineOf, receivedAtOf } from './row.ts';

/** One consultation with all that hangs on it, or undefined where it is not at one of this coordinator's places. */
export async function readDetail(
  tx: TransactionSql,
  coordinator: Id,
  id: Id,
  now: number,
): Promise<LogDetail | undefined> {
  const places = await placesOf(tx, coordinator);
  const scopes = places.map(({ number }) => logScope(number));
  const [found] = await tx<{ doc: RecordOf<'consultation'> }[]>`
    select doc from sync_row
    where kind = 'consultation' and id = ${id} and scope = any(${scopes}) and not deleted`;
  if (!found || !isReadable(found.doc)) return undefined;
  const consultation = found.doc;
  const [session] = await tx<{ doc: RecordOf<'session'> }[]>`
    select doc from sync_row where scope = ${logScope(consultation.institution)} and kind = 'session'
      and id = ${consultation.fixed.session} and not deleted`;
  const children = (await childrenOf(tx, [consultation])).filter(isReadable);
  const records = [consultation, ...children];
  const changes = await changesOf(tx, records);
  const authors = records.flatMap(({ ops }) => Object.values(ops).map(([by]) => by));
  const people = await namesOf(tx, [...authors, ...changes.map(({ person }) => person)]);
  const fourWeekDays = await fourWeekDaysOf(tx);
  const received = await receivedAtOf(tx, [consultation.made]);
  return {
    line: lineOf(consultation, { places, children, names: people, received, fourWeekDays }),
    today: dayOf(now),
    fourWeekDays,
    consultation,
    session: session?.doc ?? null,
    notes: notesOf(consultation, children, people),
    thread: children
      .filter((child) => child.kind === 'remark')
      .map((remark) => ({
        id: remark.id,
        text: remark.fixed.text,
        from: remark.fixed.from,
        ...signature(remark, people),
        cpr: looksLikeCpr(remark.fixed.text),
      })),
    assessments: assessmentsOf(children, people),
    followedUp: children
      .filter((child) => child.kind === 'followUp')
      .filter((done) => !isAnnulled(done))
      .map((child) => ({
        outcome: child.fixed.outcome,
        on: child.fixed.on,
        ...signature(child, people),
      })),
    people,
    history: changes.map((change) => historyLine(change, people)),
  };
}

const signature = (record: RecordState, people: Names) => ({
  by: people[authorOf(record)] ?? '',
  at: madeAt(record),
});

function notesOf(
  consultation: RecordOf<'consultation'>,
  children: readonly RecordOf<ChildKind>[],
  people: Names,
): LogDetail['notes'] {
  const notes = children.filter((child) => child.kind === 'note').filter((note) => !isAnnulled(note));
  const parents = new Set(notes.map(({ fixed }) => fixed.parent));
  return notes.map((note) => ({
    id: note.id,
    text: note.fixed.text,
    ...signature(note, people),
    cpr: looksLikeCpr(note.fixed.text),
    replaced: parents.has(note.id),
    late: isLateNote(consultation, note),
  }));
}

function assessmentsOf(children: readonly RecordOf<ChildKind>[], people: Names): LogDetail['assessments'] {
  const all = children.filter((child) => child.kind === 'assessment').filter((one) => !isAnnulled(one));
  const valid = new Set(standing(all).map(({ id }) => id));
  return all.map((one) => ({
    value: one.fixed.value,
    ...signature(one, people),
    aside: !valid.has(one.id),
    reason: one.fixed.reason ?? null,
  }));
}

interface StoredChange {
  op: ChangeId;
  kind: string | null;
  person: Id;
  tablet: string | null;
  body: unknown;
  deviceAt: Date | null;
  receivedAt: Date;
  result: Partial<Ack>;
}

/**
 * What was done to these records, in the order in which the endpoint took it; only what was meant for their place. What
 * came together is told in the order of the tablet's clock, the consultation before what hangs on it.
 */
const changesOf = (tx: TransactionSql, records: readonly RecordState[]): Promise<StoredChange[]> =>
  tx<StoredChange[]>`
    select c.op, c.kind, c.person, d.tablet, c.body, c.device_at as "deviceAt", c.received_at as "receivedAt", c.result
    from change c left join device d on d.id = c.device
    where c.object = any(${records.map(({ id }) => id)}::uuid[]) and c.institution = ${records[0]!.institution}
    order by c.v, c.device_at, c.object <> ${records[0]!.id}, c.op`;

function historyLine(stored: StoredChange, people: Names): LogDetail['history'][number] {
  const parsed = Change.safeParse(stored.body);
  return {
    op: stored.op,
    kind: stored.kind,
    verb: parsed.success ? parsed.data.verb : null,
    by: people[stored.person] ?? '',
    tablet: stored.tablet,
    at: stored.deviceAt && instantOf(stored.deviceAt.getTime()),
    receivedAt: instantOf(stored.receivedAt.getTime()),
    writes: parsed.success ? writesOf(parsed.data) : [],
    result: stored.result.r ?? 'ok',
    problem: stored.result.problem ?? null,
  };
}

/** Fields that the history leaves out: a note's text, which is shown among the notes, and ids. */
const toldElsewhere = [
  'text',
  'consultation',
  'session',
  'parent',
  'started',
  'from',
  'lowers',
  'booking',
  'queueEntry',
];

function writesOf(change: Change): LogDetail['history'][number]['writes'] {
  const born = Object.entries(change.fixed ?? {}).filter(([field]) => !toldElsewhere.includes(field));
  return [
    ...born.map(([field, value]) => ({ field, how: 'set' as const, value })),
    ...Object.entries(change.set ?? {}).map(([field, { value }]) => ({ field, how: 'set' as const, value })),
    ...Object.entries(change.add ?? {}).flatMap(([field, chips]) =>
      chips.map((value) => ({ field, how: 'add' as const, value })),
    ),
    ...Object.entries(change.remove ?? {}).flatMap(([field, chips]) =>
      Object.keys(chips).map((value) => ({ field, how: 'remove' as const, value })),
    ),
    ...(change.annul ? [{ field: 'reason', how: 'set' as const, value: change.annul.reason }] : []),
  ];
}
