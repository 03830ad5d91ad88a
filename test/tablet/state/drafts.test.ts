import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { now } from '#kit/now.ts';
import type { Capture } from '#tablet/actions/consultation.ts';
import { readDrafts } from '#tablet/actions/draft.ts';
import { type Draft, openDrafts } from '#tablet/state/drafts.ts';
import { listVaults, openDevice } from '#tablet/store/device.ts';
import { createVault, makeSigningKeys, unlock, type Vault } from '#tablet/store/vault.ts';
import { newId } from '../../helpers/ids.ts';
import { useDisk } from '../../helpers/tablet.ts';

let vault: Vault;
const code = 'DEM0-DEM0-2026';

/** A public key that nobody needs here: nothing is sent. */
const serverKey = async () => {
  const { publicKey } = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, [
    'deriveBits',
  ]);
  const spki = await crypto.subtle.exportKey('spki', publicKey);
  return { id: 'k1', spki: Buffer.from(spki).toString('base64') };
};

beforeEach(async () => {
  useDisk(new IDBFactory());
  const { signing, publicKey } = await makeSigningKeys();
  const person = { id: newId(), initials: 'MH' };
  const access = { credential: 'nobody', until: '2026-12-01T08:00:00.000Z' };
  const made = { device: newId(), person, tablet: 'Tablet 1', serverKey: await serverKey(), access };
  await createVault({ ...made, signing, publicKey, code }, 1000);
  const [row] = await listVaults();
  vault = await unlock(openDevice(row!), code, { now, makeId: newId });
});

const capture = (note = ''): Capture => ({
  id: newId(),
  session: newId(),
  institution: '849003',
  started: '2026-11-24T08:30:00.000Z',
  role: null,
  themes: [],
  done: [],
  followUp: null,
  note,
  assessment: null,
});
const onDisk = () => readDrafts<Draft>(vault);

describe('drafts', () => {
  it('are on the disk at once, and typed text within a third of a second', async () => {
    const drafts = openDrafts(vault, new Map());
    const one = capture();
    drafts.keep(one);
    await drafts.flush();
    expect((await onDisk()).get(one.id)).toEqual(one);
    drafts.keep({ ...one, note: 'Tre ugers fravær' }, true);
    expect(drafts.kept.value).toBe('keeping');
    await expect.poll(() => drafts.kept.value, { timeout: 1000 }).toBe('kept');
    expect((await onDisk()).get(one.id)).toMatchObject({ note: 'Tre ugers fravær' });
  });

  it('that are dropped while a keystroke waits do not come back', async () => {
    const drafts = openDrafts(vault, new Map());
    const one = capture();
    drafts.keep(one);
    drafts.keep({ ...one, note: 'kasseres' }, true);
    await drafts.drop(one.id);
    await drafts.flush();
    expect(await onDisk()).toEqual(new Map());
    expect(drafts.all.value.size).toBe(0);
  });

  it('that the disk refuses are said to be unkept, stay in memory, and are kept when there is room', async () => {
    const drafts = openDrafts(vault, new Map());
    const one = capture('vigtig');
    const full = (): never => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
    vault.device.db.use({
      stack: 'dbcore',
      name: 'full',
      create: (core) => ({
        ...core,
        table: (name) => ({ ...core.table(name), mutate: async () => full() }),
      }),
    });
    vault.device.db.close({ disableAutoOpen: false });
    await vault.device.db.open();
    drafts.keep(one);
    await drafts.flush();
    expect(drafts.kept.value).toBe('full');
    expect(drafts.all.value.get(one.id)).toEqual(one);
    vault.device.db.unuse({ stack: 'dbcore', name: 'full' });
    vault.device.db.close({ disableAutoOpen: false });
    await vault.device.db.open();
    await drafts.flush();
    expect(drafts.kept.value).toBe('kept');
    expect((await onDisk()).get(one.id)).toEqual(one);
  });
});
