import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { inject } from 'vitest';
import { openSql } from '#server/platform/db.ts';

export interface TestDatabase {
  sql: Sql;
  close: () => Promise<void>;
}

/** A database of its own in the run's PostgreSQL: a clone of the migrated one, or without a single table when `empty`. */
export async function freshDatabase({ empty = false, max = 10 } = {}): Promise<TestDatabase> {
  const socket = inject('socket');
  const database = `t_${randomUUID().replaceAll('-', '')}`;
  const admin = openSql({ socket, database: 'postgres' }, 1);
  await admin.unsafe(
    `create database ${database} template ${empty ? 'template0' : 'fresh'} strategy file_copy`,
  );
  const sql = openSql({ socket, database }, max);
  return {
    sql,
    close: async () => {
      await sql.end({ timeout: 1 });
      await admin.unsafe(`drop database ${database} with (force)`);
      await admin.end();
    },
  };
}
