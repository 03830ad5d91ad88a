import { defineWords } from '#kit/words/language.ts';
import { da, type FieldWrong } from './da.ts';
import { en } from './en.ts';

/** The words of the schedule desk in the language now chosen; they come with its pages. */
export const scheduleText = defineWords({ da, en });

/** What is wrong with a field, as a sentence. */
export const wrongText = ({ field, why }: FieldWrong): string =>
  (scheduleText().wrong[field] as { readonly [why: string]: string })[why] ?? '';
