import { defineWords } from '#kit/words/language.ts';
import { daEveryday } from './da-everyday.ts';
import { enEveryday } from './en-everyday.ts';

/** Words of screens that are fetched when first shown; both languages come with them. */
export const everydayWords = defineWords({ da: daEveryday, en: enEveryday });
