import type { Sql, TransactionSql } from 'postgres';
import type { Seen } from '#api/sync.ts';

/** The clock and the token of the boot that it lies in; in a transaction of its own snapshot, what an answer may promise. */
export async function currentSeen(sql: Sql | TransactionSql): Promise<Seen> {
  const [row] = await sql<{ token: string; v: number }[]>`
    select b.token, c.v from sync_clock c join sync_boot b on b.boot = c.v >> 32`;
  return [row!.token, row!.v];
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Has this tablet seen versions that no longer exist (the server lost its tail)? An unknown boot, or a version beyond
 * that boot's last, says so. The current boot's last version is the clock itself.
 */
export async function judge(sql: Sql | TransactionSql, seen: Seen | null): Promise<'known' | 'lost'> {
  if (!seen) return 'known';
  const [token, hi] = seen;
  if (!uuid.test(token)) return 'lost';
  const [boot] = await sql<{ last: number }[]>`
    select case when b.boot = c.v >> 32 then c.v else b.last_v end as last
    from sync_boot b, sync_clock c where b.token = ${token}`;
  return boot && hi <= boot.last ? 'known' : 'lost';
}
