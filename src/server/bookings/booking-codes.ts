import { randomInt } from 'node:crypto';
import type { Sql, TransactionSql } from 'postgres';
import type { InstitutionKind, InstitutionNumber } from '#domain/institution.ts';
import { nextVersion } from '../records/version.ts';
import { savePlace } from '../schedule/place.ts';

/** No letter that can be read as another, so that a code can be typed from a poster. */
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

const makeCode = (): string => Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join('');

/** `Nørhalne Skole` → `noerhalne-skole`. */
const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'oe')
    .replaceAll('å', 'aa')
    .normalize('NFD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** A place as its booking page knows it. */
export interface BookingPlace {
  number: InstitutionNumber;
  name: string;
  kind: InstitutionKind;
  /** `/b/brovst-skole-7KQ4XW` */
  path: string;
}

const pathOf = (name: string, code: string): string => `/b/${slugOf(name)}-${code}`;

/** The place that a part of an address names; its code alone decides, so that a place may change its name. */
export async function findPlace(sql: Sql, part: string): Promise<BookingPlace | 'retired' | undefined> {
  const code = part.slice(part.lastIndexOf('-') + 1).toUpperCase();
  if (!/^[0-9A-Z]{6}$/.test(code)) return undefined;
  const [found] = await sql<(Omit<BookingPlace, 'path'> & { retired: boolean })[]>`
    select i.number, i.name, i.kind, c.retired_at is not null as retired
    from booking_code c join institution i on i.number = c.institution where c.code = ${code}`;
  if (!found) return undefined;
  const { number, name, kind, retired } = found;
  return retired ? 'retired' : { number, name, kind, path: pathOf(name, code) };
}

/** The address of a place's booking page, without the host. */
export async function pathOfPlace(
  sql: Sql | TransactionSql,
  institution: InstitutionNumber,
): Promise<string> {
  const [found] = await sql<{ name: string; code: string }[]>`
    select i.name, c.code from institution i join booking_code c on c.institution = i.number and c.retired_at is null
    where i.number = ${institution}`;
  return found ? pathOf(found.name, found.code) : '/';
}

/** The addresses of several places' booking pages, without the host. */
export async function pathsOfPlaces(
  sql: Sql,
  institutions: readonly InstitutionNumber[],
): Promise<Map<InstitutionNumber, string>> {
  const rows = await sql<{ number: InstitutionNumber; name: string; code: string }[]>`
    select i.number, i.name, c.code from institution i
    join booking_code c on c.institution = i.number and c.retired_at is null
    where i.number = any(${[...institutions]})`;
  return new Map(rows.map(({ number, name, code }) => [number, pathOf(name, code)]));
}

/** Gives every place that has none a code. The clock has been taken: its version is `v`. */
export async function giveCodes(tx: TransactionSql, v: number, at: Date): Promise<void> {
  const without = await tx<{ number: string }[]>`
    select number from institution i
    where not exists (select from booking_code c where c.institution = i.number and c.retired_at is null)`;
  for (const { number } of without) await giveCode(tx, v, number, at);
}

/** As `giveCodes`, for a database that is there when the endpoint starts; nothing is written when none lacks one. */
export async function giveMissingCodes(sql: Sql, now: () => number): Promise<void> {
  const [missing] = await sql`
    select 1 from institution i
    where not exists (select from booking_code c where c.institution = i.number and c.retired_at is null) limit 1`;
  if (missing) await sql.begin(async (tx) => giveCodes(tx, await nextVersion(tx), new Date(now())));
}

/** Retires a place's code, and everything that was printed with it, and gives it a new one. The clock has given `v`. */
export async function renewCode(
  tx: TransactionSql,
  v: number,
  institution: InstitutionNumber,
  at: Date,
): Promise<void> {
  await tx`update booking_code set retired_at = ${at} where institution = ${institution} and retired_at is null`;
  await giveCode(tx, v, institution, at);
}

async function giveCode(
  tx: TransactionSql,
  v: number,
  institution: InstitutionNumber,
  at: Date,
): Promise<void> {
  const code = makeCode();
  await tx`insert into booking_code (code, institution, made_at) values (${code}, ${institution}, ${at})`;
  const path = await pathOfPlace(tx, institution);
  await savePlace(tx, v, institution, { booking: path.slice('/b/'.length) });
}
