import * as z from 'zod/mini';
import { type Closing, closedBy } from './closing.ts';
import { stages } from './consultation.ts';
import { addDays, Day, daysBetween, weekdayOf } from './day.ts';
import { Id } from './id.ts';
import type { Place } from './institution.ts';
import { fieldOf } from './merge/record-state.ts';
import type { RecordOf } from './record-kinds.ts';

/** A deadline at most so many days ahead is near. */
export const nearDays = 7;

/** A concern (forløb) is opened by *Start 4-ugers frist* and carries the 4-week clock (docs/domain.md, "The 4-week clock"). Day 0 is `clockStart`. */
export const ConcernFixed = z.object({ consultation: Id, clockStart: Day });

export const concernStates = ['open', 'supportStarted', 'takenOver', 'noLonger'] as const;
/** How a clock is stopped: support has started at the place, the family unit has taken over, or it is no longer relevant. */
export type Outcome = Exclude<(typeof concernStates)[number], 'open'>;

export const concernFields = {
  stage: { schema: z.nullable(z.enum(stages)), rule: 'choose' },
  state: { schema: z.enum(concernStates), rule: 'choose' },
  actedOn: { schema: z.nullable(Day), rule: 'choose' },
} as const;

/** The deadline, `fourWeekDays` calendar days after the start. Every reader computes it; it is never sent. It stays where it is on a closed day. */
export const dueOn = (clockStart: Day, fourWeekDays: number): Day => addDays(clockStart, fourWeekDays);

export interface Clock {
  /** Calendar days since the clock started. */
  day: number;
  due: Day;
  /** Days left; negative when overdue. Day 28 of 28 is not overdue, day 29 is. */
  left: number;
}

export const clockOf = (clockStart: Day, today: Day, fourWeekDays: number): Clock => {
  const due = dueOn(clockStart, fourWeekDays);
  return { day: daysBetween(clockStart, today), due, left: daysBetween(today, due) };
};

/** In days; no holiday of a place is longer. */
const longestClosing = 70;

/**
 * The nearest working day before a deadline on which the place is closed (weekend, holiday, closing of this place);
 * `undefined` where the deadline itself is one.
 */
export function workdayBefore(due: Day, place: Place, closings: readonly Closing[]): Day | undefined {
  const isWorkday = (day: Day): boolean => weekdayOf(day) <= 5 && !closedBy(day, place, closings);
  if (isWorkday(due)) return undefined;
  const before = Array.from({ length: longestClosing }, (_, count) => addDays(due, -1 - count));
  return before.find(isWorkday);
}

/** `BRO-017` once the endpoint has numbered it; before that `BRO-?` and two letters of its own, and both find it. */
export const referenceOf = (concern: RecordOf<'concern'>, code: string): string => {
  const number = concern.given?.number;
  return typeof number === 'number'
    ? `${code}-${String(number).padStart(3, '0')}`
    : provisionalReference(concern.id, code);
};

export const provisionalReference = (concern: Id, code: string): string => {
  const tail = Number.parseInt(concern.slice(-4), 16);
  const letters = 'ABCDEFGHJKLMNPRSTUVWXYZ';
  return `${code}-?${letters[tail % letters.length]}${letters[Math.floor(tail / letters.length) % letters.length]}`;
};

export const isOpenConcern = (concern: RecordOf<'concern'>): boolean => fieldOf(concern, 'state') === 'open';
