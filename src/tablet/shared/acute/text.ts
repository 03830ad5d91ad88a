import { defineWords } from '#kit/words/language.ts';
import { da } from './da.ts';
import { en } from './en.ts';

/** The words of *Akut*, in the language now chosen; they come with the tablet's first page, and with no page of the unlocked. */
export const acuteText = defineWords({ da, en });
