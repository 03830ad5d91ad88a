import { afterEach, expect, test } from 'vitest';
import { migrate } from '#server/platform/migrate.ts';
import { StartupError } from '#server/platform/startup-error.ts';
import { beginEpoch } from '#server/records/epoch.ts';
import { testNow } from '../../helpers/instant.ts';
import { freshDatabase, type TestDatabase } from '../../helpers/postgres.ts';

let database: TestDatabase;
afterEach(() => database.close());

test('migrates an empty database, and finds nothing to do the second time', async () => {
  database = await freshDatabase({ empty: true });
  await migrate(database.sql, testNow);
  const first = await database.sql`select name, at from migration order by name`;
  expect(first.length).toBeGreaterThan(0);
  await migrate(database.sql, testNow);
  expect(await database.sql`select name, at from migration order by name`).toEqual(first);
  expect(await database.sql`select v from sync_clock`).toEqual([{ v: 0 }]);
});

test('leaves nothing of a migration that fails half way, and keeps those before it', async () => {
  database = await freshDatabase({ empty: true });
  const broken = { '001.sql': 'create table a (n int)', '002.sql': 'create table b (n int); select 1/0' };
  await expect(migrate(database.sql, testNow, broken)).rejects.toThrow('division by zero');
  const tables = await database.sql`select tablename from pg_tables where tablename in ('a', 'b')`;
  expect(tables).toEqual([{ tablename: 'a' }]);
  expect(await database.sql`select name from migration`).toEqual([{ name: '001.sql' }]);
});

test('two endpoints that start together run each migration once', async () => {
  database = await freshDatabase({ empty: true });
  const slow = { '001.sql': 'create table a (n int); insert into a select 1 from pg_sleep(0.2)' };
  await Promise.all([
    migrate(database.sql, testNow, slow),
    migrate(database.sql, testNow, slow),
    migrate(database.sql, testNow, slow),
  ]);
  expect(await database.sql`select n from a`).toEqual([{ n: 1 }]);
});

test('refuses a database that a newer version has shaped, in one sentence', async () => {
  database = await freshDatabase({ empty: true });
  await migrate(database.sql, testNow, { '001.sql': 'select 1', '002.sql': 'select 2' });
  const older = migrate(database.sql, testNow, { '001.sql': 'select 1' });
  await expect(older).rejects.toThrow(StartupError);
  await expect(older).rejects.toThrow('002.sql');
});

test('a file that refuses the database says so in its sentence, and nothing of it stays', async () => {
  database = await freshDatabase({ empty: true });
  const files = {
    '001.sql': 'create table old (id int)',
    '002.sql': "drop table old; do $$ begin raise exception 'Begin with an empty one.'; end $$",
  };
  const refused = migrate(database.sql, testNow, files);
  await expect(refused).rejects.toThrow(new StartupError('Begin with an empty one.'));
  expect(await database.sql`select name from migration`).toEqual([{ name: '001.sql' }]);
  expect(await database.sql`select from old`).toEqual([]);
});

test('an epoch closes the one before it at the clock and goes on under a token of its own', async () => {
  database = await freshDatabase();
  const { sql } = database;
  const tokens = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
  const makeToken = () => tokens.shift()!;
  await beginEpoch(sql, makeToken, testNow);
  expect(await sql`select v from sync_clock`).toEqual([{ v: 2 ** 32 }]);
  await sql`update sync_clock set v = v + 5`;
  await beginEpoch(sql, makeToken, testNow);
  expect(await sql`select v from sync_clock`).toEqual([{ v: 2 * 2 ** 32 }]);
  expect(await sql`select epoch, token, last_v from sync_epoch order by epoch`).toEqual([
    { epoch: 1, token: '00000000-0000-4000-8000-000000000001', last_v: 2 ** 32 + 5 },
    { epoch: 2, token: '00000000-0000-4000-8000-000000000002', last_v: 2 * 2 ** 32 },
  ]);
});

test('versions come as numbers and days as text, whatever zone the machine is in', async () => {
  database = await freshDatabase();
  const day = '2026-03-29';
  const [row] = await database.sql`
    select ${2 ** 53 - 1}::int8 as v, ${day}::date as day, null::date as none, array[1, 2]::int8[] as many`;
  expect(row).toEqual({ v: 2 ** 53 - 1, day, none: null, many: [1, 2] });
});
