import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { holdQuickUnlock, type QuickUnlock } from '#tablet/state/quick-unlock.ts';
import { minutes } from '../../helpers/clock.ts';
import { type Endpoint, openEndpoint, people } from '../../helpers/endpoint.ts';
import { makeTablet, type Tablet } from '../../helpers/tablet.ts';

let endpoint: Endpoint;
let tablet: Tablet;
let quickUnlock: QuickUnlock;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint.close());
beforeEach(async () => {
  tablet = await makeTablet(endpoint, people.west);
  quickUnlock = holdQuickUnlock({ now: endpoint.clock.now, makeId: endpoint.deps.makeId });
});

const confirm = (typed: string) => quickUnlock.confirm(tablet.vault, typed).then(said);
const said = (one: 'confirmed' | { type: string }): string => (typeof one === 'string' ? one : one.type);

async function spend(): Promise<void> {
  await quickUnlock.choose(tablet.vault, '482913');
  for (let tried = 0; tried < 5; tried += 1) await confirm('000000');
  endpoint.clock.pass(minutes(5));
  for (let tried = 0; tried < 5; tried += 1) await confirm('000000');
}

describe('another PIN', () => {
  it('needs nothing before there is a first one, and the old one from then on', async () => {
    expect(quickUnlock.asksOld(tablet.row)).toBe(false);
    await quickUnlock.choose(tablet.vault, '482913');
    expect(quickUnlock.asksOld(tablet.row)).toBe(true);
    expect([await confirm('000000'), await confirm('482913')]).toEqual(['wrong', 'confirmed']);
  });

  it('needs the recovery code once the tries are spent: no PIN does, neither the old one nor none', async () => {
    await spend();
    expect(quickUnlock.asksOld(tablet.row)).toBe(true);
    expect([await confirm('482913'), await confirm('')]).toEqual(['spent', 'spent']);
    expect(await confirm(tablet.code)).toBe('confirmed');
    await quickUnlock.choose(tablet.vault, '73910482');
    expect(await confirm('73910482')).toBe('confirmed');
  });
});
