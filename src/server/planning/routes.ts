import { Hono } from 'hono';
import { paths } from '#api/paths.ts';
import { PlanRequest } from '#api/schedule-request.ts';
import type { Env } from '../access/login.ts';
import type { Deps } from '../platform/deps.ts';
import { problem } from '../platform/problem-response.ts';
import { readSchedule } from './read-schedule.ts';
import { runCommand } from './run-command.ts';

/** The schedule desk: coordinators only, own places only; every change is tried first and kept in the plan's history. */
export const scheduleRoutes = (deps: Deps): Hono<Env> => {
  const app = new Hono<Env>();
  app.get(paths.schedule, async (c) => {
    const { id } = c.get('person')!;
    const schedule = await deps.sql.begin('isolation level repeatable read read only', (tx) =>
      readSchedule(tx, id, deps.now()),
    );
    return c.json(schedule);
  });
  app.post(paths.schedule, async (c) => {
    const asked = PlanRequest.safeParse(await c.req.json().catch(() => undefined));
    if (!asked.success) {
      return problem(c, 400, 'invalid', { field: asked.error.issues[0]?.path.join('.') ?? '' });
    }
    const answer = await runCommand(deps, c.get('person')!.id, asked.data);
    if (answer === 'reused') return problem(c, 409, 'reused');
    return 'wrong' in answer ? problem(c, 400, 'invalid', { field: answer.wrong }) : c.json(answer);
  });
  return app;
};
