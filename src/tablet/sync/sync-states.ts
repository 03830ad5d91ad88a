import type { Failure } from '#api/client/http.ts';
import type { SyncProgress } from '../store/sync-progress.ts';
import { backoff } from './backoff.ts';
import {
  type BatchSize,
  batchSizeAfter,
  batchSizeAfterFailure,
  batchSizeAfterTooLarge,
  startBatchSize,
} from './batch-size.ts';
import type { ErrorReport } from './error-report.ts';

/** Whether the endpoint gives this vault rows. It takes changes all the same. Whether the lease lasts, each request asks itself. */
type Reading = 'all' | 'signedOut' | 'outdated';

/** What can stand in the way; each is tried again by itself. Times are milliseconds since 1970. */
interface Troubles {
  /** No answer at all, or one that is not the endpoint's. */
  waitingForNetwork: { failure: Failure };
  /** The endpoint cannot answer now. */
  waitingToRetry: { failure: Failure };
  /** The endpoint answers this tablet with a no. */
  refused: { failure: Failure };
  /** The tablet's own store is full, or does not answer. */
  storeFailed: { reason: 'full' | 'dead' };
  /** A fault of the app. */
  appError: { report: ErrorReport };
}
export type Trouble = {
  [T in keyof Troubles]: { type: T; nextTry: number } & Troubles[T];
}[keyof Troubles];

/** What the loop is doing. */
type Status =
  /** Rests: all is sent, as far as it knows. */
  | { type: 'idle' }
  /** Rests: all is sent; reading waits for a sign-in. */
  | { type: 'signedOut' }
  /** Rests: all is sent; reading waits for a newer app. */
  | { type: 'outdated' }
  /**
   * One exchange is under way. `woken`: another must follow it. `after`: what stood in the way before, and is not known to
   * be gone.
   */
  | { type: 'sending'; since: number; woken: boolean; reading: Reading; after: Trouble | null }
  | (Trouble & { reading: Reading })
  /** Stopped for good. */
  | { type: 'stopped' };

type StatusName = Status['type'];

/** What the loop knows, whatever it is doing. */
interface Known {
  unsent: number;
  /** The last applied answer, ISO instants by the server's and the tablet's clock. */
  contact: SyncProgress['contact'];
  batchSize: BatchSize;
  /** Failures in a row. */
  failures: number;
  /** The endpoint asked to be left alone until then. */
  notBefore: number;
}

export interface LoopState<S extends Status = Status> {
  status: S;
  known: Known;
}

interface Events {
  /** Something was written, a connection came back, the tablet is looked at again, the vault was opened or locked. */
  woken: { now: number };
  /** *Prøv nu*: the worker's finger counts more than what the endpoint asked for. */
  asked: { now: number };
  /** The time of the next try has come. */
  due: { now: number };
  /** A sign-in has renewed what the vault reads with. */
  signedIn: { now: number };
  /** An answer was applied. `took`: milliseconds. `more`: another exchange has work to do at once. */
  answered: Pick<Known, 'unsent' | 'contact'> & { sent: number; took: number; more: boolean };
  /** An answer to a request that is not the newest any more: nothing was applied. */
  superseded: object;
  /** No answer that counts. `retryAfter`: milliseconds, where the endpoint said so. `chance`: 0–1. */
  failed: Pick<Known, 'unsent' | 'contact'> & {
    now: number;
    failure: Failure;
    retryAfter: number | undefined;
    chance: number;
  };
  storeFailed: { now: number; reason: 'full' | 'dead' };
  /** The app's own code threw an error that it has no answer to. */
  broke: { now: number; report: ErrorReport; chance: number };
  stopped: object;
}
type EventName = keyof Events;
type EventOf<E extends EventName> = { type: E } & Events[E];
export type LoopEvent = { [E in EventName]: EventOf<E> }[EventName];

/** What the loop is to do (`sync-loop.ts` carries it out). */
export type Effect =
  /** One request of at most `batch` changes. `reads`: asks for rows too. `afresh`: nothing that was read or asked for ahead counts. */
  | { type: 'exchange'; batch: number; reads: boolean; afresh: boolean }
  /** Wakes the loop after so many milliseconds, in place of what was planned before. */
  | { type: 'plan'; wait: number }
  | { type: 'unplan' };

interface Step {
  state: LoopState;
  effects: readonly Effect[];
}

const minute = 60_000;

export const startState: LoopState = {
  status: { type: 'idle' },
  known: { unsent: 0, contact: null, batchSize: startBatchSize(), failures: 0, notBefore: 0 },
};

