import type { Sql } from 'postgres';
import type { Now } from '../platform/now.ts';

/** Versions of one boot: `boot * 2^32 + n`. */
const versionsPerBoot = 2 ** 32;

/**
 * Begins a boot: closes the last one at the clock's version and goes on from `boot * 2^32` under a new random token, so
 * that a tablet which saw versions that a restore took away is recognised. The open boot's `last_v` is where it began.
 */
export async function boot(sql: Sql, makeToken: () => string, now: Now): Promise<void> {
  await sql.begin(async (tx) => {
    const [clock] = await tx<{ v: number }[]>`select v from sync_clock where only_row for update`;
    const [last] = await tx<{ boot: number | null }[]>`select max(boot) as boot from sync_boot`;
    const number = (last?.boot ?? 0) + 1;
    const start = number * versionsPerBoot;
    await tx`update sync_boot set last_v = ${clock!.v} where boot = ${number - 1}`;
    await tx`
      insert into sync_boot (boot, token, last_v, started)
      values (${number}, ${makeToken()}, ${start}, ${new Date(now())})`;
    await tx`update sync_clock set v = ${start} where only_row`;
  });
}
