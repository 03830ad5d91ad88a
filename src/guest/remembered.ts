/** What a browser may keep for the next booking: who she is, and one request that met no network. */
interface Known {
  role: string;
  name: string;
  mail: string;
}

/** A booking that was sent and perhaps not received: the same form again, once, finds the same booking. */
interface Pending {
  path: string;
  body: string;
  title: string;
  /** Milliseconds since 1970. */
  at: number;
}

const knownKey = 'traeffetid.booker';
const pendingKey = 'traeffetid.pending';

/** A browser that keeps nothing (private window, storage full) only makes her type again. */
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
export const readPending = (): Pending | undefined => read<Pending>(pendingKey);
export const keepPending = (pending: Pending | undefined): void => write(pendingKey, pending);
