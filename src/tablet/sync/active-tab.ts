const name = 'traeffetid-active-tab';

export interface Tab {
  /** Resolves when this tab is the active one; at once where no other is. */
  active: Promise<void>;
  /** Takes over from the other tab, which is told by `onLost`. */
  takeOver: () => void;
}

/** One active tab (Web Locks): a second one waits, says so, and may take over. */
export function holdTab(onLost: () => void): Tab {
  let become: () => void = () => undefined;
  const active = new Promise<void>((resolve) => {
    become = resolve;
  });
  const hold = () => {
    become();
    return new Promise<void>(() => undefined);
  };
  const request = (steal: boolean) => {
    const waiting = new AbortController();
    const options: LockOptions = steal ? { steal } : { signal: waiting.signal };
    // A request that was granted ends only when another tab steals the lock.
    navigator.locks.request(name, options, hold).catch((error: unknown) => {
      if (!waiting.signal.aborted && error instanceof DOMException && error.name === 'AbortError') onLost();
    });
    return waiting;
  };
  const waiting = request(false);
  return {
    active,
    takeOver: () => {
      waiting.abort();
      request(true);
    },
  };
}
