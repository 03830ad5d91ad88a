import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Problem, ProblemCode } from '#domain/problem.ts';

/** The only way in which the endpoint says no: a Problem from the closed list, never a stack or a sentence. */
export const refuse = (
  c: Context,
  status: ContentfulStatusCode,
  problem: ProblemCode,
  details: Omit<Problem, 'problem'> = {},
): Response => c.json({ problem, ...details } satisfies Problem, status);
