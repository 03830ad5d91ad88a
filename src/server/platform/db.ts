import postgres, { type Sql } from 'postgres';

/** A `postgres://` address, or the file of a Unix socket with the name of a database behind it. */
export type Target = string | { socket: string; database: string };

/** All versions and counts fit 2^53, and a calendar day is text everywhere: no Date of midnight in the machine's zone. */
const types = {
  bigint: { to: 20, from: [20], parse: Number, serialize: String },
  day: { to: 1082, from: [1082], parse: (text: string) => text, serialize: (text: string) => text },
};

/** As libpq does it: `?host=/var/run/postgresql` names the folder of a socket. */
function socketIn(url: URL): { path: string } | undefined {
  const folder = url.searchParams.get('host');
  if (!folder?.startsWith('/')) return undefined;
  url.searchParams.delete('host');
  return { path: `${folder}/.s.PGSQL.${url.port || 5432}` };
}

/**
 * Opens a pool of at most `max` connections; the first query connects. A statement may take 30 s, a transaction may
 * stand idle for 60 s: a hung client must not keep the clock's row locked.
 */
export function openSql(target: Target, max = 10): Sql {
  if (max === 1) return openPool(target, max);
  const single = openPool(target, Math.ceil(max / 2));
  const transactions = openPool(target, Math.ceil(max / 2));
  const ends = [single.end, transactions.end];
  const end = async (options?: { timeout?: number }) => {
    await Promise.all(ends.map((one) => one(options)));
  };
  return Object.assign(single, { begin: transactions.begin, end });
}

/**
 * Transactions have connections of their own. The driver may put a `begin` behind single statements on one connection, and
 * when that one's pipeline is full it forgets to reserve it: the transaction fails, and its connection stays in it for
 * whoever comes next, whose acknowledged writes would be lost with it.
 */
function openPool(target: Target, max: number): Sql {
  const options = {
    max,
    types,
    connect_timeout: 10,
    onnotice: () => {},
    connection: {
      application_name: 'traeffetid',
      // Solid state: a page of a long log is walked along its index, not read whole and sorted.
      random_page_cost: 1.1,
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 60_000,
    },
  };
  if (typeof target === 'string') {
    const url = new URL(target);
    const socket = socketIn(url);
    return postgres(url.href, { ...options, ...socket }) as unknown as Sql;
  }
  return postgres({
    ...options,
    path: target.socket,
    database: target.database,
    user: 'postgres',
    max_lifetime: null, // the cluster's lock lives as long as its connection
  }) as unknown as Sql;
}
