import type { Holiday } from '#domain/holiday.ts';
import { defineWords } from './language.ts';

const da: Record<Holiday, string> = {
  newYear: 'Nytårsdag',
  maundyThursday: 'Skærtorsdag',
  goodFriday: 'Langfredag',
  easter: 'Påskedag',
  easterMonday: '2. påskedag',
  prayerDay: 'Store bededag',
  ascension: 'Kristi himmelfartsdag',
  whitSunday: 'Pinsedag',
  whitMonday: '2. pinsedag',
  christmas: 'Juledag',
  secondChristmas: '2. juledag',
};
const en: Record<Holiday, string> = {
  newYear: 'New Year’s Day',
  maundyThursday: 'Maundy Thursday',
  goodFriday: 'Good Friday',
  easter: 'Easter Sunday',
  easterMonday: 'Easter Monday',
  prayerDay: 'Great Prayer Day',
  ascension: 'Ascension Day',
  whitSunday: 'Whit Sunday',
  whitMonday: 'Whit Monday',
  christmas: 'Christmas Day',
  secondChristmas: 'Boxing Day',
};

const holidayWords = defineWords({ da, en });

/** The name of a public holiday. */
export const holidayText = (holiday: Holiday): string => holidayWords()[holiday];
