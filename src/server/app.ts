import { Hono } from 'hono';
import { paths } from '../wire/paths.ts';
import { DemoSignIn, type Me } from '../wire/session.ts';
import { readAcute } from './acute.ts';
import { type Env, knowPerson, ownPagesOnly, signIn, signOut } from './auth.ts';
import { limitBodies } from './body.ts';
import { bookingRoutes } from './booking/route.ts';
import { demoCodeAsked } from './demo-code.ts';
import type { Deps } from './deps.ts';
import { deviceRoutes } from './device.ts';
import { feedApi } from './feed/api.ts';
import { feedRoutes } from './feed/feed.ts';
import { placesRoutes } from './places/route.ts';
import { refuse } from './refuse.ts';
import { reviewRoutes } from './review.ts';
import { scheduleRoutes } from './schedule/route.ts';
import { syncRoutes } from './sync/route.ts';

/** The endpoint as a function of what it is made of: `Request -> Response`, no port, no global. */
export function createApp(deps: Deps): Hono<Env> {
  const app = new Hono<Env>();
  app.onError((error, c) => {
    const reference = deps.makeId();
    const code = 'code' in error ? String(error.code) : error.name;
    deps.log({
      at: new Date(deps.now()).toISOString(),
      event: 'fault',
      reference,
      code,
      path: withoutSecrets(c.req.path),
    });
    return refuse(c, 500, 'unexpected', { reference });
  });
  app.notFound((c) => refuse(c, 404, 'notFound'));
  app.use(limitBodies(deps));
  app.use('/api/*', async (c, next) => {
    await next();
    c.header('cache-control', 'no-store');
  });
  app.use('/api/*', ownPagesOnly, knowPerson(deps));
  app.use(`${paths.demoDoor}*`, demoCodeAsked(deps));
  app.route('/', sessionRoutes(deps));
  app.route('/', deviceRoutes(deps));
  app.route('/', syncRoutes(deps));
  app.route('/', reviewRoutes(deps));
  app.route('/', scheduleRoutes(deps));
  app.route('/', feedApi(deps));
  app.route('/', placesRoutes(deps));
  app.route('/', bookingRoutes(deps));
  app.route('/', feedRoutes(deps));
  return app;
}

/** The secret links of bookings and feeds are in no log. */
const withoutSecrets = (path: string): string => path.replace(/^(\/b\/t|\/feed)\/.*/, '$1/…');

function sessionRoutes(deps: Deps): Hono<Env> {
  const { sql } = deps;
  const demoPeople = () =>
    sql<
      Me['demo']
    >`select id, name, initials, title, role from person where role in ('worker', 'coordinator') order by role desc, login desc`;
  return new Hono<Env>()
    .get(paths.me, async (c) => {
      const [[municipality], acute] = await Promise.all([
        sql<{ name: string }[]>`select name from municipality`,
        readAcute(sql),
      ]);
      const me: Me = {
        person: c.get('person') ?? null,
        municipality: municipality?.name ?? '',
        acute,
        demo: deps.demo ? await demoPeople() : [],
        demoCode: deps.demo && deps.demoCode !== undefined,
      };
      return c.json(me);
    })
    .post(paths.demoSignIn, async (c) => {
      if (!deps.demo) return refuse(c, 404, 'notFound');
      const asked = DemoSignIn.safeParse(await c.req.json().catch(() => undefined));
      if (!asked.success) return refuse(c, 400, 'invalid', { field: 'person' });
      const person = (await demoPeople()).find(({ id }) => id === asked.data.person);
      if (!person) return refuse(c, 404, 'notFound');
      await signIn(deps, c, person.id);
      return c.json(person);
    })
    .post(paths.signOut, async (c) => {
      await signOut(deps, c);
      return c.json({});
    });
}
