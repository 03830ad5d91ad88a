/** The id of one change: a UUIDv7 made on the device that made the change. To the engine ids are plain text. */
export type ChangeId = string;

/**
 * What one field of a record holds, and how a write meets it. Two standard kinds of replicated data, with their order taken
 * from what each write saw: a field that people choose is a *multi-value register*, chips are an *observed-remove set*
 * (Shapiro et al., 2011). A session's start and end are *min* and *max registers* that can be corrected.
 */
export type Value =
  | string
  | number
  | boolean
  | null
  | { readonly [key: string]: string | number | boolean | null };

/** One written value and the ops that wrote it: two people who wrote the same thing do not disagree. */
export interface Written<V = Value> {
  v: V;
  ops: ChangeId[];
}

/** A value kept beside the current one, with everything its author had seen, so that a late predecessor finds it. */
export interface Alternative<V = Value> extends Written<V> {
  saw: ChangeId[];
}

export interface Register<V = Value> {
  now: Written<V>;
  /** Open conflict: the other values, until somebody who saw them chooses. Absent when there is none. */
  alt?: Alternative<V>[];
  /**
   * Values behind the one shown, about which nobody is asked. Where the rule decides (`latest`, `earliest`): those it
   * did not choose. Where people choose: the same value, written by a change that came before what it had seen.
   */
  beside?: Alternative<V>[];
  /** Ops that an applied op has seen here: what arrives under such an id is history only (rule 6). */
  over?: ChangeId[];
}

/** One chip: on while an add lives; a removal names the adds it saw, so an add it did not see wins. */
export interface Chip {
  on: ChangeId[];
  off?: ChangeId[];
}

/** How concurrent values of a field meet: people choose, or the later / earlier one stands and both are history. */
export type FieldRule = 'choose' | 'latest' | 'earliest';

const overlap = (some: readonly ChangeId[], others: readonly ChangeId[]): boolean =>
  some.some((op) => others.includes(op));
const union = (some: readonly ChangeId[] | undefined, others: readonly ChangeId[]): ChangeId[] => [
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

export const register = (
  now: Written,
  alt: Alternative[],
  over: ChangeId[],
  beside: Alternative[] = [],
): Register => ({
  now,
  ...(alt.length > 0 && { alt }),
  ...(beside.length > 0 && { beside }),
  ...(over.length > 0 && { over }),
});

/** What a field becomes: values that nobody has seen and replaced stand side by side, one of them is shown. */
export function assign(
  old: Register | undefined,
  op: ChangeId,
  v: Value,
  saw: readonly ChangeId[],
  has: (op: ChangeId) => boolean,
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
export function elect(
  old: Register | undefined,
  op: ChangeId,
  v: Value,
  saw: readonly ChangeId[],
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

export function addChips(
  old: { [chip: string]: Chip },
  chips: readonly string[],
  op: ChangeId,
): { [chip: string]: Chip } {
  const next = { ...old };
  for (const key of chips) {
    const chip = Object.hasOwn(next, key) ? next[key]! : { on: [] };
    // An add that an applied removal already saw stays removed (rule 6).
    if (!chip.off?.includes(op)) next[key] = { ...chip, on: union(chip.on, [op]) };
  }
  return next;
}

export function removeChips(
  old: { [chip: string]: Chip },
  chips: { readonly [chip: string]: readonly ChangeId[] },
): { [chip: string]: Chip } {
  const next = { ...old };
  for (const [key, saw] of Object.entries(chips)) {
    const chip = Object.hasOwn(next, key) ? next[key]! : { on: [] };
    next[key] = { on: chip.on.filter((op) => !saw.includes(op)), off: union(chip.off, saw) };
  }
  return next;
}
