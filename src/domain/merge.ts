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
  /** Ops that an applied op has seen here: what arrives under such an id is history only (rule 6). */
  over?: Op[];
}

/** One chip: on while an add lives; a removal names the adds it saw, so an add it did not see wins. */
export interface Chip {
  on: Op[];
  off?: Op[];
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
  annulled?: { op: Op; reason: string; saw: Op[] };
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

const register = (now: Written, alt: Alternative[], over: Op[]): Register => ({
  now,
  ...(alt.length > 0 && { alt }),
  ...(over.length > 0 && { over }),
});

function setField(
  old: Register | undefined,
  op: Op,
  v: Value,
  saw: readonly Op[],
  rule: FieldRule,
): { register: Register; conflict: boolean } {
  if (!old) return { register: register({ v, ops: [op] }, [], [...saw]), conflict: false };
  const over = union(old.over, saw);
  const unseen = (old.alt ?? []).filter((other) => !overlap(other.ops, saw));
  const sawNow = overlap(old.now.ops, saw);

  if (old.over?.includes(op)) {
    // It comes after something that already saw it (rule 6): history, but what it saw is seen.
    const alt = unseen.map((other) =>
      other.saw.includes(op) ? { ...other, saw: union(other.saw, saw) } : other,
    );
    const successor = sawNow ? alt.find((other) => other.saw.includes(op)) : undefined;
    if (!successor) return { register: register(old.now, alt, over), conflict: false };
    const now = { v: successor.v, ops: successor.ops };
    return {
      register: register(
        now,
        alt.filter((other) => other !== successor),
        over,
      ),
      conflict: false,
    };
  }
  if (sawNow) {
    const agreeing = unseen.filter((other) => sameValue(other.v, v));
    const now = { v, ops: [op, ...agreeing.flatMap((other) => other.ops)] };
    return {
      register: register(
        now,
        unseen.filter((other) => !agreeing.includes(other)),
        over,
      ),
      conflict: false,
    };
  }
  if (sameValue(old.now.v, v)) {
    return { register: register({ v, ops: [...old.now.ops, op] }, unseen, over), conflict: false };
  }
  if (rule !== 'choose') {
    const wins = rule === 'latest' ? isLater(v, old.now.v) : isLater(old.now.v, v);
    return {
      register: register({ v: wins ? v : old.now.v, ops: [...old.now.ops, op] }, unseen, over),
      conflict: false,
    };
  }
  // The current value stays. Mine is kept beside it, in place of the alternatives that I saw (rule 5).
  const replaced = (old.alt ?? []).filter((other) => overlap(other.ops, saw));
  const seen = union(
    replaced.flatMap((other) => other.saw),
    saw,
  );
  const twin = unseen.find((other) => sameValue(other.v, v));
  const mine = { v, ops: [...(twin?.ops ?? []), op], saw: union(twin?.saw, seen) };
  return {
    register: register(old.now, [...unseen.filter((other) => other !== twin), mine], over),
    conflict: true,
  };
}

function addChips(old: { [chip: string]: Chip }, chips: readonly string[], op: Op): { [chip: string]: Chip } {
  const next = { ...old };
  for (const key of chips) {
    const chip = next[key] ?? { on: [] };
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
    const chip = next[key] ?? { on: [] };
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
    const result = setField(state.fields[field], change.op, v, saw, ruleOf(change.kind, field));
    state.fields[field] = result.register;
    conflict ||= result.conflict;
  }
  for (const [field, chips] of Object.entries(change.add ?? {})) {
    state.chips[field] = addChips(state.chips[field] ?? {}, chips, change.op);
  }
  for (const [field, chips] of Object.entries(change.remove ?? {})) {
    state.chips[field] = removeChips(state.chips[field] ?? {}, chips);
  }
  if (change.annul)
    state.annulled = { op: change.op, reason: change.annul.reason, saw: [...change.annul.saw] };
  return { state, conflict };
}

/** A record is annulled while every op on it was seen by the annulment: an edit it did not see beats it. */
export const isAnnulled = (state: RecordState): boolean => {
  const annulled = state.annulled;
  return (
    annulled !== undefined &&
    Object.keys(state.ops).every((op) => op === annulled.op || annulled.saw.includes(op))
  );
};

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
 */
export function overlay(
  base: RecordState | undefined,
  pending: readonly Arrival[],
  ruleOf: (kind: string, field: string) => FieldRule,
): RecordState | undefined {
  let state = base;
  for (const change of pending) {
    if (state?.ops[change.op]) continue;
    const merged = merge(state, change, ruleOf).state;
    for (const [field, { v, saw }] of Object.entries(change.set ?? {})) {
      const before = state?.fields[field];
      if (!before || before.over?.includes(change.op) || ruleOf(change.kind, field) !== 'choose') continue;
      const alt = (before.alt ?? []).filter((other) => !overlap(other.ops, saw));
      merged.fields[field] = register({ v, ops: [change.op] }, alt, union(before.over, saw));
    }
    state = merged;
  }
  return state;
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
