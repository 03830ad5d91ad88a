import type { Value } from '#domain/merge/register.ts';
import { occurrenceFields } from '#domain/occurrence.ts';
import type { RecordOf } from '#domain/record-kinds.ts';
import { dayText, dayWithWeek, timeText } from '#kit/words/format.ts';
import { defineWords } from '#kit/words/language.ts';
import { words } from '#kit/words/words.ts';
import { personName } from '../../shared/served-places.ts';
import type { Replica } from '../../store/replica.ts';

const da = {
  title: 'Den samme træffetid er ændret to steder',
  fields: { cancelled: 'Aflyst', moved: 'Flyttet', heldBy: 'Holdes af' },
  cancelled: (reason: string) => `Aflyst: ${reason}`,
  notCancelled: 'Ikke aflyst',
  moved: (day: string, span: string) => `Flyttet til ${day} kl. ${span}`,
  notMoved: 'Ikke flyttet',
};
const en: typeof da = {
  title: 'The same drop-in was changed in two places',
  fields: { cancelled: 'Cancelled', moved: 'Moved', heldBy: 'Held by' },
  cancelled: (reason) => `Cancelled: ${reason}`,
  notCancelled: 'Not cancelled',
  moved: (day, span) => `Moved to ${day} at ${span}`,
  notMoved: 'Not moved',
};
const text = defineWords({ da, en });

const isField = (field: string): field is keyof typeof da.fields => Object.hasOwn(da.fields, field);

/** The heading of a conflict about an hour; `undefined` for other records. */
export const titleOf = ({ kind }: RecordOf): string | undefined =>
  kind === 'occurrence' ? text().title : undefined;

/** Which hour: its day and time as planned. */
export const hourWhen = ({ kind, fixed }: RecordOf): string =>
  kind === 'occurrence' ? `${dayWithWeek(fixed.date)} ${words().date.at(timeText(fixed.start))}` : '';

export const wordOf = (field: string): string | undefined =>
  isField(field) ? text().fields[field] : undefined;

/** A value of a changed hour as people say it; `undefined` for fields of other records. */
export function hourValue(
  replica: Replica,
  record: RecordOf,
  field: string,
  value: Value,
): string | undefined {
  if (record.kind !== 'occurrence' || !isField(field)) return undefined;
  const t = text();
  if (field === 'cancelled') return value === null ? t.notCancelled : t.cancelled(String(value));
  if (field === 'heldBy') return personName(replica, String(value ?? record.fixed.worker));
  const moved = occurrenceFields.moved.schema.safeParse(value);
  if (!moved.success) return undefined;
  if (moved.data === null) return t.notMoved;
  const { date, start, end, room } = moved.data;
  const span = words().date.span(timeText(start), timeText(end));
  return [t.moved(dayText(date), span), room].filter(Boolean).join(' · ');
}
