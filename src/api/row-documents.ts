import * as z from 'zod/mini';
import { AcuteNumbers } from '#domain/acute.ts';
import type { Booked } from '#domain/booking.ts';
import type { Closing } from '#domain/closing.ts';
import type { DropIn } from '#domain/drop-in.ts';
import type { Id } from '#domain/id.ts';
import type { Assignment, Institution } from '#domain/institution.ts';
import type { Person } from '#domain/person.ts';
import type { ProblemCode } from '#domain/problem.ts';
import type { RecordKind, RecordOf } from '#domain/record-kinds.ts';

/** The documents of the rows in `ref` are those of the domain, and these. Rows in `log:` scopes are `RecordOf` their kind (domain/record-kinds). */
export const MunicipalityRow = z.object({
  name: z.string(),
  fourWeekDays: z.number(),
  familyUnit: z.string(),
  workerTitle: z.string(),
  demo: z.boolean(),
  /** Absent from a row that is older than they are: the municipality has written none. */
  acute: z.optional(AcuteNumbers),
});
export type MunicipalityRow = z.infer<typeof MunicipalityRow>;

type Records = { [K in RecordKind]: RecordOf<K> };

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
export interface RowDocuments extends Records {
  institution: Institution;
  dropIn: DropIn;
  closing: Closing;
  municipality: MunicipalityRow;
  person: Person;
  assignment: Assignment & { id: Id };
  parked: HeldRow;
  refused: HeldRow;
  /** Kept in `log:` scopes, but the endpoint's own: no tablet changes one. */
  booking: Booked;
}
