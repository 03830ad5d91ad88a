import type { Change } from './change.ts';
import { Day, dayOf, planEnd } from './day.ts';

/** Fields of free text, which may look like a day. */
const free = ['text', 'reason', 'name', 'room', 'cancelled'];

/**
 * The first member of a change that names a day further ahead than anything is planned, seen from `now` (milliseconds);
 * whatever kind of record it belongs to, so that a new one needs no rule of its own.
 */
export function tooFarAhead({ fixed, set }: Pick<Change, 'fixed' | 'set'>, now: number): string | undefined {
  const end = planEnd(dayOf(now));
  const isTooFar = (value: unknown): boolean =>
    typeof value === 'string'
      ? Day.safeParse(value.slice(0, 10)).success && value.slice(0, 10) > end
      : typeof value === 'object' && value !== null && hasTooFar(value);
  const hasTooFar = (members: object): boolean =>
    Object.entries(members).some(([member, value]) => !free.includes(member) && isTooFar(value));
  if (fixed && hasTooFar(fixed)) return 'fixed';
  const written = Object.entries(set ?? {}).find(
    ([field, { value }]) => !free.includes(field) && isTooFar(value),
  );
  return written && `set.${written[0]}`;
}
