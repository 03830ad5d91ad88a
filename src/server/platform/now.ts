/** Milliseconds since 1970, at each call. */
export type Now = () => number;

/**
 * The endpoint's time. Nothing else in `src/server` reads the machine's date, and no statement asks the database for its
 * own (test/clock.test.ts). With an instant (`CLOCK`) it begins there and runs on.
 */
export function startNow(beginsAt?: number): Now {
  if (beginsAt === undefined) return () => Date.now();
  const begun = performance.now();
  return () => Math.floor(beginsAt + performance.now() - begun);
}
