import Holidays from 'date-holidays';
import { describe, expect, test } from 'vitest';
import { addDays } from '#domain/day.ts';
import { easterOf, holidayOn } from '#domain/holiday.ts';

const danish = new Holidays('DK');
const years = Array.from({ length: 2060 - 1990 + 1 }, (_, index) => 1990 + index);

const ours = (year: number): string[] => {
  const days: string[] = [];
  for (let day = `${year}-01-01`; day.startsWith(`${year}`); day = addDays(day, 1)) {
    if (holidayOn(day)) days.push(day);
  }
  return days;
};

const theirs = (year: number): string[] => {
  const open = danish.getHolidays(year).filter(({ type, name }) => {
    return type === 'public' && !(year > 2023 && name === 'Store Bededag');
  });
  return [...new Set(open.map(({ date }) => date.slice(0, 10)))].sort();
};

describe('public holidays', () => {
  test.each(years)('%i has the holidays of the public list', (year) => {
    expect(ours(year)).toEqual(theirs(year));
  });

  test('2026 and 2027 have exactly the days that the municipality plans with', () => {
    expect(ours(2026)).toEqual(
      '01-01 04-02 04-03 04-05 04-06 05-14 05-24 05-25 12-25 12-26'.split(' ').map((day) => `2026-${day}`),
    );
    expect(ours(2027)).toEqual(
      '01-01 03-25 03-26 03-28 03-29 05-06 05-16 05-17 12-25 12-26'.split(' ').map((day) => `2027-${day}`),
    );
  });

  test('Store Bededag was a holiday for the last time in 2023', () => {
    expect(holidayOn('2023-05-05')).toBe('prayerDay');
    expect(holidayOn('2024-04-26')).toBeUndefined();
  });

  test('Christmas Eve, New Year’s Eve, 1 May and 5 June are no public holidays', () => {
    for (const day of ['2026-12-24', '2026-12-31', '2026-05-01', '2026-06-05']) {
      expect(holidayOn(day)).toBeUndefined();
    }
  });

  test('Easter takes the exceptions of the tables: its earliest, its latest and the two corrected moons', () => {
    expect([1818, 2285, 1943, 2038, 1954, 1981, 2049, 2076, 3165].map(easterOf)).toEqual([
      '1818-03-22',
      '2285-03-22',
      '1943-04-25',
      '2038-04-25',
      '1954-04-18',
      '1981-04-19',
      '2049-04-18',
      '2076-04-19',
      '3165-04-18',
    ]);
  });
});
