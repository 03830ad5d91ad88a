import { type Day, type Instant, isoWeekOf, type WallTime, zone } from '#domain/day.ts';
import { words } from './words.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** Only Intl writes dates; `domain/day.ts` only computes with them, because the two libraries write Danish weekdays differently. */
function format(date: Date, options: Intl.DateTimeFormatOptions): string {
  const { locale } = words();
  const key = `${locale} ${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(locale, options);
    formats.set(key, made);
  }
  return made.format(date);
}

const noon = (day: Day): Date => new Date(`${day}T12:00:00Z`);

/** `09.30` in Copenhagen. */
export const timeOf = (instant: Instant): string =>
  format(new Date(instant), { hour: '2-digit', minute: '2-digit', timeZone: zone });

/** `09.30` of a wall time. */
export const timeText = (time: WallTime): string =>
  format(new Date(`2000-01-01T${time}:00Z`), { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });

/** `tirsdag 24. november`; the year only where it is asked for. */
export const dayText = (day: Day, withYear = false): string => {
  const weekday = format(noon(day), { weekday: 'long', timeZone: 'UTC' });
  const date = format(noon(day), {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
    ...(withYear && { year: 'numeric' }),
  });
  return `${weekday} ${date}`;
};

/** As a heading: `Tirsdag 24. november`. */
export const dayTitle = (day: Day): string => {
  const text = dayText(day);
  return text.charAt(0).toLocaleUpperCase(words().locale) + text.slice(1);
};

/** `24.11` (English `24/11`); with the year `24.11.2026`. */
export const dayShort = (day: Day, withYear = false): string =>
  format(noon(day), {
    day: '2-digit',
    month: '2-digit',
    timeZone: 'UTC',
    ...(withYear && { year: 'numeric' }),
  });

/** `uge 48`: the ISO week, whose year may be another than the day's. */
export const weekText = (day: Day): string => words().date.week(isoWeekOf(day).week);

/** `tirsdag 22. december (uge 52)`: every date that matters carries its week. */
export const dayWithWeek = (day: Day): string => `${dayText(day)} (${weekText(day)})`;

/** `24.11 kl. 09.30` */
export const momentText = (instant: Instant, day: Day): string =>
  `${dayShort(day)} ${words().date.at(timeOf(instant))}`;

/** A small number as a word, as in running text; a large one in digits. */
export const inWords = (n: number): string => words().numerals[n] ?? String(n);

/** `3 MB` of a number of bytes, rounded up. */
export const sizeText = (bytes: number): string =>
  `${new Intl.NumberFormat(words().locale).format(Math.ceil(bytes / 1_000_000))} MB`;

/** First letter as a capital, for a sentence that starts with a word from a list. */
export const capital = (text: string): string =>
  text.charAt(0).toLocaleUpperCase(words().locale) + text.slice(1);
