import { logScope, type Position } from '#api/sync.ts';
import type { IncomingChange } from '#domain/merge/merge.ts';
import type { RecordState } from '#domain/merge/record-state.ts';
import type { ChangeId } from '#domain/merge/register.ts';
import { sameValue } from '#domain/merge/register.ts';
import { ruleOf } from '#domain/record-kinds.ts';
import { isLost, type Request, rowKey } from './database.ts';
import { fail } from './fail.ts';
import { recordIsRight } from './merged.ts';
import { compare } from './pull.ts';
import { touches } from './push.ts';
import { type Tablet, view } from './tablet.ts';
import type { World } from './world.ts';

/** P1–P7 of the promise (docs/protocol.md, "What is promised"), after every step of a history. */
export function check(world: World): void {
  remember(world);
  nothingSavedIsLost(world);
  appliedOnce(world);
  for (const [id, state] of world.db.records) {
    if (world.checked.get(id)?.state !== state) recordIsRight(world, id, state);
  }
  for (const tablet of world.tablets) {
    tailHasEverything(world, tablet);
    ownWritesAreShown(world, tablet);
    nothingForeign(tablet);
    lossIsCounted(world, tablet);
  }
}

function remember(world: World): void {
  for (const [op, { ack, change }] of world.db.known) {
    if (ack.r !== 'refused') continue;
    world.refused.add(op);
    if (change.verb === 'create') world.refusedObjects.add(change.object);
  }
}

/** P1: what a tablet called saved is on the server, or in a tablet's log and still to be sent. */
function nothingSavedIsLost(world: World): void {
  const { db } = world;
  const holders = world.tablets.map(({ store }) => ({
    ops: new Set(store.ops.map(({ op }) => op)),
    acknowledged: isLost(db, store.seen) ? undefined : store.acknowledged,
  }));
  for (const [op, { change }] of world.ledger) {
    if (db.known.has(op) || db.parked.has(op) || touches(change, world.erasures)) continue;
    const holding = holders.filter(({ ops }) => ops.has(op));
    if (holding.some(({ acknowledged }) => !acknowledged?.has(op))) continue;
    if (holding.length > 0 || !world.overwritten.has(op))
      fail(`P1 ${change.verb} ${op} is called saved and is nowhere`);
  }
}

function appliedOnce({ db }: World): void {
  for (const [id, merged] of db.merged) {
    if (new Set(merged.map(({ op }) => op)).size < merged.length)
      fail(`P2 a change of ${id} was applied twice`);
  }
}

/** P4, step by step: what lies behind a cursor is on the tablet, in the version that the server has. */
function tailHasEverything({ db }: World, { name, store }: Tablet): void {
  if (store.isRotten || isLost(db, store.seen)) return;
  for (const row of db.rows.values()) {
    const cursor = store.cursors.get(row.scope);
    if (!cursor || row.doc === null) continue;
    const place: Position = [row.v, row.kind, row.id];
    const isBehind =
      row.v > cursor.start
        ? compare(place, cursor.tail) <= 0
        : cursor.back === null || compare(place, cursor.back) >= 0;
    if (!isBehind) continue;
    const own = store.base.get(rowKey(row.scope, row.kind, row.id));
    if (own?.v !== row.v) fail(`P4 ${name} has passed ${row.kind} ${row.id} and has not got it`);
    if (store.dying.has(rowKey(row.scope, row.kind, row.id)))
      fail(`P4 ${name} is about to drop a living row`);
  }
}

