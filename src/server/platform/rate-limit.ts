import type { Context, MiddlewareHandler } from 'hono';
import type { BlankEnv } from 'hono/types';
import type { Deps } from './deps.ts';

/**
 * Requests a minute from one address. A whole school may share one, so reading is free for all practical purposes, and who
 * guesses addresses keeps nobody beside him from a page that is there.
 */
const perMinute = { read: 300, write: 60, miss: 20 } as const;
/** Addresses that are counted by themselves in one minute; those beyond count as one. */
const mostAddresses = 10_000;

/** What was asked in the minute that runs, by address. In memory: a page that is only read writes nothing. */
function minuteCounts(): (address: string, now: number) => number {
  const counts = new Map<string, number>();
  let minute = 0;
  return (address, now) => {
    const running = Math.floor(now / 60_000);
    if (running !== minute) counts.clear();
    minute = running;
    const key = counts.has(address) || counts.size < mostAddresses ? address : '';
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count;
  };
}

const secondsLeft = (now: number): number => 60 - Math.floor((now % 60_000) / 1000);

/** The asker's address: of the connection, or what our own reverse proxy says. An IPv6 subscriber has a whole /64. */
function addressOf(c: Context, { booking }: Deps): string {
  const named = booking.trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  const env = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined;
  const address = named ?? env?.incoming?.socket?.remoteAddress ?? 'local';
  return address.includes(':') && !address.includes('.') ? address.split(':').slice(0, 4).join(':') : address;
}

/** Counts what writes, in the database, so that all endpoints count together; the seconds to wait when it was one too many. */
async function count(deps: Deps, address: string, act: 'write' | 'miss'): Promise<number | undefined> {
  const now = deps.now();
  const [row] = await deps.sql<{ count: number }[]>`
    insert into rate as r (bucket, minute) values (${`${act} ${address}`}, ${minuteOf(now)})
    on conflict (bucket, minute) do update set count = r.count + 1 returning count`;
  if (row!.count === 1) await forgetRates(deps);
  return row!.count > perMinute[act] ? secondsLeft(now) : undefined;
}

const minuteOf = (now: number): Date => new Date(Math.floor(now / 60_000) * 60_000);

/**
 * At most so many requests a minute from one address. What is not found counts by itself: codes and secrets can't be tried
 * out. Who has tried too many is told so instead of what he tried; what is there is shown to him as to everybody.
 */
export function limited(
  deps: Deps,
  tooMany: (c: Context, seconds: number) => Promise<Response>,
): MiddlewareHandler<BlankEnv> {
  const reads = minuteCounts();
  const misses = minuteCounts();
  const refuse = async (c: Context, seconds: number): Promise<Response> => {
    const refused = await tooMany(c, seconds);
    refused.headers.set('retry-after', String(seconds));
    return refused;
  };
  return async (c, next) => {
    const [address, now] = [addressOf(c, deps), deps.now()];
    const isRead = c.req.method === 'GET' || c.req.method === 'HEAD';
    const seconds = isRead
      ? reads(address, now) > perMinute.read && secondsLeft(now)
      : await count(deps, address, 'write');
    if (seconds) return refuse(c, seconds);
    await next();
    if (c.res.status !== 404 || misses(address, now) <= perMinute.miss) return;
    c.res = await refuse(c, secondsLeft(now));
  };
}

/** Misses of what is no page: tried codes of the demo's door. Both answer seconds to wait, once it is too many. */
export const limitMisses = (deps: Deps, c: Context) => ({
  tooMany: () => missesOf(deps, addressOf(c, deps)),
  add: () => count(deps, addressOf(c, deps), 'miss'),
});

async function missesOf(deps: Deps, address: string): Promise<number | undefined> {
  const now = deps.now();
  const [row] = await deps.sql<{ count: number }[]>`
    select count from rate where bucket = ${`miss ${address}`} and minute = ${minuteOf(now)}`;
  return row && row.count >= perMinute.miss ? secondsLeft(now) : undefined;
}

/** Addresses are kept for an hour. */
const forgetRates = (deps: Deps) =>
  deps.sql`delete from rate where minute < ${new Date(deps.now() - 3_600_000)}`;
