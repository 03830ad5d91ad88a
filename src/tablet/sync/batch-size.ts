import { syncLimits } from '#api/sync.ts';

/** How many changes the next push takes (`changes`), and the largest number that it may grow to (`most`). */
export interface BatchSize {
  changes: number;
  most: number;
}

/** Changes in the first push: a poor connection gets that far. */
const first = 200;
/** Fewer are only sent where the endpoint says that it takes no more. */
const least = 25;
/** Milliseconds: a push that was answered sooner may be followed by a larger one, after a slow one comes a smaller. */
const quick = 1000;
const slow = 10_000;

export const startBatchSize = (): BatchSize => ({ changes: first, most: syncLimits.changesPerPush });

/** After an answer to a push of `sent` changes that took `ms`. */
export function batchSizeAfter({ changes, most }: BatchSize, sent: number, ms: number): BatchSize {
  if (sent >= changes && ms < quick) return { changes: Math.min(most, changes * 5), most };
  return ms > slow ? { changes: Math.min(changes, Math.max(least, changes >> 1)), most } : { changes, most };
}

/** After a 413: half, and no more than that from now on. `undefined`: a single change is too large. */
export const batchSizeAfterTooLarge = ({ changes }: BatchSize): BatchSize | undefined =>
  changes > 1 ? { changes: changes >> 1, most: changes >> 1 } : undefined;

/** After no answer, or none that counts: what was cut off may have been too much at once. */
export const batchSizeAfterFailure = ({ changes, most }: BatchSize): BatchSize => ({
  changes: Math.min(changes, Math.max(least, changes >> 1)),
  most,
});
