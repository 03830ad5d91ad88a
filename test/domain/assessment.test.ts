import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assessments, mostUrgent } from '../../src/domain/assessment.ts';

test('the most urgent assessment shows, whatever the order in which they came', () => {
  expect(mostUrgent(['acute', 'notRelevant'])).toBe('acute');
  expect(mostUrgent(['noGroundNow', 'placeNotifies', 'alreadyDone'])).toBe('placeNotifies');
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...assessments), { minLength: 1 }), (values) => {
      const shown = mostUrgent(values)!;
      expect(mostUrgent(values.toReversed())).toBe(shown);
      for (const value of values) expect(mostUrgent([value, shown])).toBe(shown);
    }),
  );
});

test('acute is above everything, and not relevant below everything', () => {
  for (const value of assessments) {
    expect(mostUrgent([value, 'acute'])).toBe('acute');
    expect(mostUrgent(['notRelevant', value])).toBe(value);
  }
});

test('a conversation without an assessment shows that it lacks one', () => {
  expect(mostUrgent([])).toBeUndefined();
});
