// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { type SyncFacts, syncPillParts } from '#tablet/app/sync-pill.tsx';
import { sendPillParts } from '#tablet/shared/send-pill.tsx';
import type { SyncState } from '#tablet/sync/sync-loop.ts';

const now = Date.parse('2026-11-24T08:47:00.000Z');
const minutes = 60_000;
const at = (ago: number): string => new Date(now - ago).toISOString();

const calm: SyncState = {
  unsent: 0,
  since: null,
  contact: { server: at(minutes), tablet: at(minutes) },
  failure: null,
  nextTry: null,
  needsSignIn: false,
};
const nothing: SyncFacts = { conflicts: 0, refused: 0, unsent: 0, lastWritten: undefined };
const two: SyncFacts = { ...nothing, unsent: 2, lastWritten: at(0) };
const say = (facts: SyncFacts, sync: Partial<SyncState> = {}, isSlow = false) => {
  const { tone, word } = syncPillParts(facts, { ...calm, ...sync }, now, isSlow);
  return `${tone}: ${word}`;
};

describe('the pill in the header', () => {
  it('is green only with an empty queue and a contact within 15 minutes', () => {
    expect(say(nothing)).toBe('sent: Alt er sendt · 09.46');
    const old = { server: at(16 * minutes), tablet: at(16 * minutes) };
    expect(say(nothing, { contact: old })).toBe('neutral: Alt var sendt 09.31');
    expect(say(nothing, { contact: null })).toBe('neutral: Har endnu ikke været i kontakt med serveren');
    expect(say(two)).not.toContain('sent:');
  });

  it('says that a change is kept here until something fails, and waits when there is no connection', () => {
    expect(say(two)).toBe('local: Gemt på denne tablet 09.47');
    expect(say(two, { failure: 'offline', nextTry: now + minutes })).toBe('wait: 2 venter på forbindelse');
    expect(say(two, { failure: 'strange', nextTry: now + minutes })).toBe('wait: 2 venter på forbindelse');
  });

  it('says that it sends only where that takes its time', () => {
    expect(say(two, { since: now })).toBe('local: Gemt på denne tablet 09.47');
    expect(say(two, { since: now }, true)).toBe('local: Sender…');
  });

  it('names the time of the next try when the server itself has trouble', () => {
    expect(say(two, { failure: 'busy', nextTry: now + 18 * minutes })).toBe('danger: Prøver igen kl. 10.05');
  });

  it('asks for the report of a fault of the app, also where nothing waits', () => {
    const report = { code: 'TypeError', frames: [], at: at(0) };
    const failure = { type: 'appError', report, nextTry: now + minutes } as const;
    for (const facts of [nothing, two, { ...two, conflicts: 1 }])
      expect(say(facts, { failure, nextTry: now + minutes })).toBe('danger: Fejl i appen – send rapport');
  });

  it('shows the worst of all: a choice before a refusal before what waits', () => {
    expect(say({ ...two, conflicts: 1, refused: 1 }, { failure: 'offline' })).toBe(
      'conflict: Kræver dit valg',
    );
    expect(say({ ...two, conflicts: 3 })).toBe('conflict: 3 kræver dit valg');
    expect(say({ ...two, refused: 1 }, { failure: 'offline' })).toBe('danger: Afvist');
  });
});

describe('the pill of a record', () => {
  const word = (state: Parameters<typeof sendPillParts>[0], sync: Partial<SyncState> = {}) =>
    sendPillParts(state, { ...calm, ...sync }, '2026-11-24').word;
  it('never says sent before the server has it, and says when it did', () => {
    expect(word({ type: 'waiting', at: at(0) })).toBe('Gemt på denne tablet 09.47');
    expect(word({ type: 'waiting', at: at(0) }, { failure: 'offline' })).toBe('Venter');
    expect(word({ type: 'sent', at: at(0) })).toBe('Sendt 09.47');
    expect(word({ type: 'sent', at: '2026-11-23T13:31:00.000Z' })).toBe('Sendt 23.11 14.31');
    expect(word({ type: 'sent', at: undefined })).toBe('Sendt');
    expect(word({ type: 'conflict' })).toBe('Kræver dit valg');
  });
});
