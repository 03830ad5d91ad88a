import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import type { JSONValue, Sql } from 'postgres';
import { loadDemo } from '#demo/load.ts';
import { dayOf } from '#domain/day.ts';
import { idsFrom } from '#domain/id.ts';
import { createApp } from '#server/app.ts';
import { openSql } from '#server/platform/db.ts';
import { protect } from '#server/platform/headers.ts';
import { migrate } from '#server/platform/migrate.ts';
import { startNow } from '#server/platform/now.ts';
import { startCluster } from '#server/platform/postgres.ts';
import { openSite } from '#server/platform/static.ts';
import { beginEpoch } from '#server/records/epoch.ts';
import { makeDeps } from '../helpers/deps.ts';
import { reader, readerPlaces, seed, writer, writerPlace } from './seed.ts';

/** What the limit is measured with, beside the product: the same rows without any of its bookkeeping. */
function limitRoutes(sql: Sql): Hono {
  return new Hono()
    .get('/limit/rows', async (c) => {
      const rows =
        await sql`select scope, kind, id, v, doc from sync_row where scope like 'log:%' and scope <> ${`log:${writerPlace}`}`;
      return c.json(rows);
    })
    .post('/limit/changes', async (c) => {
      const changes = (await c.req.json()) as JSONValue;
      const { count } = await sql`
        insert into raw_change (op, object, body)
        select op, object, body from jsonb_to_recordset(${sql.json(changes)}) as r (op uuid, object uuid, body jsonb)`;
      return c.json({ count });
    })
    .get('/limit/uploaded', async (c) => {
      const [counts] = await sql`
        select (select count(*) from raw_change) as raw, (select count(*) from change) as changes,
               (select count(*) from sync_row where scope = ${`log:${writerPlace}`}) as rows`;
      return c.json(counts);
    })
    .post('/limit/reset', async (c) => {
      await sql`truncate raw_change, change`;
      await sql`delete from sync_row where scope = ${`log:${writerPlace}`}`;
      await sql`vacuum (analyze) sync_row`;
      await sql`checkpoint`;
      return c.json({});
    });
}

/** The real endpoint over a PostgreSQL of its own, fsync on, with `rows` rows to download, on a random port of loopback. */
async function serve(dataDir: string, site: string, rows: number): Promise<void> {
  const cluster = await startCluster(join(dataDir, 'postgres'));
  const admin = openSql({ socket: cluster.socket, database: 'postgres' }, 1);
  await admin`create database bench`;
  await admin.end();
  const sql = openSql({ socket: cluster.socket, database: 'bench' }, 20);
  const now = startNow();
  await migrate(sql, now);
  await beginEpoch(sql, randomUUID, now);
  await loadDemo(sql, dayOf(now()));
  const bytes = await seed(sql, rows, now());
  const [settings] = await sql<{ version: string; fsync: string; commit: string }[]>`
    select current_setting('server_version') as version, current_setting('fsync') as fsync,
           current_setting('synchronous_commit') as commit`;
  const log = (line: object) => process.stderr.write(`${JSON.stringify(line)}\n`);
  const app = createApp(await makeDeps(sql, join(dataDir, 'keys'), { now, makeId: idsFrom(now), log }));
  const pages = openSite(site);
  const limits = limitRoutes(sql);
  const server = createAdaptorServer({
    fetch: async (request, env) => {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith('/limit/')) return limits.fetch(request);
      return protect(pathname.startsWith('/api/') ? await app.fetch(request, env) : pages(request), false);
    },
  });
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    process.stdout.write(
      `${JSON.stringify({ url: `http://127.0.0.1:${port}`, bytes, settings, reader, readerPlace: readerPlaces[0], writer, writerPlace })}\n`,
    );
  });
  process.once('SIGTERM', async () => {
    server.close();
    await sql.end({ timeout: 1 });
    await cluster.stop();
    process.exit(0);
  });
}

const [dataDir, site, rows] = process.argv.slice(2);
await serve(dataDir!, site!, Number(rows));
