import { Hono } from 'hono';
import { paths } from '#api/paths.ts';
import { ChangePlaces } from '#api/places-request.ts';
import type { Env } from '../access/login.ts';
import type { Deps } from '../platform/deps.ts';
import { problem } from '../platform/problem-response.ts';
import { changePlaces } from './change-places.ts';
import { readDesk } from './read-places.ts';

/** The coordinator's desk of places: addresses to give out and renew, numbers to ring, how long bookers' names are kept. */
export const placesRoutes = (deps: Deps): Hono<Env> => {
  const app = new Hono<Env>();
  app.get(paths.places, async (c) => c.json(await readDesk(deps, c.get('person')!.id)));
  app.post(paths.places, async (c) => {
    const asked = ChangePlaces.safeParse(await c.req.json().catch(() => undefined));
    if (!asked.success) {
      return problem(c, 400, 'invalid', { field: String(asked.error.issues[0]?.path[0] ?? 'type') });
    }
    const person = c.get('person')!.id;
    if (!(await changePlaces(deps, person, asked.data))) return problem(c, 404, 'notFound');
    return c.json(await readDesk(deps, person));
  });
  return app;
};
