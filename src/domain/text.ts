import * as z from 'zod/mini';

/** NUL and other control characters but line feed and tab, and halves of a character that was cut in two. */
const unseen = /(?![\n\t])[\p{Cc}\p{Cs}]/gu;
/** What ends a line elsewhere: two of them are ends of a statement to older JavaScript, and all break lists and mails. */
const otherEnds = /\r\n?|[\v\f\u0085\u2028\u2029]/g;

/** The text without what nobody sees, can type or would miss, every line ended by the same character. */
export const clean = (text: string): string => text.replace(otherEnds, '\n').replace(unseen, '');

/** NUL and half characters no database keeps: what the product's own client takes out before it writes is refused. */
const isStorable = (text: string): boolean => !/[\0\p{Cs}]/u.test(text);

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
