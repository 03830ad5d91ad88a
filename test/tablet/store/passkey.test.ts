import { beforeAll, describe, expect, it } from 'vitest';
import { dekByPasskey, enrolEveryday } from '#tablet/store/passkey.ts';
import { type LoneVault, makeLoneVault } from '../../helpers/vault.ts';

let lone: LoneVault;
beforeAll(async () => {
  lone = await makeLoneVault();
});

const secret = crypto.getRandomValues(new Uint8Array(32));

/** An authenticator that gives these bytes as its PRF. */
const authenticator = (first: unknown) => {
  const credential = {
    rawId: new Uint8Array([1, 2, 3]).buffer,
    getClientExtensionResults: () => ({ prf: { enabled: true, results: { first } } }),
  } as unknown as PublicKeyCredential;
  return { create: async () => credential, get: async () => credential };
};
const padded = new Uint8Array([0, 0, 0, 0, ...secret]);

const bad: [string, unknown][] = [
  ['is missing', undefined],
  ['is empty', new ArrayBuffer(0)],
  ['has 31 bytes', secret.slice(0, 31).buffer],
  ['has 33 bytes', new Uint8Array([...secret, 1]).buffer],
  ['has 64 bytes', new Uint8Array([...secret, ...secret]).buffer],
  ['is nothing but zeros', new ArrayBuffer(32)],
];

describe('a passkey whose answer', () => {
  for (const [what, first] of bad) {
    it(`${what} makes no everyday road: the PIN alone never opens a vault from the disk`, async () => {
      expect(await enrolEveryday(lone.vault, '482913', authenticator(first), 1000)).toBe(false);
      expect(lone.row.everyday).toBeUndefined();
    });
  }

  it('has 32 bytes opens with the PIN, also as a view of a larger buffer, and never with another answer', async () => {
    expect(await enrolEveryday(lone.vault, '482913', authenticator(secret.buffer), 1000)).toBe(true);
    const view = padded.subarray(4);
    await expect(dekByPasskey(lone.device, '482913', authenticator(view))).resolves.toBeDefined();
    await expect(dekByPasskey(lone.device, '482914', authenticator(view))).rejects.toMatchObject({
      reason: 'wrongCode',
    });
    for (const [, first] of bad)
      await expect(dekByPasskey(lone.device, '482913', authenticator(first))).rejects.toMatchObject({
        reason: 'locked',
      });
  });
});
