import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openSql } from '#server/platform/db.ts';
import { watchHealth } from '#server/platform/health.ts';
import { freshDatabase } from '../../helpers/postgres.ts';

const newFolder = () => mkdtempSync(join(tmpdir(), 'traeffetid-health-'));

test('ok with a database that answers and room on the disk', async () => {
  const { sql, close } = await freshDatabase();
  const folder = newFolder();
  expect(await watchHealth(sql, folder)()).toBe('ok');
  rmSync(folder, { recursive: true });
  await close();
});

test('says so when the database is away, within seconds, and when it is back', async () => {
  const { sql, close } = await freshDatabase();
  const folder = newFolder();
  const health = watchHealth(sql, folder);
  expect(await health()).toBe('ok');
  // Every connection of the pool waits for a database that does not come to an end.
  const busy = Array.from({ length: 5 }, () => sql`select pg_sleep(4)`.catch(() => undefined));
  await pause(1100);
  const asked = performance.now();
  expect(await health()).toBe('database');
  expect(performance.now() - asked).toBeLessThan(3000);
  await Promise.all(busy);
  await pause(1100);
  expect(await health()).toBe('ok');
  await close();

  const away = openSql('postgres://x@127.0.0.1:1/x', 1);
  expect(await watchHealth(away, folder)()).toBe('database');
  await away.end({ timeout: 0 });
  rmSync(folder, { recursive: true });
});

test('says so when the disk is full, or takes nothing any more', async () => {
  const { sql, close } = await freshDatabase();
  const folder = newFolder();
  expect(await watchHealth(sql, folder, Number.MAX_SAFE_INTEGER)()).toBe('disk');
  rmSync(folder, { recursive: true });
  expect(await watchHealth(sql, folder)()).toBe('disk');
  await close();
});

test('however many look, the database is asked once a second', async () => {
  const { sql, close } = await freshDatabase();
  const folder = newFolder();
  let asked = 0;
  const counted = new Proxy(sql, {
    apply: (target, given, args) => {
      asked += 1;
      return Reflect.apply(target as unknown as () => unknown, given, args);
    },
  });
  const health = watchHealth(counted, folder);
  for (const answer of await Promise.all(Array.from({ length: 200 }, health))) expect(answer).toBe('ok');
  expect(asked).toBe(1);
  rmSync(folder, { recursive: true });
  await close();
});
