import * as z from 'zod/mini';
import { ListKey } from './consultation.ts';
import { Day, Instant } from './day.ts';
import { Id } from './id.ts';

/**
 * A person who waits without a slot. The worker writes it on the tablet, or the endpoint for a person who scanned the code at
 * the door. It belongs to an open session, or to a planned hour (drop-in and date) that is not open yet.
 */
export const QueueEntryFixed = z
  .object({
    session: z.nullable(Id),
    dropIn: z.nullable(Id),
    date: Day,
    role: ListKey,
    since: Instant,
  })
  .check(z.refine(({ session, dropIn }) => session !== null || dropIn !== null));

export const queueStates = ['waiting', 'taken', 'left'] as const;

export const queueEntryFields = { state: { schema: z.enum(queueStates), rule: 'choose' } } as const;
