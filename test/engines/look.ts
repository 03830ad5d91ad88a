/** A pattern as it travels to a page. */
interface Pattern {
  source: string;
  flags: string;
}
type Words = string | RegExp;

/** What to look for on a page: as a person would say it (a role with a name, or a text), else by a selector. */
export interface Look {
  role?: 'button' | 'link' | 'group' | 'heading' | 'field' | 'status' | 'radio';
  /** A part of its name, the whole of it with `exact`, or a pattern. */
  name?: Words;
  exact?: boolean;
  text?: Words;
  css?: string;
  within?: Look;
  /** Which of those found; the first where none is named. */
  at?: number;
}

/** A `Look` that JSON can carry. */
export interface SentLook extends Omit<Look, 'name' | 'text' | 'within'> {
  name?: string | Pattern;
  text?: string | Pattern;
  within?: SentLook;
}

const sentWords = (words: Words): string | Pattern =>
  typeof words === 'string' ? words : { source: words.source, flags: words.flags };

export function toSend({ name, text, within, ...rest }: Look): SentLook {
  return {
    ...rest,
    ...(name !== undefined && { name: sentWords(name) }),
    ...(text !== undefined && { text: sentWords(text) }),
    ...(within && { within: toSend(within) }),
  };
}

/**
 * Runs in the page, in every engine: what can be seen and fits, in the order of the page. WebDriver knows no roles and no
 * names, so they are read from the page's own elements here.
 */
export function findAll(look: SentLook): HTMLElement[] {
  const kinds = {
    button: 'button, [role=button], summary',
    link: 'a[href]',
    group: 'fieldset',
    heading: 'h1, h2, h3',
    field: 'input, textarea, select',
    status: '[role=status]',
    radio: 'input[type=radio]',
  };
  const flat = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim();
  const isSeen = (element: HTMLElement) =>
    element.getClientRects().length > 0 && getComputedStyle(element).visibility !== 'hidden';
  const nameOf = (element: HTMLElement): string => {
    const label = element.getAttribute('aria-label');
    if (label !== null) return flat(label);
    if (element.matches('fieldset')) return flat(element.querySelector(':scope > legend')?.textContent);
    if (element.matches('input, textarea, select')) {
      const labels = (element as HTMLInputElement).labels ?? [];
      return flat([...labels].map((one) => one.textContent).join(' '));
    }
    return flat(element.innerText || element.textContent);
  };
  const fits = (said: string, wanted: string | Pattern, exact: boolean | undefined): boolean => {
    if (typeof wanted !== 'string') return new RegExp(wanted.source, wanted.flags).test(said);
    return exact ? said === wanted : said.includes(wanted);
  };
  const search = ({ within, role, css, name, text, exact }: SentLook): HTMLElement[] => {
    const root: ParentNode | undefined = within ? search(within)[0] : document;
    const selector = css ?? (role ? kinds[role] : '*');
    const found = [...(root?.querySelectorAll<HTMLElement>(selector) ?? [])].filter(isSeen);
    if (name !== undefined) return found.filter((element) => fits(nameOf(element), name, exact));
    if (text === undefined) return found;
    const holding = found.filter((element) => fits(flat(element.innerText), text, exact));
    return holding.filter(
      (element) => !holding.some((other) => other !== element && element.contains(other)),
    );
  };
  return search(look);
}
