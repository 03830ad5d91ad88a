import * as z from 'zod/mini';
import { Instant } from '../domain/day.ts';
import { RecordState } from './record.ts';

/** One line of the coordinator's log: `GET /api/review/consultations?before=<cursor>`, newest first, pages of 50. */
export const LogLine = z.object({
  id: z.string(),
  day: z.string(),
  started: Instant,
  institution: z.string(),
  institutionName: z.string(),
  worker: z.string(),
  role: z.nullable(z.string()),
  minutes: z.nullable(z.number()),
  themes: z.array(z.string()),
  done: z.array(z.string()),
  followUp: z.nullable(z.object({ kind: z.string(), due: z.nullable(z.string()) })),
  assessment: z.nullable(z.string()),
  complete: z.boolean(),
  conflicts: z.number(),
  annulled: z.boolean(),
  receivedAt: Instant,
});
export type LogLine = z.infer<typeof LogLine>;

export const LogPage = z.object({
  lines: z.array(LogLine),
  total: z.number(),
  /** Pass as `before` for the next page; null on the last. */
  next: z.nullable(z.string()),
  /** Tablets that have made changes that have not come: "har 6 registreringer, vi ikke har modtaget". */
  missing: z.array(
    z.object({ tablet: z.string(), worker: z.string(), unsent: z.number(), seenAt: z.nullable(Instant) }),
  ),
});
export type LogPage = z.infer<typeof LogPage>;

/** `GET /api/review/consultations/:id`: the line, its notes, its concern and the history of what was changed. */
export const LogDetail = z.object({
  line: LogLine,
  consultation: RecordState,
  session: RecordState,
  notes: z.array(z.object({ id: z.string(), text: z.string(), by: z.string(), at: Instant })),
  assessments: z.array(z.object({ value: z.string(), by: z.string(), at: Instant })),
  concern: z.nullable(
    z.object({ reference: z.string(), clockStart: z.string(), due: z.string(), state: z.string() }),
  ),
  history: z.array(
    z.object({
      op: z.string(),
      kind: z.string(),
      verb: z.string(),
      by: z.string(),
      tablet: z.string(),
      /** The tablet's clock: for people, orders nothing. */
      at: Instant,
      receivedAt: Instant,
      /** What was written: fields with their values, chips put on (`+`) and taken off (`-`). */
      writes: z.array(z.object({ field: z.string(), value: z.unknown() })),
      result: z.string(),
    }),
  ),
});
export type LogDetail = z.infer<typeof LogDetail>;
