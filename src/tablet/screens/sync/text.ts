import { defineWords } from '#kit/words/language.ts';
import { da } from './da.ts';
import { en } from './en.ts';

/** Words that come with the screens behind the lock, in the language now chosen. */
export const syncText = defineWords({ da, en });
