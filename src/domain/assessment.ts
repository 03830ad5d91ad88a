import * as z from 'zod/mini';
import { Id } from './id.ts';
import { FreeText } from './note.ts';
import type { RecordOf } from './record-kinds.ts';

/**
 * *Vurdering af underretning* (docs/domain.md, "Assessment"), least urgent first. Every conversation about a child ends with
 * one of the six. Assessments are only added; the most urgent one shows until a worker sets it aside.
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

/** `lowers`: the more urgent ones that its author saw and set aside, which takes a `reason`. Both stay on record. */
export const AssessmentFixed = z
  .object({
    consultation: Id,
    value: z.enum(assessments),
    lowers: z.optional(
      z.record(Id, z.literal(true)).check(z.refine((lowers) => Object.keys(lowers).length <= 200)),
    ),
    reason: z.optional(FreeText),
  })
  .check(z.refine(({ lowers, reason }) => lowers === undefined || reason !== undefined));

/** One assessment on record, as much of it as deciding takes. */
export type Assessed = Pick<RecordOf<'assessment'>, 'id' | 'fixed'>;

/**
 * The assessments that stand: those that no other names as set aside. One that came from
 * another tablet meanwhile stands.
 */
export const standing = <One extends Assessed>(all: readonly One[]): One[] => {
  const aside = new Set(all.flatMap(({ fixed }) => Object.keys(fixed.lowers ?? {})));
  return all.filter(({ id }) => !aside.has(id));
};

/** The assessment to show among those on record; `undefined` means that the conversation still lacks one. */
export const mostUrgent = (all: readonly Assessed[]): Assessment | undefined =>
  standing(all)
    .map(({ fixed }) => fixed.value)
    .toSorted(byUrgency)[0];

/** The more urgent first. */
const byUrgency = (one: Assessment, other: Assessment): number =>
  assessments.indexOf(other) - assessments.indexOf(one);

export const isLower = (one: Assessment, other: Assessment): boolean => byUrgency(one, other) > 0;
