import { defineWords } from '#kit/words/language.ts';
import { da, type FieldWrong } from './da.ts';
import { en } from './en.ts';

/** The words of the schedule desk in the language now chosen; they come with its pages. */
export const scheduleText = defineWords({ da, en });

/** What is wrong with a field, as a sentence. */
export function wrongText({ field, why }: FieldWrong): string {
  const sentences: { readonly [why: string]: string } = scheduleText().wrong[field];
  return sentences[why] ?? '';
}
