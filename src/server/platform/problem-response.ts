import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ApiProblem, ProblemCode } from '#domain/problem.ts';

/** The only way in which the endpoint says no: an ApiProblem from the closed list, never a stack or a sentence. */
export const problem = (
  c: Context,
  status: ContentfulStatusCode,
  code: ProblemCode,
  { field, ...details }: Omit<ApiProblem, 'problem'> = {},
): Response =>
  // A name of the client's own is no longer than a reader needs.
  c.json(
    {
      problem: code,
      ...details,
      ...(field !== undefined && { field: field.slice(0, 100) }),
    } satisfies ApiProblem,
    status,
  );
