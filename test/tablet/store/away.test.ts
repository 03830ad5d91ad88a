import { IDBDatabase } from 'fake-indexeddb';
import { afterEach, describe, expect, it } from 'vitest';
import { readDrafts, saveDraft } from '#tablet/actions/draft.ts';
import { startSession } from '#tablet/actions/session.ts';
import { putAway, takeBack, watchTransactions } from '#tablet/store/away.ts';
import { readSyncProgress } from '#tablet/store/outbox.ts';
import { places } from '../../helpers/endpoint.ts';
import { newId } from '../../helpers/ids.ts';
import { type LoneVault, makeLoneVault, useDisk } from '../../helpers/vault.ts';

const hour = {
  institution: places.shared,
  dropIn: null,
  date: '2026-11-23',
  start: '09:00',
  end: '10:00',
  room: '',
};
let begun = 0;
const nothing = (): void => undefined;
/** Called as soon as the next transaction has begun, before it can do anything. */
let onBegin = nothing;
const { transaction } = IDBDatabase.prototype;
IDBDatabase.prototype.transaction = function (...asked) {
  begun += 1;
  queueMicrotask(onBegin);
  onBegin = nothing;
  return transaction.apply(this, asked);
};
watchTransactions(IDBDatabase.prototype as unknown as globalThis.IDBDatabase);
afterEach(takeBack);

const turns = async (count = 20) => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((settle) => setImmediate(settle));
};

/** What a frozen page does: its transaction is never done, because no answer reaches it. */
async function freezeInTransaction({ disk, device }: LoneVault): Promise<IDBTransaction> {
  useDisk(disk);
  await device.db.open();
  const held = device.db.backendDB().transaction(['syncProgress', 'ops', 'drafts'], 'readwrite');
  const goOn = (): void => {
    held.objectStore('syncProgress').get('sync').onsuccess = goOn;
  };
  goOn();
  return held;
}

/** The vault's database by a connection that another page has. */
async function otherPageWrites({ disk, device }: LoneVault): Promise<'done' | 'waits'> {
  const db = await new Promise<globalThis.IDBDatabase>((settle) => {
    const asked = disk.open(device.db.name);
    asked.onsuccess = () => settle(asked.result as unknown as globalThis.IDBDatabase);
  });
  const mine = transaction.call(db as never, ['syncProgress'], 'readwrite');
  const done = new Promise<'done'>((settle) => {
    mine.addEventListener('complete', () => settle('done'));
  });
  mine.objectStore('syncProgress').count();
  const outcome = await Promise.race([done, turns(200).then(() => 'waits' as const)]);
  db.close();
  return outcome;
}

describe('a page that is put away', () => {
  it('lets go of a transaction that it has open, so that the next page can write', async () => {
    const lone = await makeLoneVault();
    await freezeInTransaction(lone);
    expect(await otherPageWrites(lone)).toBe('waits');
    putAway();
    expect(await otherPageWrites(lone)).toBe('done');
  });

  it('begins no transaction, whatever its loop or a keystroke asks for', async () => {
    const { device, vault } = await makeLoneVault();
    putAway();
    begun = 0;
    const asked = [
      readSyncProgress(device.db),
      saveDraft(vault, newId(), { note: 'Kladde' }),
      startSession(vault, hour),
    ];
    let settled = 0;
    for (const one of asked) void one.finally(() => (settled += 1));
    await turns();
    expect(begun).toBe(0);
    expect(settled).toBe(0);
    expect(() => device.db.backendDB().transaction('syncProgress')).toThrow('put away');
    takeBack();
    await Promise.all(asked);
  });

  it('has said nothing saved that it broke off, and does it once when it is there again', async () => {
    const { device, vault } = await makeLoneVault();
    const id = newId();
    begun = 0;
    onBegin = putAway;
    const saving = startSession(vault, hour);
    const keeping = saveDraft(vault, id, { note: 'Kladde med æøå' });
    let said = 0;
    for (const one of [saving, keeping]) void one.finally(() => (said += 1));
    while (begun === 0) await turns(1);
    await turns();
    expect(said).toBe(0);
    takeBack();
    await Promise.all([saving, keeping]);
    expect(await readSyncProgress(device.db)).toMatchObject({ changesMade: 1 });
    expect((await readDrafts(vault)).get(id)).toEqual({ note: 'Kladde med æøå' });
  });
});
