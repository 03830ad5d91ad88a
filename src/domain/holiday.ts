import { addDays, type Day } from './day.ts';

/** Danish public holidays, in the order of the year (docs/domain.md, "Calendar"). */
const holidays = [
  'newYear',
  'maundyThursday',
  'goodFriday',
  'easter',
  'easterMonday',
  'prayerDay',
  'ascension',
  'whitSunday',
  'whitMonday',
  'christmas',
  'secondChristmas',
] as const;
export type Holiday = (typeof holidays)[number];

/** Days from Easter Sunday to the holidays that move with it. */
const fromEaster: { readonly [holiday in Holiday]?: number } = {
  maundyThursday: -3,
  goodFriday: -2,
  easter: 0,
  easterMonday: 1,
  prayerDay: 26,
  ascension: 39,
  whitSunday: 49,
  whitMonday: 50,
};

/** The last year in which Store Bededag was a holiday. */
const lastPrayerDay = 2023;

/**
 * Easter Sunday of a Gregorian year: the Sunday after the full moon of the church's tables, which falls on 21 March or
 * later. `moon` counts days from 21 March to it; the tables let it fall no later than 18 April.
 */
export function easterOf(year: number): Day {
  const century = Math.floor(year / 100);
  const golden = year % 19;
  const solar = century - Math.floor(century / 4);
  const lunar = Math.floor((8 * century + 13) / 25);
  const tabled = (19 * golden + solar - lunar + 15) % 30;
  const moon = tabled === 29 || (tabled === 28 && golden > 10) ? tabled - 1 : tabled;
  const weekday = (year + Math.floor(year / 4) + moon + 2 - solar) % 7;
  return addDays(`${year}-03-21`, moon - weekday + 7);
}

const ofYear = new Map<number, ReadonlyMap<Day, Holiday>>();

/** The public holidays of a year by their day. */
function holidaysOf(year: number): ReadonlyMap<Day, Holiday> {
  const known = ofYear.get(year);
  if (known) return known;
  const easter = easterOf(year);
  const made = new Map<Day, Holiday>([
    [`${year}-01-01`, 'newYear'],
    [`${year}-12-25`, 'christmas'],
    [`${year}-12-26`, 'secondChristmas'],
  ]);
  for (const holiday of holidays) {
    const days = fromEaster[holiday];
    if (days === undefined || (holiday === 'prayerDay' && year > lastPrayerDay)) continue;
    made.set(addDays(easter, days), holiday);
  }
  ofYear.set(year, made);
  return made;
}

/** The public holiday on a day; `undefined` on a working day or an ordinary weekend. */
export const holidayOn = (day: Day): Holiday | undefined => holidaysOf(Number(day.slice(0, 4))).get(day);
