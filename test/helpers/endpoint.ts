import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import type { Sql } from 'postgres';
import type { Fetch } from '#api/client/http.ts';
import { loadDemo } from '#demo/load.ts';
import { dayOf } from '#domain/day.ts';
import { outsideId } from '#domain/id.ts';
import type { Env } from '#server/access/login.ts';
import { createApp } from '#server/app.ts';
import type { Deps } from '#server/platform/deps.ts';
import { beginEpoch } from '#server/records/epoch.ts';
import { type Clock, idsBy, makeClock } from './clock.ts';
import { makeDeps } from './deps.ts';
import { freshDatabase } from './postgres.ts';

/** The real endpoint on a real database, without a port. */
export interface Endpoint {
  app: Hono<Env>;
  sql: Sql;
  deps: Deps;
  clock: Clock;
  /** A browser of its own: what it fetches carries its own cookies. */
  browser: () => Fetch;
  /** As after a restart: a new epoch on the same database. */
  restart: () => Promise<void>;
  /** Every line that the endpoint logged. */
  logged: object[];
  close: () => Promise<void>;
}

export const people = {
  west: outsideId('person', 'raadgiver-vest'),
  east: outsideId('person', 'raadgiver-oest'),
  coordinator: outsideId('person', 'koordinator'),
} as const;

/** Places of the demo municipality: one of each worker's own, and one that both serve. */
export const places = { west: '849003', east: '849001', shared: '849005' } as const;

export async function openEndpoint({ history = false, clock = makeClock() } = {}): Promise<Endpoint> {
  const { sql, close } = await freshDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'traeffetid-keys-'));
  const logged: object[] = [];
  await beginEpoch(sql, randomUUID, clock.now);
  await loadDemo(sql, dayOf(clock.now()));
  if (!history) {
    await sql`delete from sync_row where scope like 'log:%'`;
    await sql`truncate change`;
    await sql`truncate booking cascade`;
    await sql`delete from device`;
    await sql`update institution set last_reference = 0`;
  }
  const means = { now: clock.now, makeId: idsBy(clock), log: (line: object) => logged.push(line) };
  const deps = await makeDeps(sql, folder, means);
  const app = createApp(deps);
  return {
    app,
    sql,
    deps,
    clock,
    logged,
    browser: () => browserOf(app),
    restart: () => beginEpoch(sql, randomUUID, clock.now),
    close: async () => {
      await close();
      rmSync(folder, { recursive: true });
    },
  };
}

function browserOf(app: Hono<Env>): Fetch {
  const jar = new Map<string, string>();
  return async (path, init) => {
    const headers = new Headers(init.headers);
    if (jar.size > 0) headers.set('cookie', [...jar].map((pair) => pair.join('=')).join('; '));
    const response = await app.request(path, {
      method: init.method ?? 'GET',
      headers,
      body: init.body ?? null,
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
      jar.set(name!, value!);
    }
    return response;
  };
}
