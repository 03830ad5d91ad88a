import type { RecordState } from '#domain/merge/record-state.ts';
import { isOfKind, type RecordKind, type RecordOf } from '#domain/record-kinds.ts';

/** A record that a test has merged itself, with the types of its kind. */
export function ofKind<K extends RecordKind>(kind: K, record: RecordState): RecordOf<K> {
  if (!isOfKind(record, kind)) throw new Error(`Not a ${kind}: ${record.kind}`);
  return record;
}
