import type * as z from 'zod/mini';
import type { RecordState } from './merge/record-state.ts';
import type { Register } from './merge/register.ts';
import { isRecordKind, kindOf } from './record-kinds.ts';

/** Looks like a day or an instant, of whatever year. */
const looksDated = /^\d{4,6}-\d\d-\d\d(T[\d:.]{8,12}Z)?$/;

/** Do all days and instants in it exist? Computing with one that does not throws. */
const hasRealDates = (value: unknown): boolean =>
  typeof value === 'string'
    ? !looksDated.test(value) || !Number.isNaN(Date.parse(value))
    : typeof value !== 'object' || value === null || Object.values(value).every(hasRealDates);

/** A text that only looks like a day, such as a note `2026-13-01`, is what its schema allows. */
const isShowable = (value: unknown, schema: z.ZodMiniType | undefined): boolean =>
  hasRealDates(value) || schema?.safeParse(value).success === true;

/** A later version may have given the register another shape: what is not there has no value. */
const valuesOf = ({ current, alternatives, shadowed }: Partial<Register>): unknown[] =>
  [current, alternatives, shadowed].flat().map((written) => written?.value);

/**
 * Can this record be shown? What was stored before its rule was made may break it in many ways that do no harm; without
 * its parts, or with a time that does not exist, no screen can draw it.
 */
export const isReadable = (record: RecordState): boolean => {
  const { kind: name, fixed, fields, chips, ops } = record;
  const parts: unknown[] = [fixed, fields, chips, ops];
  if (!parts.every((part) => typeof part === 'object' && part !== null)) return false;
  const kind = isRecordKind(name) ? kindOf(name) : undefined;
  return (
    hasRealDates(ops) &&
    isShowable(fixed, kind?.fixed) &&
    Object.entries(fields).every(
      ([field, register]) =>
        hasRealDates(register) ||
        valuesOf(register).every((value) => isShowable(value, kind?.fields[field]?.schema)),
    )
  );
};
