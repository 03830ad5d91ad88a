import * as z from 'zod/mini';
import { ListKey } from './consultation.ts';
import { Day, WallTime } from './day.ts';
import { Id } from './id.ts';
import { Line } from './text.ts';

/**
 * A booking that a worker makes for somebody, also offline. It waits (*Afventer*) until the endpoint has tried it and written
 * `given`. Annulling it frees the slot.
 */
export const WishFixed = z.object({
  dropIn: z.nullable(Id),
  date: Day,
  start: WallTime,
  end: WallTime,
  role: ListKey,
  /** The conversation in which it was agreed. */
  consultation: z.optional(Id),
  name: z.nullable(Line(80)),
});
export type WishFixed = z.infer<typeof WishFixed>;

/** What the endpoint writes into `given`: the state, and where it was refused up to three free slots, `YYYY-MM-DD HH:MM` each, comma-separated. */
export type WishGiven = {
  readonly state: 'confirmed' | 'refused' | 'cancelled';
  readonly alternatives: string;
};
