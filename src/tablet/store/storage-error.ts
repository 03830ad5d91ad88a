import { timesAway, whileAway } from './away.ts';

/** What the tablet's own store can fail with; each has words of its own on the screen. */
export type StorageErrorReason =
  /** No room: nothing was saved. */
  | 'full'
  /** IndexedDB does not answer, also after it was opened again. */
  | 'dead'
  /** Not the recovery code of this vault. */
  | 'wrongCode'
  /** The device is known here, but locked. */
  | 'locked';

export class StorageError extends Error {
  readonly reason: StorageErrorReason;
  constructor(reason: StorageErrorReason, cause?: unknown) {
    super(reason, { cause });
    this.reason = reason;
  }
}

const names = (error: unknown): string[] => {
  if (!(error instanceof Error)) return [];
  const inner = 'inner' in error ? error.inner : undefined;
  return [error.name, ...names(inner ?? error.cause)];
};

const isFull = (error: unknown): boolean => names(error).includes('QuotaExceededError');
const isDead = (error: unknown): boolean =>
  (error instanceof StorageError && error.reason === 'dead') ||
  names(error).some((name) =>
    ['DatabaseClosedError', 'UnknownError', 'InvalidStateError', 'OpenFailedError'].includes(name),
  );

interface Reopenable {
  close: (options?: { disableAutoOpen: boolean }) => void;
  open: () => PromiseLike<unknown>;
}

/**
 * Runs one piece of work on a database. A connection that the browser has dropped ("Connection to Indexed Database server
 * lost") is opened again, three times; then the fault is `dead`. A full disk is `full`; other faults are bugs and go on.
 * While the page is put away nothing begins, and what that broke off is done when the page is there again.
 */
export async function steadily<T>(db: Reopenable, work: () => PromiseLike<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    for (let away = whileAway(); away; away = whileAway()) await away;
    const times = timesAway();
    try {
      return await work();
    } catch (error) {
      if (timesAway() !== times) {
        attempt -= 1;
        continue;
      }
      if (isFull(error)) throw new StorageError('full', error);
      if (!isDead(error)) throw error;
      if (attempt === 3) throw new StorageError('dead', error);
      db.close({ disableAutoOpen: false });
      await Promise.resolve(db.open()).catch(() => undefined);
    }
  }
}
