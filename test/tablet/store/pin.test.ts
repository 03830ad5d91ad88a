import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { holdForPin, isPin, type PinLock, type PinOutcome, tryPin } from '#tablet/store/pin.ts';
import { documents } from '#tablet/store/replica.ts';
import { openVault } from '#tablet/store/vault.ts';
import { minutes } from '../../helpers/clock.ts';
import { type Endpoint, openEndpoint, people } from '../../helpers/endpoint.ts';
import { makeTablet, type Tablet } from '../../helpers/tablet.ts';

let endpoint: Endpoint;
let tablet: Tablet;
let lock: PinLock;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint.close());
beforeEach(async () => {
  tablet = await makeTablet(endpoint, people.west);
  lock = await holdForPin(tablet.vault, '482913', 100);
});

const attempt = (pin: string): Promise<PinOutcome> =>
  tryPin(lock, pin, tablet.device, { now: endpoint.clock.now });

const attempts = async (pin: string, count: number): Promise<PinOutcome[]> => {
  const outcomes = [];
  for (let n = 0; n < count; n += 1) outcomes.push(await attempt(pin));
  return outcomes;
};

describe('a PIN on a page that still runs', () => {
  it('opens what was locked', async () => {
    const outcome = await attempt('482913');
    expect(outcome.type).toBe('open');
    if (outcome.type !== 'open') return;
    const means = { now: endpoint.clock.now, makeId: endpoint.deps.makeId };
    const { replica } = await openVault(tablet.device, outcome.dek, means);
    expect(documents(replica, 'person')).toEqual(documents(tablet.vault.replica, 'person'));
  });

  it('says how many tries are left, pauses after five, and opens after the pause', async () => {
    expect(await attempts('000000', 4)).toEqual([4, 3, 2, 1].map((left) => ({ type: 'wrong', left })));
    const until = endpoint.clock.now() + minutes(5);
    expect(await attempt('000000')).toEqual({ type: 'paused', until });
    expect(await attempt('482913')).toEqual({ type: 'paused', until });
    endpoint.clock.pass(minutes(5));
    expect((await attempt('482913')).type).toBe('open');
  });

  it('is spent after ten wrong tries: then the right PIN opens nothing, and nothing is left in memory', async () => {
    await attempts('000000', 5);
    endpoint.clock.pass(minutes(5));
    const last = await attempts('000000', 5);
    expect(last.at(-1)).toEqual({ type: 'spent' });
    endpoint.clock.pass(minutes(60));
    expect(await attempt('482913')).toEqual({ type: 'spent' });
    expect(lock.wrapped.every((byte) => byte === 0)).toBe(true);
  });

  it('is never at rest: no stored vault can be opened by a PIN alone', () => {
    expect(Object.keys(tablet.row).filter((column) => /pin/i.test(column))).toEqual([]);
    expect(tablet.row.everyday).toBeUndefined();
  });

  it('is four to eight digits', () => {
    expect(['1234', '12345678'].every(isPin)).toBe(true);
    expect(['123', '123456789', '12a4', ''].some(isPin)).toBe(false);
  });
});
