import { describe, expect, it } from 'vitest';
import { problemCodes } from '#domain/problem.ts';
import { shownOf } from '#tablet/sync/sync-loop.ts';
import {
  type Effect,
  type LoopEvent,
  type LoopState,
  startState,
  step,
  type Trouble,
} from '#tablet/sync/sync-states.ts';

type Status = LoopState['status'];
type StatusName = Status['type'];
type EventName = LoopEvent['type'];
type Step = ReturnType<typeof step>;

const now = Date.parse('2026-11-24T08:47:00.000Z');
const minute = 60_000;

const failures = ['offline', 'strange', ...problemCodes] as const;
const readings = ['all', 'signedOut', 'outdated'] as const;
const report = { code: 'TypeError', frames: [], at: '2026-11-24T08:47:00.000Z' };
const nextTry = now + minute;

const troubles: { readonly [N in Trouble['type']]: Trouble } = {
  waitingForNetwork: { type: 'waitingForNetwork', failure: 'offline', nextTry },
  waitingToRetry: { type: 'waitingToRetry', failure: 'busy', nextTry },
  refused: { type: 'refused', failure: 'unknownDevice', nextTry },
  storeFailed: { type: 'storeFailed', reason: 'full', nextTry },
  appError: { type: 'appError', report, nextTry },
};
const waiting = (trouble: Trouble): Status[] => readings.map((reading) => ({ ...trouble, reading }));
const afters = [null, ...Object.values(troubles)];

/** Every status there is, with each value that a decision may hang on. */
const statuses: { readonly [N in StatusName]: Status[] } = {
  idle: [{ type: 'idle' }],
  signedOut: [{ type: 'signedOut' }],
  outdated: [{ type: 'outdated' }],
  sending: readings.flatMap((reading) =>
    afters.flatMap((after) =>
      [false, true].map((woken): Status => ({ type: 'sending', since: now - 900, woken, reading, after })),
    ),
  ),
  waitingForNetwork: waiting(troubles.waitingForNetwork),
  waitingToRetry: waiting(troubles.waitingToRetry),
  refused: waiting(troubles.refused),
  storeFailed: waiting(troubles.storeFailed),
  appError: waiting(troubles.appError),
  stopped: [{ type: 'stopped' }],
};

const facts = { unsent: 3, contact: null };
/** Every event there is, with each value that a decision may hang on. */
const events: { readonly [E in EventName]: LoopEvent[] } = {
  woken: [{ type: 'woken', now }],
  asked: [{ type: 'asked', now }],
  due: [{ type: 'due', now }],
  signedIn: [{ type: 'signedIn', now }],
  answered: [true, false].map((more) => ({ type: 'answered', ...facts, sent: 1, took: 300, more })),
  superseded: [{ type: 'superseded' }],
  failed: failures.flatMap((failure) =>
    [undefined, minute].map(
      (retryAfter): LoopEvent => ({ type: 'failed', ...facts, now, failure, retryAfter, chance: 0.5 }),
    ),
  ),
  storeFailed: (['full', 'dead'] as const).map((reason) => ({ type: 'storeFailed', now, reason })),
  broke: [{ type: 'broke', now, report, chance: 0.5 }],
  stopped: [{ type: 'stopped' }],
};

const { known } = startState;
/** Fresh, in the middle of trouble, asked to be left alone, and with a batch that cannot be halved. */
const knowns = [
  known,
  { ...known, failures: 5 },
  { ...known, notBefore: now + minute },
  { ...known, pace: { changes: 1, most: 1 } },
];

const allStates: LoopState[] = Object.values(statuses).flatMap((some) =>
  some.flatMap((status) => knowns.map((one) => ({ status, known: one }))),
);
const allEvents: LoopEvent[] = Object.values(events).flat();

/** Every state at every event. */
const walk = (look: (state: LoopState, event: LoopEvent, next: Step) => void): void => {
  for (const state of allStates) for (const event of allEvents) look(state, event, step(state, event));
};
const count = (effects: readonly Effect[], type: Effect['type']): number =>
  effects.filter((effect) => effect.type === type).length;
const ends: readonly EventName[] = ['answered', 'superseded', 'failed', 'storeFailed', 'broke'];

