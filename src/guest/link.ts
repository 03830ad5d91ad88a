import { language } from '#kit/words/language.ts';

/** The address of a public page, in the language of the page that links to it. */
export function linkTo(path: string, query: Record<string, string> = {}): string {
  const all = language() === 'en' ? { ...query, lang: 'en' } : query;
  const text = new URLSearchParams(all).toString();
  return text ? `${path}?${text}` : path;
}
