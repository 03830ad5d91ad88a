import type * as z from 'zod/mini';
import { AssessmentFixed } from './assessment.ts';
import { AttendanceFixed, attendanceFields } from './attendance.ts';
import { BookingRequestFixed, type BookingRequestGiven } from './booking-request.ts';
import { ConcernFixed, concernFields } from './concern.ts';
import { ConsultationFixed, consultationChips, consultationFields } from './consultation.ts';
import { FollowUpFixed } from './follow-up.ts';
import type { RecordState } from './merge/record-state.ts';
import type { FieldRule, Value } from './merge/register.ts';
import { NoteFixed } from './note.ts';
import { OccurrenceFixed, occurrenceFields } from './occurrence.ts';
import { QueueEntryFixed, queueEntryFields } from './queue-entry.ts';
import { RemarkFixed, ReviewFixed, reviewFields } from './review.ts';
import { SessionFixed, sessionFields } from './session.ts';

/** One kind of record that people write: what it is born with, and how each of its fields is checked and merged. */
interface Kind {
  fixed: z.ZodMiniType<RecordState['fixed']>;
  fields: { readonly [field: string]: { readonly schema: z.ZodMiniType<Value>; readonly rule: FieldRule } };
  chips: { readonly [field: string]: z.ZodMiniType<string> };
  /** The fixed field that names the record it belongs to, which must be there first; it is called as that record's kind. */
  parent?: 'session' | 'consultation';
  /**
   * Whose line on *Synk* tells whether it was sent: a line of its own, or its parent's, which then tells of both. `desk`: its
   * parent's too, but only the coordinator writes it, so that a conflict in it is none for the tablet.
   */
  line: 'own' | 'parent' | 'desk';
  /** Is writing it an edit of its parent, which the coordinator has to look at again? */
  isEdit?: true;
}

/** Every kind that lives in a place's `log:` scope. A new kind is a line here, a noun file, and words for the screen. */
export const recordKinds = {
  session: { fixed: SessionFixed, fields: sessionFields, chips: {}, line: 'own' },
  consultation: {
    fixed: ConsultationFixed,
    fields: consultationFields,
    chips: consultationChips,
    parent: 'session',
    line: 'own',
  },
  note: { fixed: NoteFixed, fields: {}, chips: {}, parent: 'consultation', line: 'parent', isEdit: true },
  assessment: {
    fixed: AssessmentFixed,
    fields: {},
    chips: {},
    parent: 'consultation',
    line: 'parent',
    isEdit: true,
  },
  // No edit: a concern has a clock and a list of its own, and acting on it reopens nothing.
  concern: {
    fixed: ConcernFixed,
    fields: concernFields,
    chips: {},
    parent: 'consultation',
    line: 'parent',
  },
  occurrence: { fixed: OccurrenceFixed, fields: occurrenceFields, chips: {}, line: 'own' },
  bookingRequest: { fixed: BookingRequestFixed, fields: {}, chips: {}, line: 'own' },
  followUp: { fixed: FollowUpFixed, fields: {}, chips: {}, parent: 'consultation', line: 'parent' },
  attendance: { fixed: AttendanceFixed, fields: attendanceFields, chips: {}, line: 'own' },
  queueEntry: { fixed: QueueEntryFixed, fields: queueEntryFields, chips: {}, line: 'own' },
  review: { fixed: ReviewFixed, fields: reviewFields, chips: {}, parent: 'consultation', line: 'desk' },
  remark: { fixed: RemarkFixed, fields: {}, chips: {}, parent: 'consultation', line: 'parent' },
} as const satisfies { readonly [kind: string]: Kind };

export type RecordKind = keyof typeof recordKinds;

type Kinds = typeof recordKinds;

/** What the endpoint writes into a record's `given`, by its kind. */
interface Given {
  concern: { number: number };
  bookingRequest: BookingRequestGiven;
}

/** What a kind holds, read off its schemas; a field that was never written is absent. */
export interface ShapeOf<K extends RecordKind> {
  kind: K;
  fixed: z.infer<Kinds[K]['fixed']>;
  fields: {
    [F in keyof Kinds[K]['fields']]?: Kinds[K]['fields'][F] extends { schema: infer S } ? z.infer<S> : never;
  };
  chips: { [F in keyof Kinds[K]['chips']]?: string };
  given: K extends keyof Given ? Given[K] : Record<never, never>;
}

/** A merged record of a kind, with the types of its schemas; of several kinds, one of them, told apart by `kind`. */
export type RecordOf<K extends RecordKind = RecordKind> = { [One in K]: RecordState<ShapeOf<One>> }[K];

/**
 * Is this a record of that kind? It takes the engine's word for the rest: what is merged has passed the kind's schemas
 * (domain/change), and what was stored before a rule was made is sifted by `isReadable`.
 */
export const isOfKind = <K extends RecordKind>(
  record: RecordState | RecordOf<K>,
  kind: K,
): record is RecordOf<K> => record.kind === kind;

/** The kinds whose records hang on one of this kind. */
export type ChildKind<P extends RecordKind = 'consultation'> = {
  [K in RecordKind]: Kinds[K] extends { parent: P } ? K : never;
}[RecordKind];

export const isRecordKind = (kind: string): kind is RecordKind => Object.hasOwn(recordKinds, kind);

export const kindOf = (kind: RecordKind): Kind => recordKinds[kind];

/** The same of a record of whatever kind that this version knows. */
export const isKnown = (record: RecordState | RecordOf): record is RecordOf => isRecordKind(record.kind);

/** Does this record belong to a consultation? */
export const isChild = (record: RecordOf): record is RecordOf<ChildKind> =>
  kindOf(record.kind).parent === 'consultation';

/** Fields that this version does not know are kept in the change and never merged, so their rule is never asked. */
export const ruleOf = (kind: string, field: string): FieldRule =>
  isRecordKind(kind) ? (kindOf(kind).fields[field]?.rule ?? 'choose') : 'choose';

/** The kinds that have a line of their own on *Synk*. */
export type KindWithLine = { [K in RecordKind]: Kinds[K] extends { line: 'own' } ? K : never }[RecordKind];

export const hasLine = (record: RecordOf): record is RecordOf<KindWithLine> =>
  kindOf(record.kind).line === 'own';

/**
 * The kinds whose records hang on one of this kind, in the order of the table; with `isEdit`, only those that are edits of it.
 * Every list of what hangs on a conversation is made from this, so that a new kind is nowhere forgotten.
 */
export const childKindsOf = <P extends RecordKind>(parent: P, only?: 'isEdit'): readonly ChildKind<P>[] =>
  (Object.keys(recordKinds) as ChildKind<P>[]).filter((kind) => {
    const { parent: of, isEdit } = kindOf(kind);
    return of === parent && (only === undefined || isEdit === true);
  });
