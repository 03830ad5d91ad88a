import { Hono, type MiddlewareHandler } from 'hono';
import { paths } from '#api/paths.ts';
import { ChangePlaces } from '#api/places-request.ts';
import type { Id } from '#domain/id.ts';
import type { Env } from '../access/login.ts';
import { renewCode } from '../bookings/booking-codes.ts';
import { renewFeed } from '../feeds/feed.ts';
import type { Deps } from '../platform/deps.ts';
import { refuse } from '../platform/problem-response.ts';
import { changeAcute } from './acute-numbers.ts';
import { coordinatedPlaces, readDesk, workersAt } from './read-places.ts';

/** The coordinator's desk of places: addresses to give out and renew, whom to ring, how long who booked is kept. */
export const placesRoutes = (deps: Deps): Hono<Env> => {
  const app = new Hono<Env>();
  app.use(paths.places, coordinatorsOnly);
  app.get(paths.places, async (c) => c.json(await readDesk(deps, c.get('person')!.id)));
  app.post(paths.places, async (c) => {
    const asked = ChangePlaces.safeParse(await c.req.json().catch(() => undefined));
    if (!asked.success) {
      return refuse(c, 400, 'invalid', { field: String(asked.error.issues[0]?.path[0] ?? 'change') });
    }
    const person = c.get('person')!.id;
    if (!(await mayChange(deps, person, asked.data))) return refuse(c, 404, 'notFound');
    await change(deps, asked.data);
    await deps.sql`
      insert into audit (at, person, verb, object)
      values (${new Date(deps.now())}, ${person}, ${`places.${asked.data.change}`}, ${objectOf(asked.data)})`;
    return c.json(await readDesk(deps, person));
  });
  return app;
};

const coordinatorsOnly: MiddlewareHandler<Env> = async (c, next) => {
  const person = c.get('person');
  if (!person) return refuse(c, 401, 'signIn');
  if (person.role !== 'coordinator') return refuse(c, 403, 'forbidden');
  return next();
};

const objectOf = (asked: ChangePlaces): string | null =>
  'worker' in asked ? asked.worker : 'institution' in asked ? asked.institution : null;

/** Her own places and their workers; what holds for the whole municipality is any coordinator's. */
async function mayChange({ sql }: Deps, coordinator: Id, asked: ChangePlaces): Promise<boolean> {
  if ('institution' in asked && asked.institution !== null) {
    return (await coordinatedPlaces(sql, coordinator)).some(({ number }) => number === asked.institution);
  }
  if (!('worker' in asked)) return true;
  const places = await coordinatedPlaces(sql, coordinator);
  return (await workersAt(sql, places)).some(({ id }) => id === asked.worker);
}

async function change(deps: Deps, asked: ChangePlaces): Promise<void> {
  const { sql } = deps;
  switch (asked.change) {
    case 'code':
      await renewCode(sql, asked.institution, new Date(deps.now()));
      return;
    case 'placeFeed':
      await renewFeed(deps, { institution: asked.institution });
      return;
    case 'workerFeed':
      await renewFeed(deps, { person: asked.worker });
      return;
    case 'contact': {
      const { phone, phoneOf, institution } = asked;
      if (institution === null) await sql`update municipality set phone = ${phone}, phone_of = ${phoneOf}`;
      else
        await sql`update institution set phone = ${phone}, phone_of = ${phoneOf} where number = ${institution}`;
      return;
    }
    case 'keepDays':
      await sql`update municipality set keep_booking_days = ${asked.keepDays}`;
      return;
    case 'acute':
      await changeAcute(sql, asked.acute);
  }
}
