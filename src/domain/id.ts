import { v5, v7 } from 'uuid';
import * as z from 'zod/mini';

/** UUID in lower case: 7 for what a device makes, 5 for what two devices must name alike. */
export const Id = z
  .string()
  .check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[57][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/));
export type Id = z.infer<typeof Id>;

/** Makes the next id; a parameter everywhere, so that tests decide both clock and ids. */
export type MakeId = () => Id;

/** Ids in the order made, by this clock (milliseconds since 1970), also where it stands still or is set back. */
export function idsFrom(now: () => number): MakeId {
  let at = 0;
  let seq = 0;
  return () => {
    const read = now();
    if (read > at) [at, seq] = [read, Math.floor(Math.random() * 2 ** 30)];
    else seq += 1;
    return v7({ msecs: at, seq });
  };
}

const house = '6f1f9a52-6f0c-5d0e-9a43-0f2b0c8a7d11';

/** The id of a person, place, cluster or drop-in that comes from outside, by its kind and number or login. */
export const outsideId = (kind: string, number: string): Id => v5(`${kind}:${number}`, house);

/** The id of a planned session: two tablets that open the same hour offline open the same record. `day` is `YYYY-MM-DD`. */
export const plannedSessionId = (dropIn: Id, day: string): Id => v5(`session:${dropIn}:${day}`, house);

/** The id of what differs from plan on one date of a drop-in: two tablets that cancel the same hour write one record. */
export const occurrenceId = (dropIn: Id, day: string): Id => v5(`occurrence:${dropIn}:${day}`, house);

/**
 * The id of the queue entry of a check-in at a place's door: one for each `request`, at no other place. Only the endpoint
 * writes it.
 */
export const doorEntryId = (institution: string, request: Id): Id =>
  v5(`queueEntry:${institution}:${request}`, house);

/** The id of what was seen of a booking: two tablets that take in the same person write one record. */
export const attendanceId = (booking: Id): Id => v5(`attendance:${booking}`, house);

/** The id of the review of a consultation: two coordinators who decide about the same one write one record. */
export const reviewId = (consultation: Id): Id => v5(`review:${consultation}`, house);
