import * as z from 'zod/mini';
import { addDays, Day, Instant } from './day.ts';
import { Id } from './id.ts';

/** Who came (henvender). */
export const inquirerRoles = ['teacher', 'pedagogue', 'leader', 'parent', 'child', 'other'] as const;
/** What it was about (docs/domain.md, "Kinds of record"). */
export const themes = [
  'absence',
  'loneliness',
  'homeConflict',
  'behaviour',
  'wellbeing',
  'unclear',
  'other',
] as const;
/** What was done. */
export const actionsTaken = [
  'sparring',
  'localEffort',
  'parentTalk',
  'childTalk',
  'familyUnit',
  'underretningHelp',
  'otherOffer',
  'other',
] as const;
/** The child's stage. A birth date or a class could tell who the child is (docs/domain.md, "Privacy"). */
export const stages = ['0-2', '3-5', 'indskoling', 'mellemtrin', 'udskoling'] as const;
/** TOPI level of concern; always shown with words. */
export const levels = ['green', 'yellow', 'red'] as const;
export const followUps = ['none', 'week1', 'week2', 'fourWeeks', 'date'] as const;

/** A conversation is at most so long, in minutes. */
export const mostMinutes = 600;
/** One that has been open for longer (minutes) was left open: no planned hour is longer, and a talk in it is a part of it. */
export const longTalk = 180;

/** A key of a municipal list: a newer list may hold keys that this version has no words for. */
export const ListKey = z.string().check(z.regex(/^[\p{L}\p{N}-]{1,40}$/u));

export const FollowUp = z.object({ kind: z.enum(followUps), due: z.nullable(Day) });
export type FollowUp = z.infer<typeof FollowUp>;

/** The fixed part of a consultation (henvendelse). `booking` or `queueEntry`: the booking or the queue entry of the inquirer, if there was one. */
export const ConsultationFixed = z.object({
  session: Id,
  started: Instant,
  booking: z.optional(Id),
  queueEntry: z.optional(Id),
});
export type ConsultationFixed = z.infer<typeof ConsultationFixed>;

export const consultationFields = {
  role: { schema: ListKey, rule: 'choose' },
  minutes: { schema: z.number().check(z.int(), z.minimum(0), z.maximum(mostMinutes)), rule: 'choose' },
  level: { schema: z.nullable(z.enum(levels)), rule: 'choose' },
  stage: { schema: z.nullable(z.enum(stages)), rule: 'choose' },
  followUp: { schema: FollowUp, rule: 'choose' },
  complete: { schema: z.boolean(), rule: 'choose' },
} as const;

export const consultationChips = { themes: ListKey, actionsTaken: ListKey } as const;

/**
 * The follow-up of a conversation held on `day`, with its due day. `fourWeeks` is due after `fourWeekDays` calendar days, 28
 * unless the municipality has set another number; `date` on `chosen`, the day that the worker chose.
 */
export const followUpFrom = (
  kind: FollowUp['kind'],
  day: Day,
  fourWeekDays: number,
  chosen: Day | null = null,
): FollowUp => {
  switch (kind) {
    case 'none':
      return { kind, due: null };
    case 'week1':
      return { kind, due: addDays(day, 7) };
    case 'week2':
      return { kind, due: addDays(day, 14) };
    case 'fourWeeks':
      return { kind, due: addDays(day, fourWeekDays) };
    case 'date':
      return { kind, due: chosen };
  }
};
