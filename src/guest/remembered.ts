/** What the booker's browser keeps for the next booking, where she asked for it: who books. */
interface Known {
  role: string;
  name: string;
  mail: string;
}

/** A booking that was sent and perhaps not received. Sending the same form again finds the same booking. */
export interface Pending {
  /** Of the form: two tabs that wait have one each. */
  request: string;
  path: string;
  body: string;
  title: string;
  /** Milliseconds since 1970. */
  at: number;
}

const knownKey = 'traeffetid.booker';
const pendingKey = 'traeffetid.pending';

/**
 * As kit/browser/remembered, which would bring what it shares a file with to a phone on a slow line: where the browser stores nothing
 * (website data blocked, private window, full), the booker types again.
 */
function read<T>(key: string): T | undefined {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

function write(key: string, value: object | undefined): void {
  try {
    if (value) localStorage.setItem(key, JSON.stringify(value));
    else localStorage.removeItem(key);
  } catch {}
}

export const readKnown = (): Known | undefined => read<Known>(knownKey);
export const keepKnown = (known: Known | undefined): void => write(knownKey, known);

/** Those that wait, of this tab and of every other of this browser, the oldest first. */
export const readPending = (): Pending[] => {
  const kept = read<unknown>(pendingKey);
  return Array.isArray(kept) ? kept : [];
};

const keep = (all: readonly Pending[]): void => write(pendingKey, all.length > 0 ? all : undefined);
const others = ({ request }: Pending): Pending[] => readPending().filter((one) => one.request !== request);

export const keepPending = (pending: Pending): void => keep([...others(pending), pending]);
export const dropPending = (pending: Pending): void => keep(others(pending));
