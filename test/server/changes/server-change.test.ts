import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mayWrite } from '#domain/access.ts';
import { doorEntryId } from '#domain/id.ts';
import type { RecordState } from '#domain/merge/record-state.ts';
import { type RecordKind, recordKinds } from '#domain/record-kinds.ts';
import { endpointAuthor } from '#server/access/roles.ts';
import { applyServerChanges, type ServerChange, wasRefused } from '#server/changes/server-change.ts';
import { nextVersion } from '#server/records/version.ts';
import { type Endpoint, openEndpoint, people, places } from '../../helpers/endpoint.ts';
import { newId } from '../../helpers/ids.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint?.close());

const apply = (author: string, ...changes: ServerChange[]) =>
  endpoint.sql.begin(async (tx) =>
    applyServerChanges(tx, await nextVersion(tx), endpoint.deps, author, changes),
  );
const read = async (id: string) =>
  (await endpoint.sql<{ doc: RecordState }[]>`select doc from sync_row where id = ${id}`)[0]?.doc;
const historyOf = (id: string) =>
  endpoint.sql`select kind, device, person, body ->> 'verb' as verb, result ->> 'r' as result
    from change where object = ${id} order by v`;

async function entryAt(institution: string): Promise<ServerChange> {
  const [hour] = await endpoint.sql<
    { id: string }[]
  >`select id from drop_in where institution = ${institution}`;
  const fixed = {
    session: null,
    dropIn: hour!.id,
    date: '2026-11-23',
    role: 'parent',
    since: '2026-11-23T08:00:00.000Z',
  };
  const object = doorEntryId(institution, newId());
  return { kind: 'queueEntry', object, institution, fixed, set: { state: 'waiting' } };
}

describe('a change that no tablet makes', () => {
  it('is built by one file alone', () => {
    const src = resolve(import.meta.dirname, '../../../src/server');
    const builders = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && /\bchangeVersion\b/.test(readFileSync(join(src, file), 'utf8')),
    );
    expect(builders).toEqual([join('changes', 'server-change.ts')]);
  });

  it('of the endpoint itself is merged and kept like everybody’s, in its own name and without a vault', async () => {
    const entry = await entryAt(places.west);
    expect((await apply(endpointAuthor, entry)).map(({ r }) => r)).toEqual(['ok']);
    expect(await read(entry.object)).toMatchObject({ kind: 'queueEntry', fixed: entry.fixed });
    expect(await historyOf(entry.object)).toEqual([
      { kind: 'queueEntry', device: null, person: endpointAuthor, verb: 'create', result: 'ok' },
    ]);
  });

  it('of the endpoint itself may be an entry of a queue and nothing else', async () => {
    const kinds = Object.keys(recordKinds) as RecordKind[];
    const may = kinds.flatMap((kind) =>
      (['create', 'set', 'annul'] as const)
        .filter((verb) => mayWrite('endpoint', { kind, verb }))
        .map((verb) => `${verb} ${kind}`),
    );
    expect(may).toEqual(['create queueEntry']);
    const entry = await entryAt(places.west);
    await apply(endpointAuthor, entry);
    const known = (await read(entry.object))!;
    const [left] = await apply(endpointAuthor, { ...entry, set: { state: 'left' }, known });
    expect(left).toMatchObject({ r: 'refused', problem: 'forbidden' });
    expect(await read(entry.object)).toEqual(known);
  });

  it('is refused to who may not make it, and names no hour of another place', async () => {
    const [byCoordinator] = await apply(people.coordinator, await entryAt(places.west));
    expect(byCoordinator).toMatchObject({ r: 'refused', problem: 'forbidden' });
    const elsewhere = await entryAt(places.east);
    const [misplaced] = await apply(endpointAuthor, { ...elsewhere, institution: places.west });
    expect(misplaced).toMatchObject({ r: 'refused', problem: 'notYours' });
    expect(wasRefused(misplaced!)).toBe(true);
    expect(await read(elsewhere.object)).toBeUndefined();
  });

  it('that breaks a rule of its kind is not taken', async () => {
    const entry = await entryAt(places.west);
    const [wrong] = await apply(endpointAuthor, { ...entry, set: { state: 'asleep' } });
    expect(wrong).toMatchObject({ r: 'refused', problem: 'invalid' });
  });
});
