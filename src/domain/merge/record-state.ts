import type { ChangeId, Chip, Register, Value } from './register.ts';

/** Taken back with a reason; `basedOn` names every change of the record that its author knew. */
export interface Annulment {
  op: ChangeId;
  reason: string;
  basedOn: ChangeId[];
}

/** What a kind of record holds: the types of its values, by field. */
export interface Shape {
  kind: string;
  fixed: object;
  fields: object;
  chips: object;
  given: object;
}

/** Of whatever kind: all that the engine knows. `RecordOf` (domain/record-kinds) says what each kind holds. */
interface AnyShape extends Shape {
  fixed: { readonly [field: string]: Value | undefined };
  fields: { readonly [field: string]: Value };
  chips: { readonly [field: string]: string };
  given: { readonly [field: string]: Value };
}

export interface RecordState<S extends Shape = AnyShape> {
  kind: S['kind'];
  id: string;
  institution: string;
  /** The op that made the record; its author and time are in `ops`. */
  made: ChangeId;
  fixed: Readonly<S['fixed']>;
  fields: { -readonly [F in keyof S['fields']]: Register<Exclude<S['fields'][F], undefined>> };
  chips: { -readonly [F in keyof S['chips']]: { [chip: string]: Chip } };
  /** Every op that touched the record: [author, device time]. Device time is for people and orders nothing. */
  ops: { [op: ChangeId]: readonly [by: string, at: string] };
  annulments?: Annulment[];
  /** What the endpoint adds and no tablet sends: a concern's running number. */
  given?: Readonly<S['given']>;
}

/** The annulment in force, if any: one that is based on every other change of the record. An edit beside it beats it. */
export const annulmentOf = (state: Pick<RecordState, 'annulments' | 'ops'>): Annulment | undefined => {
  const annulments = state.annulments ?? [];
  const edits = Object.keys(state.ops).filter((op) => !annulments.some((annulment) => annulment.op === op));
  return annulments.find(({ basedOn }) => edits.every((op) => basedOn.includes(op)));
};

export const isAnnulled = (state: Pick<RecordState, 'annulments' | 'ops'>): boolean =>
  annulmentOf(state) !== undefined;

/** The current value of a field; null where none was written. */
export const fieldOf = <S extends Shape, F extends keyof S['fields']>(
  state: RecordState<S>,
  field: F,
): Exclude<S['fields'][F], undefined> | null => state.fields[field]?.current.value ?? null;

/** The chips that are on, in the order in which they were first put on. */
export const chipsOf = <S extends Shape>(state: RecordState<S>, field: keyof S['chips']): string[] =>
  Object.entries<Chip>(state.chips[field] ?? {}).flatMap(([chip, { on }]) => (on.length > 0 ? [chip] : []));

export const authorOf = (state: Pick<RecordState, 'made' | 'ops'>): string => state.ops[state.made]![0];
export const madeAt = (state: Pick<RecordState, 'made' | 'ops'>): string => state.ops[state.made]![1];

/** The fields that wait for a worker's choice. */
export const openConflicts = (state: RecordState): string[] =>
  Object.entries(state.fields).flatMap(([field, { alternatives }]) => (alternatives ? [field] : []));
