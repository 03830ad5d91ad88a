import type { Instant } from './day.ts';
import type { Id, Op } from './id.ts';
import type { InstitutionNumber } from './institution.ts';

/**
 * How two people's changes to one record become one record, field by field, without a clock.
 * Order comes only from what a change saw: every written field names the ops that wrote the value its author looked at.
 * The endpoint merges what arrives, the tablet lays its pending changes over the base rows with the same function.
 * The rules are those of docs/protocol.md ("Conflict rules"); the numbers in comments are its forced rules.
 */
export type Value =
  | string
  | number
  | boolean
  | null
  | { readonly [key: string]: string | number | boolean | null };

/** One written value and the ops that wrote it: two people who wrote the same thing do not disagree. */
export interface Written {
  v: Value;
  ops: Op[];
}

/** A value kept beside the current one, with everything its author had seen, so that a late predecessor finds it. */
export interface Alternative extends Written {
  saw: Op[];
}

export interface Register {
  now: Written;
  /** Open conflict: the other values, until somebody who saw them chooses. Absent when there is none. */
  alt?: Alternative[];
  /**
   * Values behind the one shown, about which nobody is asked. Where the rule decides (`latest`, `earliest`): those it
   * did not choose. Where people choose: the same value, written by a change that came before what it had seen.
   */
  beside?: Alternative[];
  /** Ops that an applied op has seen here: what arrives under such an id is history only (rule 6). */
  over?: Op[];
}

/** One chip: on while an add lives; a removal names the adds it saw, so an add it did not see wins. */
export interface Chip {
  on: Op[];
  off?: Op[];
}

/** Taken back with a reason; `saw` names every op of the record that its author knew. */
export interface Annulment {
  op: Op;
  reason: string;
  saw: Op[];
}

/** How concurrent values of a field meet: people choose, or the later / earlier one stands and both are history. */
export type FieldRule = 'choose' | 'latest' | 'earliest';

export interface RecordState {
  kind: string;
  id: Id;
  institution: InstitutionNumber;
  /** The op that made the record; its author and time are in `ops`. */
  made: Op;
  fixed: { readonly [field: string]: Value };
  fields: { [field: string]: Register };
  chips: { [field: string]: { [chip: string]: Chip } };
  /** Every op that touched the record: [author, device time]. Device time is for people and orders nothing. */
  ops: { [op: Op]: readonly [by: Id, at: Instant] };
  annulments?: Annulment[];
  /** What the endpoint adds and no tablet sends: a concern's running number. */
  given?: { readonly [field: string]: Value };
}

/** What one change writes. Ops that it saw are named for each field; `saw` of `annul` names the whole record's ops. */
export interface Writes {
  fixed?: { readonly [field: string]: Value } | undefined;
  set?: { readonly [field: string]: { readonly v: Value; readonly saw: readonly Op[] } } | undefined;
  add?: { readonly [field: string]: readonly string[] } | undefined;
  remove?: { readonly [field: string]: { readonly [chip: string]: readonly Op[] } } | undefined;
  annul?: { readonly reason: string; readonly saw: readonly Op[] } | undefined;
}

export interface Arrival extends Writes {
  op: Op;
  by: Id;
  at: Instant;
  kind: string;
  object: Id;
  institution: InstitutionNumber;
}

export interface Merged {
  state: RecordState;
  /** A field of this change now stands beside another value, waiting for somebody's choice. */
  conflict: boolean;
}

const overlap = (some: readonly Op[], others: readonly Op[]): boolean =>
  some.some((op) => others.includes(op));
const union = (some: readonly Op[] | undefined, others: readonly Op[]): Op[] => [
  ...new Set([...(some ?? []), ...others]),
];

export const sameValue = (one: Value, other: Value): boolean => {
  if (one === other) return true;
  if (one === null || other === null || typeof one !== 'object' || typeof other !== 'object') return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
};

/** `null` means "not yet", which lies after every time. */
const isLater = (one: Value, other: Value): boolean =>
  other !== null && (one === null || String(one) > String(other));

const register = (now: Written, alt: Alternative[], over: Op[], beside: Alternative[] = []): Register => ({
  now,
  ...(alt.length > 0 && { alt }),
  ...(beside.length > 0 && { beside }),
  ...(over.length > 0 && { over }),
});

