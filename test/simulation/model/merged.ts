import type { Id } from '#domain/id.ts';
import type { IncomingChange } from '#domain/merge/merge.ts';
import { annulmentOf, type RecordState } from '#domain/merge/record-state.ts';
import type { ChangeId } from '#domain/merge/register.ts';
import { type Register, sameValue, type Value, type Written } from '#domain/merge/register.ts';
import { ruleOf } from '#domain/record-kinds.ts';
import { may } from './database.ts';
import { fail } from './fail.ts';
import { note, type World } from './world.ts';

/** P3 and P6 for what has just been merged, against a second reading of the rules. */
export function recordIsRight(world: World, id: Id, state: RecordState): void {
  const { db, checked } = world;
  const merged = db.merged.get(id) ?? [];
  for (const { by, fixed, institution } of merged.slice(checked.get(id)?.merged.length ?? 0)) {
    const right = may(world.truth, by, institution, world.now);
    if (right === 'nothing' || (right === 'creates' && !fixed))
      fail(`P6 a change of ${id} came without permission`);
  }
  checked.set(id, { state, merged });
  if (!merged[0]?.fixed) fail(`P1 ${state.kind} ${id} was never made, but changed`);
  if (merged.some(({ op }) => !state.ops[op])) fail(`P1 a change that was answered ok is not in ${id}`);
  for (const field of Object.keys(state.fields)) fieldIsRight(world, merged, state, field);
  for (const [chip, { on }] of Object.entries(state.chips.themes ?? {})) {
    const adds = merged.filter(({ add }) => add?.themes?.includes(chip)).map(({ op }) => op);
    const taken = new Set(merged.flatMap(({ remove }) => remove?.themes?.[chip] ?? []));
    const isOn = adds.some((op) => !taken.has(op));
    if (isOn !== on.length > 0) fail(`P3 ${chip} of ${id} is ${isOn ? 'off' : 'on'}`);
  }
  const edits = merged.filter(({ annul }) => !annul).map(({ op }) => op);
  const isAnnulled = merged.some(({ annul }) => annul && edits.every((op) => annul.basedOn.includes(op)));
  if (isAnnulled !== (annulmentOf(state) !== undefined))
    fail(`P3 ${id} is ${isAnnulled ? 'not ' : ''}annulled`);
}

interface Write {
  op: ChangeId;
  value: Value;
  basedOn: readonly ChangeId[];
}

/** Values that nobody has seen and replaced are all there; of those that somebody has, none is. */
function fieldIsRight(
  world: World,
  merged: readonly IncomingChange[],
  { id, kind, fields }: RecordState,
  field: string,
): void {
  const register = fields[field]!;
  const writes = merged.flatMap(({ op, set }): Write[] => (set?.[field] ? [{ op, ...set[field] }] : []));
  const seen = new Set(writes.flatMap(({ basedOn }) => basedOn));
  const standing = writes.filter(({ op }) => !seen.has(op));
  const shown = [register.current, ...(register.alternatives ?? []), ...(register.shadowed ?? [])];
  // Who has seen a value has seen it, whoever else wrote the same.
  const isSeenAlike = ({ value }: Write) =>
    writes.some((other) => sameValue(other.value, value) && seen.has(other.op));
  for (const write of standing) {
    if (shown.some(({ value }) => sameValue(value, write.value)) || isSeenAlike(write)) continue;
    fail(`P3 ${field} of ${id} has lost ${JSON.stringify(write.value)}`);
  }
  for (const { value, ops } of shown) {
    if (standing.some((write) => ops.includes(write.op) || sameValue(write.value, value))) continue;
    fail(`P3 ${field} of ${id} shows ${JSON.stringify(value)}, which somebody has seen and replaced`);
  }
  const rule = ruleOf(kind, field);
  if (rule === 'choose') {
    noFalseConflict(world, merged, register, `${field} of ${id}`);
    return;
  }
  const best = standing.map(({ value }) => (value === null ? '~' : String(value))).sort();
  const expected = rule === 'latest' ? best.at(-1) : best[0];
  if (expected !== (register.current.value ?? '~'))
    fail(`P3 ${field} of ${id} is not the ${rule}: ${expected}`);
}

/** Nobody is asked to choose between a value and one that was written over it. */
function noFalseConflict(
  world: World,
  merged: readonly IncomingChange[],
  { current, alternatives }: Register,
  where: string,
): void {
  if (!alternatives) return;
  note(world, 'conflict open');
  if (merged.some(({ op }) => world.db.forced.has(op))) return;
  const field = where.split(' ')[0]!;
  const past = (written: Written) => {
    const known = new Set<ChangeId>();
    const add = (op: ChangeId): void => {
      for (const base of world.ledger.get(op)?.change.set?.[field]?.basedOn ?? []) {
        if (known.has(base)) continue;
        known.add(base);
        add(base);
      }
    };
    written.ops.forEach(add);
    return known;
  };
  for (const other of alternatives) {
    const isPast = (one: Written, two: Written) => one.ops.every((op) => past(two).has(op));
    if (isPast(current, other) || isPast(other, current))
      fail(`P3 ${where} has a conflict between a value and its successor`);
  }
}
