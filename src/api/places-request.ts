import * as z from 'zod/mini';
import { AcuteNumbers } from '#domain/acute.ts';
import { Id } from '#domain/id.ts';
import { InstitutionNumber } from '#domain/institution.ts';
import { Contact, KeepDays } from './places.ts';

/** `POST /api/places`: one change; answers as the GET. `institution` null: what the municipality says for all. */
export const ChangePlaces = z.discriminatedUnion('change', [
  z.object({ change: z.literal('code'), institution: InstitutionNumber }),
  z.object({ change: z.literal('placeFeed'), institution: InstitutionNumber }),
  z.object({ change: z.literal('workerFeed'), worker: Id }),
  z.object({ change: z.literal('contact'), institution: z.nullable(InstitutionNumber), ...Contact }),
  z.object({ change: z.literal('keepDays'), keepDays: KeepDays }),
  z.object({ change: z.literal('acute'), acute: AcuteNumbers }),
]);
export type ChangePlaces = z.infer<typeof ChangePlaces>;
