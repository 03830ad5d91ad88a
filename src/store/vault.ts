import { Dexie } from 'dexie';
import type { Id, MakeId } from '../domain/id.ts';
import type { Person } from '../domain/person.ts';
import { openTabletDb, openVaultDb, type TabletDb, type VaultDb, type VaultRow } from './db.ts';
import { StoreFault, steadily } from './fault.ts';
import { readRecoveryCode } from './recovery-code.ts';
import { type Box, makeSealer, type Sealer, toBase64 } from './seal.ts';
import { openShelf, type Shelf } from './shelf.ts';

/** PBKDF2-HMAC-SHA-256 rounds for a code at rest (trust.md §2); tests inject a lower count. */
export const kdfIterations = 1_000_000;

const { subtle } = crypto;
const encoder = new TextEncoder();
const utf8 = (text: string): Box => Uint8Array.from(encoder.encode(text));
const signatureAlgorithm = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** One worker's vault as it is while locked: it can send what is sealed for the server, and read nothing. */
export interface Device {
  id: Id;
  person: Id;
  db: VaultDb;
  row: VaultRow;
  /** Signs the bytes of a push: base64 of raw r‖s. */
  sign: (bytes: Uint8Array<ArrayBuffer>) => Promise<string>;
}

/** The vault unlocked: the data key lives here, in the page's memory, and nowhere else. */
export interface Vault {
  device: Device;
  dek: CryptoKey;
  keyId: string;
  sealer: Sealer;
  shelf: Shelf;
  now: () => number;
  makeId: MakeId;
}

/** What a new vault needs from outside. */
export interface NewVault {
  device: Id;
  person: Pick<Person, 'id' | 'initials'>;
  tablet: string;
  serverKey: { id: string; spki: string };
  signing: CryptoKeyPair;
  publicKey: string;
  code: string;
}

/** Clock and ids, as everywhere parameters. */
export interface Means {
  now: () => number;
  makeId: MakeId;
}

/** The device's own key pair; the private half cannot be read out again, not even by us. `publicKey` is SPKI, base64. */
export async function makeSigningKeys(): Promise<{ signing: CryptoKeyPair; publicKey: string }> {
  const signing = await subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  return { signing, publicKey: toBase64(new Uint8Array(await subtle.exportKey('spki', signing.publicKey))) };
}

async function keyFromCode(code: string, kdf: VaultRow['kdf']): Promise<CryptoKey> {
  const base = await subtle.importKey('raw', utf8(readRecoveryCode(code)), 'PBKDF2', false, ['deriveKey']);
  const pbkdf2 = { name: 'PBKDF2', hash: 'SHA-256', salt: kdf.salt, iterations: kdf.iterations };
  return subtle.deriveKey(pbkdf2, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

const wrapPlace = (device: Id, keyId: string) => utf8(`tt1|dek|${device}|${keyId}`);

/**
 * Makes the vault of a worker on this tablet: a new data key, wrapped by the recovery code. The code is shown once and
 * stored nowhere.
 */
export async function createVault(made: NewVault, iterations = kdfIterations): Promise<void> {
  const keyId = 'k1';
  const kdf = { salt: crypto.getRandomValues(new Uint8Array(16)), iterations };
  const dek = crypto.getRandomValues(new Uint8Array(32));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = wrapPlace(made.device, keyId);
  const kek = await keyFromCode(made.code, kdf);
  const text = new Uint8Array(await subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, kek, dek));
  dek.fill(0);
  const wrapped = new Uint8Array(iv.length + text.length);
  wrapped.set(iv);
  wrapped.set(text, iv.length);
  const row: VaultRow = {
    device: made.device,
    person: made.person.id,
    initials: made.person.initials,
    tablet: made.tablet,
    keyId,
    kdf,
    wrapped,
    signing: made.signing.privateKey,
    publicKey: made.publicKey,
    serverKey: made.serverKey,
  };
  await withTablet((db) => db.vaults.add(row));
}

/** The vaults on this tablet, oldest first. */
export const listVaults = (): Promise<VaultRow[]> => withTablet((db) => db.vaults.toArray());

async function withTablet<T>(work: (db: TabletDb) => PromiseLike<T>): Promise<T> {
  const db = openTabletDb();
  try {
    return await steadily(db, () => work(db));
  } finally {
    db.close();
  }
}

/** Opens a vault's database, locked. */
export function openDevice(row: VaultRow): Device {
  return {
    id: row.device,
    person: row.person,
    db: openVaultDb(row.device),
    row,
    sign: async (bytes) =>
      toBase64(new Uint8Array(await subtle.sign(signatureAlgorithm, row.signing, bytes))),
  };
}

/** Unlocks with the recovery code and opens what is stored. Throws StoreFault `wrongCode`; nothing is lost by it. */
export async function unlock(device: Device, code: string, means: Means): Promise<Vault> {
  const { wrapped, kdf, keyId, serverKey } = device.row;
  const kek = await keyFromCode(code, kdf);
  const sealed = {
    name: 'AES-GCM',
    iv: wrapped.subarray(0, 12),
    additionalData: wrapPlace(device.id, keyId),
  };
  const raw = await subtle.decrypt(sealed, kek, wrapped.subarray(12)).catch((error: unknown) => {
    throw new StoreFault('wrongCode', error);
  });
  const dek = await subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  new Uint8Array(raw).fill(0);
  const sealer = await makeSealer(serverKey);
  return { device, dek, keyId, sealer, shelf: await openShelf(device, dek), ...means };
}

/** The server has a new key for sealing: what is written from now on is sealed for it. */
export async function keepServerKey(vault: Vault, serverKey: VaultRow['serverKey']): Promise<void> {
  if (serverKey.id === vault.sealer.serverKeyId) return;
  await withTablet((db) => db.vaults.update(vault.device.id, { serverKey }));
  vault.device.row.serverKey = serverKey;
  vault.sealer = await makeSealer(serverKey);
}

/** Deletes a vault and everything in it. The caller has made sure that nothing is unsent (see `sync/forget`). */
export async function deleteVault(device: Device): Promise<void> {
  device.db.close();
  await Dexie.delete(device.db.name);
  await withTablet((db) => db.vaults.delete(device.id));
}
