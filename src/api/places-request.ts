import * as z from 'zod/mini';
import { AcuteNumbers } from '#domain/acute.ts';
import { Id } from '#domain/id.ts';
import { InstitutionNumber } from '#domain/institution.ts';
import { Contact, KeepDays } from './places.ts';

/** `POST /api/places`: one change; answers as the GET. `institution` null: what the municipality says for all. */
export const ChangePlaces = z.discriminatedUnion('type', [
  z.object({ type: z.literal('code'), institution: InstitutionNumber }),
  z.object({ type: z.literal('placeFeed'), institution: InstitutionNumber }),
  z.object({ type: z.literal('workerFeed'), worker: Id }),
  z.object({ type: z.literal('contact'), institution: z.nullable(InstitutionNumber), ...Contact }),
  z.object({ type: z.literal('keepDays'), keepDays: KeepDays }),
  z.object({ type: z.literal('acute'), acute: AcuteNumbers }),
]);
export type ChangePlaces = z.infer<typeof ChangePlaces>;
