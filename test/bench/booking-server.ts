import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import type { Sql } from 'postgres';
import { loadDemo } from '#demo/load.ts';
import { addDays, type Day, dayOf, instantAt } from '#domain/day.ts';
import { giveMissingCodes, pathsOfPlaces } from '#server/bookings/booking-codes.ts';
import { openSql } from '#server/platform/db.ts';
import { migrate } from '#server/platform/migrate.ts';
import { startNow } from '#server/platform/now.ts';
import { startCluster } from '#server/platform/postgres.ts';
import { beginEpoch } from '#server/records/epoch.ts';

/** A large municipality: so many places, one hour a week each, ten to a worker, and so many years of bookings behind it. */
const size = { places: 200, perWorker: 10, years: 5, weeksAhead: 8 } as const;

/**
 * Fills the database in SQL: 200 places with a fixed hour of six slots, four of which can be booked; each of the four was
 * booked with 70 % in the past and is with 40 % in the coming eight weeks. Every hour of the past has its session, every
 * twentieth its exception.
 */
async function seed(pool: Sql, today: Day): Promise<void> {
  // One connection: of the temporary table, and without the limit of time that requests have.
  const sql = await pool.reserve();
  await sql`set statement_timeout = 0`;
  const from = addDays(today, -365 * size.years);
  const until = addDays(today, 7 * size.weeksAhead);
  const at = new Date(instantAt(today, '00:00'));
  await sql.unsafe('truncate booking, drop_in cascade');
  await sql`delete from sync_row where scope like 'log:%' or kind = 'dropIn'`;
  await sql`
    insert into person (id, login, name, initials, title, role)
    select md5('worker ' || n)::uuid, 'bench-' || n, 'Rådgiver ' || n, 'R', 'Rådgiver', 'worker'
    from generate_series(0, ${size.places / size.perWorker - 1}::int) n`;
  await sql`
    insert into institution (number, id, name, code, kind, district, cluster)
    select 'B' || lpad(n::text, 5, '0'), md5('place ' || n)::uuid, 'Sted ' || n, 'B' || n, 'folkeskole', 'D', 'Klynge'
    from generate_series(0, ${size.places - 1}::int) n`;
  await sql`
    insert into drop_in (id, institution, worker, weekday, starts, ends, room, slot_minutes, walk_in_share, every_weeks,
                         valid_from, earliest_days, changed_at)
    select md5('hour ' || n)::uuid, 'B' || lpad(n::text, 5, '0'), md5('worker ' || n / ${size.perWorker}::int)::uuid,
           1 + n % 5, lpad((8 + 3 * (n % ${size.perWorker}::int / 5))::text, 2, '0') || ':00',
           lpad((10 + 3 * (n % ${size.perWorker}::int / 5))::text, 2, '0') || ':00', 'Lokale', 20, 0.3, 1, ${from}, ${7 * size.weeksAhead}, ${at}
    from generate_series(0, ${size.places - 1}::int) n`;
  await sql`
    create temp table held as
    select d.*, day::date as date, row_number() over () as number
    from drop_in d, generate_series(${from}::date, ${until}::date, interval '1 day') day
    where extract(isodow from day) = d.weekday`;
  await sql`
    insert into booking (id, institution, occurrence, drop_in, worker, room, day, starts, ends, slot, role, language, state,
                         secret, request, made_at, changed_at)
    select gen_random_uuid(), institution, md5(id || date::text)::uuid, id, worker, room, date, to_char(begins, 'HH24:MI'),
           to_char(begins + interval '20 min', 'HH24:MI'),
           tstzrange(begins at time zone 'Europe/Copenhagen', (begins + interval '20 min') at time zone 'Europe/Copenhagen'),
           'teacher', 'da', case when date < ${today} then 'kept' else 'confirmed' end,
           sha256((id || begins::text)::bytea), gen_random_uuid(), ${at}, ${at}
    from held, generate_series(0, 3) slot, lateral (select date + starts::time + slot * interval '20 min' as begins) at
    where ('x' || left(md5(number || ' ' || slot), 4))::bit(16)::int / 65536.0 < case when date < ${today} then 0.7 else 0.4 end`;
  await sql`
    insert into sync_row (scope, kind, id, v, doc)
    select 'log:' || institution, 'booking', id, 1,
           jsonb_build_object('id', id, 'date', day, 'start', starts, 'end', ends, 'state', state, 'role', role) from booking`;
  await sql`
    insert into sync_row (scope, kind, id, v, doc)
    select 'log:' || institution, kind, md5(kind || id || date::text)::uuid, 1, jsonb_build_object(
      'kind', kind, 'id', md5(kind || id || date::text)::uuid, 'institution', institution, 'ops', '{}'::jsonb,
      'fields', '{}'::jsonb, 'chips', '{}'::jsonb, 'fixed', jsonb_build_object(
        'dropIn', id, 'date', date, 'start', starts, 'end', ends, 'room', room, 'worker', worker,
        'slotMinutes', slot_minutes, 'walkInShare', walk_in_share))
    from held, unnest(array['session', 'occurrence']) kind
    where case kind when 'session' then date < ${today} else number % 20 = 0 end`;
  await sql`drop table held`;
  await sql`vacuum (analyze)`;
  sql.release();
}

