import type { Day } from '#domain/day.ts';
import { type DropIn, hourLimits, slots } from '#domain/drop-in.ts';
import { defaultEarliestDays } from '#domain/occurrence.ts';
import type { HourDraft } from '#domain/plan-command.ts';
import { type PlanningContext, wrongInHour } from '#domain/planning.ts';
import type { FieldError } from './da.ts';

/** The form of an hour. Every field is text; a share is a percentage. */
export interface HourForm {
  institution: string;
  worker: string;
  weekday: string;
  start: string;
  end: string;
  room: string;
  slotMinutes: string;
  walkIns: string;
  everyWeeks: string;
  validFrom: string;
  validTo: string;
  earliestDays: string;
  latestMinutes: string;
}

/** A new hour as municipalities most often have it. */
export const newHour = (from: Day): HourForm => ({
  institution: '',
  worker: '',
  weekday: '1',
  start: '',
  end: '',
  room: '',
  slotMinutes: '20',
  walkIns: '50',
  everyWeeks: '1',
  validFrom: from,
  validTo: '',
  earliestDays: String(defaultEarliestDays),
  latestMinutes: '0',
});

export const formOf = (hour: DropIn, from: Day): HourForm => ({
  institution: hour.institution,
  worker: hour.worker,
  weekday: String(hour.weekday),
  start: hour.start,
  end: hour.end,
  room: hour.room,
  slotMinutes: String(hour.slotMinutes),
  walkIns: String(Math.round(hour.walkInShare * 100)),
  everyWeeks: String(hour.everyWeeks),
  validFrom: from,
  validTo: hour.validTo ?? '',
  earliestDays: String(hour.earliestDays ?? defaultEarliestDays),
  latestMinutes: String(hour.latestMinutes ?? 0),
});

/** The order of the form, in which errors are listed. */
const order = [
  'institution',
  'worker',
  'start',
  'end',
  'room',
  'slotMinutes',
  'earliestDays',
  'latestMinutes',
  'validFrom',
  'validTo',
];
const needed = ['start', 'end', 'validFrom'] as const;

/** Reads the form: the hour, or every field that is wrong. `old` is the hour that it continues. */
export function readHour(
  form: HourForm,
  around: PlanningContext,
  old?: DropIn,
): { hour: HourDraft } | { wrong: FieldError[] } {
  const wrong: FieldError[] = needed
    .filter((field) => !form[field])
    .map((field) => ({ field, why: 'missing' }));
  for (const field of ['slotMinutes', 'earliestDays', 'latestMinutes'] as const) {
    const [least, most] = hourLimits[field];
    const value = form[field].trim() === '' ? Number.NaN : Number(form[field]);
    if (!Number.isInteger(value) || value < least || value > most) wrong.push({ field, why: 'missing' });
  }
  const typed = {
    institution: form.institution,
    worker: form.worker,
    room: form.room.trim(),
    weekday: Number(form.weekday),
    start: form.start,
    end: form.end,
    everyWeeks: Number(form.everyWeeks),
    slotMinutes: Number(form.slotMinutes),
    walkInShare: Number(form.walkIns) / 100,
    validFrom: form.validFrom,
    validTo: form.validTo || null,
    earliestDays: Number(form.earliestDays),
    latestMinutes: Number(form.latestMinutes),
  };
  const named = wrong.map(({ field }) => field);
  const rest = wrongInHour(typed, around, old).filter(({ field }) => !named.some((one) => one === field));
  const all = order.flatMap((field) => [...wrong, ...rest].filter((one) => one.field === field));
  return all.length === 0 ? { hour: typed } : { wrong: all };
}

/** How many slots an hour has as it is typed, and how many of them can be booked; undefined while it cannot be said. */
export function slotsTyped(form: HourForm): { all: number; bookable: number } | undefined {
  const slotMinutes = Number(form.slotMinutes);
  if (!form.start || !form.end || !(slotMinutes >= hourLimits.slotMinutes[0])) return undefined;
  const all = slots({
    start: form.start,
    end: form.end,
    slotMinutes,
    walkInShare: Number(form.walkIns) / 100,
  });
  return { all: all.length, bookable: all.filter(({ walkIn }) => !walkIn).length };
}
