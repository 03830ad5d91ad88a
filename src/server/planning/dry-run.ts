import type { PlanAnswer } from '#api/schedule.ts';

/**
 * Rolls back a dry run and carries its result out of the transaction; `wrong` is the field that keeps a command from being
 * done.
 */
export class DryRun extends Error {
  constructor(readonly answer: PlanAnswer | { wrong: string }) {
    super('a dry run was rolled back');
  }
}
