import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ApiProblem, ProblemCode } from '#domain/problem.ts';

/** The only way in which the endpoint says no: an ApiProblem from the closed list, never a stack or a sentence. */
export const problem = (
  c: Context,
  status: ContentfulStatusCode,
  code: ProblemCode,
  details: Omit<ApiProblem, 'problem'> = {},
): Response => c.json({ problem: code, ...details } satisfies ApiProblem, status);