/** What a field becomes: values that nobody has seen and replaced stand side by side, one of them is shown. */
function setField(
  old: Register | undefined,
  op: Op,
  v: Value,
  saw: readonly Op[],
  has: (op: Op) => boolean,
): { register: Register; conflict: boolean } {
  // It waited too long for what it saw, which may still come: then it must be found, so it is not melted into another.
  const isEarly = (other: Alternative) => other.saw.some((one) => !has(one));
  if (!old) {
    const first = { v, ops: [op], saw: [...saw] };
    return { register: register({ v, ops: [op] }, [], [...saw], [first].filter(isEarly)), conflict: false };
  }
  const over = union(old.over, saw);
  const isUnseen = (other: Written) => !overlap(other.ops, saw);
  const unseen = (old.alt ?? []).filter(isUnseen);
  const beside = (old.beside ?? []).filter(isUnseen);
  const replaced = [...(old.alt ?? []), ...(old.beside ?? [])].filter((other) => !isUnseen(other));
  // What the replaced values had seen is seen through them.
  const seen = union(
    replaced.flatMap((other) => other.saw),
    saw,
  );
  const sawNow = overlap(old.now.ops, saw);

  if (old.over?.includes(op)) {
    // It comes after something that already saw it (rule 6): history, but what it saw is seen.
    const inherit = (other: Alternative) =>
      other.saw.includes(op) ? { ...other, saw: union(other.saw, seen) } : other;
    const [alt, same] = [unseen.map(inherit), beside.map(inherit)];
    const isHeir = (other: Alternative) => other.saw.includes(op);
    const heir = sawNow && !same.some(isHeir) ? alt.find(isHeir) : undefined;
    if (!heir) return { register: register(old.now, alt, over, same), conflict: false };
    const others = [...alt.filter((other) => other !== heir), ...same];
    const rest = others.filter((other) => !sameValue(other.v, heir.v));
    const alike = [...others.filter((other) => !rest.includes(other)), heir];
    const now = { v: heir.v, ops: alike.flatMap(({ ops }) => ops) };
    return { register: register(now, rest, over, alike.filter(isEarly)), conflict: false };
  }
  const mine: Alternative = { v, ops: [op], saw: seen };
  if (sawNow) {
    const others = [...unseen, ...beside.filter(isEarly)];
    const agreeing = others.filter((other) => sameValue(other.v, v));
    const now = { v, ops: [op, ...agreeing.flatMap(({ ops }) => ops)] };
    const rest = others.filter((other) => !agreeing.includes(other));
    return { register: register(now, rest, over, [...agreeing, mine].filter(isEarly)), conflict: false };
  }
  if (sameValue(old.now.v, v)) {
    const now = { v, ops: [...old.now.ops, op] };
    return { register: register(now, unseen, over, [...beside, mine].filter(isEarly)), conflict: false };
  }
  // The current value stays. Mine is kept beside it, in place of the alternatives that I saw (rule 5).
  const twin = unseen.find((other) => sameValue(other.v, v) && !isEarly(other) && !isEarly(mine));
  const joined = twin ? { v, ops: [...twin.ops, op], saw: union(twin.saw, seen) } : mine;
  const rest = unseen.filter((other) => other !== twin);
  return { register: register(old.now, [...rest, joined], over, old.beside), conflict: true };
}

/**
 * The later (or earlier) of the values that stand. Those behind it are kept, because a correction of the one shown must
 * not take along a value that its author never saw; so the outcome does not depend on the order of arrival.
 */
function electValue(
  old: Register | undefined,
  op: Op,
  v: Value,
  saw: readonly Op[],
  rule: 'latest' | 'earliest',
): Register {
  const standing = old ? [{ ...old.now, saw: [] }, ...(old.beside ?? [])] : [];
  const unseen = standing.filter((other) => !overlap(other.ops, saw));
  const isHistory = old?.over?.includes(op) ?? false;
  const values = isHistory ? unseen : [...unseen, { v, ops: [op], saw: [] }];
  const [first, ...rest] = values.length > 0 ? values : standing;
  const beats = (one: Value, other: Value) => (rule === 'latest' ? isLater(one, other) : isLater(other, one));
  const best = rest.reduce((chosen, other) => (beats(other.v, chosen.v) ? other : chosen), first!);
  const beside = [first!, ...rest].filter((other) => other !== best);
  return register({ v: best.v, ops: best.ops }, [], union(old?.over, saw), beside);
}

function addChips(old: { [chip: string]: Chip }, chips: readonly string[], op: Op): { [chip: string]: Chip } {
  const next = { ...old };
  for (const key of chips) {
    const chip = Object.hasOwn(next, key) ? next[key]! : { on: [] };
    // An add that an applied removal already saw stays removed (rule 6).
    if (!chip.off?.includes(op)) next[key] = { ...chip, on: union(chip.on, [op]) };
  }
  return next;
}

function removeChips(
  old: { [chip: string]: Chip },
  chips: { readonly [chip: string]: readonly Op[] },
): { [chip: string]: Chip } {
  const next = { ...old };
  for (const [key, saw] of Object.entries(chips)) {
    const chip = Object.hasOwn(next, key) ? next[key]! : { on: [] };
    next[key] = { on: chip.on.filter((op) => !saw.includes(op)), off: union(chip.off, saw) };
  }
  return next;
}

