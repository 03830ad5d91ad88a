import * as z from 'zod/mini';
import type { Closing } from '#domain/closing.ts';
import type { Day, Instant, WallTime } from '#domain/day.ts';
import type { DropIn } from '#domain/drop-in.ts';
import type { Id } from '#domain/id.ts';
import type { InstitutionKind } from '#domain/institution.ts';
import type { PlanCommand } from '#domain/plan-command.ts';
import type { RecordOf } from '#domain/record-kinds.ts';

/** These answers are the endpoint's own work and rest on its tables: the door checks only that it is one. */
const having = <T>(...members: readonly (keyof T & string)[]) =>
  z.custom<T>((doc) => typeof doc === 'object' && doc !== null && members.every((member) => member in doc));

/**
 * `GET /api/schedule`: the plan of the coordinator's own places as it stands. Closings are those of the whole municipality.
 * `changes`: what was done to the plan, newest first, at most 50.
 */
export interface Schedule {
  today: Day;
  places: { number: string; name: string; kind: InstitutionKind; cluster: string }[];
  /** Workers who serve places now or later, and which. */
  workers: { id: Id; name: string; places: string[] }[];
  dropIns: DropIn[];
  closings: Closing[];
  /** Of today and later. */
  occurrences: RecordOf<'occurrence'>[];
  changes: { at: Instant; by: string; command: PlanCommand; told: number }[];
}
export const Schedule = having<Schedule>(
  'today',
  'places',
  'workers',
  'dropIns',
  'closings',
  'occurrences',
  'changes',
);

/** A booking that the command changes, without the name and address of its owner. */
export interface AffectedBooking {
  id: Id;
  institution: string;
  role: string;
  date: Day;
  start: WallTime;
  end: WallTime;
  becomes: 'mustMove' | 'standsAgain' | 'moved';
  /** What its owner will read, without the link; null where no address was given. */
  mail: { subject: string; text: string } | null;
}

/** A planned hour that a command lets fall away, or brings back. */
interface TouchedHour {
  institution: string;
  worker: Id;
  date: Day;
  start: WallTime;
  end: WallTime;
}

interface ClashView {
  of: 'worker' | 'room';
  date: Day;
  hour: DropIn;
  other: DropIn;
  /** Of the other hour: it may be outside the coordinator's own places. */
  place: string;
  worker: string;
}

/**
 * `tried`: this is what would happen. `changed`: it was to be done, but the plan or its bookings are no longer those of
 * `planVersion`; nothing was done, and this is what would happen now. `clash`: it cannot be done. `saved`: this is what happened.
 */
export interface PlanAnswer {
  type: 'tried' | 'changed' | 'clash' | 'saved';
  planVersion: string;
  affectedBookings: AffectedBooking[];
  noLongerHeld: TouchedHour[];
  heldAgain: TouchedHour[];
  clashes: ClashView[];
  /** Hours that are made or go on; those that are ended, with their new last day; those that are taken out. */
  made: DropIn[];
  ended: DropIn[];
  takenOut: DropIn[];
  /** Changes of single dates that do not fit the new rule, and so are no longer of any effect. */
  dropped: { institution: string; date: Day }[];
}
export const PlanAnswer = having<PlanAnswer>(
  'type',
  'planVersion',
  'affectedBookings',
  'noLongerHeld',
  'heldAgain',
  'clashes',
  'made',
  'ended',
  'takenOut',
  'dropped',
);