/** Which trouble a failure is. */
const troubleOfFailure: Record<Failure, 'waitingForNetwork' | 'waitingToRetry' | 'refused'> = {
  offline: 'waitingForNetwork',
  strange: 'waitingForNetwork',
  busy: 'waitingToRetry',
  tooMany: 'waitingToRetry',
  unexpected: 'waitingToRetry',
  invalid: 'refused',
  tooLarge: 'refused',
  notYours: 'refused',
  reused: 'refused',
  gone: 'refused',
  because: 'refused',
  unreadable: 'refused',
  signIn: 'refused',
  unknownDevice: 'refused',
  forbidden: 'refused',
  notFound: 'refused',
  tooOld: 'refused',
};

/** What a rest is called, by what may be read. */
const restBy = {
  all: { type: 'idle' },
  signedOut: { type: 'signedOut' },
  outdated: { type: 'outdated' },
} as const satisfies Record<Reading, Status>;

/** What may be read, as far as the loop knows. */
export function readingOf(status: Status): Reading {
  if ('reading' in status) return status.reading;
  return status.type === 'signedOut' || status.type === 'outdated' ? status.type : 'all';
}

/** What stands in the way, or stood there when the exchange under way began. */
export function troubleOf(status: Status): Trouble | null {
  if (status.type === 'sending') return status.after;
  return 'nextTry' in status ? status : null;
}

type Resting = LoopState<Extract<Status, { type: 'idle' | 'signedOut' | 'outdated' }>>;
type Sending = LoopState<Extract<Status, { type: 'sending' }>>;
type Waiting = LoopState<Trouble & { reading: Reading }>;

const stay = (state: LoopState): Step => ({ state, effects: [] });

/** The first exchange of a run. */
function begin({ status, known }: LoopState, now: number): Step {
  const reading = readingOf(status);
  return {
    state: {
      status: { type: 'sending', since: now, woken: false, reading, after: troubleOf(status) },
      known,
    },
    effects: [{ type: 'unplan' }, exchange(known, reading, true)],
  };
}

/** The next exchange of the same run. */
const goOn = ({ status, known }: Sending, after: Trouble | null): Step => ({
  state: { status: { ...status, woken: false, after }, known },
  effects: [exchange(known, status.reading, false)],
});

const exchange = ({ batchSize }: Known, reading: Reading, afresh: boolean): Effect => ({
  type: 'exchange',
  batch: batchSize.changes,
  reads: reading === 'all',
  afresh,
});

/** A try is planned already for when the endpoint may be asked again. */
const beginIfAllowed = (state: LoopState, { now }: { now: number }): Step =>
  now >= state.known.notBefore ? begin(state, now) : stay(state);

const beginNow = (state: LoopState, { now }: { now: number }): Step => begin(state, now);

const rest = ({ status, known }: Sending): Step =>
  // What refused a large push may be gone when there is again so much to send.
  stay({ status: restBy[status.reading], known: { ...known, batchSize: startBatchSize() } });

/** Tries again after `wait` milliseconds, or at once where the loop was woken meanwhile. */
function wait(state: LoopState, trouble: Trouble, now: number): Step {
  const waiting = { status: { ...trouble, reading: readingOf(state.status) }, known: state.known };
  const isWoken = state.status.type === 'sending' && state.status.woken;
  if (isWoken && now >= state.known.notBefore) return begin(waiting, now);
  return { state: waiting, effects: [{ type: 'plan', wait: trouble.nextTry - now }] };
}

function afterAnswer({ status, known }: Sending, event: EventOf<'answered'>): Step {
  const { sent, took, more, unsent, contact } = event;
  const batchSize = batchSizeAfter(known.batchSize, sent, took);
  const next = { status, known: { ...known, unsent, contact, pace: batchSize, failures: 0 } };
  return more || status.woken ? goOn(next, null) : rest(next);
}

const afterSuperseded = ({ status, known }: Sending): Step =>
  goOn({ status, known: { ...known, failures: 0 } }, status.after);