/**
 * Merges one change into a record. Pure: neither argument is touched. A change that the record already holds
 * (by op) leaves it as it is. A second `create` of the same record (two tablets open the same hour) meets the first
 * field by field and never replaces its fixed part.
 */
export function merge(
  old: RecordState | undefined,
  change: Arrival,
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
  for (const [field, { v, saw }] of Object.entries(change.set ?? {})) {
    const before = state.fields[field];
    const rule = ruleOf(change.kind, field);
    if (rule === 'choose') {
      const result = setField(before, change.op, v, saw, (op) => state.ops[op] !== undefined);
      state.fields[field] = result.register;
      conflict ||= result.conflict;
    } else {
      state.fields[field] = electValue(before, change.op, v, saw, rule);
    }
  }
  for (const [field, chips] of Object.entries(change.add ?? {})) {
    state.chips[field] = addChips(state.chips[field] ?? {}, chips, change.op);
  }
  for (const [field, chips] of Object.entries(change.remove ?? {})) {
    state.chips[field] = removeChips(state.chips[field] ?? {}, chips);
  }
  if (change.annul) {
    const { reason, saw } = change.annul;
    state.annulments = [...(state.annulments ?? []), { op: change.op, reason, saw: [...saw] }];
  }
  return { state, conflict };
}

/** The annulment in force, if any: one that saw every other op of the record. An edit that it did not see beats it. */
export const annulmentOf = (state: RecordState): Annulment | undefined => {
  const annulments = state.annulments ?? [];
  const edits = Object.keys(state.ops).filter((op) => !annulments.some((annulment) => annulment.op === op));
  return annulments.find(({ saw }) => edits.every((op) => saw.includes(op)));
};

export const isAnnulled = (state: RecordState): boolean => annulmentOf(state) !== undefined;

/** The ops and objects that must have arrived before this change can be merged (rule 4). */
export const buildsOn = (writes: Writes): Op[] => [
  ...new Set([
    ...Object.values(writes.set ?? {}).flatMap(({ saw }) => saw),
    ...Object.values(writes.remove ?? {}).flatMap((chips) => Object.values(chips).flat()),
    ...(writes.annul?.saw ?? []),
  ]),
];

/**
 * What the tablet shows: the base row with pending changes on top, mine first. A change that the row already holds, and
 * a field where a later value has already seen it, show the row (rule 10). Conflicts stay open until the endpoint says.
 * `undefined` where there is no row and no pending `create`: an edit alone (its place was lost) is no record to show.
 */
export function overlay(
  base: RecordState | undefined,
  pending: readonly Arrival[],
  ruleOf: (kind: string, field: string) => FieldRule,
): RecordState | undefined {
  let state = base;
  for (const change of inOrder(pending)) {
    if (state ? state.ops[change.op] : !change.fixed) continue;
    const merged: RecordState = merge(state, change, ruleOf).state;
    for (const field of Object.keys(change.set ?? {})) {
      const after = merged.fields[field]!;
      const mine = after.alt?.find((other) => other.ops.includes(change.op));
      if (!mine) continue;
      const rest = after.alt!.filter((other) => other !== mine);
      merged.fields[field] = register({ v: mine.v, ops: mine.ops }, rest, after.over ?? [], after.beside);
    }
    state = merged;
  }
  return state;
}

/**
 * Each change once, where it comes last, after its record's `create` and after what it saw. Parked changes come from rows,
 * which know no order, and may be the successors of changes that are still on the tablet.
 */
function inOrder(pending: readonly Arrival[]): Iterable<Arrival> {
  const waiting = new Map<Op, Arrival>();
  for (const change of pending) {
    waiting.delete(change.op);
    waiting.set(change.op, change);
  }
  const ordered = new Set<Arrival>();
  const place = (change: Arrival) => {
    if (!waiting.delete(change.op)) return;
    for (const op of buildsOn(change)) {
      const seen = waiting.get(op);
      if (seen) place(seen);
    }
    ordered.add(change);
  };
  const changes = [...waiting.values()];
  for (const change of [...changes.filter(({ fixed }) => fixed), ...changes]) place(change);
  return ordered;
}

export const fieldOf = (state: RecordState, field: string): Value => state.fields[field]?.now.v ?? null;

/** The chips that are on, in the order in which they were first put on. */
export const chipsOf = (state: RecordState, field: string): string[] =>
  Object.entries(state.chips[field] ?? {}).flatMap(([chip, { on }]) => (on.length > 0 ? [chip] : []));

export const authorOf = (state: RecordState): Id => state.ops[state.made]![0];
export const madeAt = (state: RecordState): Instant => state.ops[state.made]![1];

/** The fields that wait for somebody's choice. */
export const openConflicts = (state: RecordState): string[] =>
  Object.entries(state.fields).flatMap(([field, { alt }]) => (alt ? [field] : []));
