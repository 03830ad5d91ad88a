import type { Annulment, RecordState } from './merge.ts';
import type { Value } from './register.ts';

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
