import type { TransactionSql } from 'postgres';
import {
  type Cursor,
  logScope,
  type Position,
  personScope,
  refScope,
  type SyncAnswer,
  type SyncRequest,
  syncLimits,
} from '#api/sync.ts';
import type { Id } from '#domain/id.ts';
import { servedBy } from '../access/places.ts';
import type { Deps } from '../platform/deps.ts';
import { currentSeen } from '../records/epoch.ts';

export interface Pulled extends Pick<SyncAnswer, 'seen' | 'scopes' | 'more' | 'reset' | 'check'> {
  cursors: { [scope: string]: Cursor };
  /** Each row as JSON text: `[scope, kind, id, v, doc]`. */
  rows: string[];
}

interface Found {
  scope: string;
  kind: string;
  id: Id;
  v: number;
  doc: string | null;
}

const nobody = '00000000-0000-0000-0000-000000000000';
/** Just above everything up to `v`: where a tail that has seen `v` goes on, and where a walk back from `v` begins. */
const after = (v: number): Position => [v + 1, '', nobody];

/**
 * Rows since the cursors, from one REPEATABLE READ snapshot: rows, scopes and `seen` agree. Per scope the tail first
 * (what is new, oldest first), then back from the first download's start (newest first); in the order `ref`, `u:`, `log:`.
 */
export const pull = (
  { sql, now }: Deps,
  person: Id,
  request: Pick<SyncRequest, 'limit' | 'check'>,
  cursors: { readonly [scope: string]: Cursor },
): Promise<Pulled> =>
  sql.begin('isolation level repeatable read read only', async (tx) => {
    const seen = await currentSeen(tx);
    const scopes = await scopesOf(tx, person, now());
    const floors = await floorsOf(tx, scopes);
    const next: { [scope: string]: Cursor } = {};
    const reset: string[] = [];
    for (const scope of scopes) {
      const cursor = cursors[scope];
      // Tombstones up to the floor are purged: a tail that has not come past it may have missed one (rule 8).
      const stale = cursor !== undefined && cursor.tail[0] - 1 < (floors.get(scope) ?? 0);
      if (stale) reset.push(scope);
      next[scope] =
        cursor && !stale ? cursor : { start: seen[1], tail: after(seen[1]), back: after(seen[1]) };
    }
    const rows: string[] = [];
    let room = request.limit;
    let bytes: number = syncLimits.bytesPerPull;
    let more = false;
    for (const way of ['tail', 'back'] as const) {
      const open = scopes.filter((scope) => next[scope]![way] !== null);
      if (open.length === 0 || more) {
        more ||= open.length > 0;
        continue;
      }
      const found = room > 0 ? await (way === 'tail' ? newer : older)(tx, open, next, room + 1) : [];
      const taken = pageOf(found, room, bytes);
      const cut = room > 0 ? found[taken.length]?.scope : open[0];
      more = cut !== undefined;
      for (const scope of open) {
        if (scope === cut) break;
        next[scope] = { ...next[scope]!, [way]: way === 'tail' ? after(seen[1]) : null };
      }
      const last = taken.at(-1);
      if (last && last.scope === cut)
        next[last.scope] = { ...next[last.scope]!, [way]: [last.v, last.kind, last.id] };
      for (const { scope, kind, id, v, doc } of taken) {
        rows.push(`["${scope}","${kind}","${id}",${v},${doc}]`);
        bytes -= doc?.length ?? 0;
      }
      room -= taken.length;
    }
    const check = request.check && !more ? await checkSums(tx, scopes) : undefined;
    return { seen, scopes, rows, cursors: next, more, reset, ...(check && { check }) };
  });

/** As many as fit in the page; a single row always does, so that no row can block the ones behind it. */
function pageOf(found: readonly Found[], room: number, bytes: number): Found[] {
  let left = bytes;
  const count = found.findIndex(({ doc }, index) => {
    left -= doc?.length ?? 0;
    return index >= room || (left < 0 && index > 0);
  });
  return count < 0 ? [...found] : found.slice(0, count);
}

/** What a worker may read, most needed first: `ref`, the worker's own, and the log of each place that the worker serves today. */
export async function scopesOf(tx: TransactionSql, person: Id, now: number): Promise<string[]> {
  return [refScope, personScope(person), ...(await servedBy(tx, person, now)).map(logScope)];
}

async function floorsOf(tx: TransactionSql, scopes: string[]): Promise<Map<string, number>> {
  const floors = await tx<{ scope: string; floor_v: number }[]>`
    select scope, floor_v from sync_scope where scope = any(${scopes})`;
  return new Map(floors.map(({ scope, floor_v }) => [scope, floor_v]));
}

/** Where each scope stands, as a table `s` in the order of the scopes. */
const standing = (tx: TransactionSql, scopes: string[], places: readonly Position[]) => tx`
  unnest(${scopes}::text[], ${places.map(([v]) => v)}::bigint[], ${places.map(([, kind]) => kind)}::text[],
         ${places.map(([, , id]) => id)}::uuid[]) with ordinality s (scope, v, kind, id, place)`;

type Cursors = { readonly [scope: string]: Cursor };

/** Rows after each scope's tail, tombstones included. */
const newer = (tx: TransactionSql, scopes: string[], at: Cursors, limit: number): Promise<Found[]> => {
  const tails = scopes.map((scope) => at[scope]!.tail);
  return tx<Found[]>`
    select s.scope, r.kind, r.id, r.v, r.doc::text as doc
    from ${standing(tx, scopes, tails)}
    cross join lateral (
      select kind, id, v, doc from sync_row r
      where r.scope = s.scope and (r.v, r.kind, r.id) > (s.v, s.kind collate "C", s.id)
      order by r.v, r.kind, r.id limit ${limit}) r
    order by s.place, r.v, r.kind, r.id limit ${limit}`;
};

/** Living rows before each scope's walk back: tombstones older than the start are left out. */
const older = (tx: TransactionSql, scopes: string[], at: Cursors, limit: number): Promise<Found[]> => {
  const backs = scopes.map((scope) => at[scope]!.back!);
  return tx<Found[]>`
    select s.scope, r.kind, r.id, r.v, r.doc::text as doc
    from ${standing(tx, scopes, backs)}
    cross join lateral (
      select kind, id, v, doc from sync_row r
      where r.scope = s.scope and (r.v, r.kind, r.id) < (s.v, s.kind collate "C", s.id) and not r.deleted
      order by r.v desc, r.kind desc, r.id desc limit ${limit}) r
    order by s.place, r.v desc, r.kind desc, r.id desc limit ${limit}`;
};

async function checkSums(
  tx: TransactionSql,
  scopes: string[],
): Promise<{ [scope: string]: [number, string] }> {
  const sums = await tx<{ scope: string; count: number; hash: string }[]>`
    select s.scope, count(r.id) as count, encode(sha256(convert_to(
      coalesce(string_agg(r.kind || ' ' || r.id || ' ' || r.v || E'\n', '' order by r.kind, r.id), ''), 'UTF8')), 'hex') as hash
    from unnest(${scopes}::text[]) s (scope) left join sync_row r on r.scope = s.scope and not r.deleted
    group by s.scope`;
  return Object.fromEntries(sums.map(({ scope, count, hash }) => [scope, [count, hash]]));
}
