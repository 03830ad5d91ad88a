import { describe, expect, it } from 'vitest';
import { looksLikeCpr, withoutCpr } from '#domain/cpr.ts';
import { restedFor } from '#tablet/actions/consultation.ts';
import { stepAfter } from '#tablet/screens/consultation/stack.tsx';
import { elapsedText } from '#tablet/screens/consultation/timer.tsx';
import type { Answers } from '#tablet/shared/questions.tsx';

const nothing: Answers = { role: null, themes: [], actionsTaken: [], followUp: null, assessment: null };

describe('the thumb stack', () => {
  it('moves on by itself after a single answer and stays after one of several', () => {
    expect(stepAfter('who', { ...nothing, role: 'teacher' })).toBe('about');
    expect(stepAfter('about', { ...nothing, themes: ['absence'] })).toBe('about');
    expect(stepAfter('followUp', { ...nothing, followUp: { kind: 'none', due: null } })).toBe('assessment');
  });

  it('goes to the first question still open when an earlier answer is corrected', () => {
    const answers: Answers = { ...nothing, role: 'leader', themes: ['absence'], actionsTaken: ['sparring'] };
    expect(stepAfter('who', answers)).toBe('followUp');
  });
});

describe('the timer', () => {
  it('shows minutes and seconds since the first moment, and hours when there are any', () => {
    const started = '2026-11-24T08:00:00.000Z';
    const shown = (seconds: number) => elapsedText(started, Date.parse(started) + seconds * 1000);
    expect([shown(0), shown(252), shown(3599), shown(3852)]).toEqual(['00:00', '04:12', '59:59', '1:04:12']);
    expect(shown(-30)).toBe('00:00');
  });
});

describe('a conversation that rested', () => {
  const at = (minute: number) => Date.parse('2026-11-24T08:00:00.000Z') + minute * 60_000;
  const iso = (minute: number) => new Date(at(minute)).toISOString();

  it('counts no pause, also one that still goes on', () => {
    const pauses = [
      { from: iso(5), to: iso(15) },
      { from: iso(20), to: null },
    ];
    expect(restedFor({}, at(30)) / 60_000).toBe(0);
    expect(restedFor({ pauses }, at(30)) / 60_000).toBe(20);
    expect(elapsedText(iso(0), at(30) - restedFor({ pauses }, at(30)))).toBe('10:00');
  });
});

describe('a number that looks like CPR', () => {
  it('is taken out alone, and case numbers stay', () => {
    const note = 'Ring til mor, cpr 010180-1234, sag 1101-294126.';
    expect(withoutCpr(note)).toBe('Ring til mor, cpr , sag 1101-294126.');
    expect(looksLikeCpr(withoutCpr(note))).toBe(false);
  });
});
