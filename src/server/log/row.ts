import type { TransactionSql } from 'postgres';
import { LogLine } from '#api/log.ts';
import { logScope } from '#api/sync.ts';
import { dueOn, referenceOf } from '#domain/concern.ts';
import { dayOf, instantOf } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import { authorOf, chipsOf, fieldOf, isAnnulled, madeAt, openConflicts } from '#domain/merge/record-state.ts';
import type { ChangeId } from '#domain/merge/register.ts';
import { isReadable } from '#domain/readable.ts';
import type { ChildKind, RecordOf } from '#domain/record-kinds.ts';
import { editsOf, reviewStatus } from '#domain/review-status.ts';
import type { CoordinatedPlace } from '../access/places.ts';
import { hangsOnOne, reviewAmong, standingIn } from './projection.ts';

/** Everything that hangs on some consultations of one or more places, in the order in which the endpoint last touched it. */
export async function childrenOf(
  tx: TransactionSql,
  consultations: readonly RecordOf<'consultation'>[],
): Promise<RecordOf<ChildKind>[]> {
  const scopes = [...new Set(consultations.map(({ institution }) => logScope(institution)))];
  const ids = consultations.map(({ id }) => id);
  const rows = await tx<{ doc: RecordOf<ChildKind> }[]>`
    select doc from sync_row
    where ${hangsOnOne(tx)} and doc -> 'fixed' ->> 'consultation' = any(${ids})
      and scope = any(${scopes}) and not deleted
    order by v, id`;
  return rows.map(({ doc }) => doc);
}

/** When the endpoint received these ops. */
export async function receivedAtOf(
  tx: TransactionSql,
  ops: readonly ChangeId[],
): Promise<Map<ChangeId, number>> {
  const rows = await tx<{ op: ChangeId; at: Date }[]>`
    select op, received_at as at from change where op = any(${[...ops]}::uuid[])`;
  return new Map(rows.map(({ op, at }) => [op, at.getTime()]));
}

interface Around {
  places: readonly CoordinatedPlace[];
  children: readonly RecordOf<ChildKind>[];
  names: Readonly<Record<Id, string>>;
  received: ReadonlyMap<ChangeId, number>;
  fourWeekDays: number;
}

/** The line; undefined where the record cannot be read, so that one bad record does not stop the page. Unreadable children are left out. */
export function readableLine(consultation: RecordOf<'consultation'>, around: Around): LogLine | undefined {
  if (!isReadable(consultation)) return undefined;
  const line = LogLine.safeParse(
    lineOf(consultation, { ...around, children: around.children.filter(isReadable) }),
  );
  return line.success ? line.data : undefined;
}

/** One line of the log from a merged consultation and the records that hang on it. */
export function lineOf(consultation: RecordOf<'consultation'>, around: Around): LogLine {
  const place = around.places.find(({ number }) => number === consultation.institution)!;
  const hanging = around.children.filter((child) => child.fixed.consultation === consultation.id);
  const all = [consultation, ...hanging];
  const mine = hanging.filter((child) => !isAnnulled(child));
  const concern = mine.find((child) => child.kind === 'concern');
  const started = consultation.fixed.started;
  const received = around.received.get(consultation.made);
  return {
    id: consultation.id,
    day: dayOf(started),
    started,
    institution: place.number,
    institutionName: place.name,
    worker: around.names[authorOf(consultation)] ?? '',
    role: fieldOf(consultation, 'role'),
    minutes: fieldOf(consultation, 'minutes'),
    themes: chipsOf(consultation, 'themes'),
    actionsTaken: chipsOf(consultation, 'actionsTaken'),
    followUp: fieldOf(consultation, 'followUp'),
    assessment: standingIn(hanging),
    concern: concern ? concernLine(concern, place.code, around.fourWeekDays) : null,
    complete: fieldOf(consultation, 'complete') === true,
    status: reviewStatus(reviewAmong(hanging), all),
    seen: editsOf(all),
    conflicts: openConflicts(consultation).length + (concern ? openConflicts(concern).length : 0),
    annulled: isAnnulled(consultation),
    receivedAt: received === undefined ? madeAt(consultation) : instantOf(received),
  };
}

function concernLine(concern: RecordOf<'concern'>, code: string, fourWeekDays: number): LogLine['concern'] {
  const clockStart = concern.fixed.clockStart;
  return {
    reference: referenceOf(concern, code),
    clockStart,
    due: dueOn(clockStart, fourWeekDays),
    state: fieldOf(concern, 'state') ?? 'open',
    actedOn: fieldOf(concern, 'actedOn'),
  };
}
