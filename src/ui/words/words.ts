import { signal } from '@preact/signals';
import { da } from './da.ts';

/** Danish is the source: another language must have every word of it, or it does not compile. */
export type Words = typeof da;
export type Language = Words['language'];

const remembered = 'traeffetid.language';
const dictionary = signal<Words>(da);

/** The words of the language now chosen. Read inside a component, it redraws when the language is switched. */
export const words = (): Words => dictionary.value;

/** Outside a browser: what is drawn next is drawn in this language. Drawing is synchronous, so nothing comes between. */
export const drawIn = (next: Words): void => {
  dictionary.value = next;
};

/** Switches the whole page, its `lang` and the next start. English is fetched when first asked for. */
export async function speak(language: Language): Promise<void> {
  dictionary.value = language === 'en' ? (await import('./en.ts')).en : da;
  document.documentElement.lang = language;
  localStorage.setItem(remembered, language);
}

/** At start: the language chosen last time on this device, else Danish. */
export async function speakAsBefore(): Promise<void> {
  await speak(localStorage.getItem(remembered) === 'en' ? 'en' : 'da');
}
