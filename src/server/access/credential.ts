import type { TransactionSql } from 'postgres';
import { type Access, signInMinutes } from '#api/session.ts';
import { instantOf } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import type { Role } from '#domain/person.ts';
import type { Deps } from '../platform/deps.ts';
import { hashOf, makeSecret } from '../platform/secret.ts';

/** How old the authentication may be that makes or renews a vault (trust §4). */
const freshFor = signInMinutes * 60_000;
const day = 24 * 3_600_000;

/**
 * A sign-in on a tablet: a secret for the page's memory that makes or renews one vault, within five minutes of
 * `authenticatedAt` (ms), and opens nothing else.
 */
export async function keepSignIn({ sql }: Deps, person: Id, authenticatedAt: number): Promise<string> {
  const secret = makeSecret();
  await sql`
    insert into vault_sign_in (hash, person, authenticated_at)
    values (${hashOf(secret)}, ${person}, ${new Date(authenticatedAt)})`;
  return secret;
}

export interface VaultSignIn {
  hash: Buffer;
  person: Id;
  role: Role;
  /** Milliseconds since 1970. */
  authenticatedAt: number;
}

/** The sign-in that a secret names, while it is fresh and unused; locked until the transaction ends. */
export async function findSignIn(
  sql: Deps['sql'] | TransactionSql,
  secret: string,
  now: number,
): Promise<VaultSignIn | undefined> {
  const [found] = await sql<VaultSignIn[]>`
    select s.hash, s.person, p.role, extract(epoch from s.authenticated_at)::float8 * 1000 as "authenticatedAt"
    from vault_sign_in s join person p on p.id = s.person
    where s.hash = ${hashOf(secret)} and s.used_at is null and s.authenticated_at > ${new Date(now - freshFor)}
    for update of s`;
  return found;
}

/** Ends the sign-in and gives the device a credential of its own; what it read with before is ended. */
export async function giveCredential(
  tx: TransactionSql,
  device: Id,
  { hash, authenticatedAt }: VaultSignIn,
  now: number,
): Promise<Access> {
  const [municipality] = await tx<{ days: number }[]>`select lease_days as days from municipality`;
  const until = authenticatedAt + municipality!.days * day;
  const credential = makeSecret();
  await tx`update vault_sign_in set used_at = ${new Date(now)} where hash = ${hash}`;
  await endCredentials(tx, device, now);
  await tx`
    insert into credential (hash, device, signed_in_at, lease_until)
    values (${hashOf(credential)}, ${device}, ${new Date(authenticatedAt)}, ${new Date(until)})`;
  return { credential, until: instantOf(until) };
}

/** May a request that this device has signed read? Only with the device's own credential, while its lease lasts. */
export async function mayRead(
  { sql, now }: Deps,
  device: Id,
  credential: string | undefined,
): Promise<boolean> {
  if (!credential) return false;
  const found = await sql`
    select 1 from credential
    where hash = ${hashOf(credential)} and device = ${device} and ended_at is null and lease_until > ${new Date(now())}`;
  return found.length === 1;
}

/** Sign-ins that can make no vault any more go. */
export const forgetSignIns = ({ sql, now }: Deps) =>
  sql`delete from vault_sign_in where authenticated_at <= ${new Date(now() - freshFor)}`;

export const endCredentials = (sql: Deps['sql'] | TransactionSql, device: Id, now: number) =>
  sql`update credential set ended_at = ${new Date(now)} where device = ${device} and ended_at is null`;
