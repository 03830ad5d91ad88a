import type { PlanAnswer } from '#api/schedule.ts';

/** Thrown out of the transaction, so that nothing of it happened: the answer of a trial, or what keeps a deed from being done. */
export class DryRun extends Error {
  constructor(readonly answer: PlanAnswer | { wrong: string }) {
    super('a trial was undone');
  }
}
