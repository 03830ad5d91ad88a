import { defineWords } from '#kit/words/language.ts';
import { da } from './da.ts';

/** What the coordinator's log and the frame of its pages say. */
export const logWords = defineWords({ da, en: () => import('./en.ts').then((file) => file.en) });
