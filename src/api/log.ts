import * as z from 'zod/mini';
import { Day, Instant } from '#domain/day.ts';
import { Id } from '#domain/id.ts';
import { InstitutionNumber } from '#domain/institution.ts';
import { FreeText } from '#domain/note.ts';
import { reviewStates } from '#domain/review.ts';
import { Line } from '#domain/text.ts';
import { recordOf } from './record-state.ts';

/** The 4-week clock of a concern, as far as a list needs it. `due` is computed by the endpoint; `actedOn` ends the clock. */
const ConcernLine = z.object({
  reference: z.string(),
  clockStart: Day,
  due: Day,
  state: z.string(),
  actedOn: z.nullable(Day),
});

/** *Til gennemsyn · Akut · Mangler vurdering · Spørgsmål · Over 4 uger · Denne uge · Alle*. */
export const logViews = ['review', 'acute', 'missing', 'question', 'overdue', 'week', 'all'] as const;
export type LogView = (typeof logViews)[number];
export const logSorts = ['date', 'place', 'worker', 'due', 'status'] as const;
export type LogSort = (typeof logSorts)[number];

const Status = z.enum(reviewStates);

/** Characters of a search. */
export const searchLimit = 100;

/**
 * `POST /api/review/consultations`: what a coordinator asks of the log, pages of 50. All of it is optional: `from` and `to` are
 * days, both included; `keys` are list keys whose words match `text`; `after` is a page's `next`, with the rest as it was.
 * A POST, and never an address: what is searched for may be a child's name, and addresses are kept by browsers, proxies and logs.
 */
export const LogAsked = z.strictObject({
  view: z._default(z.enum(logViews), 'all'),
  sort: z._default(z.enum(logSorts), 'date'),
  order: z._default(z.enum(['asc', 'desc']), 'desc'),
  institution: z.optional(InstitutionNumber),
  worker: z.optional(Id),
  from: z.optional(Day),
  to: z.optional(Day),
  text: z._default(Line(searchLimit), ''),
  keys: z._default(z.array(z.string().check(z.regex(/^[\p{L}\p{N}-]{1,40}$/u))).check(z.maxLength(31)), []),
  after: z.optional(z.string().check(z.maxLength(120))),
});
export type LogAsked = z.infer<typeof LogAsked>;

/** One line of the coordinator's log. */
export const LogLine = z.object({
  id: z.string(),
  /** The calendar day on which it began, in Copenhagen. */
  day: Day,
  started: Instant,
  institution: z.string(),
  institutionName: z.string(),
  worker: z.string(),
  role: z.nullable(z.string()),
  minutes: z.nullable(z.number()),
  themes: z.array(z.string()),
  actionsTaken: z.array(z.string()),
  followUp: z.nullable(z.object({ kind: z.string(), due: z.nullable(z.string()) })),
  assessment: z.nullable(z.string()),
  concern: z.nullable(ConcernLine),
  complete: z.boolean(),
  status: Status,
  /** How much of it this line shows; goes back with a decision, so that what came in between is not approved unseen. */
  seen: z.number(),
  conflicts: z.number(),
  annulled: z.boolean(),
  receivedAt: Instant,
});
export type LogLine = z.infer<typeof LogLine>;

export const LogPage = z.object({
  lines: z.array(LogLine),
  /** How many of this page's lines cannot be read, and so are not among `lines`. */
  unreadable: z.number(),
  /** Of the whole search, not of the page; `counts` of each view under the same filters. */
  total: z.number(),
  counts: z.record(z.enum(logViews), z.number()),
  /** Pass as `after` for the next page; null on the last. */
  next: z.nullable(z.string()),
  /** Today in Copenhagen as the endpoint sees it, and the length of the 4-week clock in calendar days. */
  today: Day,
  fourWeekDays: z.number(),
  /** The places of the coordinator's own clusters, by name. */
  institutions: z.array(z.object({ number: z.string(), name: z.string() })),
  /** The workers who have written there, by name. */
  workers: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Tablets that have made changes that have not come: "har 6 registreringer, vi ikke har modtaget". */
  missing: z.array(
    z.object({ tablet: z.string(), worker: z.string(), unsent: z.number(), seenAt: z.nullable(Instant) }),
  ),
});
export type LogPage = z.infer<typeof LogPage>;

/** `GET /api/review/consultations/:id`: the line, its notes, its concern and the history of what was changed. */
export const LogDetail = z.object({
  line: LogLine,
  today: Day,
  fourWeekDays: z.number(),
  consultation: recordOf('consultation'),
  session: z.nullable(recordOf('session')),
  notes: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      by: z.string(),
      at: Instant,
      /** Holds what looks like a CPR number. */
      cpr: z.boolean(),
      /** A later revision names it as its parent. */
      replaced: z.boolean(),
      /** It came to a conversation after that was annulled. */
      late: z.boolean(),
    }),
  ),
  /** Question and answer, in the order in which the endpoint took them. */
  thread: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      from: z.enum(['coordinator', 'worker']),
      by: z.string(),
      at: Instant,
      cpr: z.boolean(),
    }),
  ),
  /** `aside`: set aside for a less urgent one, whose `reason` says why. */
  assessments: z.array(
    z.object({
      value: z.string(),
      by: z.string(),
      at: Instant,
      aside: z.boolean(),
      reason: z.nullable(z.string()),
    }),
  ),
  /** What came of a day that was agreed without a 4-week clock. */
  followedUp: z.array(z.object({ outcome: z.string(), on: z.string(), by: z.string(), at: Instant })),
  /** Names of everyone who appears in the records, by id. */
  people: z.record(z.string(), z.string()),
  history: z.array(
    z.object({
      op: z.string(),
      kind: z.nullable(z.string()),
      /** `create`, `set`, `annul`; null where a retention rule has emptied the change. */
      verb: z.nullable(z.string()),
      by: z.string(),
      tablet: z.nullable(z.string()),
      /** The tablet's clock: for people, orders nothing. */
      at: z.nullable(Instant),
      receivedAt: Instant,
      /** What was written; the text of notes is not repeated here. */
      writes: z.array(
        z.object({ field: z.string(), how: z.enum(['set', 'add', 'remove']), value: z.unknown() }),
      ),
      result: z.string(),
      problem: z.nullable(z.string()),
    }),
  ),
});
export type LogDetail = z.infer<typeof LogDetail>;

export const decideLimit = 200;

/**
 * `POST /api/review/decide`: what a coordinator decides about consultations of the own clusters. `seen` is that of the line
 * on the screen. A remark asks about one consultation; its id is made by the sender, so that a request sent twice asks once.
 * `question` without a remark puts back a question that was asked before (undo).
 */
export const Decide = z.object({
  state: Status,
  consultations: z
    .array(z.object({ id: Id, seen: z.number().check(z.int(), z.minimum(0), z.maximum(1_000_000)) }))
    .check(z.minLength(1), z.maxLength(decideLimit)),
  remark: z.optional(z.object({ id: Id, text: FreeText })),
});
export type Decide = z.infer<typeof Decide>;

/**
 * Where each stands now: `new` in answer to an approval means that it was changed in between. What is not there, or of another
 * coordinator's clusters, is left out. 404 where that is all of them.
 */
export const Decided = z.object({ lines: z.array(z.object({ id: z.string(), status: Status })) });
export type Decided = z.infer<typeof Decided>;
