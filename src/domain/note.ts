import * as z from 'zod/mini';
import { Id } from './id.ts';
import type { RecordState } from './merge/record-state.ts';
import { annulmentOf } from './merge/record-state.ts';
import { Text } from './text.ts';

/** Was this note unknown to the worker who annulled its conversation? */
export function isLateNote(conversation: RecordState, note: RecordState): boolean {
  const annulment = annulmentOf(conversation);
  return annulment !== undefined && !annulment.basedOn.includes(note.made);
}

/** Characters in one note. */
export const noteLimit = 4000;

export const FreeText = Text(noteLimit);

/** A note is never changed: an edit is a new note that names the old one as its `parent`. Two edits of one note are both shown. */
export const NoteFixed = z.object({ consultation: Id, text: FreeText, parent: z.nullable(Id) });
export type NoteFixed = z.infer<typeof NoteFixed>;

/** Ten digits, the first four a day and a month. Danish case numbers such as `1101-294126` are told apart by their hyphen. */
const tenDigits = /(?<!\d|\d-)(\d{2})(\d{2})\d{2} ?[-–]? ?\d{4}(?!\d|-\d)/g;
const isDate = (day: string, month: string): boolean =>
  Number(day) >= 1 && Number(day) <= 31 && Number(month) >= 1 && Number(month) <= 12;

/**
 * Does this text hold what looks like a CPR number (docs/domain.md, "Privacy")? That is ten digits of which the first four can
 * be a day and a month; there is no check digit. A hyphen between a word and the number ("cpr-010180…") hides nothing.
 */
export const looksLikeCpr = (text: string): boolean =>
  [...text.matchAll(tenDigits)].some(([, day, month]) => isDate(day!, month!));

/** The text without what looks like a CPR number; everything else stays as it was typed. */
export const withoutCpr = (text: string): string =>
  text.replace(tenDigits, (found, day: string, month: string) => (isDate(day, month) ? '' : found));
