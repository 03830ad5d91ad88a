import * as z from 'zod/mini';
import { ListKey } from './consultation.ts';
import { Day, WallTime } from './day.ts';
import { Id } from './id.ts';
import { Line } from './text.ts';

/**
 * A booking that a worker asks for on behalf of an inquirer, also offline. It waits (*Afventer*) until the endpoint has tried
 * it and written `given`. Annulling it frees the slot.
 */
export const BookingRequestFixed = z.object({
  dropIn: z.nullable(Id),
  date: Day,
  start: WallTime,
  end: WallTime,
  role: ListKey,
  /** The conversation in which it was agreed. */
  consultation: z.optional(Id),
  name: z.nullable(Line(80)),
});
export type BookingRequestFixed = z.infer<typeof BookingRequestFixed>;

/** What the endpoint writes into `given`: the state, and where it was refused up to three free slots, `YYYY-MM-DD HH:MM` each, comma-separated. */
export type BookingRequestGiven = {
  readonly state: 'confirmed' | 'refused' | 'cancelled';
  readonly alternatives: string;
};
