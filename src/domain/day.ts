import { TZDateMini } from '@date-fns/tz';
import { getISOWeek, getISOWeekYear } from 'date-fns';
import * as z from 'zod/mini';

/** The one time zone of every wall time and calendar day in the product. */
export const zone = 'Europe/Copenhagen';

/** Days and instants of the product lie in these years; before and after them a clock was wrong, or a hand. */
const firstYear = '2000';
const lastYear = '2100';

/** Does this instant exist, and is it one of ours? 30 February and 99 o'clock are not. */
const isReal = (instant: string): boolean => {
  const year = instant.slice(0, 4);
  const at = Date.parse(instant);
  return firstYear <= year && year <= lastYear && !Number.isNaN(at) && new Date(at).toISOString() === instant;
};

/** A calendar day in Europe/Copenhagen, `YYYY-MM-DD`, that exists; from 2000 to 2100. */
export const Day = z.string().check(
  z.maxLength(10),
  z.regex(/^\d{4}-\d{2}-\d{2}$/),
  z.refine((text) => isReal(`${text}T00:00:00.000Z`)),
);
export type Day = z.infer<typeof Day>;

/** A wall time in Europe/Copenhagen, `HH:MM`. */
export const WallTime = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));
export type WallTime = z.infer<typeof WallTime>;

/** An instant that exists, ISO 8601 in UTC with milliseconds; from 2000 to 2100. */
export const Instant = z
  .string()
  .check(z.maxLength(24), z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/), z.refine(isReal));
export type Instant = z.infer<typeof Instant>;

const dayLength = 86_400_000;

/** Days since 1970. Calendar arithmetic happens in UTC, whatever zone the machine is in: all days are of one length there. */
const countOf = (day: Day): number => Date.parse(`${day}T00:00:00Z`) / dayLength;
const dayAt = (count: number): Day => new Date(count * dayLength).toISOString().slice(0, 10);

export const instantOf = (epoch: number): Instant => new Date(epoch).toISOString();

/** The day in Copenhagen at an instant. */
export const dayOf = (instant: Instant | number): Day => {
  const local = new TZDateMini(new Date(instant).getTime(), zone);
  const month = String(local.getMonth() + 1).padStart(2, '0');
  return `${local.getFullYear()}-${month}-${String(local.getDate()).padStart(2, '0')}`;
};

/** The wall time in Copenhagen at an instant. */
export const wallTimeOf = (instant: Instant | number): WallTime => {
  const local = new TZDateMini(new Date(instant).getTime(), zone);
  return `${String(local.getHours()).padStart(2, '0')}:${String(local.getMinutes()).padStart(2, '0')}`;
};

const hour = 3_600_000;

/**
 * The instant of a wall time on a day. In the hour that autumn repeats, the first of the two; in the hour that spring
 * skips, as far after it as the time lies in it (02:30 is 03:30).
 */
export const instantAt = (day: Day, time: WallTime): Instant => {
  const [year, month, date] = [
    Number(day.slice(0, 4)),
    Number(day.slice(5, 7)),
    Number(day.slice(8)),
  ] as const;
  const [hours, minutes] = [Number(time.slice(0, 2)), Number(time.slice(3))] as const;
  const at = new TZDateMini(year, month - 1, date, hours, minutes, zone).getTime();
  // Which of the two repeated hours the library takes depends on the machine's own zone.
  return instantOf(wallTimeOf(at - hour) === time ? at - hour : at);
};

export const addDays = (day: Day, count: number): Day => dayAt(countOf(day) + count);

/** Calendar days from `from` to `to`; negative when `to` comes first. */
export const daysBetween = (from: Day, to: Day): number => countOf(to) - countOf(from);

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export const weekdayOf = (day: Day): number => ((((countOf(day) + 3) % 7) + 7) % 7) + 1;

/** ISO week and the year that the week belongs to: 2027-01-01 lies in week 53 of 2026. */
export const isoWeekOf = (day: Day): { year: number; week: number } => {
  // Noon in whatever zone the machine is in: no change of a clock reaches it.
  const noon = new Date(`${day}T12:00`);
  return { year: getISOWeekYear(noon), week: getISOWeek(noon) };
};

/** What is planned ends at most this many years ahead. */
export const planYears = 3;
/** The last day for which anything is planned or agreed, seen from `today`. */
export const planEnd = (today: Day): Day => addDays(today, Math.floor(planYears * 365.25));

/** Minutes from midnight. */
export const minutesOf = (time: WallTime): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** The wall time so many minutes after midnight. */
export const wallTimeAt = (minutes: number): WallTime =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
