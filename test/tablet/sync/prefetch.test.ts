import { IDBDatabase } from 'fake-indexeddb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Fetch } from '#api/client/http.ts';
import { startSession } from '#tablet/actions/session.ts';
import { startDownload } from '#tablet/sync/prefetch.ts';
import { syncOnce } from '#tablet/sync/sync-once.ts';
import { type Endpoint, openEndpoint, people, places } from '../../helpers/endpoint.ts';
import { makeTablet, type Tablet } from '../../helpers/tablet.ts';

let endpoint: Endpoint;
let wanted: number;

beforeAll(async () => {
  endpoint = await openEndpoint({ history: true });
  const reference = await makeTablet(endpoint, people.west);
  await reference.sync();
  wanted = reference.vault.replica.base.size;
  reference.device.db.close();
});
afterAll(() => endpoint.close());

/** Downloads ahead as the loop does; `before` runs before each request and may change what the network does. */
async function run(
  tablet: Tablet,
  fetch: Fetch,
  before: (requestNo: number) => Promise<unknown> | undefined,
): Promise<number> {
  const { device, vault } = tablet;
  const download = startDownload();
  const parts = {
    fetch,
    device,
    vault,
    now: endpoint.clock.now,
    makeNonce: endpoint.deps.makeId,
    pulls: true,
  };
  for (let requestNo = 1; ; requestNo += 1) {
    await before(requestNo);
    const done = await syncOnce({ ...parts, batch: 200, download });
    if (done !== 'outdated' && !done.more) return requestNo;
  }
}

const nothing = (): undefined => undefined;

describe('a download that asks ahead', () => {
  it('brings every row once, with never more than one request under way', async () => {
    const tablet = await makeTablet(endpoint, people.west);
    let underWay = 0;
    let most = 0;
    let requests = 0;
    const count = await run(
      tablet,
      async (path, init) => {
        requests += 1;
        underWay += 1;
        most = Math.max(most, underWay);
        const response = await tablet.fetch(path, init);
        underWay -= 1;
        return response;
      },
      nothing,
    );
    expect(wanted).toBeGreaterThan(600);
    expect(tablet.vault.replica.base.size).toBe(wanted);
    expect(await tablet.device.db.rows.count()).toBe(wanted + tablet.vault.replica.rows.size);
    expect([most, requests]).toEqual([1, count]);
    await tablet.reload();
    await expect.poll(() => tablet.vault.replica.whole).toBe(true);
    expect(tablet.vault.replica.base.size).toBe(wanted);
  });

  it('sends what is written in the middle of it with the next request, and misses no row', async () => {
    const tablet = await makeTablet(endpoint, people.west);
    const start = {
      institution: places.west,
      dropIn: null,
      date: '2026-11-23',
      start: '09:00',
      end: '10:00',
      room: '',
    };
    let sent = 0;
    let current = 0;
    await run(
      tablet,
      (path, init) => {
        const { changes } = JSON.parse(String(init.body)) as { changes: unknown[] };
        sent += changes.length;
        if (changes.length > 0) expect(current).toBe(2);
        return tablet.fetch(path, init);
      },
      (requestNo) => {
        current = requestNo;
        return requestNo === 2 ? startSession(tablet.vault, start) : undefined;
      },
    );
    expect(sent).toBe(1);
    expect(tablet.vault.replica.pending.size).toBe(0);
    expect(tablet.vault.replica.base.size).toBe(wanted + 1);
    wanted += 1;
  });

  it('waits for the disk once a page: what an answer brings and the next request are one transaction', async () => {
    const tablet = await makeTablet(endpoint, people.west);
    const begun = vi.spyOn(IDBDatabase.prototype, 'transaction');
    const count = await run(tablet, tablet.fetch, nothing);
    const writes = begun.mock.calls.filter(([, mode]) => mode === 'readwrite').length;
    begun.mockRestore();
    expect(count).toBeGreaterThan(2);
    // One more for the first request, and one for the day's check.
    expect(writes).toBeLessThanOrEqual(count + 2);
    expect(tablet.vault.replica.base.size).toBe(wanted);
  });

  it('meets a failure of what it asked ahead again, and goes on where it stood', async () => {
    const tablet = await makeTablet(endpoint, people.west);
    let requests = 0;
    await run(
      tablet,
      (path, init) => {
        requests += 1;
        return requests === 2 ? Promise.reject(new TypeError('network')) : tablet.fetch(path, init);
      },
      nothing,
    );
    expect(tablet.vault.replica.base.size).toBe(wanted);
    expect(await tablet.device.db.rows.count()).toBe(wanted + tablet.vault.replica.rows.size);
  });

  it('forgets the page asked ahead where another request of this device came between', async () => {
    const tablet = await makeTablet(endpoint, people.west);
    const { device, vault } = tablet;
    const alone = {
      fetch: tablet.fetch,
      device,
      vault,
      now: endpoint.clock.now,
      makeNonce: endpoint.deps.makeId,
    };
    await run(tablet, tablet.fetch, (requestNo) =>
      requestNo === 2 ? syncOnce({ ...alone, batch: 200, pulls: true }) : undefined,
    );
    expect(vault.replica.base.size).toBe(wanted);
    expect(await device.db.rows.count()).toBe(wanted + vault.replica.rows.size);
  });
});
