import * as z from 'zod/mini';
import { Day, dayOf, Instant, WallTime } from './day.ts';
import { Id } from './id.ts';
import { fieldOf } from './merge/record-state.ts';
import type { RecordOf } from './record-kinds.ts';
import { Line, lineLimits } from './text.ts';

/** The fixed part of a session (træffetidsgang). A planned one names its drop-in; an extra one has none. */
export const SessionFixed = z
  .object({
    worker: Id,
    dropIn: z.nullable(Id),
    /** Of an extra one that was put into the calendar first: its occurrence, which names it. */
    extra: z.optional(Id),
    date: Day,
    start: WallTime,
    end: WallTime,
    room: Line(lineLimits.room),
  })
  .check(z.refine(({ start, end, dropIn, extra }) => start < end && !(dropIn && extra)));
export type SessionFixed = z.infer<typeof SessionFixed>;

/** `started`: the earlier of two stands. `ended`: the later stands, and `null` (still open) is later than any time. */
export const sessionFields = {
  started: { schema: Instant, rule: 'earliest' },
  ended: { schema: z.nullable(Instant), rule: 'latest' },
} as const;

export type SessionPhase = 'planned' | 'open' | 'ended';

/** planned → open → ended, and open again the same day. A session without a record is planned. */
export const sessionPhase = (session: RecordOf<'session'> | undefined): SessionPhase => {
  if (!session || fieldOf(session, 'started') === null) return 'planned';
  return fieldOf(session, 'ended') === null ? 'open' : 'ended';
};

/** An hour that is still open so long (ms) after its start was forgotten. The longest planned hour lasts half of it. */
const longest = 12 * 3_600_000;

/** Is the hour still going on at `now` (milliseconds since 1970), also over midnight? */
export const isUnderWay = (session: RecordOf<'session'>, now: number): boolean => {
  const started = fieldOf(session, 'started');
  return started !== null && fieldOf(session, 'ended') === null && now - Date.parse(started) < longest;
};

/** An hour is started on its own day. In the demo also on `demoDay`, so that it can be tried on any day (docs/screens.md, "I dag"). */
export const mayStart = (day: Day, today: Day, demoDay?: Day): boolean => day === today || day === demoDay;

/** An hour that was ended today can be opened again, also one of yesterday that ran over midnight. */
export const mayReopen = (session: RecordOf<'session'>, today: Day): boolean => {
  const ended = fieldOf(session, 'ended');
  return sessionPhase(session) === 'ended' && ended !== null && dayOf(ended) === today;
};
