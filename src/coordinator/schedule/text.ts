import { planYears } from '#domain/day.ts';
import { hourLimits } from '#domain/drop-in.ts';
import { inWords } from '#kit/words/format.ts';
import { defineWords } from '#kit/words/language.ts';
import { da, type FieldError } from './da.ts';
import { en } from './en.ts';

/** The words of the schedule desk in the language now chosen; they come with its pages. */
export const scheduleText = defineWords({ da, en });

/** What is wrong with a field, as a sentence. */
export function wrongText({ field, why }: FieldError): string {
  const { tooFar, wrongNumber, wrong } = scheduleText();
  if (why === 'tooFar') return tooFar(inWords(planYears));
  if (field === 'slotMinutes' || field === 'earliestDays') {
    const [least, most] = hourLimits[field];
    return wrongNumber[field](least, most);
  }
  const sentences: { readonly [why: string]: string } = wrong[field];
  return sentences[why] ?? '';
}
