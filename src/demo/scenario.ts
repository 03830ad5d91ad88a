import type { Day } from '#domain/day.ts';
import type { DropIn } from '#domain/drop-in.ts';
import type { Id } from '#domain/id.ts';
import type { Institution } from '#domain/institution.ts';
import type { ChangeLog } from './change-log.ts';
import type { Random } from './random.ts';

/** What is written at a time (milliseconds since 1970). */
interface Step {
  at: number;
  write: () => void;
}

/** The demo as it is being told: everything in it adds its steps. */
export interface Scenario {
  random: Random;
  changeLog: ChangeLog;
  /** The day on which the demo opens. */
  opens: Day;
  fourWeekDays: number;
  steps: Step[];
  /** How often each thing that comes by turns has come. */
  turns: Map<string, number>;
}

/** True the first time it is asked, and then every `each` times: what every demo must show is left to no dice. */
export function isTurn({ turns }: Scenario, what: string, each: number): boolean {
  const before = turns.get(what) ?? 0;
  turns.set(what, before + 1);
  return before % each === 0;
}

/** One planned hour that was held, and its worker. */
export interface Hour {
  dropIn: DropIn;
  day: Day;
  place: Institution;
  session: Id;
  worker: Id;
  substitute: Id | undefined;
}

export const minute = 60_000;
