import * as z from 'zod/mini';
import { Instant } from './day.ts';
import { Id } from './id.ts';
import { InstitutionNumber } from './institution.ts';
import { buildsOn, type IncomingChange } from './merge/merge.ts';
import type { ChangeId } from './merge/register.ts';
import { FreeText } from './note.ts';
import { isRecordKind, kindOf, type RecordKind } from './record-kinds.ts';

/** The version of the change format. Every change carries its own, and converters for old ones are kept for ever. */
export const changeVersion = 1;

const BasedOn = z.array(Id).check(z.maxLength(200));
/** Of fields that this version does not know as well: no list and no text is without an end. */
const Name = z.string().check(z.maxLength(60));
const few = z.refine<object>((members) => Object.keys(members).length <= 200);
const Plain = z.union([z.string().check(z.maxLength(20_000)), z.number(), z.boolean(), z.null()]);
const AnyValue = z.union([Plain, z.record(Name, Plain).check(few)]);

/**
 * A small intention of one worker, never a whole document: an old app cannot erase a field that it does not know.
 * `create` gives a record its fixed part and first values; `set` writes fields and chips, naming for each what it
 * is based on; `annul` takes the record back with a reason. Unknown members of a newer app are kept.
 */
export const Change = z.looseObject({
  sv: z.number().check(z.int(), z.minimum(1), z.maximum(1_000_000)),
  kind: Name,
  verb: z.enum(['create', 'set', 'annul']),
  object: Id,
  institution: InstitutionNumber,
  at: Instant,
  fixed: z.optional(z.record(Name, AnyValue).check(few)),
  set: z.optional(z.record(Name, z.object({ value: AnyValue, basedOn: BasedOn })).check(few)),
  add: z.optional(z.record(Name, z.array(Name).check(z.maxLength(50))).check(few)),
  remove: z.optional(z.record(Name, z.record(Name, BasedOn).check(few)).check(few)),
  annul: z.optional(z.object({ reason: FreeText, basedOn: BasedOn })),
});
export type Change = z.infer<typeof Change>;

export type Parsed = { change: Change & { kind: RecordKind } } | { field: string };

const isOfKnownKind = (change: Change): change is Change & { kind: RecordKind } => isRecordKind(change.kind);

const knownOnly = <T>(written: Record<string, T> | undefined, known: object): [string, T][] =>
  Object.entries(written ?? {}).filter(([field]) => Object.hasOwn(known, field));

/**
 * Parses what came from a tablet, or names the first member that breaks a rule. Fields that this version does not know
 * are let through: `toIncomingChange` leaves them out, the stored body keeps them.
 */
export function parseChange(body: unknown): Parsed {
  const outer = Change.safeParse(body);
  if (!outer.success) return { field: outer.error.issues[0]?.path.join('.') || 'change' };
  const change = outer.data;
  if (!isOfKnownKind(change)) return { field: 'kind' };
  const kind = kindOf(change.kind);
  if (change.verb === 'create') {
    const fixed = kind.fixed.safeParse(change.fixed);
    if (!fixed.success) return { field: `fixed.${fixed.error.issues[0]?.path.join('.') ?? ''}` };
  }
  if (change.verb === 'annul' ? !change.annul : change.annul) return { field: 'annul' };
  if (change.verb === 'set' && change.fixed) return { field: 'fixed' };
  for (const [field, { value }] of knownOnly(change.set, kind.fields)) {
    if (!kind.fields[field]!.schema.safeParse(value).success) return { field: `set.${field}` };
  }
  for (const [field, chips] of [
    ...knownOnly(change.add, kind.chips),
    ...knownOnly(change.remove, kind.chips),
  ]) {
    const keys = Array.isArray(chips) ? chips : Object.keys(chips);
    if (!keys.every((chip) => kind.chips[field]!.safeParse(chip).success)) return { field: `chips.${field}` };
  }
  return { change };
}

/** The change as `merge` takes it: only what this version knows. */
export function toIncomingChange(
  change: Change & { kind: RecordKind },
  op: ChangeId,
  by: Id,
): IncomingChange {
  const kind = kindOf(change.kind);
  const fixed = change.verb === 'create' ? kind.fixed.parse(change.fixed) : undefined;
  const { at, object, institution } = change;
  return {
    op,
    by,
    at,
    kind: change.kind,
    object,
    institution,
    fixed,
    set: Object.fromEntries(
      knownOnly(change.set, kind.fields).map(([field, { value, basedOn }]) => [
        field,
        { value: kind.fields[field]!.schema.parse(value), basedOn },
      ]),
    ),
    add: Object.fromEntries(knownOnly(change.add, kind.chips)),
    remove: Object.fromEntries(knownOnly(change.remove, kind.chips)),
    annul: change.annul,
  };
}

/** Everything that must be on the server before this change can be merged: its record, its parent and what it is based on. */
export function waitsFor(change: Change & { kind: RecordKind }): Id[] {
  if (change.verb !== 'create') return [change.object, ...buildsOn(change)];
  const parent = kindOf(change.kind).parent;
  const named = parent ? change.fixed?.[parent] : undefined;
  const revised = change.kind === 'note' ? change.fixed?.parent : undefined;
  return [named, revised].filter((id): id is Id => typeof id === 'string').concat(buildsOn(change));
}
