import type { Id } from '#domain/id.ts';
import type { RecordState } from '#domain/merge/record-state.ts';

/** The ops behind the value of a field that she looks at. */
export const sawNow = (state: RecordState, field: string): Id[] => [...(state.fields[field]?.now.ops ?? [])];

/** The same where the rule decides (`latest`, `earliest`): also of the values that stand behind the one shown. */
export function sawAll(state: RecordState, field: string): Id[] {
  const { now, beside = [] } = state.fields[field] ?? {};
  return [now, ...beside].flatMap((written) => written?.ops ?? []);
}
