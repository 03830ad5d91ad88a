import * as z from 'zod/mini';
import { Day } from './day.ts';
import { Id } from './id.ts';
import { Line } from './text.ts';

/** Kinds of place (docs/domain.md, "Places"). */
export const InstitutionKind = z.enum([
  'folkeskole',
  'specialskole',
  'friskole',
  'vuggestue',
  'børnehave',
  'integreret',
  'dagpleje',
  'sfo',
  'klub',
]);
export type InstitutionKind = z.infer<typeof InstitutionKind>;

/** The national number of a place: text of six characters. Scopes are named by it. */
export const InstitutionNumber = z.string().check(z.regex(/^[0-9A-Z]{6}$/));
export type InstitutionNumber = z.infer<typeof InstitutionNumber>;

export const Institution = z.object({
  id: Id,
  number: InstitutionNumber,
  name: Line(200),
  /** Three letters, the first part of a reference such as `BRO-017`. */
  code: Line(20),
  kind: InstitutionKind,
  district: Line(200),
  cluster: Line(200),
  /** Last part of the address of its booking page, `brovst-skole-7KQ4XW`; the endpoint gives it. */
  booking: z.optional(Line(200)),
});
export type Institution = z.infer<typeof Institution>;

/** What a rule about hours or closed days asks of a place. */
export type Place = Pick<Institution, 'number' | 'kind'>;

/** Who serves a place: workers ↔ places is many-to-many, with dates; a substitute stands in for the regular worker. */
export const Assignment = z.object({
  person: Id,
  institution: InstitutionNumber,
  as: z.enum(['regular', 'substitute']),
  from: Day,
  to: z.nullable(Day),
});
export type Assignment = z.infer<typeof Assignment>;
