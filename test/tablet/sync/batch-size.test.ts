import { describe, expect, it } from 'vitest';
import { syncLimits } from '#api/sync.ts';
import {
  type Pace,
  paceAfter,
  paceAfterFailure,
  paceAfterTooLarge,
  startPace,
} from '#tablet/sync/batch-size.ts';

const quick = 300;
const inAll = (pace: Pace, ms: number, pushes: number): Pace => {
  let now = pace;
  for (let push = 0; push < pushes; push += 1) now = paceAfter(now, now.changes, ms);
  return now;
};

describe('the number of changes in a push', () => {
  it('begins small, and reaches the most that the endpoint takes after one quick answer', () => {
    expect(startPace().changes).toBe(200);
    expect(inAll(startPace(), quick, 1).changes).toBe(syncLimits.changesPerPush);
    expect(inAll(startPace(), quick, 5).changes).toBe(syncLimits.changesPerPush);
  });

  it('stays where an answer is neither quick nor slow, and where there was less to send', () => {
    expect(inAll(startPace(), 3000, 5).changes).toBe(200);
    expect(paceAfter(startPace(), 199, quick).changes).toBe(200);
  });

  it('falls after slow answers and after failures, but not to nothing', () => {
    expect(inAll(startPace(), 11_000, 1).changes).toBe(100);
    expect(inAll(startPace(), 11_000, 20).changes).toBe(25);
    let pace = startPace();
    for (let failure = 0; failure < 20; failure += 1) pace = paceAfterFailure(pace);
    expect(pace.changes).toBe(25);
  });

  it('halves where it is too large down to a single change, and does not grow beyond that', () => {
    let pace: Pace | undefined = startPace();
    const sizes: number[] = [];
    while (pace) {
      sizes.push(pace.changes);
      expect(paceAfter(pace, pace.changes, quick).changes).toBe(sizes.length === 1 ? 1000 : pace.changes);
      // A failure must not raise what a 413 has lowered.
      expect(paceAfterFailure(pace).changes).toBeLessThanOrEqual(pace.changes);
      pace = paceAfterTooLarge(pace);
    }
    expect(sizes).toEqual([200, 100, 50, 25, 12, 6, 3, 1]);
  });
});
