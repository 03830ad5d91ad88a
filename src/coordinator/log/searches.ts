import type { Id, MakeId } from '#domain/id.ts';

/**
 * The words of each search, by person and by the mark that stands for it in the address. They are in this page's memory only:
 * they may be a child's name, and an address is stored by the browser and by whoever it is sent to.
 */
const searches = new Map<string, string>();

/** Keeps the words and gives the mark for the address; no words, no mark. */
export function keepWords(person: Id, text: string, makeId: MakeId): string {
  if (text === '') return '';
  const mark = makeId().slice(-8);
  searches.set(`${person} ${mark}`, text);
  return mark;
}

/** The words behind a mark; undefined after a reload and for a mailed address. */
export const wordsOf = (person: Id, mark: string): string | undefined =>
  mark === '' ? '' : searches.get(`${person} ${mark}`);
