import * as z from 'zod/mini';
import { Day, WallTime } from '../domain/day.ts';
import { Id } from '../domain/id.ts';
import { type Assignment, type Institution, InstitutionKind } from '../domain/institution.ts';
import type { RecordState } from '../domain/merge.ts';
import type { Person } from '../domain/person.ts';
import type { ProblemCode } from '../domain/problem.ts';

/** The documents of the rows in `ref`. Rows in `log:` scopes are `RecordState` (domain/merge). */
export const DropInRow = z.object({
  id: Id,
  institution: z.string(),
  worker: Id,
  /** ISO weekday, 1 is Monday. */
  weekday: z.number(),
  start: WallTime,
  end: WallTime,
  room: z.string(),
  slotMinutes: z.number(),
  /** Part of the hour kept for people who just come, 0–1. */
  walkInShare: z.number(),
  everyWeeks: z.number(),
  validFrom: Day,
  validTo: z.nullable(Day),
});
export type DropInRow = z.infer<typeof DropInRow>;

export const ClosingRow = z.object({
  id: Id,
  name: z.string(),
  kinds: z.array(z.union([InstitutionKind, z.literal('*')])),
  from: Day,
  to: Day,
});
export type ClosingRow = z.infer<typeof ClosingRow>;

export const MunicipalityRow = z.object({
  name: z.string(),
  fourWeekDays: z.number(),
  familyUnit: z.string(),
  workerTitle: z.string(),
  demo: z.boolean(),
});
export type MunicipalityRow = z.infer<typeof MunicipalityRow>;

/** A change in its author's `u:` scope: parked until what it builds on comes, or refused by name. Its text is inside. */
export interface HeldRow {
  op: string;
  body: unknown;
  /** Absent while it is parked. */
  problem?: ProblemCode;
  because?: string;
  at: string;
}

/** Kind of row → its document. */
export interface RowDocuments {
  institution: Institution;
  dropIn: DropInRow;
  closing: ClosingRow;
  municipality: MunicipalityRow;
  person: Person;
  assignment: Assignment & { id: Id };
  parked: HeldRow;
  refused: HeldRow;
  session: RecordState;
  consultation: RecordState;
  note: RecordState;
  assessment: RecordState;
  concern: RecordState;
}
