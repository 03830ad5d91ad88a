import { defineWords } from '#kit/words/language.ts';
import { da } from './da.ts';
import { en } from './en.ts';

/** The words of the way in, in the language now chosen; they come with its screens, not with the first page. */
export const firstText = defineWords({ da, en });
