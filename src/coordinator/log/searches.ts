import type { Id, MakeId } from '#domain/id.ts';

/**
 * What has been searched for, by whom and by the mark that stands for it in the address. It is in this page's memory and
 * nowhere else: words may be a child's name, and an address is kept by the browser, its history and whoever it is sent to.
 */
const searches = new Map<string, string>();

/** Keeps the words and gives the mark for the address; no words, no mark. */
export function keepWords(person: Id, text: string, makeId: MakeId): string {
  if (text === '') return '';
  const mark = makeId().slice(-8);
  searches.set(`${person} ${mark}`, text);
  return mark;
}

/** The words behind a mark; undefined where this page has not been told them: after a reload, or from a mailed address. */
export const wordsOf = (person: Id, mark: string): string | undefined =>
  mark === '' ? '' : searches.get(`${person} ${mark}`);
