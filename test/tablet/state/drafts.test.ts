import { beforeEach, describe, expect, it } from 'vitest';
import type { Capture } from '#tablet/actions/consultation.ts';
import { readDrafts } from '#tablet/actions/draft.ts';
import { type Draft, openDrafts } from '#tablet/state/drafts.ts';
import type { Vault } from '#tablet/store/vault.ts';
import { newId } from '../../helpers/ids.ts';
import { makeLoneVault } from '../../helpers/vault.ts';

let vault: Vault;
beforeEach(async () => {
  ({ vault } = await makeLoneVault());
});

const capture = (note = ''): Capture => ({
  id: newId(),
  session: newId(),
  institution: '849003',
  started: '2026-11-24T08:30:00.000Z',
  role: null,
  themes: [],
  actionsTaken: [],
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
