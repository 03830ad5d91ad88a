import { describe, expect, it } from 'vitest';
import { AcuteNumbers, answersNow } from '#domain/acute.ts';
import { instantAt } from '#domain/day.ts';

const numbers: AcuteNumbers = { day: '72 00 00 00', evening: '114', from: '08:00', to: '15:00' };

describe('whom to ring when a child cannot wait', () => {
  it.each([
    ['a Monday in the hours', '2026-11-30', '08:00', 'day'],
    ['before they begin', '2026-11-30', '07:59', 'evening'],
    ['the minute they end', '2026-11-30', '15:00', 'evening'],
    ['a Saturday', '2026-12-05', '11:00', 'evening'],
    ['Easter Monday', '2027-03-29', '10:00', 'evening'],
    ['Maundy Thursday', '2027-03-25', '10:00', 'evening'],
    ['the day after the clocks went back', '2027-11-01', '14:59', 'day'],
    ['a leap day', '2028-02-29', '10:00', 'day'],
  ] as const)('on %s', (_, day, time, who) => {
    expect(answersNow(numbers, instantAt(day, time))).toBe(who);
  });

  it('is a number people can key, or none, in hours that end after they begin', () => {
    const isGood = (change: Partial<AcuteNumbers>) =>
      AcuteNumbers.safeParse({ ...numbers, ...change }).success;
    expect([{}, { day: '' }, { evening: '+45 70 00 00 00' }].map(isGood)).toEqual([true, true, true]);
    const bad = [
      { day: 'vagten' },
      { day: '11' },
      { evening: '0'.repeat(21) },
      { from: '15:00' },
      { to: '25:00' },
    ];
    expect(bad.map(isGood)).toEqual(bad.map(() => false));
  });
});
