import type { Access } from '#api/session.ts';
import { instantOf } from '#domain/day.ts';
import { changeVaultRow, type Device } from './device.ts';
import { accessPlace, type Box, seal, unseal } from './seal.ts';
import type { Vault } from './vault.ts';

/** What a vault reads with lies sealed in it: locked, nothing on the tablet can read (docs/trust.md, "The endpoint"). */
export const sealAccess = (dek: CryptoKey, access: Access, device: string, keyId: string): Promise<Box> =>
  seal(dek, access, accessPlace(device, keyId));

/** Opens it. Where there is none, or the disk has damaged it, the vault reads nothing from `now` (ms) on: a sign-in gives another. */
export async function openAccess({ row, id }: Device, dek: CryptoKey, now: number): Promise<Access> {
  const opened = row.access && unseal<Access>(dek, row.access, accessPlace(id, row.keyId));
  return (await opened?.catch(() => undefined)) ?? { credential: '', until: instantOf(now) };
}

/** A sign-in has renewed it. */
export async function keepAccess(vault: Vault, access: Access): Promise<void> {
  const { device, dek, keyId } = vault;
  await changeVaultRow(device, { access: await sealAccess(dek, access, device.id, keyId) });
  vault.access = access;
  vault.replica.changed();
}

/** From now on it reads nothing more, until the next sign-in. */
export const loseAccess = (vault: Vault): Promise<void> =>
  keepAccess(vault, { ...vault.access, until: instantOf(vault.now()) });
