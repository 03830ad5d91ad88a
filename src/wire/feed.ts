import * as z from 'zod/mini';

/** `POST /api/device/feed`: the address of a worker's own calendar; whoever has it sees her hours, nothing else. */
export const OwnFeed = z.object({ own: z.string() });
export type OwnFeed = z.infer<typeof OwnFeed>;
