import {
  type Cursor,
  logScope,
  type Position,
  personScope,
  type Row,
  refScope,
  type SyncAnswer,
} from '#api/sync.ts';
import { type Database, may, type Request, type ServerRow } from './database.ts';
import type { Broken } from './defects.ts';

export const places = ['100001', '100002'] as const;

/** After every row of a version. */
const last = '\uffff';
const after = (v: number): Position => [v, last, last];
const placeOf = ({ v, kind, id }: ServerRow): Position => [v, kind, id];

export const compare = (one: Position, other: Position): number => {
  for (const index of [0, 1, 2] as const) {
    if (one[index] !== other[index]) return one[index] < other[index] ? -1 : 1;
  }
  return 0;
};

export const scopesOf = (grants: ReadonlyMap<string, number>, person: string, now: number): string[] => [
  refScope,
  personScope(person),
  ...places.filter((place) => may(grants, person, place, now) === 'all').map(logScope),
];

/** Rows since the cursors: per scope the tail, oldest first, then back from the start, newest first. */
export function pull(
  db: Database,
  request: Request,
  now: number,
  broken: Broken,
  seen = [db.token, db.v] as [string, number],
): Pick<SyncAnswer, 'seen' | 'scopes' | 'rows' | 'cursors' | 'more' | 'reset' | 'check'> {
  const asked = request.cursors ?? {};
  const granted = scopesOf(db.grants, request.person, now);
  const scopes = broken('scopesFromCursors') ? [...new Set([...granted, ...Object.keys(asked)])] : granted;
  const cursors: { [scope: string]: Cursor } = {};
  const reset: string[] = [];
  const rows: Row[] = [];
  const hi = seen[1];
  let more = false;
  const inScope = new Map<string, ServerRow[]>(scopes.map((scope) => [scope, []]));
  for (const row of db.rows.values()) inScope.get(row.scope)?.push(row);
  for (const scope of scopes) {
    let cursor = asked[scope];
    const floor = db.floors.get(scope) ?? 0;
    const isStale = cursor !== undefined && compare(cursor.tail, after(floor)) < 0 && !broken('floorIgnored');
    if (isStale) reset.push(scope);
    if (!cursor || isStale) {
      const back = !cursor && broken('gainedScopeNotLoaded') ? null : after(hi);
      cursor = { start: hi, tail: after(hi), back };
    }
    let { start, tail, back } = cursor;
    const all = inScope.get(scope) ?? [];
    const newer = all
      .filter((row) => compare(placeOf(row), tail) > 0)
      .sort((a, b) => compare(placeOf(a), placeOf(b)));
    const fresh = newer.slice(0, request.limit - rows.length);
    rows.push(...fresh.map(asRow));
    if (fresh.length === newer.length) tail = after(hi);
    else {
      more = true;
      const end = fresh.at(-1);
      if (end) tail = broken('boundaryByV') ? after(end.v) : placeOf(end);
    }
    if (back !== null) {
      const from = back;
      const older = all
        .filter((row) => row.doc !== null && compare(placeOf(row), from) < 0)
        .filter((row) => !broken('backStopsAtFloor') || row.v > floor)
        .sort((a, b) => compare(placeOf(b), placeOf(a)));
      const page = older.slice(0, request.limit - rows.length);
      rows.push(...page.map(asRow));
      if (page.length === older.length) back = null;
      else {
        more = true;
        const end = page.at(-1);
        if (end) back = broken('boundaryByV') ? [end.v, '', ''] : placeOf(end);
      }
    }
    cursors[scope] = { start, tail, back };
  }
  const check =
    request.check && !more
      ? Object.fromEntries(scopes.map((scope) => [scope, sumOf(inScope.get(scope) ?? [])]))
      : undefined;
  return { seen, scopes, rows, cursors, more, reset, ...(check && { check }) };
}

const asRow = ({ scope, kind, id, v, doc }: ServerRow): Row => [scope, kind, id, v, doc];

/** Number of live rows, and what the endpoint hashes. */
export const sumOf = (
  rows: readonly { kind: string; id: string; v: number; doc: unknown }[],
): [number, string] => {
  const live = rows.filter(({ doc }) => doc !== null).map(({ kind, id, v }) => `${kind} ${id} ${v}`);
  return [live.length, live.sort().join('\n')];
};
