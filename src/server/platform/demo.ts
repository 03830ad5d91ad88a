import type { Sql } from 'postgres';
import type { Day } from '#domain/day.ts';

/**
 * What src/demo/main exports as `demo`. The endpoint imports nothing of it: the start hands it over, and a start without
 * the demo never loads it.
 */
export interface DemoModule {
  /** Before anything is written: throws a StartupError where the database holds something that is not the demo's. */
  refuseRealPeople: (sql: Sql) => Promise<void>;
  /** Fills an empty database with the made-up municipality, its history ending on `today`. */
  loadDemo: (sql: Sql, today: Day) => Promise<void>;
  /** The booking page that is offered first: `/b/…`. `now`: milliseconds since 1970. */
  demoBookingPath: (sql: Sql, now: number) => Promise<string | undefined>;
}