/** The real endpoint as it was built, over the same database. */
async function startProduct(
  top: string,
  databaseUrl: string,
  dataDir: string,
): Promise<{ child: ChildProcess; url: string }> {
  const proxied = { TRUST_PROXY: '1', PUBLIC_URL: 'https://traeffetid.example' };
  const env = { ...process.env, ...proxied, PORT: '0', HOST: '127.0.0.1', DEMO: '1', NODE_ENV: '' };
  const child = spawn(process.execPath, [join(top, 'dist/server/main.js')], {
    cwd: top,
    env: { ...env, DATABASE_URL: databaseUrl, DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  const url = await new Promise<string>((settle, refuse) => {
    child.stdout!.on('data', (text) => {
      said += text;
      const address = /tablet (https?:\/\/\S+?)\//.exec(said)?.[1];
      if (address) settle(address);
    });
    child.once('exit', (code) => refuse(new Error(`the endpoint ended with ${code}: ${said}`)));
  });
  return { child, url };
}

/** What a place's free times are read from, without any of the product's code: its hours, its changes, what is taken. */
async function bareReads(sql: Sql, place: string, today: Day): Promise<number> {
  const until = addDays(today, 7 * size.weeksAhead);
  const [hours, changes, taken] = await Promise.all([
    sql`select * from drop_in where institution = ${place}`,
    sql`select doc from sync_row where scope = ${`log:${place}`} and kind = 'occurrence' and doc -> 'fixed' ->> 'date' >= ${today}`,
    sql`select slot from booking where institution = ${place} and day between ${today} and ${until}`,
  ]);
  return hours.length + changes.length + taken.length;
}

async function serve(dataDir: string, top: string): Promise<void> {
  const cluster = await startCluster(join(dataDir, 'postgres'));
  const admin = openSql({ socket: cluster.socket, database: 'postgres' }, 1);
  await admin`create database bench`;
  await admin.end();
  const sql = openSql({ socket: cluster.socket, database: 'bench' }, 8);
  const now = startNow();
  const today = dayOf(now());
  await migrate(sql, now);
  await beginEpoch(sql, randomUUID, now);
  await loadDemo(sql, today);
  await seed(sql, today);
  await giveMissingCodes(sql, now);
  const databaseUrl = `postgres://postgres@localhost:${cluster.socket.split('.').at(-1)}/bench?host=${dirname(cluster.socket)}`;
  const product = await startProduct(top, databaseUrl, join(dataDir, 'own'));
  const [counts] = await sql<{ bookings: number; rows: number }[]>`
    select (select count(*)::int from booking) as bookings, (select count(*)::int from sync_row) as rows`;
  const places = await sql<
    { number: string }[]
  >`select number from institution where number like 'B%' order by number`;
  const numbers = places.map(({ number }) => number);
  const paths = [...(await pathsOfPlaces(sql, numbers)).values()];
  const limits = new Hono()
    .get('/scans', async (c) => {
      const scans = await sql<{ table: string; scans: number }[]>`
        select relname as table, seq_scan::int as scans from pg_stat_user_tables where relname in ('booking', 'sync_row')`;
      return c.json(Object.fromEntries(scans.map(({ table, scans: count }) => [table, count])));
    })
    .get('/empty', (c) => c.html('<!doctype html><html lang="da"><title>x</title><p>x</p></html>'))
    .get('/sql/:at', async (c) =>
      c.text(String(await bareReads(sql, numbers[Number(c.req.param('at'))]!, today))),
    );
  const server = createAdaptorServer({ fetch: limits.fetch });
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    const said = {
      url: product.url,
      pid: product.child.pid,
      limit: `http://127.0.0.1:${port}`,
      paths,
      ...counts,
    };
    process.stdout.write(`${JSON.stringify(said)}\n`);
  });
  process.once('SIGTERM', async () => {
    server.close();
    product.child.kill('SIGTERM');
    await new Promise((settle) => product.child.once('exit', settle));
    await sql.end({ timeout: 1 });
    await cluster.stop();
    process.exit(0);
  });
}

const [dataDir, top] = process.argv.slice(2);
await serve(dataDir!, top!);
