import { describe, expect, it } from 'vitest';
import type { Capture } from '#tablet/actions/consultation.ts';
import { lastCall, withAnswer, withCall, withoutLastCall } from '#tablet/shared/acute/rung.ts';

const at = '2026-12-01T09:34:00.000Z';
const later = '2026-12-01T09:36:00.000Z';
const draft: Capture = {
  ...{ id: '018f0000-0000-7000-8000-00000000000a', session: '018f0000-0000-7000-8000-00000000000b' },
  ...{ institution: '280001', started: at, role: null, themes: [], actionsTaken: [], followUp: null },
  ...{ note: 'Mærker på armen. ', assessment: 'acute' },
};

describe('a call from Akut', () => {
  it('stands as one line of the note: who, when, and what was answered', () => {
    const rung = withCall(withCall(withAnswer(draft, 'unknown'), { at, whom: 'day' }), {
      at: later,
      whom: 'danger',
    });
    expect(rung.note).toBe(
      'Mærker på armen.\nAkut: ringet 01.12 kl. 10.34 til underretningsvagten, 01.12 kl. 10.36 til 112. Mistanke om vold eller overgreb fra en forælder: ved ikke.',
    );
    expect(withAnswer(rung, 'yes').note).toMatch(/112\. Mistanke om .*: ja\.$/);
  });

  it('is taken back one at a time, and what she wrote stays', () => {
    const rung = withCall(withCall(draft, { at, whom: 'day' }), { at: later, whom: 'danger' });
    expect(withoutLastCall(rung).note).toBe(
      'Mærker på armen.\nAkut: ringet 01.12 kl. 10.34 til underretningsvagten.',
    );
    expect(withoutLastCall(withoutLastCall(rung)).note).toBe('Mærker på armen.');
    expect(lastCall(withoutLastCall(withoutLastCall(rung)))).toBeUndefined();
  });

  it('that somebody has corrected in the note is never written over', () => {
    const rung = withCall(draft, { at, whom: 'somebody' });
    const corrected = { ...rung, note: rung.note.replace('10.34', '10.20') };
    expect(withoutLastCall(corrected).note).toBe(corrected.note);
    expect(withCall(corrected, { at: later, whom: 'danger' }).note).toBe(
      `${corrected.note}\nAkut: ringet 01.12 kl. 10.36 til 112.`,
    );
  });

  it('answers alone write nothing', () => {
    expect(withAnswer(draft, 'no').note).toBe(draft.note);
  });
});
