import { describe, expect, it } from 'vitest';
import { clockError } from '#tablet/store/tablet-clock.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const server = Date.parse('2026-11-24T08:47:00.000Z');
/** The error that a contact has shown, `later` after it by the tablet's own clock. */
const errorAfter = (error: number, later: number): number => {
  const tablet = server - error;
  const contact = { server: new Date(server).toISOString(), tablet: new Date(tablet).toISOString() };
  return clockError(contact, tablet + later);
};

describe('the error of the tablet’s clock', () => {
  it('is what the last contact showed, and nothing up to two minutes', () => {
    expect(errorAfter(731 * day, 5 * minute)).toBe(731 * day);
    expect(errorAfter(-731 * day, 6 * day)).toBe(-731 * day);
    expect(errorAfter(731 * day, -15_000)).toBe(731 * day);
    expect(errorAfter(2 * minute, 0)).toBe(0);
    expect(errorAfter(-2 * minute - 1, 0)).toBe(-2 * minute - 1);
    expect(clockError(null, server)).toBe(0);
  });

  it('is unknown once the clock has been set right without a contact', () => {
    // Two years ahead, and set back; two years behind, and set forward.
    expect(errorAfter(-731 * day, -731 * day)).toBe(0);
    expect(errorAfter(731 * day, 731 * day)).toBe(0);
  });
});
