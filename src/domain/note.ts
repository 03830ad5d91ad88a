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
