import { type Context, Hono } from 'hono';
import { paths } from '#api/paths.ts';
import { DemoSignIn, type Me, type VaultSignIn } from '#api/session.ts';
import type { Person } from '#domain/person.ts';
import { errorCode, stackFrames } from '#domain/stack-frames.ts';
import { keepSignIn } from './access/credential.ts';
import { demoCodeAsked } from './access/demo-code.ts';
import { deviceRoutes } from './access/device.ts';
import { devicesOf, renewDevices } from './access/device-cookie.ts';
import { type Env, knowPerson, ownPagesOnly, signIn, signOut } from './access/login.ts';
import { coordinatorsOnly } from './access/roles.ts';
import { madeBy } from './access/unsent-changes.ts';
import { limitBodies } from './body-limits.ts';
import { feedApi } from './feeds/api.ts';
import { feedRoutes } from './feeds/feed.ts';
import { isPage, show } from './guest-pages/page-response.ts';
import { bookingRoutes } from './guest-pages/routes.ts';
import { readAcute } from './places/acute-numbers.ts';
import { placesRoutes } from './places/routes.ts';
import { scheduleRoutes } from './planning/routes.ts';
import type { Deps } from './platform/deps.ts';
import { problem } from './platform/problem-response.ts';
import { reviewRoutes } from './review/routes.ts';
import { holdToTable, routes } from './routes.ts';
import { syncRoutes } from './sync/route.ts';

/** The endpoint as a function of what it is made of: `Request -> Response`, no port, no global. */
export function createApp(deps: Deps): Hono<Env> {
  const app = new Hono<Env>();
  app.onError((error, c) => {
    const reference = deps.makeId();
    deps.log({
      at: new Date(deps.now()).toISOString(),
      event: 'fault',
      reference,
      code: errorCode(error),
      path: withoutSecrets(c.req.path),
      frames: stackFrames(error),
    });
    if (isPage(c)) return show(c, deps, { type: 'fault', reference }, 500);
    return problem(c, 500, 'unexpected', { reference });
  });
  app.notFound((c) => (isPage(c) ? show(c, deps, { type: 'unknown' }, 404) : problem(c, 404, 'notFound')));
  app.use(limitBodies(deps));
  app.use('/api/*', async (c, next) => {
    await next();
    c.header('cache-control', 'no-store');
  });
  app.use('/api/*', ownPagesOnly, knowPerson(deps));
  app.use(`${paths.demoDoor}*`, demoCodeAsked(deps));
  const parts = [
    sessionRoutes(deps),
    deviceRoutes(deps),
    syncRoutes(deps),
    reviewRoutes(deps),
    scheduleRoutes(deps),
    feedApi(deps),
    placesRoutes(deps),
    bookingRoutes(deps),
    feedRoutes(deps),
  ];
  holdToTable(parts.flatMap((part) => part.routes));
  for (const { path, who } of routes) if (who === 'coordinator') app.use(path, coordinatorsOnly);
  for (const part of parts) app.route('/', part);
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
  /** Whose button was pressed at the demo's door, or the answer that refuses. */
  const demoPerson = async (c: Context<Env>): Promise<Person | Response> => {
    if (!deps.demo) return problem(c, 404, 'notFound');
    const asked = DemoSignIn.safeParse(await c.req.json().catch(() => undefined));
    if (!asked.success) return problem(c, 400, 'invalid', { field: 'person' });
    return (await demoPeople()).find(({ id }) => id === asked.data.person) ?? problem(c, 404, 'notFound');
  };
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
      const person = await demoPerson(c);
      if (person instanceof Response) return person;
      await signIn(deps, c, person.id);
      return c.json(person);
    })
    .post(paths.demoVaultSignIn, async (c) => {
      const person = await demoPerson(c);
      if (person instanceof Response) return person;
      const signIn = await keepSignIn(deps, person.id, deps.now());
      renewDevices(deps, c);
      const devices = await madeBy(sql, person.id, devicesOf(deps, c));
      return c.json({ person, signIn, devices } satisfies VaultSignIn);
    })
    .post(paths.signOut, async (c) => {
      await signOut(deps, c);
      return c.json({});
    });
}
