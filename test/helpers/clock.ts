import { v7 } from 'uuid';
import type { MakeId } from '#domain/id.ts';

/** A clock that tests turn by hand. */
export interface Clock {
  now: () => number;
  /** Milliseconds forward. */
  pass: (milliseconds: number) => void;
  set: (instant: string) => void;
}

export function makeClock(instant = '2026-11-23T08:00:00.000Z'): Clock {
  let at = Date.parse(instant);
  return {
    now: () => at,
    pass: (milliseconds) => {
      at += milliseconds;
    },
    set: (next) => {
      at = Date.parse(next);
    },
  };
}

/** Ids in the order made, by this clock. */
export const idsBy = (clock: Clock): MakeId => {
  let seq = 0;
  return () => {
    seq += 1;
    return v7({ msecs: clock.now(), seq });
  };
};

export const minutes = (count: number): number => count * 60_000;
export const days = (count: number): number => count * 24 * 3_600_000;
