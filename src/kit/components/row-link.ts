/** What in a row acts by itself, and text that is being marked: a click there is none on the row. */
const actsItself = 'a, button, input, label, select, textarea, summary';

/**
 * `onClick` of a row whose link is the row's own (`a[data-row-link]`): a click anywhere in the row is one on the link, with
 * Ctrl, Cmd or Shift in a tab or window of its own. The link stays what it is for keyboard, screen reader and middle button.
 * Never an overlay over the row: WebKit knows no `position: relative` of table rows, so that the overlays of all rows lie over
 * the whole table and the last one takes every click.
 */
export function openRow(event: MouseEvent): void {
  const row = event.currentTarget as HTMLElement;
  const target = event.target as Element;
  if (event.defaultPrevented || event.button !== 0 || event.altKey) return;
  if (target.closest(actsItself) || target.closest('td')?.querySelector('input')) return;
  if (isMarking(row)) return;
  const link = row.querySelector<HTMLAnchorElement>('a[data-row-link]');
  if (event.ctrlKey || event.metaKey || event.shiftKey) window.open(link?.href, '_blank', 'noopener');
  else link?.click();
}

function isMarking(row: Element): boolean {
  const selection = getSelection();
  return selection?.type === 'Range' && row.contains(selection.focusNode);
}

/** Names by which each row can be told from the others: what is said twice is numbered from the second on, in the list's order. */
export function uniqueNames(names: readonly string[]): string[] {
  const times = new Map<string, number>();
  return names.map((name) => {
    const nth = (times.get(name) ?? 0) + 1;
    times.set(name, nth);
    return nth === 1 ? name : `${name} (${nth})`;
  });
}
