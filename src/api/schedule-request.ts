import * as z from 'zod/mini';
import { Id } from '#domain/id.ts';
import { PlanCommand } from '#domain/plan-command.ts';

/**
 * `POST /api/schedule`: tries a command, and takes it back again, where `planVersion` is absent; carries it out where the plan
 * and what follows from it are still those of `planVersion`. `request` names the intention: sent twice it is done once.
 */
export const PlanRequest = z.object({
  request: Id,
  command: PlanCommand,
  planVersion: z.optional(z.string().check(z.maxLength(100))),
});
export type PlanRequest = z.infer<typeof PlanRequest>;
