import { Dexie } from 'dexie';
import { describe, expect, it } from 'vitest';
import { startSession } from '#tablet/actions/session.ts';
import { listVaults, openDevice } from '#tablet/store/device.ts';
import { readSyncProgress } from '#tablet/store/outbox.ts';
import { unlock } from '#tablet/store/vault.ts';
import { places } from '../../helpers/endpoint.ts';
import { makeLoneVault } from '../../helpers/vault.ts';

const hour = {
  institution: places.shared,
  dropIn: null,
  date: '2026-11-23',
  start: '09:00',
  end: '10:00',
  room: '',
};

describe('a vault whose database the browser has deleted', () => {
  it('is dead: nothing is written into an empty one that would count from nothing', async () => {
    const { device, vault, code, clock } = await makeLoneVault();
    await startSession(vault, hour);
    await Dexie.delete(device.db.name);
    await expect(startSession(vault, hour)).rejects.toMatchObject({ reason: 'dead' });
    await expect(readSyncProgress(device.db)).rejects.toMatchObject({ reason: 'dead' });
    const again = openDevice(device.row);
    const means = { now: clock.now, makeId: vault.makeId };
    await expect(unlock(again, code, means)).rejects.toMatchObject({ reason: 'dead' });
    expect(await Dexie.exists(device.db.name)).toBe(false);
    expect(await listVaults()).toEqual([]);
    expect(vault.replica.pending.size).toBe(1);
  });

  it('goes on where only the connection was lost', async () => {
    const { device, vault } = await makeLoneVault();
    await startSession(vault, hour);
    device.db.backendDB().close();
    await startSession(vault, hour);
    expect(await readSyncProgress(device.db)).toMatchObject({ changesMade: 2 });
  });
});
