/** The id of one change: a UUIDv7 made on the device that made the change. To the engine ids are plain text. */
export type ChangeId = string;

/**
 * What one field of a record holds, and how a write meets it. Two standard kinds of replicated data, ordered by the changes
 * that each write is based on: a field that people choose is a *multi-value register*, chips are an *observed-remove set*
 * (Shapiro et al., 2011). A session's start and end are *min* and *max registers* that can be corrected.
 */
export type Value =
  | string
  | number
  | boolean
  | null
  | { readonly [key: string]: string | number | boolean | null };

/** One written value and the changes that wrote it: two people who wrote the same thing do not disagree. */
export interface Written<V = Value> {
  value: V;
  ops: ChangeId[];
}

/** A value kept beside the current one, with all that it is based on, so that a predecessor that comes late finds it. */
export interface Alternative<V = Value> extends Written<V> {
  basedOn: ChangeId[];
}

export interface Register<V = Value> {
  current: Written<V>;
  /** Open conflict: the other values, until a write that is based on them chooses. Absent when there is none. */
  alternatives?: Alternative<V>[];
  /**
   * Values behind the one shown that are no conflict. Where the rule decides (`latest`, `earliest`): those it did not
   * choose. Where people choose: the same value, written by a change that arrived before what it is based on.
   */
  shadowed?: Alternative<V>[];
  /** What applied changes are based on here: what arrives later under such an id is history only (rule 6). */
  superseded?: ChangeId[];
}

/** One chip: on while an add lives. A removal takes away the adds that it names, so an add made beside it wins. */
export interface Chip {
  on: ChangeId[];
  /** Adds that removals have named, also those that have not arrived yet. */
  removed?: ChangeId[];
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
  current: Written,
  alternatives: Alternative[],
  superseded: ChangeId[],
  shadowed: Alternative[] = [],
): Register => ({
  current,
  ...(alternatives.length > 0 && { alternatives }),
  ...(shadowed.length > 0 && { shadowed }),
  ...(superseded.length > 0 && { superseded }),
});

/** What a field becomes: values that no write is based on stand side by side, and one of them is shown. */
export function assign(
  old: Register | undefined,
  op: ChangeId,
  value: Value,
  basedOn: readonly ChangeId[],
  has: (op: ChangeId) => boolean,
): { register: Register; conflict: boolean } {
  // A change that waited 30 days in vain is merged without its base. When that comes it must find the value, so it is not
  // melted into another.
  const hasMissingBase = (other: Alternative) => other.basedOn.some((one) => !has(one));
  if (!old) {
    const first = { value, ops: [op], basedOn: [...basedOn] };
    return {
      register: register({ value, ops: [op] }, [], [...basedOn], [first].filter(hasMissingBase)),
      conflict: false,
    };
  }
  const superseded = union(old.superseded, basedOn);
  const remains = (other: Written) => !overlap(other.ops, basedOn);
  const remaining = (old.alternatives ?? []).filter(remains);
  const shadowed = (old.shadowed ?? []).filter(remains);
  const replaced = [...(old.alternatives ?? []), ...(old.shadowed ?? [])].filter((other) => !remains(other));
  // A replaced value hands on what it was based on.
  const ancestors = union(
    replaced.flatMap((other) => other.basedOn),
    basedOn,
  );
  const isBasedOnCurrent = overlap(old.current.ops, basedOn);

  if (old.superseded?.includes(op)) {
    // A change that is based on this one came first (rule 6): this one is history, but replaces what it is based on.
    const inherit = (other: Alternative) =>
      other.basedOn.includes(op) ? { ...other, basedOn: union(other.basedOn, ancestors) } : other;
    const [alternatives, same] = [remaining.map(inherit), shadowed.map(inherit)];
    const isHeir = (other: Alternative) => other.basedOn.includes(op);
    const heir = isBasedOnCurrent && !same.some(isHeir) ? alternatives.find(isHeir) : undefined;
    if (!heir) return { register: register(old.current, alternatives, superseded, same), conflict: false };
    const others = [...alternatives.filter((other) => other !== heir), ...same];
    const rest = others.filter((other) => !sameValue(other.value, heir.value));
    const alike = [...others.filter((other) => !rest.includes(other)), heir];
    const current = { value: heir.value, ops: alike.flatMap(({ ops }) => ops) };
    return { register: register(current, rest, superseded, alike.filter(hasMissingBase)), conflict: false };
  }
  const mine: Alternative = { value, ops: [op], basedOn: ancestors };
  if (isBasedOnCurrent) {
    const others = [...remaining, ...shadowed.filter(hasMissingBase)];
    const agreeing = others.filter((other) => sameValue(other.value, value));
    const current = { value, ops: [op, ...agreeing.flatMap(({ ops }) => ops)] };
    const rest = others.filter((other) => !agreeing.includes(other));
    return {
      register: register(current, rest, superseded, [...agreeing, mine].filter(hasMissingBase)),
      conflict: false,
    };
  }
  if (sameValue(old.current.value, value)) {
    const current = { value, ops: [...old.current.ops, op] };
    return {
      register: register(current, remaining, superseded, [...shadowed, mine].filter(hasMissingBase)),
      conflict: false,
    };
  }
  // The current value stays. The new one is kept beside it, in place of the alternatives that it is based on (rule 5).
  const twin = remaining.find(
    (other) => sameValue(other.value, value) && !hasMissingBase(other) && !hasMissingBase(mine),
  );
  const joined = twin ? { value, ops: [...twin.ops, op], basedOn: union(twin.basedOn, ancestors) } : mine;
  const rest = remaining.filter((other) => other !== twin);
  return { register: register(old.current, [...rest, joined], superseded, old.shadowed), conflict: true };
}

