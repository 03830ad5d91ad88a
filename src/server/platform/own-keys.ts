import type { Sql, TransactionSql } from 'postgres';
import { type Day, dayOf } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import { type Fingerprint, fingerprintsIn, linksFile } from './key-folder.ts';
import { openSecrets } from './link-secrets.ts';
import { hashOf } from './secret.ts';
import { StartupError } from './startup-error.ts';

/** The keys that the database was last used with and that the folder has not. */
async function missingKeys(sql: Sql | TransactionSql, folder: string): Promise<Fingerprint[]> {
  const here = new Set(fingerprintsIn(folder).map(({ fingerprint }) => fingerprint));
  const known = await sql<Fingerprint[]>`
    select name, fingerprint from server_key where given_up_at is null order by name`;
  return known.filter(({ fingerprint }) => !here.has(fingerprint));
}

/** Endpoints that start together before one database look one after the other; a start reads while an `adopt-keys` writes. */
const locked = (tx: TransactionSql) => tx`lock table server_key in exclusive mode`;

/** Writes down what the folder holds: at the first start all of it, after a rotation what is new. */
async function remember(tx: TransactionSql, folder: string, at: Date): Promise<void> {
  for (const { name, fingerprint } of fingerprintsIn(folder)) {
    await tx`
      insert into server_key (fingerprint, name, added_at) values (${fingerprint}, ${name}, ${at})
      on conflict (fingerprint) do update set given_up_at = null where server_key.given_up_at is not null`;
  }
}

/**
 * Opens the keys by `open`, which makes those that a first start lacks. With other keys than its own the endpoint could
 * open nothing that tablets have sealed for it, and every secret link would be dead without a word: so a folder that lacks
 * a known key is refused before one is made anew, and a new key beside the known ones is a rotation. Throws a StartupError.
 */
export async function withOwnKeys<T>(sql: Sql, folder: string, at: Date, open: () => Promise<T>): Promise<T> {
  const opened = await sql.begin(async (tx) => {
    await locked(tx);
    const missing = (await missingKeys(tx, folder)).map(({ name }) => name).join(', ');
    if (missing) {
      throw new StartupError(
        `The keys in "${folder}" are not those of this database (${missing} missing): put them back from their backup, or see "npm run admin -- adopt-keys" if they are lost.`,
      );
    }
    const keys = await open();
    await remember(tx, folder, at);
    return { keys };
  });
  return opened.keys as T;
}

/** What is lost with the keys that the folder has not. */
interface Loss {
  /** Names of the keys. */
  keys: string[];
  /** Coming bookings whose owners have a link in a mail; 0 where the links' key is there. */
  bookings: number;
  /** Calendars that subscribe to an address; 0 where the links' key is there. */
  feeds: number;
  /** Vaults that may hold something sealed for a lost key; 0 where no such key is lost. */
  tablets: number;
}

/** Counts what `adoptKeys` gives up. */
export async function lossOf(sql: Sql, folder: string, today: Day): Promise<Loss> {
  const keys = (await missingKeys(sql, folder)).map(({ name }) => name);
  const [count] = await sql<Omit<Loss, 'keys'>[]>`
    select (select count(*) from booking where day >= ${today} and mail is not null and state <> 'cancelled') as bookings,
           (select count(*) from feed where retired_at is null) as feeds,
           (select count(*) from device where revoked_at is null) as tablets`;
  const { bookings, feeds, tablets } = count!;
  const links = keys.includes(linksFile);
  const seals = keys.some((name) => name !== linksFile);
  return { keys, bookings: links ? bookings : 0, feeds: links ? feeds : 0, tablets: seals ? tablets : 0 };
}

/**
 * Gives up every key that the folder has not, and takes those that it has. What lives on gets its place: coming bookings
 * the links that the next mail will carry, calendars a new address as soon as it is asked for.
 */
export async function adoptKeys(sql: Sql, folder: string, at: Date): Promise<void> {
  await sql.begin(async (tx) => {
    await locked(tx);
    const missing = await missingKeys(tx, folder);
    for (const { fingerprint } of missing) {
      await tx`update server_key set given_up_at = ${at} where fingerprint = ${fingerprint}`;
    }
    if (missing.some(({ name }) => name === linksFile)) await renewLinks(tx, folder, at);
    await remember(tx, folder, at);
  });
}

async function renewLinks(tx: TransactionSql, folder: string, at: Date): Promise<void> {
  const secretOf = openSecrets(folder);
  await tx`update feed set retired_at = ${at} where retired_at is null`;
  const coming = await tx<{ id: Id }[]>`select id from booking where day >= ${dayOf(at.getTime())}`;
  for (const { id } of coming) {
    await tx`update booking set secret = ${hashOf(secretOf('booking', id))} where id = ${id}`;
  }
}
