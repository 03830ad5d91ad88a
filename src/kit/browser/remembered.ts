/**
 * What this browser remembers of a person's choices from one visit to the next; nothing that is typed in a vault. Where it
 * stores nothing (website data blocked, private window, full) every visit is like the first, and nothing breaks.
 */
type Where = 'localStorage' | 'sessionStorage';

/** What was remembered under a name; null where there is nothing. `sessionStorage`: of this tab only. */
export function remembered(name: string, where: Where = 'localStorage'): string | null {
  try {
    return window[where].getItem(name);
  } catch {
    return null;
  }
}

/** Remembers it, or with null forgets it. */
export function remember(name: string, value: string | null, where: Where = 'localStorage'): void {
  try {
    if (value === null) window[where].removeItem(name);
    else window[where].setItem(name, value);
  } catch {}
}

/** Does the browser let this site store anything at all? */
export function mayStore(): boolean {
  try {
    return window.localStorage !== null;
  } catch {
    return false;
  }
}