describe('the loop’s table', () => {
  it('begins an exchange only where none is under way, or with the end of the one that was', () => {
    walk((state, event, { state: next, effects }) => {
      const begun = count(effects, 'exchange');
      const wasSending = state.status.type === 'sending';
      const goesOn = wasSending && !ends.includes(event.type);
      const isSending = next.status.type === 'sending';
      expect([state.status, event, begun]).toEqual([state.status, event, isSending && !goesOn ? 1 : 0]);
      if (goesOn && event.type !== 'stopped') expect(isSending).toBe(true);
    });
  });

  it('plans the next try wherever it waits, and only there', () => {
    walk((state, _, { state: next, effects }) => {
      const begunWaiting = 'nextTry' in next.status && next.status.type !== state.status.type;
      const plans = effects.flatMap((effect) => (effect.type === 'plan' ? effect.wait : []));
      if (begunWaiting) expect(plans.length).toBe(1);
      for (const wait of plans) expect('nextTry' in next.status && next.status.nextTry).toBe(now + wait);
      for (const wait of plans) expect(wait).toBeGreaterThan(0);
    });
  });

  it('shows every failure: as what stands in the way, as what may not be read, or as a smaller batch at once', () => {
    for (const state of allStates.filter(({ status }) => status.type === 'sending')) {
      for (const event of [...events.failed, ...events.storeFailed, ...events.broke]) {
        const { state: next, effects } = step(state, event);
        const shown = shownOf(next);
        const sentAgain = effects.some(
          (effect) => effect.type === 'exchange' && effect.batch < state.known.batchSize.changes,
        );
        expect(shown.failure !== null || shown.needsSignIn || sentAgain).toBe(true);
        if (event.type === 'broke') expect(shown.failure).toMatchObject({ type: 'appError', report });
        if (event.type === 'storeFailed') expect(shown.failure).toMatchObject({ type: 'storeFailed' });
      }
    }
  });

  it('shows a fault of the app whatever it was doing', () => {
    for (const state of allStates.filter(({ status }) => status.type !== 'stopped'))
      expect(shownOf(step(state, events.broke[0]!).state).failure).toMatchObject({ report });
  });

  it('leads on from every state, and back to a rest with all sent', () => {
    for (const state of allStates.filter(({ status }) => status.type !== 'stopped')) {
      const types = allEvents.map((event) => step(state, event).state.status.type);
      expect(types.some((type) => type !== state.status.type)).toBe(true);
      let next = state;
      if (next.status.type !== 'sending') next = step(next, { type: 'due', now }).state;
      for (let left = 2; left > 0 && next.status.type === 'sending'; left -= 1)
        next = step(next, { type: 'answered', ...facts, sent: 1, took: 300, more: false }).state;
      expect(['idle', 'signedOut', 'outdated']).toContain(next.status.type);
      expect(next.known.failures).toBe(0);
    }
  });

  it('asks nothing before the time that the endpoint named, but for the try that is planned', () => {
    for (const event of [...events.woken, ...events.signedIn]) {
      for (const state of allStates.filter(({ known: { notBefore } }) => notBefore > now))
        expect(count(step(state, event).effects, 'exchange')).toBe(0);
    }
  });

  it('tries as soon as somebody asks for it, whatever stands in the way', () => {
    for (const state of allStates.filter(({ status }) => status.type !== 'stopped'))
      expect(step(state, events.asked[0]!).state.status.type).toBe('sending');
  });

  it('reads again after a sign-in, but not with an app that is too old', () => {
    for (const state of allStates.filter(({ status }) => status.type !== 'stopped')) {
      const shown = shownOf(step(state, { type: 'signedIn', now }).state);
      expect(shown.needsSignIn).toBe(false);
      if (shownOf(state).failure === 'tooOld') expect(shown.failure).toBe('tooOld');
    }
  });

  it('does nothing any more once it was stopped', () => {
    for (const state of allStates) {
      const stopped = step(state, { type: 'stopped' });
      expect(stopped.state.status.type).toBe('stopped');
      for (const event of allEvents)
        expect(step(stopped.state, event)).toEqual({ state: stopped.state, effects: [] });
    }
  });
});
