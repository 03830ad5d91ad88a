/**
 * Safari keeps a page that is left alive but frozen, and with it what it was doing: a transaction that is open then stays
 * open, and the next page waits for it for ever. So a page that is put away breaks off its transactions and begins none.
 */
type Begins = Pick<IDBDatabase, 'transaction'>;

const open = new Set<IDBTransaction>();
let times = 0;
let away: Promise<void> | undefined;
let comeBack: () => void = () => undefined;

/** Notes every transaction that the page begins from now on. `prototype` is that of IDBDatabase. */
export function watchTransactions(prototype: Begins): void {
  const begin = prototype.transaction;
  prototype.transaction = function (this: IDBDatabase, ...asked) {
    if (away) throw new Error('the page is put away: no transaction begins');
    const begun = begin.apply(this, asked);
    open.add(begun);
    for (const end of ['complete', 'abort']) begun.addEventListener(end, () => open.delete(begun));
    return begun;
  };
}

/**
 * The page is put away. At once, because nothing of it runs later: closing a connection would wait for its transactions,
 * and a commit is allowed only in an answer of theirs. What was broken off was not said to be saved.
 */
export function putAway(): void {
  if (away) return;
  times += 1;
  away = new Promise((settle) => {
    comeBack = settle;
  });
  for (const one of open) {
    try {
      one.abort();
    } catch {
      // It has ended; only its event is still to come.
    }
  }
  open.clear();
}

/** The same page goes on: what waited begins, what was broken off is done again. */
export function takeBack(): void {
  away = undefined;
  comeBack();
}

/** Resolves when the page is there again; `undefined` while it is. */
export const whileAway = (): Promise<void> | undefined => away;

/** How often the page was put away: work that ends under another number than it began with was broken off. */
export const timesAway = (): number => times;