/**
 * The later (or earlier) of the values that stand. Those behind it are kept, because a correction of the one shown must
 * not take along a value that it is not based on; so the outcome does not depend on the order of arrival.
 */
export function elect(
  old: Register | undefined,
  op: ChangeId,
  value: Value,
  basedOn: readonly ChangeId[],
  rule: 'latest' | 'earliest',
): Register {
  const standing = old ? [{ ...old.current, basedOn: [] }, ...(old.shadowed ?? [])] : [];
  const remaining = standing.filter((other) => !overlap(other.ops, basedOn));
  const isHistory = old?.superseded?.includes(op) ?? false;
  const values = isHistory ? remaining : [...remaining, { value, ops: [op], basedOn: [] }];
  const [first, ...rest] = values.length > 0 ? values : standing;
  const beats = (one: Value, other: Value) => (rule === 'latest' ? isLater(one, other) : isLater(other, one));
  const best = rest.reduce((chosen, other) => (beats(other.value, chosen.value) ? other : chosen), first!);
  const shadowed = [first!, ...rest].filter((other) => other !== best);
  return register({ value: best.value, ops: best.ops }, [], union(old?.superseded, basedOn), shadowed);
}

export function addChips(
  old: { [chip: string]: Chip },
  chips: readonly string[],
  op: ChangeId,
): { [chip: string]: Chip } {
  const next = { ...old };
  for (const key of chips) {
    const chip = Object.hasOwn(next, key) ? next[key]! : { on: [] };
    // An add that an applied removal has named stays removed (rule 6).
    if (!chip.removed?.includes(op)) next[key] = { ...chip, on: union(chip.on, [op]) };
  }
  return next;
}

export function removeChips(
  old: { [chip: string]: Chip },
  chips: { readonly [chip: string]: readonly ChangeId[] },
): { [chip: string]: Chip } {
  const next = { ...old };
  for (const [key, basedOn] of Object.entries(chips)) {
    const chip = Object.hasOwn(next, key) ? next[key]! : { on: [] };
    next[key] = { on: chip.on.filter((op) => !basedOn.includes(op)), removed: union(chip.removed, basedOn) };
  }
  return next;
}
