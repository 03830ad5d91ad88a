import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Assessment, AssessmentFixed, assessments, mostUrgent } from '#domain/assessment.ts';

const id = (count: number): string => `01a2004f-f201-7527-8690-${String(count).padStart(12, '0')}`;
/** One on record; `lowers` names others by their number. */
const assessed = (count: number, value: Assessment, lowers: readonly number[] = []) => ({
  id: id(count),
  fixed: {
    consultation: id(9),
    value,
    ...(lowers.length > 0 && { lowers: Object.fromEntries(lowers.map((n) => [id(n), true as const])) }),
  },
});
const shown = (values: readonly Assessment[]) =>
  mostUrgent(values.map((value, count) => assessed(count, value)));

test('the most urgent assessment shows, whatever the order in which they came', () => {
  expect(shown(['acute', 'notRelevant'])).toBe('acute');
  expect(shown(['noGroundNow', 'placeNotifies', 'alreadyDone'])).toBe('placeNotifies');
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...assessments), { minLength: 1 }), (values) => {
      const one = shown(values)!;
      expect(shown(values.toReversed())).toBe(one);
      for (const value of values) expect(shown([value, one])).toBe(one);
    }),
  );
});

test('acute is above everything, and not relevant below everything', () => {
  for (const value of assessments) {
    expect(shown([value, 'acute'])).toBe('acute');
    expect(shown(['notRelevant', value])).toBe(value);
  }
});

test('a conversation without an assessment shows that it lacks one', () => {
  expect(shown([])).toBeUndefined();
});

test('who had seen the more urgent one and set it aside has the last word, in any order of arrival', () => {
  const all = [assessed(1, 'acute'), assessed(2, 'noGroundNow', [1])];
  expect(mostUrgent(all)).toBe('noGroundNow');
  expect(mostUrgent(all.toReversed())).toBe('noGroundNow');
  expect(mostUrgent([...all, assessed(3, 'notRelevant', [2])])).toBe('notRelevant');
});

test('an urgent assessment that another tablet made meanwhile is not set aside with the first', () => {
  const all = [assessed(1, 'acute'), assessed(2, 'noGroundNow', [1]), assessed(3, 'acute')];
  expect(mostUrgent(all)).toBe('acute');
});

test('setting one aside takes a reason', () => {
  const fixed = { consultation: id(9), value: 'noGroundNow', lowers: { [id(1)]: true } };
  expect(AssessmentFixed.safeParse(fixed).success).toBe(false);
  expect(AssessmentFixed.safeParse({ ...fixed, reason: 'Forkert felt.' }).success).toBe(true);
  expect(AssessmentFixed.safeParse({ consultation: id(9), value: 'acute' }).success).toBe(true);
});
