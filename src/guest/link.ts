import { language } from '#kit/words/language.ts';

/** A link inside the public pages that keeps the language. */
export function linkTo(path: string, query: Record<string, string> = {}): string {
  const all = language() === 'en' ? { ...query, lang: 'en' } : query;
  const text = new URLSearchParams(all).toString();
  return text ? `${path}?${text}` : path;
}
