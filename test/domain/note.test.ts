import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FreeText, looksLikeCpr, noteLimit } from '#domain/note.ts';

describe('what looks like a CPR number', () => {
  test.each(['010180-1234', '0101801234', '010180 1234', '311299-4321', 'cpr: 010180-1234.', '(0101801234)'])(
    '%s does',
    (text) => expect(looksLikeCpr(text)).toBe(true),
  );

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
    ['a thirteenth month', '011380-1234'],
    ['an institution number', '849003'],
    ['a number with a tail', '010180-12345'],
    ['a chain of numbers', '010180-1234-1'],
  ])('%s (%s) does not', (_, text) => expect(looksLikeCpr(text)).toBe(false));

  test('it is found wherever it stands in a text, also right behind a word and its hyphen', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 31 }),
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
});

describe('a free text', () => {
  test('loses the spaces around it and nothing else', () => {
    expect(FreeText.parse('  Æøå – “citat”\n\nto linjer 👩‍👧 ')).toBe('Æøå – “citat”\n\nto linjer 👩‍👧');
  });

  test('is refused when empty, when longer than its limit, and with a NUL character that no database can keep', () => {
    expect(FreeText.safeParse(' \n ').success).toBe(false);
    expect(FreeText.safeParse('x'.repeat(noteLimit)).success).toBe(true);
    expect(FreeText.safeParse('x'.repeat(noteLimit + 1)).success).toBe(false);
    expect(FreeText.safeParse('før\u0000efter').success).toBe(false);
  });
});
