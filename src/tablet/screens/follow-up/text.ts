import { defineWords } from '#kit/words/language.ts';
import { da } from './da.ts';
import { en } from './en.ts';

/** The words of follow-up in the language now chosen; they come with its screens, not with the first page. */
export const followupText = defineWords({ da, en });
