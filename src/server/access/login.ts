import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Id } from '#domain/id.ts';
import type { Person } from '#domain/person.ts';
import type { Deps } from '../platform/deps.ts';
import { problem } from '../platform/problem-response.ts';
import { hashOf, makeSecret } from '../platform/secret.ts';

/** What every handler finds in its context. */
export type Env = { Variables: { person: Person | undefined } };

const minute = 60_000;
const idle = 30 * minute;
const absolute = 12 * 60 * minute;

const cookieName = (deps: Deps): string => (deps.secure ? '__Host-sid' : 'sid');
const cookieOptions = (deps: Deps) =>
  ({ path: '/', httpOnly: true, sameSite: 'Lax', secure: deps.secure }) as const;

/** Sets `person` from the login cookie: a random reference, its hash at rest; 30 minutes idle, 12 hours in all (trust §4). */
export const knowPerson =
  (deps: Deps): MiddlewareHandler<Env> =>
  async (c, next) => {
    const token = getCookie(c, cookieName(deps));
    c.set('person', token ? await personOf(deps, hashOf(token)) : undefined);
    await next();
  };

async function personOf({ sql, now }: Deps, hash: Buffer): Promise<Person | undefined> {
  const at = now();
  const [found] = await sql<(Person & { seen: number })[]>`
    select p.id, p.name, p.initials, p.title, p.role, extract(epoch from l.seen_at)::float8 * 1000 as seen
    from login l join person p on p.id = l.person
    where l.hash = ${hash} and l.made_at > ${new Date(at - absolute)} and l.seen_at > ${new Date(at - idle)}`;
  if (!found) return undefined;
  const { seen, ...person } = found;
  if (at - seen > minute) await sql`update login set seen_at = ${new Date(at)} where hash = ${hash}`;
  return person;
}

/** Starts a new login for a person; whatever login the browser had before is not used again. */
export async function signIn(deps: Deps, c: Context<Env>, person: Id): Promise<void> {
  await endLogin(deps, c);
  const token = makeSecret();
  const at = new Date(deps.now());
  await deps.sql`insert into login (hash, person, made_at, seen_at) values (${hashOf(token)}, ${person}, ${at}, ${at})`;
  setCookie(c, cookieName(deps), token, cookieOptions(deps));
}

/** Deletes logins that can no longer be used; how many. */
export async function forgetLogins({ sql, now }: Deps): Promise<number> {
  const at = now();
  const { count } = await sql`
    delete from login where made_at <= ${new Date(at - absolute)} or seen_at <= ${new Date(at - idle)}`;
  return count;
}

async function endLogin(deps: Deps, c: Context<Env>): Promise<void> {
  const token = getCookie(c, cookieName(deps));
  if (token) await deps.sql`delete from login where hash = ${hashOf(token)}`;
}

export async function signOut(deps: Deps, c: Context<Env>): Promise<void> {
  await endLogin(deps, c);
  deleteCookie(c, cookieName(deps), cookieOptions(deps));
}

const isOtherSite = (c: Context): boolean =>
  ['cross-site', 'same-site'].includes(c.req.header('sec-fetch-site') ?? '');

/** A hidden origin, `null`, is another one too. */
function isOtherOrigin(c: Context): boolean {
  const origin = c.req.header('origin');
  return origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== c.req.header('host'));
}

/** Another site sends this form: by the browser's own word, or by the origin of older ones unless they hide it, as for our own pages. */
export const isForeign = (c: Context): boolean =>
  c.req.header('sec-fetch-site') ? isOtherSite(c) : c.req.header('origin') !== 'null' && isOtherOrigin(c);

/** A writing request must come from our own pages and be JSON: no form on another site can send that (CSRF, trust §4). */
export const ownPagesOnly: MiddlewareHandler<Env> = async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
  const isJson = c.req.header('content-type')?.startsWith('application/json');
  if (isOtherOrigin(c) || isOtherSite(c) || !isJson) return problem(c, 403, 'forbidden');
  return next();
};
