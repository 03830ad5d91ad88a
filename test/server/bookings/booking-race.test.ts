import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { loadDemo } from '#demo/load.ts';
import { dayOf } from '#domain/day.ts';
import { createApp } from '#server/app.ts';
import { pathOfPlace } from '#server/bookings/booking-codes.ts';
import { openSql } from '#server/platform/db.ts';
import { migrate } from '#server/platform/migrate.ts';
import { beginEpoch } from '#server/records/epoch.ts';
import { idsBy, makeClock } from '../../helpers/clock.ts';
import { hasPostgres15, startPostgres15 } from '../../helpers/debian-postgres.ts';
import { makeDeps } from '../../helpers/deps.ts';
import { book, chosenIn, jonas, tidsIn, visit } from '../../helpers/visitor.ts';

const place = '849001';

for (const version of [18, 15]) {
  // Without Debian's PostgreSQL 15 the second half is left out: install postgresql-15 to run it.
  describe.skipIf(version === 15 && !hasPostgres15)(`on PostgreSQL ${version}`, () => {
    let sql: Sql;
    let app: ReturnType<typeof createApp>;
    let path: string;
    const faults: object[] = [];
    const endings: (() => void | Promise<void>)[] = [];

    beforeAll(async () => {
      const own = version === 15 ? await startPostgres15() : undefined;
      if (own) endings.push(own.stop);
      const socket = own?.socket ?? inject('socket');
      const database = `race_${randomUUID().replaceAll('-', '')}`;
      const admin = openSql({ socket, database: 'postgres' }, 1);
      await admin.unsafe(`create database ${database}`);
      sql = openSql({ socket, database }, 20);
      endings.unshift(async () => {
        await sql.end({ timeout: 1 });
        await admin.unsafe(`drop database ${database} with (force)`);
        await admin.end();
      });
      const [server] = await sql`select current_setting('server_version_num')::int / 10000 as version`;
      expect(server!.version).toBe(version);
      const clock = makeClock('2026-11-20T09:00:00.000Z');
      const folder = mkdtempSync(join(tmpdir(), 'traeffetid-race-'));
      endings.push(() => rmSync(folder, { recursive: true }));
      await migrate(sql, clock.now);
      await beginEpoch(sql, randomUUID, clock.now);
      await loadDemo(sql, dayOf(clock.now()));
      const log = (line: object) => faults.push(line);
      app = createApp(await makeDeps(sql, folder, { now: clock.now, makeId: idsBy(clock), log }));
      path = await pathOfPlace(sql, place);
    });
    afterAll(async () => {
      for (const end of endings) await end();
    });
    beforeEach(async () => {
      await sql`truncate booking, mail, rate cascade`;
    });

    const overlaps = async (): Promise<number> => {
      const [row] = await sql<{ count: number }[]>`
        select count(*)::int as count from booking a join booking b on a.id < b.id and a.slot && b.slot
        where a.state = 'confirmed' and b.state = 'confirmed'
          and (a.worker = b.worker or (a.institution = b.institution and a.room = b.room))`;
      return row!.count;
    };
    const count = async (): Promise<number> =>
      (
        await sql<{ count: number }[]>`select count(*)::int as count from booking where state = 'confirmed'`
      )[0]!.count;

    it('1,000 people ask for one slot at once: one has it, each of the others is told and offered another', {
      timeout: 120_000,
    }, async () => {
      const page = await visit({ app }).get(path);
      const tid = tidsIn(page.html)[0]!;
      const answers = await Promise.all(
        Array.from({ length: 1000 }, () =>
          visit({ app }).post(path, { ...jonas, tid, request: randomUUIDv7() }),
        ),
      );
      expect(faults).toEqual([]);
      expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
      const others = answers.filter(({ status }) => status === 409);
      expect(others).toHaveLength(999);
      for (const { html } of others) {
        expect(html).toContain('blev netop taget');
        expect(chosenIn(html)).not.toBe('');
        expect(chosenIn(html)).not.toBe(tid);
      }
      expect([await count(), await overlaps()]).toEqual([1, 0]);
      const [told] = await sql`select count(*)::int as count from mail where kind = 'receipt'`;
      expect(told!.count).toBe(1);
    });

    it('bookings and moves at once, over hours of other lengths in the same room: never two in one', async () => {
      // A second hour of another worker overlaps the first in the same room, in slots of another length.
      await sql`
        insert into drop_in (id, institution, worker, weekday, starts, ends, room, slot_minutes, walk_in_share, every_weeks, valid_from, changed_at)
        select ${randomUUIDv7()}, institution, (select id from person where login = 'raadgiver-vest'), weekday, '08:10',
               '09:30', room, 35, 0, 1, '2026-01-05', changed_at
        from drop_in where institution = ${place}`;
      const owners: string[] = [];
      for (let index = 0; index < 6; index++) owners.push(await book(visit({ app }), path));
      const tids = tidsIn((await visit({ app }).get(path)).html).slice(0, 6);
      const ask = (tid: string) => visit({ app }).post(path, { ...jonas, tid, request: randomUUIDv7() });
      const move = (own: string, tid: string) => visit({ app }).post(own, { act: 'move', tid });
      const answers = await Promise.all(
        tids.flatMap((tid) => [
          ...Array.from({ length: 20 }, () => ask(tid)),
          ...owners.map((own) => move(own, tid)),
        ]),
      );
      expect(answers.every(({ status }) => status === 303 || status === 409)).toBe(true);
      expect(await overlaps()).toBe(0);
      expect(await count()).toBeGreaterThanOrEqual(owners.length);
    });

    it('the database itself refuses a second booking of the worker or the room, whatever the endpoint does', async () => {
      await book(visit({ app }), path);
      const again = (more: object) => sql`
        insert into booking
        select (jsonb_populate_record(b, to_jsonb(b) || ${sql.json({
          ...more,
          id: randomUUIDv7(),
          request: randomUUIDv7(),
          secret: `\\x${randomUUID().replaceAll('-', '')}`,
        })})).* from booking b limit 1`;
      const [other] = await sql<{ id: string }[]>`select id from person where login = 'raadgiver-vest'`;
      await expect(again({ room: 'Et andet' })).rejects.toMatchObject({ constraint_name: 'booking_worker' });
      await expect(again({ worker: other!.id })).rejects.toMatchObject({ constraint_name: 'booking_room' });
      await again({ worker: other!.id, room: 'Et andet' });
    });
  });
}

let made = 0;
/** Ids in the shape that the form carries. */
function randomUUIDv7(): string {
  made += 1;
  return `0190a1b2-${String(made % 10_000).padStart(4, '0')}-7${randomUUID().slice(15)}`;
}
