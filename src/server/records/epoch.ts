import type { Sql, TransactionSql } from 'postgres';
import type { Seen } from '#api/sync.ts';
import type { Now } from '../platform/now.ts';

/** Versions of one epoch: `epoch * 2^32 + n`. */
const versionsPerEpoch = 2 ** 32;

/**
 * Begins an epoch, at every start: closes the last one at the clock's version and goes on from `epoch * 2^32` under a new random
 * token, so that a tablet which holds versions that a restore took away is recognised. The open epoch's `last_v` is where it began.
 */
export async function beginEpoch(sql: Sql, makeToken: () => string, now: Now): Promise<void> {
  await sql.begin(async (tx) => {
    const [clock] = await tx<{ v: number }[]>`select v from sync_clock where only_row for update`;
    const [last] = await tx<{ epoch: number | null }[]>`select max(epoch) as epoch from sync_epoch`;
    const number = (last?.epoch ?? 0) + 1;
    const start = number * versionsPerEpoch;
    await tx`update sync_epoch set last_v = ${clock!.v} where epoch = ${number - 1}`;
    await tx`
      insert into sync_epoch (epoch, token, last_v, started)
      values (${number}, ${makeToken()}, ${start}, ${new Date(now())})`;
    await tx`update sync_clock set v = ${start} where only_row`;
  });
}

/** The clock and the token of the epoch that it lies in: read in a snapshot, they are what an answer may promise. */
export async function currentSeen(sql: Sql | TransactionSql): Promise<Seen> {
  const [row] = await sql<{ token: string; v: number }[]>`
    select e.token, c.v from sync_clock c join sync_epoch e on e.epoch = c.v >> 32`;
  return [row!.token, row!.v];
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Has this tablet seen versions that no longer exist (the server lost its tail)? An unknown epoch, or a version beyond
 * that epoch's last, says so. The current epoch's last version is the clock itself.
 */
export async function judge(sql: Sql | TransactionSql, seen: Seen | null): Promise<'known' | 'lost'> {
  if (!seen) return 'known';
  const [token, hi] = seen;
  if (!uuid.test(token)) return 'lost';
  const [epoch] = await sql<{ last: number }[]>`
    select case when e.epoch = c.v >> 32 then c.v else e.last_v end as last
    from sync_epoch e, sync_clock c where e.token = ${token}`;
  return epoch && hi <= epoch.last ? 'known' : 'lost';
}
