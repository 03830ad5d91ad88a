import type { Id } from '#domain/id.ts';
import type { RecordState, Shape } from '#domain/merge/record-state.ts';

/** The changes that wrote the value of a field that the worker looks at. */
export const basedOn = <S extends Shape>(state: RecordState<S>, field: keyof S['fields']): Id[] => [
  ...(state.fields[field]?.current.ops ?? []),
];

/**
 * Like `basedOn`, plus the losing values kept for `latest`/`earliest` fields; a write must name those too (docs/protocol.md,
 * "Conflict rules").
 */
export function basedOnAll<S extends Shape>(state: RecordState<S>, field: keyof S['fields']): Id[] {
  const register = state.fields[field];
  return register ? [register.current, ...(register.shadowed ?? [])].flatMap(({ ops }) => ops) : [];
}
