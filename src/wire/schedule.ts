import * as z from 'zod/mini';
import { Closing } from '../domain/closing.ts';
import { Day, Instant, WallTime } from '../domain/day.ts';
import { DropIn } from '../domain/drop-in.ts';
import { Id } from '../domain/id.ts';
import { InstitutionKind } from '../domain/institution.ts';
import { Deed } from '../domain/schedule.ts';
import { RecordState } from './record.ts';

/**
 * `GET /api/schedule`: the plan of the coordinator's own places as it stands. Closings are those of the whole municipality.
 * `changes`: what was done to the plan, newest first, at most 50.
 */
export const Schedule = z.object({
  today: Day,
  places: z.array(
    z.object({ number: z.string(), name: z.string(), kind: InstitutionKind, cluster: z.string() }),
  ),
  /** Workers who serve places now or later, and which. */
  workers: z.array(z.object({ id: Id, name: z.string(), places: z.array(z.string()) })),
  dropIns: z.array(DropIn),
  closings: z.array(Closing),
  /** Of today and later. */
  occurrences: z.array(RecordState),
  changes: z.array(z.object({ at: Instant, by: z.string(), deed: Deed, told: z.number() })),
});
export type Schedule = z.infer<typeof Schedule>;

/**
 * `POST /api/schedule`: tries a deed, and takes it back again, where `seen` is absent; does it where the plan and what follows
 * from it are still as they were when `seen` was given. `request` names the intention: sent twice it is done once.
 */
export const PlanRequest = z.object({
  request: Id,
  deed: Deed,
  seen: z.optional(z.string().check(z.maxLength(100))),
});
export type PlanRequest = z.infer<typeof PlanRequest>;

/** A booking that is hit, without the name and address of its owner. */
export const Hit = z.object({
  id: Id,
  institution: z.string(),
  role: z.string(),
  date: Day,
  start: WallTime,
  end: WallTime,
  becomes: z.enum(['mustMove', 'standsAgain', 'moved']),
  /** What she will read, her link left out; null where she has given no address. */
  mail: z.nullable(z.object({ subject: z.string(), text: z.string() })),
});
export type Hit = z.infer<typeof Hit>;

/** A planned hour that a deed lets fall away, or brings back. */
const Touched = z.object({ institution: z.string(), worker: Id, date: Day, start: WallTime, end: WallTime });

const ClashView = z.object({
  of: z.enum(['worker', 'room']),
  date: Day,
  hour: DropIn,
  other: DropIn,
  /** Of the other hour: it may be outside the coordinator's own places. */
  place: z.string(),
  worker: z.string(),
});

/**
 * `tried`: this is what would happen. `changed`: it was asked to be done, but the plan or its bookings are no longer those that
 * were seen; nothing was done, and this is what would happen now. `clash`: it cannot be done. `saved`: this is what happened.
 */
export const PlanAnswer = z.object({
  is: z.enum(['tried', 'changed', 'clash', 'saved']),
  seen: z.string(),
  hits: z.array(Hit),
  falls: z.array(Touched),
  returns: z.array(Touched),
  clashes: z.array(ClashView),
  /** Hours that are made or go on; those that are ended, with their new last day; those that are taken out. */
  made: z.array(DropIn),
  ended: z.array(DropIn),
  takenOut: z.array(DropIn),
  /** Changes of single dates that do not fit the new rule, and so are no longer of any effect. */
  dropped: z.array(z.object({ institution: z.string(), date: Day })),
});
export type PlanAnswer = z.infer<typeof PlanAnswer>;
