import { describe, expect, it } from 'vitest';
import { syncLimits } from '#api/sync.ts';
import {
  type BatchSize,
  batchSizeAfter,
  batchSizeAfterFailure,
  batchSizeAfterTooLarge,
  startBatchSize,
} from '#tablet/sync/batch-size.ts';

const quick = 300;
const inAll = (pace: BatchSize, ms: number, pushes: number): BatchSize => {
  let now = pace;
  for (let push = 0; push < pushes; push += 1) now = batchSizeAfter(now, now.changes, ms);
  return now;
};

describe('the number of changes in a push', () => {
  it('begins small, and reaches the most that the endpoint takes after one quick answer', () => {
    expect(startBatchSize().changes).toBe(200);
    expect(inAll(startBatchSize(), quick, 1).changes).toBe(syncLimits.changesPerPush);
    expect(inAll(startBatchSize(), quick, 5).changes).toBe(syncLimits.changesPerPush);
  });

  it('stays where an answer is neither quick nor slow, and where there was less to send', () => {
    expect(inAll(startBatchSize(), 3000, 5).changes).toBe(200);
    expect(batchSizeAfter(startBatchSize(), 199, quick).changes).toBe(200);
  });

  it('falls after slow answers and after failures, but not to nothing', () => {
    expect(inAll(startBatchSize(), 11_000, 1).changes).toBe(100);
    expect(inAll(startBatchSize(), 11_000, 20).changes).toBe(25);
    let pace = startBatchSize();
    for (let failure = 0; failure < 20; failure += 1) pace = batchSizeAfterFailure(pace);
    expect(pace.changes).toBe(25);
  });

  it('halves where it is too large down to a single change, and does not grow beyond that', () => {
    let pace: BatchSize | undefined = startBatchSize();
    const sizes: number[] = [];
    while (pace) {
      sizes.push(pace.changes);
      expect(batchSizeAfter(pace, pace.changes, quick).changes).toBe(
        sizes.length === 1 ? 1000 : pace.changes,
      );
      // A failure must not raise what a 413 has lowered.
      expect(batchSizeAfterFailure(pace).changes).toBeLessThanOrEqual(pace.changes);
      pace = batchSizeAfterTooLarge(pace);
    }
    expect(sizes).toEqual([200, 100, 50, 25, 12, 6, 3, 1]);
  });
});
