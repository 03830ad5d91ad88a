import { type Day, dayOf, instantAt, type WallTime } from '#domain/day.ts';
import { weekday } from '../instants.mjs';

/** `YYYY-MM-DDTHH:MM` in Copenhagen as milliseconds since 1970, whatever zone the machine is in. */
export function epochOf(wallTime: string): number {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})$/.exec(wallTime);
  if (!match) throw new Error(`AT must be a time in Copenhagen like ${weekday}, not "${wallTime}".`);
  return Date.parse(instantAt(match[1] as Day, match[2] as WallTime));
}

/** The instant at which every test runs (`AT`). */
export const testInstant = epochOf(process.env.AT || weekday);
/** The day in Copenhagen on which every test runs. */
export const testDay: Day = dayOf(testInstant);

let from = testInstant;
let begun = performance.now();

/** The time of the tests, which runs on from the instant: milliseconds since 1970. */
export const testNow = (): number => Math.floor(from + performance.now() - begun);

/**
 * Time stands at the instant again, where a file of browser tests begins: none depends on the ones before it. `at`: a file that
 * is about one day takes an instant of its own.
 */
export const restartTime = (at = testInstant): void => {
  from = at;
  begun = performance.now();
};

/** Whether time has begun at the instant of every test. */
export const isTestInstant = (): boolean => from === testInstant;
