/** The pages' time, milliseconds since 1970: the only place of the three programs that reads the machine's date (test/clock.test.ts). */
export const now = (): number => Date.now();
