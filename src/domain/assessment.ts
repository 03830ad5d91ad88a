import * as z from 'zod/mini';
import { Id } from './id.ts';

/**
 * *Vurdering af underretning* (domain.md §2, rule 2), least urgent first: every conversation about a child ends with
 * one of the six, time-stamped. Rows are only ever added; the most urgent shows until someone chooses.
 */
export const assessments = [
  'notRelevant',
  'noGroundNow',
  'alreadyDone',
  'parentsApply',
  'placeNotifies',
  'acute',
] as const;
export type Assessment = (typeof assessments)[number];

export const AssessmentFixed = z.object({ consultation: Id, value: z.enum(assessments) });

/** The assessment to show among those on record; `undefined` means that the conversation still lacks one. */
export const mostUrgent = (values: readonly Assessment[]): Assessment | undefined =>
  values.toSorted((one, other) => assessments.indexOf(other) - assessments.indexOf(one))[0];