function afterFailure(state: Sending, event: EventOf<'failed'>): Step {
  const { now, failure, retryAfter = 0, chance, unsent, contact } = event;
  const { status } = state;
  const known = { ...state.known, unsent, contact };
  // What is written is still sent; only reading waits.
  if (failure === 'signIn' && status.reading === 'all')
    return begin({ status: { ...status, reading: 'signedOut' }, known }, now);
  if (failure === 'tooOld' && status.reading !== 'outdated')
    return begin({ status: { ...status, reading: 'outdated' }, known }, now);
  const smaller = failure === 'tooLarge' ? batchSizeAfterTooLarge(known.batchSize) : undefined;
  if (smaller) return begin({ status, known: { ...known, batchSize: smaller } }, now);
  const failures = known.failures + 1;
  const nextTry = now + backoff(failures, chance, retryAfter);
  const notBefore = retryAfter ? now + retryAfter : known.notBefore;
  return wait(
    { status, known: { ...known, failures, notBefore, batchSize: batchSizeAfterFailure(known.batchSize) } },
    { type: troubleOfFailure[failure], failure, nextTry },
    now,
  );
}

const afterStoreFailed = (state: LoopState, { now, reason }: EventOf<'storeFailed'>): Step =>
  wait(state, { type: 'storeFailed', reason, nextTry: now + minute }, now);

function afterBroken({ status, known }: LoopState, { now, report, chance }: EventOf<'broke'>): Step {
  const failures = known.failures + 1;
  const nextTry = now + backoff(failures, chance);
  return wait({ status, known: { ...known, failures } }, { type: 'appError', report, nextTry }, now);
}

/** Before the rest a sign-in says what may be read, and that what stood in the way may be gone. */
const signedInAtRest = ({ status, known }: Resting, event: EventOf<'signedIn'>): Step =>
  beginIfAllowed({ status: status.type === 'signedOut' ? { type: 'idle' } : status, known }, event);

function signedInWhileWaiting({ status, known }: Waiting, { now }: EventOf<'signedIn'>): Step {
  const reading = readAgain(status.reading);
  if (now < known.notBefore) return stay({ status: { ...status, reading }, known });
  return begin({ status: restBy[reading], known }, now);
}

const signedInWhileSending = ({ status, known }: Sending): Step =>
  stay({ status: { ...status, reading: readAgain(status.reading), woken: true, after: null }, known });

/** A sign-in makes no app newer. */
const readAgain = (reading: Reading): Reading => (reading === 'signedOut' ? 'all' : reading);

const wokenWhileSending = ({ status, known }: Sending): Step =>
  stay({ status: { ...status, woken: true }, known });

const stop = ({ known }: LoopState): Step => ({
  state: { status: { type: 'stopped' }, known },
  effects: [{ type: 'unplan' }],
});

type Row<S extends LoopState> = { readonly [E in EventName]: (state: S, event: EventOf<E>) => Step };
type StateAt<N extends StatusName> = LoopState<Extract<Status, { type: N }>>;

/** No exchange is under way: nothing can answer or fail, but what the loop carries out may break. */
const noneUnderWay = {
  woken: beginIfAllowed,
  asked: beginNow,
  due: beginNow,
  answered: stay,
  superseded: stay,
  failed: stay,
  storeFailed: stay,
  broke: afterBroken,
  stopped: stop,
} as const satisfies Omit<Row<Resting | Waiting>, 'signedIn'>;

const atRest: Row<Resting> = { ...noneUnderWay, signedIn: signedInAtRest };
const whileWaiting: Row<Waiting> = { ...noneUnderWay, signedIn: signedInWhileWaiting };

/** What the loop does at each event, by what it is doing. A missing cell does not compile. */
const table: { readonly [N in StatusName]: Row<StateAt<N>> } = {
  idle: atRest,
  signedOut: atRest,
  outdated: atRest,
  waitingForNetwork: whileWaiting,
  waitingToRetry: whileWaiting,
  refused: whileWaiting,
  storeFailed: whileWaiting,
  appError: whileWaiting,
  sending: {
    woken: wokenWhileSending,
    asked: wokenWhileSending,
    due: wokenWhileSending,
    signedIn: signedInWhileSending,
    answered: afterAnswer,
    superseded: afterSuperseded,
    failed: afterFailure,
    storeFailed: afterStoreFailed,
    broke: afterBroken,
    stopped: stop,
  },
  stopped: {
    woken: stay,
    asked: stay,
    due: stay,
    signedIn: stay,
    answered: stay,
    superseded: stay,
    failed: stay,
    storeFailed: stay,
    broke: stay,
    stopped: stay,
  },
};

/** The loop's next state at an event, and what it is to carry out. Pure: time and chance come with the event. */
export function step(state: LoopState, event: LoopEvent): Step {
  const cell = table[state.status.type][event.type] as (state: LoopState, event: LoopEvent) => Step;
  return cell(state, event);
}
