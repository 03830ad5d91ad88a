import type { ChangeId, Chip, Register, Value } from './register.ts';

/** Taken back with a reason; `saw` names every op of the record that its author knew. */
export interface Annulment {
  op: ChangeId;
  reason: string;
  saw: ChangeId[];
}

export interface RecordState {
  kind: string;
  id: string;
  institution: string;
  /** The op that made the record; its author and time are in `ops`. */
  made: ChangeId;
  fixed: { readonly [field: string]: Value };
  fields: { [field: string]: Register };
  chips: { [field: string]: { [chip: string]: Chip } };
  /** Every op that touched the record: [author, device time]. Device time is for people and orders nothing. */
  ops: { [op: ChangeId]: readonly [by: string, at: string] };
  annulments?: Annulment[];
  /** What the endpoint adds and no tablet sends: a concern's running number. */
  given?: { readonly [field: string]: Value };
}

/** The annulment in force, if any: one that saw every other op of the record. An edit that it did not see beats it. */
export const annulmentOf = (state: RecordState): Annulment | undefined => {
  const annulments = state.annulments ?? [];
  const edits = Object.keys(state.ops).filter((op) => !annulments.some((annulment) => annulment.op === op));
  return annulments.find(({ saw }) => edits.every((op) => saw.includes(op)));
};

export const isAnnulled = (state: RecordState): boolean => annulmentOf(state) !== undefined;

export const fieldOf = (state: RecordState, field: string): Value => state.fields[field]?.now.v ?? null;

/** The chips that are on, in the order in which they were first put on. */
export const chipsOf = (state: RecordState, field: string): string[] =>
  Object.entries(state.chips[field] ?? {}).flatMap(([chip, { on }]) => (on.length > 0 ? [chip] : []));

export const authorOf = (state: RecordState): string => state.ops[state.made]![0];
export const madeAt = (state: RecordState): string => state.ops[state.made]![1];

/** The fields that wait for somebody's choice. */
export const openConflicts = (state: RecordState): string[] =>
  Object.entries(state.fields).flatMap(([field, { alt }]) => (alt ? [field] : []));
