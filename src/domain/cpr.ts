/*
 * What looks like a CPR number (docs/domain.md, "Privacy"): a birth date, with or without its century, and four digits. There
 * is no check digit. People write it in many ways; what is not a date of the calendar is no CPR number.
 */

/** ASCII and full-width. */
const digit = '[0-9\\uff10-\\uff19]';
const dash = '\\-\\u00ad\\u2010-\\u2015\\u2212\\ufe58\\ufe63\\uff0d';
/** Spaces of every width, also those of no width. */
const space = '\\s\\u200b-\\u200d\\u2060';
const apart = `[${dash}${space}./]`;
const two = `(${digit}{2})`;
const year = `((?:(?:1[89]|20|\\uff11[\\uff18\\uff19]|\\uff12\\uff10))?${digit}{2})`;

/**
 * The parts of the date stand together or are all parted alike: a Danish case number such as `1101-294126` is told apart by
 * that. The last four may be two and two behind a date that stands together; otherwise telephone numbers would be found.
 */
const spelling = new RegExp(
  `(?<!${digit}|${digit}[${dash}])(?:` +
    `${two}${two}${year}${apart}{0,3}(?:${digit}{4}|${digit}{2}[${space}]${digit}{2})` +
    `|${two}(${apart})${two}\\5${year}${apart}{0,3}${digit}{4}` +
    `)(?!${digit}|[${dash}]${digit})`,
  'g',
);

const numberOf = (digits: string): number => Number(digits.normalize('NFKC'));

/** The longest that a month can be, in any year. */
const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isDate = (day: string, month: string): boolean => {
  const longest = longestMonths[numberOf(month) - 1];
  return longest !== undefined && numberOf(day) >= 1 && numberOf(day) <= longest;
};

/** Day and month of what the expression found. */
const isBirthDate = (found: readonly string[]): boolean => {
  const [, day, month, , partedDay, , partedMonth] = found;
  return isDate(day ?? partedDay!, month ?? partedMonth!);
};

/** Does this text hold what looks like a CPR number? A hyphen between a word and the number ("cpr-010180…") hides nothing. */
export const looksLikeCpr = (text: string): boolean => [...text.matchAll(spelling)].some(isBirthDate);

/** The text without what looks like a CPR number; everything else stays as it was typed. */
export const withoutCpr = (text: string): string =>
  text.replace(spelling, (...found: string[]) => (isBirthDate(found) ? '' : found[0]!));
