import * as z from 'zod/mini';
import type { RecordKind, RecordOf } from '#domain/record-kinds.ts';

/** A merged record as it travels; its members are the endpoint's own work, so the door checks only that it is one. */
export const recordOf = <K extends RecordKind>(kind: K) =>
  z.custom<RecordOf<K>>(
    (doc) =>
      typeof doc === 'object' &&
      doc !== null &&
      'kind' in doc &&
      doc.kind === kind &&
      'id' in doc &&
      'fields' in doc &&
      'ops' in doc,
  );
