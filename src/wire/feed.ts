import * as z from 'zod/mini';
import { InstitutionNumber } from '../domain/institution.ts';

/** `GET /api/feeds`: addresses of calendars to subscribe to; whoever has one sees the hours, nothing else. */
export const Feeds = z.object({
  own: z.string(),
  places: z.array(z.object({ number: InstitutionNumber, name: z.string(), url: z.string() })),
});
export type Feeds = z.infer<typeof Feeds>;

/** `POST /api/feeds`: ends the address of one's own feed, or of a place's, and makes another. Answers as the GET. */
export const RenewFeed = z.object({ renew: z.union([z.literal('own'), InstitutionNumber]) });
