import * as z from 'zod/mini';
import { Id } from '#domain/id.ts';
import { Deed } from '#domain/plan-command.ts';

/**
 * `POST /api/schedule`: tries a deed, and takes it back again, where `seen` is absent; does it where the plan and what follows
 * from it are still as they were when `seen` was given. `request` names the intention: sent twice it is done once.
 */
export const PlanRequest = z.object({
  request: Id,
  deed: Deed,
  seen: z.optional(z.string().check(z.maxLength(100))),
});
export type PlanRequest = z.infer<typeof PlanRequest>;
