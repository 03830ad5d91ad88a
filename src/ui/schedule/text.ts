import { words } from '../words/words.ts';
import { da, type FieldWrong } from './da.ts';
import { en } from './en.ts';

/** The words of the schedule desk in the language now chosen; they come with its pages. */
export const scheduleText = (): typeof da => (words().language === 'en' ? en : da);

/** What is wrong with a field, as a sentence. */
export const wrongText = ({ field, why }: FieldWrong): string =>
  (scheduleText().wrong[field] as { readonly [why: string]: string })[why] ?? '';
