import * as z from 'zod/mini';
import { Day, Instant, WallTime } from './day.ts';
import { Id } from './id.ts';
import type { RecordState } from './merge.ts';
import { fieldOf } from './state.ts';
import { Line } from './text.ts';

/** What a session (træffetidsgang) is born with. Planned ones come from a drop-in, an extra one has none. */
export const SessionFixed = z.object({
  worker: Id,
  dropIn: z.nullable(Id),
  /** Of an extra one that was put into the calendar first: its occurrence, which names it. */
  extra: z.optional(Id),
  date: Day,
  start: WallTime,
  end: WallTime,
  room: Line(80),
});
export type SessionFixed = z.infer<typeof SessionFixed>;

/** `started`: the earlier of two stands. `ended`: the later stands, and `null` (still open) is later than any time. */
export const sessionFields = {
  started: { schema: Instant, rule: 'earliest' },
  ended: { schema: z.nullable(Instant), rule: 'latest' },
} as const;

export type SessionPhase = 'planned' | 'open' | 'ended';

/** planned → open → ended, and open again the same day. A session without a record is planned. */
export const sessionPhase = (session: RecordState | undefined): SessionPhase => {
  if (!session || fieldOf(session, 'started') === null) return 'planned';
  return fieldOf(session, 'ended') === null ? 'open' : 'ended';
};
