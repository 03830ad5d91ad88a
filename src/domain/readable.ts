import type { RecordState } from './merge/record-state.ts';

/** Looks like a day or an instant, of whatever year. */
const looksDated = /^\d{4,6}-\d\d-\d\d(T[\d:.]{8,12}Z)?$/;

/** Do all days and instants in it exist? Computing with one that does not throws. */
const hasRealDates = (value: unknown): boolean =>
  typeof value === 'string'
    ? !looksDated.test(value) || !Number.isNaN(Date.parse(value))
    : typeof value !== 'object' || value === null || Object.values(value).every(hasRealDates);

/**
 * Can this record be shown? What was stored before its rule was made may break it in many ways that do no harm; without
 * its parts, or with a time that does not exist, no screen can draw it.
 */
export const isReadable = (record: RecordState): boolean => {
  const { fixed, fields, chips, ops } = record;
  const parts: unknown[] = [fixed, fields, chips, ops];
  return parts.every((part) => typeof part === 'object' && part !== null && hasRealDates(part));
};
