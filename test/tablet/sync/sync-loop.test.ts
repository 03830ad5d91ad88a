import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Fetch, nameDevice, signInForVault } from '#api/client/http.ts';
import type { SyncRequest } from '#api/sync.ts';
import type { Id } from '#domain/id.ts';
import { endCredentials } from '#server/access/credential.ts';
import { startSession } from '#tablet/actions/session.ts';
import { keepAccess } from '#tablet/store/access.ts';
import { unlock } from '#tablet/store/vault.ts';
import { type SyncLoop, type SyncState, startSyncLoop } from '#tablet/sync/sync-loop.ts';
import { days } from '../../helpers/clock.ts';
import { type Endpoint, openEndpoint, people, places } from '../../helpers/endpoint.ts';
import { makeTablet, type Tablet } from '../../helpers/tablet.ts';
import { failAt } from '../../simulation/real/disk.ts';

let endpoint: Endpoint;
let tablet: Tablet;
let syncLoop: SyncLoop;
let states: SyncState[];
let faults: unknown[];
/** The message of what the app itself throws in the middle of an exchange. */
let bug: string | undefined;
let requests: { path: string; request: Partial<SyncRequest> }[];
/** What stands in the way of the next requests, first to last; then the endpoint itself. */
let script: ((path: string) => Response | undefined | Promise<Response | undefined>)[];

beforeAll(async () => {
  endpoint = await openEndpoint();
  // Every connection is made before time stands still.
  await Promise.all(Array.from({ length: 20 }, () => endpoint.sql`select pg_sleep(0.05)`));
});
afterAll(() => endpoint?.close());

const hour = {
  institution: places.shared,
  dropIn: null,
  date: '2026-11-23',
  start: '09:00',
  end: '10:00',
  room: '',
};
const json = { 'content-type': 'application/json' };
const problem =
  (status: number, code: string, headers = {}) =>
  () =>
    new Response(JSON.stringify({ problem: code }), { status, headers: { ...json, ...headers } });
const offline = () => {
  throw new TypeError('network');
};

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  [states, faults, requests, script, bug] = [[], [], [], [], undefined];
  tablet = await makeTablet(endpoint, people.west);
  await tablet.sync();
  await tablet.sync();
  const fetch: Fetch = async (path, init) => {
    const text = await new Response(init.body ?? null).text();
    requests.push({ path, request: text ? JSON.parse(text) : {} });
    return (await script.shift()?.(path)) ?? tablet.fetch(path, init);
  };
  const { device } = tablet;
  const { clock, deps } = endpoint;
  const makeNonce = () => {
    if (bug) throw new TypeError(bug);
    return deps.makeId();
  };
  const parts = { device, fetch, now: clock.now, chance: () => 1, makeNonce };
  const onState = (state: SyncState) => states.push(state);
  syncLoop = startSyncLoop({ ...parts, onState, onFault: (error) => faults.push(error) });
});
afterEach(async () => {
  await syncLoop.stop();
  vi.useRealTimers();
});

/** Until the loop rests. */
async function rest(): Promise<SyncState> {
  for (let quiet = 0; quiet < 20; ) {
    await new Promise((settle) => setImmediate(settle));
    quiet = syncLoop.state().since === null ? quiet + 1 : 0;
  }
  return syncLoop.state();
}

/** So much time passes, for clock and timers. */
async function pass(milliseconds: number): Promise<void> {
  endpoint.clock.pass(milliseconds);
  vi.advanceTimersByTime(milliseconds);
  await rest();
}

/** She signs in again at the open tablet. */
async function renew(person: Id = people.west): Promise<void> {
  const { device, tablet: name, publicKey } = tablet.row;
  const { signIn } = await signInForVault(tablet.fetch, person);
  const named = { id: device, person: people.west, signIn, tablet: name, publicKey };
  await keepAccess(tablet.vault, (await nameDevice(tablet.fetch, named)).access);
  syncLoop.signedIn();
  await rest();
}

const opened = async () => {
  syncLoop.setVault(tablet.vault);
  await rest();
  requests = [];
};

