import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addSpan, countOf, gapsOf, holds, type Span } from '#tablet/store/sync-progress.ts';

const spans = fc.array(
  fc.tuple(fc.nat(40), fc.nat(6)).map(([from, length]): Span => [from + 1, from + 1 + length]),
);

describe('spans of numbers', () => {
  it('hold what was added, and nothing else', () => {
    fc.assert(
      fc.property(spans, (added) => {
        const sum = added.reduce<Span[]>(addSpan, []);
        const numbers = new Set(
          added.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, at) => from + at)),
        );
        for (let number = 1; number <= 60; number += 1) expect(holds(sum, number)).toBe(numbers.has(number));
        expect(countOf(sum)).toBe(numbers.size);
        const gaps = gapsOf(sum, 60);
        expect(countOf(gaps)).toBe(60 - numbers.size);
        expect(sum.every(([from], at) => at === 0 || sum[at - 1]![1] < from - 1)).toBe(true);
      }),
    );
  });
});
