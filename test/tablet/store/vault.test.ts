import { describe, expect, it } from 'vitest';
import { saveDraft } from '#tablet/actions/draft.ts';
import { startSession } from '#tablet/actions/session.ts';
import { listVaults } from '#tablet/store/device.ts';
import { isWholeCode, makeRecoveryCode, readRecoveryCode } from '#tablet/store/recovery-code.ts';
import { StorageError } from '#tablet/store/storage-error.ts';
import * as vault from '#tablet/store/vault.ts';
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

describe('a recovery code', () => {
  it('has twelve characters that nobody confuses, in groups of four', () => {
    for (let made = 0; made < 200; made += 1) {
      expect(makeRecoveryCode()).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
    }
    expect(new Set(Array.from({ length: 200 }, makeRecoveryCode)).size).toBe(200);
  });

  it('is read however it was typed', () => {
    for (const typed of ['7k2m-qx4p-90lt', '7K2M QX4P 9OIT', ' 7k2mqx4p9oit\n', '7K2M-QX4P-90iT']) {
      expect(readRecoveryCode(typed)).toBe('7K2MQX4P901T');
      expect(isWholeCode(typed)).toBe(true);
    }
    for (const typed of ['', '7K2M-QX4P-90R', '7K2M-QX4P-90RTT', '7K2M-QX4P-90RU'])
      expect(isWholeCode(typed)).toBe(false);
  });
});

describe('a vault', () => {
  it('opens with its code in any form, and with no other; a wrong one loses nothing', async () => {
    const lone = await makeLoneVault();
    await startSession(lone.vault, hour);
    await saveDraft(lone.vault, lone.vault.makeId(), { note: 'x' });
    const means = { now: lone.clock.now, makeId: lone.vault.makeId };
    const wrong = vault.unlock(lone.device, makeRecoveryCode(), means);
    await expect(wrong).rejects.toMatchObject({ reason: 'wrongCode' });
    await expect(wrong).rejects.toBeInstanceOf(StorageError);
    const opened = await vault.unlock(lone.device, ` ${lone.code.toLowerCase().replaceAll('-', ' ')}`, means);
    expect(opened.replica.pending.size).toBe(1);
    expect(await lone.device.db.drafts.count()).toBe(1);
  });

  it('costs a million rounds per guess, where a test does not say otherwise', async () => {
    const { row, device } = await makeLoneVault();
    expect(row.kdf.iterations).toBe(1000);
    const { signing, publicKey } = await vault.makeSigningKeys();
    const { serverKey, tablet, person } = row;
    const other = {
      device: device.id.replace(/^.{8}/, '018f0000'),
      person: { id: person, initials: 'AK' },
      tablet,
    };
    const access = { credential: 'nobody', until: '2026-12-01T08:00:00.000Z' };
    await vault.createVault({ ...other, access, serverKey, signing, publicKey, code: makeRecoveryCode() });
    const made = (await listVaults()).find(({ initials }) => initials === 'AK')!;
    expect(made.kdf.iterations).toBe(1_000_000);
  });

  it('keeps no key that could be read out', async () => {
    const { row } = await makeLoneVault();
    expect(row.signing.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('pkcs8', row.signing)).rejects.toThrow();
    expect(row.wrapped.length).toBe(12 + 32 + 16);
  });
});
