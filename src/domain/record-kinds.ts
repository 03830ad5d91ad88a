import type * as z from 'zod/mini';
import { AssessmentFixed } from './assessment.ts';
import { AttendanceFixed, attendanceFields } from './attendance.ts';
import { WishFixed } from './booking-request.ts';
import { ConcernFixed, concernFields } from './concern.ts';
import { ConsultationFixed, consultationChips, consultationFields } from './consultation.ts';
import { FollowUpFixed } from './follow-up.ts';
import type { FieldRule } from './merge/register.ts';
import { NoteFixed } from './note.ts';
import { OccurrenceFixed, occurrenceFields } from './occurrence.ts';
import { QueueEntryFixed, queueEntryFields } from './queue-entry.ts';
import { RemarkFixed, ReviewFixed, reviewFields } from './review.ts';
import { SessionFixed, sessionFields } from './session.ts';

/** One kind of record that people write: what it is born with, and how each of its fields is checked and merged. */
interface Kind {
  fixed: z.ZodMiniObject;
  fields: { readonly [field: string]: { readonly schema: z.ZodMiniType; readonly rule: FieldRule } };
  chips: { readonly [field: string]: z.ZodMiniType };
  /** The fixed field that names the record it belongs to, which must be there first; it is called as that record's kind. */
  parent?: 'session' | 'consultation';
  /** Is it told as one with its parent whether it was sent? */
  sentAsOne?: true;
  /** Is writing it an edit of its parent, which the coordinator has to look at again? */
  isEdit?: true;
}

/** Every kind that lives in a place's `log:` scope. A new kind is a line here, a noun file, and words for the screen. */
export const recordKinds = {
  session: { fixed: SessionFixed, fields: sessionFields, chips: {} },
  consultation: {
    fixed: ConsultationFixed,
    fields: consultationFields,
    chips: consultationChips,
    parent: 'session',
  },
  note: { fixed: NoteFixed, fields: {}, chips: {}, parent: 'consultation', sentAsOne: true, isEdit: true },
  assessment: {
    fixed: AssessmentFixed,
    fields: {},
    chips: {},
    parent: 'consultation',
    sentAsOne: true,
    isEdit: true,
  },
  // No edit: a concern has a clock and a list of its own, and acting on it reopens nothing.
  concern: {
    fixed: ConcernFixed,
    fields: concernFields,
    chips: {},
    parent: 'consultation',
    sentAsOne: true,
  },
  occurrence: { fixed: OccurrenceFixed, fields: occurrenceFields, chips: {} },
  wish: { fixed: WishFixed, fields: {}, chips: {} },
  // Not as one with its conversation: it is written weeks later, and has its own line among the follow-ups.
  followUp: { fixed: FollowUpFixed, fields: {}, chips: {}, parent: 'consultation' },
  attendance: { fixed: AttendanceFixed, fields: attendanceFields, chips: {} },
  queueEntry: { fixed: QueueEntryFixed, fields: queueEntryFields, chips: {} },
  // The coordinator's, and the talk with her: neither says whether the worker's own work was sent, or changes it.
  review: { fixed: ReviewFixed, fields: reviewFields, chips: {}, parent: 'consultation' },
  remark: { fixed: RemarkFixed, fields: {}, chips: {}, parent: 'consultation' },
} as const satisfies { readonly [kind: string]: Kind };

export type RecordKind = keyof typeof recordKinds;

export const isRecordKind = (kind: string): kind is RecordKind => Object.hasOwn(recordKinds, kind);

export const kindOf = (kind: RecordKind): Kind => recordKinds[kind];

/** Fields that this version does not know are kept in the change and never merged, so their rule is never asked. */
export const ruleOf = (kind: string, field: string): FieldRule =>
  isRecordKind(kind) ? (kindOf(kind).fields[field]?.rule ?? 'choose') : 'choose';

/**
 * The kinds whose records hang on one of this kind, in the order of the table; with a trait, only those that have it.
 * Whoever lists what hangs on a conversation asks here, so that a new kind is nowhere forgotten.
 */
export const childKindsOf = (parent: RecordKind, trait?: 'sentAsOne' | 'isEdit'): readonly RecordKind[] =>
  (Object.keys(recordKinds) as RecordKind[]).filter((kind) => {
    const { parent: of, ...traits } = kindOf(kind);
    return of === parent && (trait === undefined || traits[trait] === true);
  });
