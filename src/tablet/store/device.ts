import type { Id } from '#domain/id.ts';
import { hasVaultDb, openTabletDb, openVaultDb, type TabletDb, type VaultDb, type VaultRow } from './db.ts';
import { toBase64 } from './seal.ts';
import { steadily } from './storage-error.ts';

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

/** The vaults on this tablet, oldest first. One whose database the browser has deleted is none any more. */
export async function listVaults(): Promise<VaultRow[]> {
  const rows = await withTablet((db) => db.vaults.toArray());
  const there = await Promise.all(rows.map(({ device }) => hasVaultDb(device)));
  return rows.filter((_, at) => there[at]);
}

/** Works in the list of vaults, with a connection of its own. Throws StorageError. */
export async function withTablet<T>(work: (db: TabletDb) => PromiseLike<T>): Promise<T> {
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
      toBase64(new Uint8Array(await crypto.subtle.sign(signatureAlgorithm, row.signing, bytes))),
  };
}

/** Keeps a change to the vault's own row: a new wrap, another name of the tablet. */
export async function changeVaultRow(device: Device, change: Partial<VaultRow>): Promise<void> {
  await withTablet((db) => db.vaults.update(device.id, change));
  Object.assign(device.row, change);
}
