import type { TransactionSql } from 'postgres';

/**
 * Takes the next version. Every writer of synced rows calls it before any other write and outside every savepoint: the
 * row's lock is held to commit, so versions become visible in the order given (docs/protocol.md).
 */
export async function nextVersion(tx: TransactionSql): Promise<number> {
  const [clock] = await tx<{ v: number }[]>`update sync_clock set v = v + 1 where only_row returning v`;
  return clock!.v;
}
