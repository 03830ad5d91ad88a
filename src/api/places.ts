import * as z from 'zod/mini';
import { AcuteNumbers } from '#domain/acute.ts';
import { Id } from '#domain/id.ts';
import { InstitutionKind, InstitutionNumber } from '#domain/institution.ts';
import { Line } from '#domain/text.ts';

/** A telephone number has at least so many digits. */
export const leastPhoneDigits = 8;

/** A number as people write it, `72 57 77 77` or `+45 72577777`; empty where there is none. */
const Phone = z.string().check(
  z.trim(),
  z.regex(/^[0-9 +]{0,20}$/),
  z.refine((text) => text === '' || text.replace(/\D/g, '').length >= leastPhoneDigits),
);
/** Who answers, `kontoret`: one line, a place or a role and no person's name, which would change. */
const PhoneOf = Line(60);
export const Contact = { phone: Phone, phoneOf: PhoneOf };

/** How long a booker's name and mail are kept, in days after the date. */
export const keepDaysLimits = { least: 7, most: 365 } as const;
/** So long until the coordinator says otherwise. */
export const usualKeepDays = 30;
export const KeepDays = z
  .number()
  .check(z.int(), z.minimum(keepDaysLimits.least), z.maximum(keepDaysLimits.most));

/** `GET /api/places`: what a coordinator gives out and may renew, for the places of the own clusters. Addresses are whole. */
export const PlacesDesk = z.object({
  municipality: z.object({ ...Contact, keepDays: KeepDays, acute: AcuteNumbers }),
  places: z.array(
    z.object({
      number: InstitutionNumber,
      name: z.string(),
      kind: InstitutionKind,
      cluster: z.string(),
      code: z.string(),
      ...Contact,
      bookingUrl: z.string(),
      posterUrl: z.string(),
      feedUrl: z.string(),
      /** In Danish, to be copied. */
      notice: z.string(),
    }),
  ),
  workers: z.array(z.object({ id: Id, name: z.string(), feedUrl: z.string() })),
});
export type PlacesDesk = z.infer<typeof PlacesDesk>;