/** P5: what she wrote is on her screen until the server's row has it, or it was refused, erased or her place was lost. */
function ownWritesAreShown(world: World, tablet: Tablet): void {
  const { store, name } = tablet;
  if (store.isRotten) return;
  const newest = new Map<string, { op: ChangeId; arrival: IncomingChange }>();
  for (const [op, arrival] of store.wrote) {
    if (isExcused(world, tablet, op, arrival)) continue;
    const state = view(tablet, arrival.object, world.rules);
    if (!state?.ops[op])
      fail(`P5 ${name} no longer shows ${op}, a change of ${arrival.kind} ${arrival.object}`);
    for (const field of Object.keys(arrival.set ?? {}))
      newest.set(`${arrival.object} ${field}`, { op, arrival });
  }
  for (const [place, { op, arrival }] of newest) {
    const field = place.split(' ')[1]!;
    if (ruleOf(arrival.kind, field) !== 'choose') continue;
    const register = view(tablet, arrival.object, world.rules)!.fields[field]!;
    const base = baseOf(tablet, arrival);
    if (isIn(base, op) || base?.fields[field]?.superseded?.includes(op)) {
      // Rule 10: nothing of hers is newer than what the row shows.
      const parked = [...store.base.values()].some(({ kind }) => kind === 'parked');
      const older = store.ops.every(({ op: other, arrival: { object, set } }) => {
        if (object !== arrival.object || !set?.[field] || store.leftOverlay.has(other)) return true;
        return isIn(base, other) || base?.fields[field]?.superseded?.includes(other);
      });
      const { current, alternatives = [] } = base!.fields[field]!;
      if (
        !parked &&
        older &&
        ![current, ...alternatives].some(({ value }) => sameValue(value, register.current.value))
      ) {
        fail(`P5 ${name} shows an old ${field} over a row that has seen it`);
      }
      continue;
    }
    const isShown =
      register.current.ops.includes(op) || sameValue(register.current.value, arrival.set![field]!.value);
    if (!store.leftOverlay.has(op) && !isShown && !register.superseded?.includes(op)) {
      fail(`P5 ${name} shows another ${field} than she wrote`);
    }
  }
}

const isIn = (state: RecordState | undefined, op: ChangeId): boolean => state?.ops[op] !== undefined;

const baseOf = ({ store }: Tablet, { kind, object, institution }: IncomingChange): RecordState | undefined =>
  store.base.get(rowKey(logScope(institution), kind, object))?.doc as RecordState | undefined;

function isExcused(world: World, tablet: Tablet, op: ChangeId, arrival: IncomingChange): boolean {
  const { store } = tablet;
  if (store.excused.has(op)) return true;
  const isLostPlace = store.allowed.order >= 0 && !store.allowed.scopes.has(logScope(arrival.institution));
  const row = world.db.rows.get(rowKey(logScope(arrival.institution), arrival.kind, arrival.object));
  const isMade = baseOf(tablet, arrival) !== undefined || (row && store.seen && row.v <= store.seen[1]);
  const isGone =
    world.refused.has(op) ||
    world.refusedObjects.has(arrival.object) ||
    world.erasures.has(arrival.object) ||
    world.erasures.has(String(arrival.fixed?.consultation)) ||
    world.erasures.has(String(arrival.fixed?.parent)) ||
    (isLostPlace && (store.acknowledged.has(op) || !arrival.fixed)) ||
    // An edit of a record that the server lost with its tail, until somebody's tablet brings it back.
    (!arrival.fixed && !isMade);
  if (isGone) store.excused.add(op);
  return isGone;
}

function nothingForeign({ name, store }: Tablet): void {
  if (store.allowed.order < 0) return;
  for (const { scope } of store.base.values()) {
    if (!store.allowed.scopes.has(scope)) fail(`P6 ${name} holds a row of ${scope}`);
  }
}

/** P7: a request says truly what was made on the tablet, and what of it has not been acknowledged. */
export function checkCounts(world: World, { store, name }: Tablet, { made, unsent: said }: Request): void {
  const isErased = (op: ChangeId) => touches(world.ledger.get(op)!.change, world.erasures);
  const waiting = [...store.wrote.keys()].filter((op) => !store.acknowledged.has(op) && !isErased(op)).length;
  if (made !== store.wrote.size) fail(`P7 ${name} has made ${store.wrote.size} changes and says ${made}`);
  const erased = [...store.wrote.keys()].filter(isErased).length;
  if (said < waiting || said > waiting + erased)
    fail(`P7 ${name} has ${waiting} unsent changes and says ${said}`);
}

/** P7: what never came can be named. */
function lossIsCounted(world: World, { device, name }: Tablet): void {
  if (world.copiedDevices.has(device)) return;
  const { db } = world;
  const said = db.made.get(device) ?? 0;
  const came = [...db.known.values(), ...db.parked.values()].filter(
    (known) => known.device === device,
  ).length;
  const missing = [...world.ledger].filter(
    ([op, own]) => own.device === device && own.made <= said && !db.known.has(op) && !db.parked.has(op),
  ).length;
  if (said - came !== missing)
    fail(`P7 the server misses ${missing} changes of ${name} and says ${said - came}`);
}
