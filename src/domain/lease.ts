import type { Instant } from './day.ts';

/** A tablet says that its lease ends this long before (ms): two days. */
const saidBefore = 2 * 24 * 3_600_000;

/** May a vault read, and show what it has stored? `soon`: for at most two days more. A sign-in gives a new lease. */
export type Lease = 'good' | 'soon' | 'over';

/** The lease that ends at `until`, at the latest time that the tablet knows of (`now`, ms). */
export function leaseAt(until: Instant, now: number): Lease {
  const left = Date.parse(until) - now;
  if (left <= 0) return 'over';
  return left <= saidBefore ? 'soon' : 'good';
}
