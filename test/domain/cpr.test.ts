import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { looksLikeCpr, withoutCpr } from '#domain/cpr.ts';

describe('what looks like a CPR number', () => {
  test.each([
    '010180-1234',
    '0101801234',
    '010180 1234',
    '311299-4321',
    'cpr: 010180-1234.',
    '(0101801234)',
    '010180–1234',
    '010180—1234',
    '010180\u20111234',
    '010180\u22121234',
    '010180--1234',
    '010180 - 1234',
    '010180.1234',
    '010180/1234',
    '010180\u00a01234',
    '010180\u200b1234',
    '010180 12 34',
    '01.01.80-1234',
    '01.01.80.1234',
    '01/01/80-1234',
    '01-01-80-1234',
    '01 01 80 1234',
    '01011980-1234',
    '010119801234',
    '01-01-1980-1234',
    '01 01 1980 1234',
    '290204-1234',
    '０１０１８０－１２３４',
  ])('%s does, and can be taken away', (text) => {
    expect(looksLikeCpr(text)).toBe(true);
    expect(withoutCpr(`før ${text} efter`)).toMatch(/^før \D* efter$/);
  });

  test.each([
    ['a case number', '1101-294126'],
    ['a document number', '2006-19217'],
    ['a case number of a later year', '2009-109709'],
    ['a document number of six digits', '2009-591477'],
    ['a telephone number', '3366 2000'],
    ['a telephone number in pairs', '20 10 12 34'],
    ['an EAN number', '5798009386182'],
    ['a day', '01-01-1980'],
    ['a day and a time', '01-01-1980 12.30'],
    ['a day that no month has', '320180-1234'],
    ['a day that this month has not', '310280-1234'],
    ['an instant as computers write it', '2026-12-01 10.00'],
    ['two telephone numbers in pairs', '20 10 12 34 56 78 90 12'],
    ['a thirteenth month', '011380-1234'],
    ['an institution number', '849003'],
    ['a number with a tail', '010180-12345'],
    ['a chain of numbers', '010180-1234-1'],
  ])('%s (%s) does not', (_, text) => expect(looksLikeCpr(text)).toBe(false));

  test('it is found wherever it stands in a text, also right behind a word and its hyphen', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 29 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 999_999 }),
        fc.constantFrom('', '-', ' ', '–', ' - '),
        fc.constantFrom('', 'Barnet har ', 'cpr-', 'CPR-nr.: ', 'linje\n', '"'),
        fc.constantFrom('', ' og bor her.', ',', '\n', '-agtigt', '"'),
        (day, month, tail, between, before, after) => {
          const date = [day, month].map((part) => String(part).padStart(2, '0')).join('');
          const rest = String(tail).padStart(6, '0');
          const number = `${date}${rest.slice(0, 2)}${between}${rest.slice(2)}`;
          expect(looksLikeCpr(`${before}${number}${after}`)).toBe(true);
        },
      ),
    );
  });

  test('bare ten digits count only where they begin with a date: how many numbers of workplaces are taken for one is printed', () => {
    const numbers = fc.sample(fc.noBias(fc.integer({ min: 1_000_000_000, max: 1_030_999_999 })).map(String), {
      seed: 9,
      numRuns: 10_000,
    });
    const alarms = numbers.filter(looksLikeCpr);
    process.stdout.write(`${alarms.length} of ${numbers.length} random P-numbers look like a CPR number\n`);
    for (const number of numbers) expect(looksLikeCpr(number)).toBe(/^10(0[1-9]|1[0-2])/.test(number));
  });
});
