import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSession } from '#tablet/actions/session.ts';
import { listVaults, openDevice } from '#tablet/store/device.ts';
import { forgetVault } from '#tablet/sync/forget-vault.ts';
import { type Endpoint, openEndpoint, people, places } from '../../helpers/endpoint.ts';
import { makeTablet, type Tablet } from '../../helpers/tablet.ts';
import { useDisk } from '../../helpers/vault.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
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

async function write(tablet: Tablet, count: number): Promise<string[]> {
  const ids = [];
  for (let made = 0; made < count; made += 1) ids.push(await startSession(tablet.vault, hour));
  return ids;
}

const arrived = async (ids: string[]) =>
  (await endpoint.sql`select id from sync_row where id = any(${ids}) and not deleted`).length;

/** The code is lost: there is the locked device, and nothing more. */
const locked = (tablet: Tablet) => {
  tablet.device.db.close();
  useDisk(tablet.disk);
  return openDevice(tablet.row);
};
const parts = (tablet: Tablet) => ({
  fetch: tablet.fetch,
  now: endpoint.clock.now,
  makeNonce: endpoint.deps.makeId,
});

describe('a lost recovery code', () => {
  it('costs nothing that was saved: it is sent without a key, then the local copy goes, and a new vault brings it all', async () => {
    const tablet = await makeTablet(endpoint, people.west);
    const ids = await write(tablet, 120);
    expect(await forgetVault(locked(tablet), parts(tablet))).toBe('deleted');
    expect(await arrived(ids)).toBe(120);
    expect(await listVaults()).toEqual([]);
    expect((await tablet.disk.databases()).map(({ name }) => name)).toEqual(['traeffetid']);
    const again = await makeTablet(endpoint, people.west);
    await again.sync();
    expect(again.vault.replica.shown.get('session')!.size).toBe(120);
  });

  it('deletes nothing without a connection, and goes on where it stopped', async () => {
    const tablet = await makeTablet(endpoint, people.west);
    const ids = await write(tablet, 120);
    let requests = 0;
    const failing: Tablet['fetch'] = async (path, init) => {
      requests += 1;
      if (requests > 1) throw new TypeError('network');
      return tablet.fetch(path, init);
    };
    const device = locked(tablet);
    await expect(forgetVault(device, { ...parts(tablet), fetch: failing })).rejects.toMatchObject({
      reason: 'offline',
    });
    expect(await listVaults()).toHaveLength(1);
    expect(await device.db.ops.count()).toBe(120);
    expect(await arrived(ids)).toBe(50);
    expect(await forgetVault(device, parts(tablet))).toBe('deleted');
    expect(await arrived(ids)).toBe(120);
  });
});
