import * as z from 'zod/mini';

/** NUL and other control characters but line feed and tab, and halves of a character that was cut in two. */
const unseen = /(?![\n\t])[\p{Cc}\p{Cs}]/gu;
/** Other characters that end a line. They break lists and mails, and two of them end a statement in older JavaScript. */
const otherEnds = /\r\n?|[\v\f\u0085\u2028\u2029]/g;

/** The text without invisible characters, with the same character at the end of every line. */
export const clean = (text: string): string => text.replace(otherEnds, '\n').replace(unseen, '');

/** A database cannot store NUL and half characters. The tablet removes them before it writes, so a text that has them is refused. */
export const isStorable = (text: string): boolean => !/[\0\p{Cs}]/u.test(text);

/** What a person writes, over several lines: at least one character and at most `most`, cleaned and trimmed. */
export const Text = (most: number) =>
  z
    .string()
    .check(
      z.maxLength(4 * most),
      z.refine(isStorable),
      z.overwrite(clean),
      z.trim(),
      z.minLength(1),
      z.maxLength(most),
    );

/** The most characters of a line, by what it says. */
export const lineLimits = { room: 80, reason: 200 } as const;

/** What a person writes in one line, at most `most` characters, trimmed; it travels in mails, lists and calendars. */
export const Line = (most: number, least = 0) =>
  z
    .string()
    .check(
      z.maxLength(4 * most),
      z.trim(),
      z.minLength(least),
      z.maxLength(most),
      z.regex(/^[^\p{Cc}\p{Cs}\u2028\u2029]*$/u),
    );
