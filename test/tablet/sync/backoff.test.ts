import { describe, expect, it } from 'vitest';
import { backoff } from '#tablet/sync/backoff.ts';

describe('the pause after a failure', () => {
  it('doubles from a second or two to five minutes, half of it by chance', () => {
    expect([1, 2, 3].map((failures) => backoff(failures, 0))).toEqual([1000, 2000, 4000]);
    expect([1, 2, 3].map((failures) => backoff(failures, 1))).toEqual([2000, 4000, 8000]);
    for (const failures of [9, 20, 2000]) {
      expect(backoff(failures, 0)).toBe(150_000);
      expect(backoff(failures, 1)).toBe(300_000);
    }
  });

  it('is never shorter than the endpoint asked for', () => {
    expect(backoff(1, 0, 60_000)).toBe(60_000);
    expect(backoff(20, 1, 60_000)).toBe(300_000);
  });
});
