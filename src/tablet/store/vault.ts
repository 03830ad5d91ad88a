import { Dexie } from 'dexie';
import type { Access } from '#api/session.ts';
import type { Id, MakeId } from '#domain/id.ts';
import type { Person } from '#domain/person.ts';
import { openAccess, sealAccess } from './access.ts';
import { makeVaultDb, type VaultRow } from './db.ts';
import { changeVaultRow, type Device, withTablet } from './device.ts';
import { dekPlace, type Kdf, makeDek, newKdf, stretch, unwrapDek, wrapDek, wrappingKey } from './key-wrap.ts';
import { readSyncProgress } from './outbox.ts';
import { readRecoveryCode } from './recovery-code.ts';
import { openReplica, type Replica } from './replica.ts';
import { makeSealer, type Sealer, toBase64 } from './seal.ts';
import type { SyncProgress } from './sync-progress.ts';
import { clockError } from './tablet-clock.ts';

const { subtle } = crypto;

/** The vault unlocked: the data key lives here, in the page's memory, and nowhere else. */
export interface Vault {
  device: Device;
  dek: CryptoKey;
  keyId: string;
  sealer: Sealer;
  replica: Replica;
  /** What it reads with, and until when; after that it reads nothing until a sign-in. */
  access: Access;
  /** The last contact with the endpoint, by both clocks. */
  contact: SyncProgress['contact'];
  /** The tablet's own clock, right or wrong: for what passes on this tablet alone. */
  tabletNow: () => number;
  /** The time as the endpoint has it, as far as the tablet knows (tablet-clock): what is shown, judged and written down. */
  now: () => number;
  makeId: MakeId;
}

/** What a new vault needs from outside. */
export interface NewVault {
  device: Id;
  person: Pick<Person, 'id' | 'initials'>;
  tablet: string;
  serverKey: { id: string; spki: string };
  access: Access;
  signing: CryptoKeyPair;
  publicKey: string;
  code: string;
  demo?: boolean;
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

const keyFromCode = async (code: string, kdf: Kdf): Promise<CryptoKey> =>
  wrappingKey(await stretch(readRecoveryCode(code), kdf));

/**
 * Makes the vault of a worker on this tablet: a new data key, wrapped by the recovery code. The code is shown once and
 * stored nowhere.
 */
export async function createVault(made: NewVault, iterations?: number): Promise<void> {
  const { device, person, tablet, publicKey, serverKey, demo = false } = made;
  const keyId = 'k1';
  const kdf = newKdf(iterations);
  const dek = await makeDek();
  const wrapped = await wrapDek(await keyFromCode(made.code, kdf), dek, dekPlace(device, keyId));
  const access = await sealAccess(dek, made.access, device, keyId);
  const signing = made.signing.privateKey;
  const { id, initials } = person;
  const row: VaultRow = {
    device,
    person: id,
    initials,
    tablet,
    keyId,
    kdf,
    wrapped,
    signing,
    publicKey,
    serverKey,
    access,
    demo,
  };
  await makeVaultDb(device);
  await withTablet((db) => db.vaults.add(row));
}

/** Unlocks with the recovery code and opens what is stored. Throws StorageError `wrongCode`; nothing is lost by it. */
export const unlock = async (device: Device, code: string, means: Means): Promise<Vault> =>
  openVault(device, await dekByCode(device, code), means);

/** The data key by the recovery code. Throws StorageError `wrongCode`. */
export async function dekByCode({ id, row }: Device, code: string): Promise<CryptoKey> {
  const { wrapped, kdf, keyId } = row;
  return unwrapDek(await keyFromCode(code, kdf), wrapped, dekPlace(id, keyId));
}

/** Opens what is stored with a data key that some wrap gave. */
export async function openVault(device: Device, dek: CryptoKey, means: Means): Promise<Vault> {
  const { keyId, serverKey } = device.row;
  const sealer = await makeSealer(serverKey);
  const { contact } = await readSyncProgress(device.db);
  const tabletNow = means.now;
  const access = await openAccess(device, dek, tabletNow() + clockError(contact, tabletNow()));
  const vault: Vault = {
    device,
    dek,
    keyId,
    sealer,
    replica: await openReplica(device, dek),
    access,
    contact,
    tabletNow,
    now: () => tabletNow() + clockError(vault.contact, tabletNow()),
    makeId: means.makeId,
  };
  return vault;
}

/** The server has a new key for sealing: what is written from now on is sealed for it. */
export async function keepServerKey(vault: Vault, serverKey: VaultRow['serverKey']): Promise<void> {
  if (serverKey.id === vault.sealer.serverKeyId) return;
  await changeVaultRow(vault.device, { serverKey });
  vault.sealer = await makeSealer(serverKey);
}

/** Deletes a vault and everything in it. The caller has made sure that nothing is unsent (see `sync/forget`). */
export async function deleteVault(device: Device): Promise<void> {
  device.db.close();
  await Dexie.delete(device.db.name);
  await withTablet((db) => db.vaults.delete(device.id));
}
