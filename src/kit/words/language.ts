import { signal } from '@preact/signals';
import { remember, remembered } from '../browser/remembered.ts';

export type Language = 'da' | 'en';

const name = 'traeffetid.language';
const current = signal<Language>('da');
/** Fetches the English of each `defineWords` whose English is a file of its own. */
const fetches: (() => Promise<void>)[] = [];

/** The language now chosen. Read inside a component, it redraws when the language is switched. */
export const language = (): Language => current.value;

export const otherLanguage = (): Language => (language() === 'da' ? 'en' : 'da');

/**
 * The one way to write texts: gives the texts in the language now chosen. Danish is the source: English must have every text
 * of it, or it does not compile. `en` is a function where English is fetched when it is first asked for – only for texts that
 * every page of a program loads at its start; those of a screen come with the screen.
 */
export function defineWords<Words extends object>({
  da,
  en,
}: {
  da: Words;
  en: NoInfer<Words> | (() => Promise<NoInfer<Words>>);
}): () => Words {
  let english = typeof en === 'function' ? undefined : en;
  if (typeof en === 'function') {
    fetches.push(async () => {
      english ??= await en();
    });
  }
  return () => (current.value === 'en' && english ? english : da);
}

/** Fetches what is missing of English, for pages that are drawn in both languages. */
export const fetchEnglish = async (): Promise<void> => {
  await Promise.all(fetches.map((fetchOne) => fetchOne()));
};

/** Outside a browser: what is drawn next is drawn in this language. Drawing is synchronous, so nothing comes between. */
export const drawIn = (next: Language): void => {
  current.value = next;
};

/** Switches the whole page, its `lang` and the next start. */
export async function setLanguage(next: Language): Promise<void> {
  if (next === 'en') await fetchEnglish();
  current.value = next;
  document.documentElement.lang = next;
  remember(name, next);
}

/** At start: the language chosen last time on this device, else Danish. */
export async function setLanguageAsBefore(): Promise<void> {
  await setLanguage(remembered(name) === 'en' ? 'en' : 'da');
}
