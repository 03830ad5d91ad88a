/** Elements inside a row that have a click of their own. */
const actsItself = 'a, button, input, label, select, textarea, summary';

/**
 * `onClick` of a row with a link of its own (`a[data-row-link]`): a click anywhere in the row opens the link, with Ctrl, Cmd or
 * Shift in a new tab or window. Keyboard, screen reader and middle button use the link itself. An overlay over the row would
 * fail in WebKit, which has no `position: relative` of table rows: the last row's overlay would take every click.
 */
export function openRow(event: MouseEvent): void {
  const { currentTarget: row, target } = event;
  if (!(row instanceof HTMLElement) || !(target instanceof Element)) return;
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

/** The names, made different: a name that comes again gets a number, from its second time on, in the order of the list. */
export function uniqueNames(names: readonly string[]): string[] {
  const times = new Map<string, number>();
  return names.map((name) => {
    const nth = (times.get(name) ?? 0) + 1;
    times.set(name, nth);
    return nth === 1 ? name : `${name} (${nth})`;
  });
}
