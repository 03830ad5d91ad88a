/*
 * What looks like a CPR number (docs/domain.md, "Privacy"): a birth date, with or without its century, and four digits. There
 * is no check digit. People write it in many ways; what is no date of the calendar is no CPR number.
 */

/** The text with one kind of digit, dash and space, each letter where it was. */
const plainly = (text: string): string =>
  text
    .replace(/[\uff10-\uff19]/g, (digit) => String(digit.charCodeAt(0) - 0xff10))
    .replace(/[\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g, '-')
    .replace(/[\s\u200b-\u200d\u2060]/g, ' ');

/** The date stands together; the last four may be two and two. */
const together =
  /(?<!\d|\d-)(?<day>\d{2})(?<month>\d{2})(?:18|19|20)?\d{2}[-./ ]{0,3}(?:\d{4}|\d{2} \d{2})(?!\d|-\d)/g;
/** The date's parts are all parted alike: a Danish case number such as `1101-294126` is told apart by that. */
const parted =
  /(?<!\d|\d-)(?<day>\d{2})([-./ ])(?<month>\d{2})\2(?:18|19|20)?\d{2}[-./ ]{0,3}\d{4}(?!\d|-\d)/g;

/** The longest that a month can be, in any year. */
const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isDate = ({ groups }: RegExpExecArray): boolean => {
  const day = Number(groups!.day);
  return day >= 1 && day <= (longestMonths[Number(groups!.month) - 1] ?? 0);
};

/** Where the numbers stand, in the order of the text. */
const numbersIn = (text: string): { from: number; until: number }[] => {
  const plain = plainly(text);
  return [...plain.matchAll(together), ...plain.matchAll(parted)]
    .filter(isDate)
    .map(({ index, 0: found }) => ({ from: index, until: index + found.length }))
    .toSorted((one, other) => one.from - other.from);
};

/** Does this text hold what looks like a CPR number? A hyphen between a word and the number ("cpr-010180…") hides nothing. */
export const looksLikeCpr = (text: string): boolean => numbersIn(text).length > 0;

/** The text without what looks like a CPR number; everything else stays as it was typed. */
export const withoutCpr = (text: string): string => {
  const ends = numbersIn(text).flatMap(({ from, until }) => [from, until]);
  // Between the end of one number and the beginning of the next.
  return [0, ...ends, text.length]
    .map((end, at, all) => (at % 2 === 0 ? text.slice(end, all[at + 1]) : ''))
    .join('');
};
