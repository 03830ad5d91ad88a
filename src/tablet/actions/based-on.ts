import type { Id } from '#domain/id.ts';
import type { RecordState, Shape } from '#domain/merge/record-state.ts';

/** The ops behind the value of a field that she looks at. */
export const sawNow = <S extends Shape>(state: RecordState<S>, field: keyof S['fields']): Id[] => [
  ...(state.fields[field]?.now.ops ?? []),
];

/** The same where the rule decides (`latest`, `earliest`): also of the values that stand behind the one shown. */
export function sawAll<S extends Shape>(state: RecordState<S>, field: keyof S['fields']): Id[] {
  const register = state.fields[field];
  return register ? [register.now, ...(register.beside ?? [])].flatMap(({ ops }) => ops) : [];
}
