import * as z from 'zod/mini';

/**
 * A calendar program asks again and again, without a login. A worker has some six hours a day at some twenty places at most;
 * of more, those nearest to today are in the calendar.
 */
export const feedLimits = { entries: 2500, places: 200 } as const;

/**
 * `POST /api/device/feed`: the address of a worker's own calendar; it shows the worker's hours and nothing else, without a
 * login.
 */
export const OwnFeed = z.object({ own: z.string() });
export type OwnFeed = z.infer<typeof OwnFeed>;
