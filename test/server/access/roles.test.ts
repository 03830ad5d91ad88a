import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayOf } from '#domain/day.ts';
import { outsideId } from '#domain/id.ts';
import { Role } from '#domain/person.ts';
import { placesOf, readRights, servedBy } from '#server/access/places.ts';
import { can } from '#server/access/roles.ts';
import { type Endpoint, openEndpoint, people, places } from '../../helpers/endpoint.ts';

const src = resolve(import.meta.dirname, '../../../src/server');
/** The endpoint's files outside `access` in which a pattern is found. */
const filesWith = (pattern: RegExp): string[] =>
  readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      file.endsWith('.ts') &&
      !file.startsWith(`access${sep}`) &&
      pattern.test(readFileSync(join(src, file), 'utf8')),
  );

describe('a role', () => {
  it.each([...Role.options, undefined])(
    '%s opens the desk, names a vault and writes as its own only',
    (role) => {
      expect(can(role, 'open', 'desk')).toBe(role === 'coordinator');
      expect(can(role, 'name', 'vault')).toBe(role === 'worker');
      expect(can(role, 'write', { kind: 'note', verb: 'create' })).toBe(role === 'worker');
      expect(can(role, 'write', { kind: 'review', verb: 'set' })).toBe(role === 'coordinator');
    },
  );

  it('is asked for in access alone', () => {
    expect(filesWith(/role\s*[!=]==\s*'(worker|coordinator|administrator|auditor)'/)).toEqual([]);
  });
});

describe('whose places', () => {
  let endpoint: Endpoint;
  const ida = outsideId('person', 'ida');
  beforeAll(async () => {
    endpoint = await openEndpoint();
    const { sql } = endpoint;
    await sql`insert into person (id, login, name, initials, title, role)
      values (${ida}, 'ida', 'Ida Lund', 'IL', '', 'coordinator')`;
    await sql`insert into coordinates (person, cluster)
      select ${ida}, cluster from institution where number = ${places.east}`;
  });
  afterAll(() => endpoint?.close());

  it('are worked out in access alone', () => {
    expect(filesWith(/\b(join|from|into)\s+coordinates\b/)).toEqual([]);
  });

  it('a coordinator has are those of her clusters, by cluster and number', async () => {
    const own = await placesOf(endpoint.sql, ida);
    const [{ cluster }] =
      (await endpoint.sql`select cluster from institution where number = ${places.east}`) as [
        { cluster: string },
      ];
    expect(new Set(own.map((place) => place.cluster))).toEqual(new Set([cluster]));
    expect(own.map(({ number }) => number)).toContain(places.east);
    expect(own.map(({ number }) => number)).toEqual(own.map(({ number }) => number).toSorted());
    expect(await placesOf(endpoint.sql, people.west)).toEqual([]);
  });

  it('a worker has end with her assignment, and what is new may still come for 30 days', async () => {
    const { sql, clock } = endpoint;
    const now = clock.now();
    const served = (at: number) => sql.begin((tx) => servedBy(tx, people.west, at));
    const right = async (at: number) =>
      (await sql.begin((tx) => readRights(tx, at)))(people.west, places.west);
    const day = 24 * 3_600_000;
    await sql`update assignment set valid_to = ${dayOf(now)} where person = ${people.west}`;
    expect([(await served(now)).includes(places.west), await right(now)]).toEqual([true, 'all']);
    expect([await served(now + day), await right(now + day)]).toEqual([[], 'creates']);
    expect(await right(now + 30 * day)).toBe('creates');
    expect(await right(now + 31 * day)).toBe('nothing');
    const rights = await sql.begin((tx) => readRights(tx, now));
    expect([rights(ida, places.east), rights(ida, places.west)]).toEqual(['all', 'nothing']);
  });
});
