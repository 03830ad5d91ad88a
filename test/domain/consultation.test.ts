import { describe, expect, test } from 'vitest';
import { FollowUp, followUpFrom, followUps } from '#domain/consultation.ts';

describe('the follow-up of a conversation', () => {
  test('counts one and two weeks and the municipal goal in calendar days', () => {
    expect(followUpFrom('week1', '2026-11-23', 28)).toEqual({ kind: 'week1', due: '2026-11-30' });
    expect(followUpFrom('week2', '2026-11-23', 28)).toEqual({ kind: 'week2', due: '2026-12-07' });
    expect(followUpFrom('fourWeeks', '2026-11-23', 28)).toEqual({ kind: 'fourWeeks', due: '2026-12-21' });
  });

  test('uses the goal that the municipality has set', () => {
    expect(followUpFrom('fourWeeks', '2026-11-23', 21).due).toBe('2026-12-14');
  });

  test('is not moved by a change of clocks', () => {
    expect(followUpFrom('week1', '2026-10-20', 28).due).toBe('2026-10-27');
    expect(followUpFrom('fourWeeks', '2027-03-15', 28).due).toBe('2027-04-12');
  });

  test('takes the day that the worker chose, or waits for one', () => {
    expect(followUpFrom('date', '2026-11-23', 28, '2027-01-11')).toEqual({ kind: 'date', due: '2027-01-11' });
    expect(followUpFrom('date', '2026-11-23', 28)).toEqual({ kind: 'date', due: null });
  });

  test('has no day when there is nothing to follow up, whatever was chosen before', () => {
    expect(followUpFrom('none', '2026-11-23', 28, '2027-01-11')).toEqual({ kind: 'none', due: null });
  });

  test('of every kind can be stored', () => {
    for (const kind of followUps)
      expect(FollowUp.safeParse(followUpFrom(kind, '2026-11-23', 28, '2027-01-11')).success).toBe(true);
  });
});