describe('the loop', () => {
  it('sends what is written, and says when all is sent', async () => {
    await opened();
    await startSession(tablet.vault, hour);
    syncLoop.wake();
    expect(await rest()).toMatchObject({ unsent: 0, failure: null, nextTry: null });
    expect(requests.map(({ request }) => request.changes!.length)).toEqual([1]);
  });

  it('makes one more round of many calls while it runs', async () => {
    await opened();
    for (let call = 0; call < 50; call += 1) syncLoop.wake();
    await rest();
    expect(requests.length).toBe(2);
  });

  it('waits longer after each failure, tries again by itself, and begins anew after a success', async () => {
    await opened();
    await startSession(tablet.vault, hour);
    script = [offline, offline, problem(500, 'unexpected'), problem(503, 'busy')];
    syncLoop.wake();
    for (const [wait, failure] of [
      [2000, 'offline'],
      [4000, 'offline'],
      [8000, 'unexpected'],
      [16_000, 'busy'],
    ] as const) {
      const { nextTry, ...state } = await rest();
      expect(state).toMatchObject({ failure, unsent: 1 });
      expect(nextTry! - endpoint.clock.now()).toBe(wait);
      const before = requests.length;
      await pass(wait - 1);
      expect(requests.length).toBe(before);
      await pass(1);
      expect(requests.length).toBe(before + 1);
    }
    expect(syncLoop.state()).toMatchObject({ failure: null, unsent: 0, nextTry: null });
    script = [offline];
    syncLoop.wake();
    expect((await rest()).nextTry! - endpoint.clock.now()).toBe(2000);
  });

  it('asks at once when it is woken, but not before the time that the endpoint named', async () => {
    await opened();
    script = [offline, problem(429, 'tooMany', { 'retry-after': '60' })];
    syncLoop.wake();
    await rest();
    syncLoop.wake();
    expect((await rest()).failure).toBe('tooMany');
    expect(requests.length).toBe(2);
    await startSession(tablet.vault, hour);
    syncLoop.wake();
    await pass(59_000);
    syncLoop.wake();
    await rest();
    expect(requests.length).toBe(2);
    await pass(1000);
    expect(syncLoop.state()).toMatchObject({ failure: null, unsent: 0 });
  });

  it('waits five minutes at most, whatever it is told, and not at all once somebody asks for it', async () => {
    await opened();
    await startSession(tablet.vault, hour);
    for (const wait of ['14400', '3000000', '1e400']) {
      script = [problem(429, 'tooMany', { 'retry-after': wait })];
      const before = requests.length;
      syncLoop.tryNow();
      const { nextTry } = await rest();
      expect(nextTry! - endpoint.clock.now()).toBe(5 * 60_000);
      await pass(5 * 60_000 - 1);
      expect(requests.length).toBe(before + 1);
    }
    syncLoop.tryNow();
    expect(await rest()).toMatchObject({ failure: null, unsent: 0 });
  });

  it('halves its batch when the request is too large, and grows again', async () => {
    await opened();
    for (let made = 0; made < 60; made += 1) await startSession(tablet.vault, hour);
    script = [problem(413, 'tooLarge'), problem(413, 'tooLarge'), problem(413, 'tooLarge')];
    syncLoop.wake();
    expect(await rest()).toMatchObject({ unsent: 0 });
    expect(requests.map(({ request }) => request.changes!.length)).toEqual([60, 60, 50, 25, 25, 10]);
  });

  it('sends when it may read no more, reads again after a sign-in, and drops nothing', async () => {
    await opened();
    await endCredentials(endpoint.sql, tablet.device.id, endpoint.clock.now());
    await startSession(tablet.vault, hour);
    syncLoop.wake();
    expect(await rest()).toMatchObject({ needsSignIn: true, unsent: 0 });
    expect(requests.map(({ request }) => 'cursors' in request)).toEqual([true, false]);
    expect(tablet.vault.replica.pending.size).toBe(1);
    await renew();
    expect(await rest()).toMatchObject({ needsSignIn: false, unsent: 0, failure: null });
    expect(tablet.vault.replica.pending.size).toBe(0);
  });

  it('sends with an app that is too old to read', async () => {
    await opened();
    await startSession(tablet.vault, hour);
    script = [problem(426, 'tooOld')];
    syncLoop.wake();
    expect(await rest()).toMatchObject({ failure: 'tooOld', unsent: 0 });
    await startSession(tablet.vault, hour);
    syncLoop.wake();
    expect(await rest()).toMatchObject({ failure: 'tooOld', unsent: 0 });
    expect(requests.map(({ request }) => 'cursors' in request)).toEqual([true, false, false]);
  });

  it('sends on when its lease is over, and asks for nothing until a sign-in', async () => {
    await opened();
    await pass(days(7));
    requests = [];
    await startSession(tablet.vault, hour);
    syncLoop.wake();
    expect(await rest()).toMatchObject({ needsSignIn: false, unsent: 0, failure: null });
    expect(requests.map(({ request }) => 'cursors' in request)).toEqual([false]);
    expect(tablet.vault.replica.pending.size).toBe(1);
    await renew();
    expect(tablet.vault.replica.pending.size).toBe(0);
  });

  it('is named again by its person’s sign-in where the endpoint has forgotten it, and sends all', async () => {
    await opened();
    await endpoint.sql`delete from credential where device = ${tablet.device.id}`;
    await endpoint.sql`delete from device where id = ${tablet.device.id}`;
    await startSession(tablet.vault, hour);
    syncLoop.wake();
    expect(await rest()).toMatchObject({ unsent: 1, failure: 'unknownDevice' });
    await expect(renew(people.east)).rejects.toMatchObject({ reason: 'forbidden' });
    await renew();
    expect(syncLoop.state()).toMatchObject({ unsent: 0, failure: null });
  });

  it('asks for no sign-in where an endpoint knows it again by itself', async () => {
    await opened();
    script = [problem(401, 'unknownDevice')];
    syncLoop.wake();
    expect(await rest()).toMatchObject({ failure: 'unknownDevice', needsSignIn: false });
    await pass(4000);
    expect(syncLoop.state()).toMatchObject({ failure: null, needsSignIn: false });
  });

  it('goes on a minute after a fault of the tablet’s own store', async () => {
    await opened();
    await startSession(tablet.vault, hour);
    for (const only of [undefined, ['get']]) {
      const stop = failAt(1, 'InvalidStateError', 'ever', only);
      syncLoop.wake();
      await rest();
      stop();
    }
    expect(faults).toMatchObject([{ reason: 'dead' }, { reason: 'dead' }]);
    await pass(60_000);
    expect(syncLoop.state().unsent).toBe(0);
  });

  it('goes on though its store fails while it writes down a failure', async () => {
    await opened();
    await startSession(tablet.vault, hour);
    let stop = (): unknown => undefined;
    script = [
      () => {
        stop = failAt(1, 'InvalidStateError', 'ever');
        return offline();
      },
    ];
    syncLoop.wake();
    await rest();
    stop();
    expect(faults).toMatchObject([{ reason: 'dead' }]);
    await pass(60_000);
    expect(syncLoop.state().unsent).toBe(0);
  });

  it('shows what a request of the locked vault brought back, when it was unlocked meanwhile', async () => {
    await startSession(tablet.vault, hour);
    syncLoop.setVault(tablet.vault);
    await rest();
    syncLoop.wake();
    await rest();
    expect(tablet.vault.replica.pending.size).toBe(0);
    syncLoop.setVault(undefined);
    await rest();
    const { device, code } = tablet;
    // The endpoint has lost its tail: what it had is pending again.
    await endpoint.sql`update sync_epoch set token = gen_random_uuid()`;
    let answered = (): void => undefined;
    const held = new Promise<undefined>((settle) => {
      answered = () => settle(undefined);
    });
    script = [() => held];
    syncLoop.wake();
    while (script.length > 0) await new Promise((settle) => setImmediate(settle));
    const vault = await unlock(device, code, { now: endpoint.clock.now, makeId: endpoint.deps.makeId });
    expect(vault.replica.pending.size).toBe(0);
    const seen: number[] = [];
    vault.replica.listeners.add(() => seen.push(vault.replica.pending.size));
    syncLoop.setVault(vault);
    answered();
    await rest();
    expect(seen[0]).toBe(1);
    expect(vault.replica.pending.size).toBe(0);
  });

  it('says of a fault of the app which and where, nothing of what was written, and tries again', async () => {
    await opened();
    await startSession(tablet.vault, hour);
    bug = 'Anna Hansen\n    at Hansen (anna.js:1:1)';
    for (const wait of [2000, 4000]) {
      syncLoop.wake();
      const { failure, nextTry } = await rest();
      expect(nextTry! - endpoint.clock.now()).toBe(wait);
      expect(failure).toMatchObject({
        type: 'appError',
        report: {
          code: 'TypeError',
          frames: expect.arrayContaining([expect.stringContaining('sendRequest (sync/sync-once.ts:')]),
        },
      });
      expect(JSON.stringify(failure)).not.toMatch(/anna|hansen/i);
    }
    await startSession(tablet.vault, hour);
    expect(tablet.vault.replica.pending.size).toBe(2);
    bug = undefined;
    await pass(4000);
    expect(syncLoop.state()).toMatchObject({ failure: null, nextTry: null, unsent: 0 });
  });

  it('stops when it is told to', async () => {
    await opened();
    script = [offline];
    syncLoop.wake();
    await rest();
    await syncLoop.stop();
    syncLoop.wake();
    await pass(600_000);
    expect(requests.length).toBe(1);
  });
});
