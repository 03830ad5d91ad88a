import type { Context, MiddlewareHandler } from 'hono';
import type { BlankEnv } from 'hono/types';
import type { Deps } from './deps.ts';

/** Requests a minute from one address. A whole school may share one, so reading is free for all practical purposes. */
const perMinute = { read: 300, write: 60, miss: 20 } as const;
type Act = keyof typeof perMinute;

/** The asker's address: of the connection, or what our own reverse proxy says. An IPv6 subscriber has a whole /64. */
function addressOf(c: Context, { booking }: Deps): string {
  const named = booking.trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  const env = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined;
  const address = named ?? env?.incoming?.socket?.remoteAddress ?? 'local';
  return address.includes(':') && !address.includes('.') ? address.split(':').slice(0, 4).join(':') : address;
}

/** Counts one act; the seconds until the next minute when it was one too many. */
async function count(deps: Deps, address: string, act: Act): Promise<number | undefined> {
  const now = deps.now();
  const minute = new Date(Math.floor(now / 60_000) * 60_000);
  const [row] = await deps.sql<{ count: number }[]>`
    insert into rate as r (bucket, minute) values (${`${act} ${address}`}, ${minute})
    on conflict (bucket, minute) do update set count = r.count + 1 returning count`;
  if (row!.count === 1) await forgetRates(deps);
  return row!.count > perMinute[act] ? 60 - Math.floor((now % 60_000) / 1000) : undefined;
}

/**
 * At most so many requests a minute from one address, counted in the database, so that all endpoints count together. What
 * is not found counts by itself: codes and secrets can't be tried out.
 */
export const limited =
  (deps: Deps, tooMany: (c: Context, seconds: number) => Promise<Response>): MiddlewareHandler<BlankEnv> =>
  async (c, next) => {
    const address = addressOf(c, deps);
    const reads = c.req.method === 'GET' || c.req.method === 'HEAD';
    const seconds = (await count(deps, address, reads ? 'read' : 'write')) ?? (await missesOf(deps, address));
    if (seconds !== undefined) {
      const refused = await tooMany(c, seconds);
      refused.headers.set('retry-after', String(seconds));
      return refused;
    }
    await next();
    if (c.res.status === 404) await count(deps, address, 'miss');
    return undefined;
  };

/** The same count of misses for what is no page: tried codes of a door. Both answer seconds to wait, once it is too many. */
export const limitMisses = (deps: Deps, c: Context) => ({
  tooMany: () => missesOf(deps, addressOf(c, deps)),
  add: () => count(deps, addressOf(c, deps), 'miss'),
});

async function missesOf(deps: Deps, address: string): Promise<number | undefined> {
  const now = deps.now();
  const [row] = await deps.sql<{ count: number }[]>`
    select count from rate where bucket = ${`miss ${address}`} and minute = ${new Date(Math.floor(now / 60_000) * 60_000)}`;
  return row && row.count >= perMinute.miss ? 60 - Math.floor((now % 60_000) / 1000) : undefined;
}

/** Addresses are kept for an hour. */
const forgetRates = (deps: Deps) =>
  deps.sql`delete from rate where minute < ${new Date(deps.now() - 3_600_000)}`;
