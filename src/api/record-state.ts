import * as z from 'zod/mini';
import type { RecordState as State } from '#domain/merge/record-state.ts';

/** A merged record as it travels; its members are the endpoint's own work, so the door checks only that it is one. */
export const RecordState = z.custom<State>(
  (doc) =>
    typeof doc === 'object' &&
    doc !== null &&
    'kind' in doc &&
    'id' in doc &&
    'fields' in doc &&
    'ops' in doc,
);
