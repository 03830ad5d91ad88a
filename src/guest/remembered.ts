/** What the booker's browser keeps for the next booking: who books, and one booking that met no network. */
interface Known {
  role: string;
  name: string;
  mail: string;
}

/** A booking that was sent and perhaps not received. Sending the same form again finds the same booking. */
interface Pending {
  path: string;
  body: string;
  title: string;
  /** Milliseconds since 1970. */
  at: number;
}

const knownKey = 'traeffetid.booker';
const pendingKey = 'traeffetid.pending';

/** Where the browser stores nothing (private window, storage full), the booker types again. */
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
