const second = 1000;
const longest = 5 * 60 * second;

/** Milliseconds to wait after the n-th failure in a row (from 1): 1 s · 2ⁿ to 5 minutes, half of it by chance (0–1). */
export const backoff = (failures: number, chance: number, retryAfter = 0): number => {
  const full = Math.min(longest, second * 2 ** failures);
  return Math.max(retryAfter, full / 2 + (full / 2) * chance);
};
