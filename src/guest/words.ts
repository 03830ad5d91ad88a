import { defineWords } from '#kit/words/language.ts';
import { da } from './da.ts';
import { en } from './en.ts';

/** The texts of the public pages and of their mails. */
export const guestWords = defineWords({ da, en });
