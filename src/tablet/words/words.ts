import { defineWords } from '#kit/words/language.ts';
import { da } from './da.ts';

/** What only the tablet says; the texts of a screen that is fetched later stand beside it. */
export const tabletWords = defineWords({ da, en: () => import('./en.ts').then((file) => file.en) });
