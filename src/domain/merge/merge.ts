import type { RecordState } from './record-state.ts';
import {
  addChips,
  assign,
  type ChangeId,
  elect,
  type FieldRule,
  register,
  removeChips,
  type Value,
} from './register.ts';

/**
 * How two people's changes to one record become one record, field by field, without a clock.
 * Order comes only from what a change is based on: every written field names the changes that wrote the value its author looked at.
 * The endpoint merges what arrives, the tablet lays its pending changes over the base rows with the same function.
 * The rules are those of docs/protocol.md ("Conflict rules"); the numbers in comments are its forced rules.
 */

/** What one change writes. `basedOn` names the changes behind the field's value; that of `annul`, all changes of the record. */
export interface Writes {
  fixed?: RecordState['fixed'] | undefined;
  set?:
    | { readonly [field: string]: { readonly value: Value; readonly basedOn: readonly ChangeId[] } }
    | undefined;
  add?: { readonly [field: string]: readonly string[] } | undefined;
  remove?: { readonly [field: string]: { readonly [chip: string]: readonly ChangeId[] } } | undefined;
  annul?: { readonly reason: string; readonly basedOn: readonly ChangeId[] } | undefined;
}

export interface IncomingChange extends Writes {
  op: ChangeId;
  by: string;
  at: string;
  kind: string;
  object: string;
  institution: string;
}

export interface Merged {
  state: RecordState;
  /** A field of this change now stands beside another value, until a worker chooses. */
  conflict: boolean;
}

/**
 * Merges one change into a record. Pure: neither argument is touched. A change that the record already holds
 * (by op) leaves it as it is. A second `create` of the same record (two tablets open the same hour) meets the first
 * field by field and never replaces its fixed part.
 */
export function merge(
  old: RecordState | undefined,
  change: IncomingChange,
  ruleOf: (kind: string, field: string) => FieldRule,
): Merged {
  if (old?.ops[change.op]) return { state: old, conflict: false };
  const state: RecordState = old
    ? { ...old, fields: { ...old.fields }, chips: { ...old.chips }, ops: { ...old.ops } }
    : {
        kind: change.kind,
        id: change.object,
        institution: change.institution,
        made: change.op,
        fixed: change.fixed ?? {},
        fields: {},
        chips: {},
        ops: {},
      };
  state.ops[change.op] = [change.by, change.at];
  let conflict = false;
  for (const [field, { value, basedOn }] of Object.entries(change.set ?? {})) {
    const before = state.fields[field];
    const rule = ruleOf(change.kind, field);
    if (rule === 'choose') {
      const result = assign(before, change.op, value, basedOn, (op) => state.ops[op] !== undefined);
      state.fields[field] = result.register;
      conflict ||= result.conflict;
    } else {
      state.fields[field] = elect(before, change.op, value, basedOn, rule);
    }
  }
  for (const [field, chips] of Object.entries(change.add ?? {})) {
    state.chips[field] = addChips(state.chips[field] ?? {}, chips, change.op);
  }
  for (const [field, chips] of Object.entries(change.remove ?? {})) {
    state.chips[field] = removeChips(state.chips[field] ?? {}, chips);
  }
  if (change.annul) {
    const { reason, basedOn } = change.annul;
    state.annulments = [...(state.annulments ?? []), { op: change.op, reason, basedOn: [...basedOn] }];
  }
  return { state, conflict };
}

/** The changes that must have arrived before this one can be merged (rule 4). */
export const buildsOn = (writes: Writes): ChangeId[] => [
  ...new Set([
    ...Object.values(writes.set ?? {}).flatMap(({ basedOn }) => basedOn),
    ...Object.values(writes.remove ?? {}).flatMap((chips) => Object.values(chips).flat()),
    ...(writes.annul?.basedOn ?? []),
  ]),
];

/**
 * What the tablet shows: the base row with pending changes on top, mine first. A change that the row already holds, and
 * a field whose value is already based on it, show the row (rule 10). Conflicts stay open until the endpoint says.
 * `undefined` where there is no row and no pending `create`: an edit alone (its place was lost) is no record to show.
 */
export function overlay(
  base: RecordState | undefined,
  pending: readonly IncomingChange[],
  ruleOf: (kind: string, field: string) => FieldRule,
): RecordState | undefined {
  let state = base;
  for (const change of inOrder(pending)) {
    if (state ? state.ops[change.op] : !change.fixed) continue;
    const merged: RecordState = merge(state, change, ruleOf).state;
    for (const field of Object.keys(change.set ?? {})) {
      const after = merged.fields[field]!;
      const mine = after.alternatives?.find((other) => other.ops.includes(change.op));
      if (!mine) continue;
      const rest = after.alternatives!.filter((other) => other !== mine);
      merged.fields[field] = register(
        { value: mine.value, ops: mine.ops },
        rest,
        after.superseded ?? [],
        after.shadowed,
      );
    }
    state = merged;
  }
  return state;
}

/**
 * Each change once, where it comes last, after its record's `create` and after what it is based on. Parked changes come from rows,
 * which know no order, and may be the successors of changes that are still on the tablet.
 */
function inOrder(pending: readonly IncomingChange[]): Iterable<IncomingChange> {
  const waiting = new Map<ChangeId, IncomingChange>();
  for (const change of pending) {
    waiting.delete(change.op);
    waiting.set(change.op, change);
  }
  const ordered = new Set<IncomingChange>();
  const place = (change: IncomingChange) => {
    if (!waiting.delete(change.op)) return;
    for (const op of buildsOn(change)) {
      const base = waiting.get(op);
      if (base) place(base);
    }
    ordered.add(change);
  };
  const changes = [...waiting.values()];
  for (const change of [...changes.filter(({ fixed }) => fixed), ...changes]) place(change);
  return ordered;
}
