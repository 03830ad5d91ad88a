import { expect, it } from 'vitest';
import { leaseAt } from '#domain/lease.ts';

const until = '2026-12-07T06:52:00.000Z';
const at = (instant: string) => leaseAt(until, Date.parse(instant));

it('a lease is said to end two days before, and is over at its end', () => {
  expect(at('2026-12-05T06:51:59.999Z')).toBe('good');
  expect(at('2026-12-05T06:52:00.000Z')).toBe('soon');
  expect(at('2026-12-07T06:51:59.999Z')).toBe('soon');
  expect(at('2026-12-07T06:52:00.000Z')).toBe('over');
  expect(at('2028-02-29T09:00:00.000Z')).toBe('over');
});
