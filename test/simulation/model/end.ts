import { personScope } from '#api/sync.ts';
import type { ChangeId } from '#domain/merge/register.ts';
import { isRecordKind } from '#domain/record-kinds.ts';
import { day, rowKey } from './database.ts';
import { fail } from './fail.ts';
import { scopesOf } from './pull.ts';
import { touches } from './push.ts';
import { unsent } from './tablet.ts';
import type { World } from './world.ts';

/** When nothing moves any more: everything is decided, in its row, and the same everywhere. */
export function checkEnd(world: World): void {
  const { db } = world;
  for (const tablet of world.tablets) {
    const granted = scopesOf(world.truth, tablet.person, world.now);
    const expected = [...db.rows.values()].filter(
      ({ scope, doc }) => doc !== null && granted.includes(scope),
    );
    const { base } = tablet.store;
    if (base.size !== expected.length) fail(`P4 ${tablet.name} has ${base.size} rows of ${expected.length}`);
    for (const { scope, kind, id, v, doc } of expected) {
      const own = base.get(rowKey(scope, kind, id));
      if (own?.v !== v || own.doc !== doc) fail(`P4 ${tablet.name} has another ${kind} ${id}`);
    }
    if (unsent(tablet.store).length > 0) fail(`P1 ${tablet.name} cannot get rid of a change`);
  }
  for (const [op, { change }] of world.ledger) {
    const known = db.known.get(op);
    if (!known || touches(change, world.erasures)) continue;
    if (known.ack.r !== 'refused' && !db.records.get(change.object)?.ops[op])
      fail(`P1 ${op} is ok and in no row`);
    if (known.ack.r === 'refused') refusedForAReason(world, op);
  }
  for (const { op, waitsFor, since, person } of db.parked.values()) {
    if (db.known.has(waitsFor) || db.records.has(waitsFor)) fail(`P1 ${op} waits for what is there`);
    if (world.now - since > 30 * day) fail(`P1 ${op} has waited for more than 30 days`);
    if (!db.rows.get(rowKey(personScope(person), 'parked', op))?.doc)
      fail(`P5 ${op} is parked, and nobody is told`);
  }
  nothingErasedIsLeft(world);
}

function refusedForAReason({ db, revocations }: World, op: ChangeId): void {
  const { ack, person, change } = db.known.get(op)!;
  const { problem, because } = ack;
  const isRefused = because === undefined || db.known.get(because)?.ack.r === 'refused';
  const wasRevoked = revocations.some(({ key }) => key === `${person} ${change.institution}`);
  const hasReason =
    problem === 'gone' || (problem === 'because' && isRefused) || (problem === 'notYours' && wasRevoked);
  if (!hasReason) fail(`P1 ${op} was refused without a reason: ${problem}`);
  if (problem === 'gone') fail(`P1 ${op} was refused as erased, and was not`);
  if (!db.quarantine.has(op)) fail(`P1 ${op} was refused and not kept`);
  if (!db.rows.get(rowKey(personScope(person), 'refused', op))?.doc)
    fail(`P5 ${op} was refused, and nobody is told`);
}

/** Erased texts are on no server and on no tablet. */
function nothingErasedIsLeft({ db, erasures, tablets }: World): void {
  const bodies = [...db.quarantine.values(), ...db.parked.values()].map(({ change }) => change);
  if (bodies.some((change) => touches(change, erasures))) fail('P6 an erased text is kept');
  for (const { kind, id, doc } of [
    ...db.rows.values(),
    ...tablets.flatMap(({ store }) => [...store.base.values()]),
  ]) {
    if (isRecordKind(kind) && doc !== null && erasures.has(id))
      fail(`P6 erased ${kind} ${id} is there again`);
  }
}
