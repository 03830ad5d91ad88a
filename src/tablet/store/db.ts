import { Dexie, type EntityTable, type Table } from 'dexie';
import type { Id } from '#domain/id.ts';
import type { ChangeId } from '#domain/merge/register.ts';
import type { Kdf } from './key-wrap.ts';
import type { Box } from './seal.ts';
import { guard } from './sealed-columns.ts';
import { StorageError } from './storage-error.ts';
import type { SyncProgress } from './sync-progress.ts';

/** A row of the server, sealed for the worker. Without the worker's key only these columns are readable (docs/trust.md, "On the tablet"). */
export interface SealedRow {
  scope: string;
  kind: string;
  id: string;
  v: number;
  generation: number;
  keyId: string;
  box: Box;
}

/** One change, in the order made: sealed for the worker, to be shown, and for the server, to be sent. Never rewritten. */
export interface SealedOp {
  made: number;
  op: ChangeId;
  keyId: string;
  sealedForWorker: Box;
  sealedForServer: Box;
}

export interface SealedDraft {
  id: Id;
  keyId: string;
  box: Box;
}

/** Rows that a new download of a server that lost its tail did not bring back, kept for 30 days by the server's clock. */
export interface AsideRow extends SealedRow {
  at: string;
}

/** One worker's vault on one tablet: the data key, wrapped, and the device's own signing key. */
export interface VaultRow {
  device: Id;
  person: Id;
  /** What the profile picker shows, and all it shows. */
  initials: string;
  tablet: string;
  keyId: string;
  kdf: Kdf;
  wrapped: Box;
  /** The everyday road, where the tablet has a passkey for it: its key comes from PIN and passkey together. */
  everyday?: { credential: Box; salt: Box; kdf: Kdf; wrapped: Box };
  /** ECDSA P-256, not extractable: the one named exception to "nothing unsealed". */
  signing: CryptoKey;
  publicKey: string;
  serverKey: { id: string; spki: string };
  /** What the vault reads with, sealed with its data key. */
  access: Box;
  /** Made in the demo: its code is public, and the lock screen may fill it in. */
  demo: boolean;
}

/** Every write asks the disk for it: Chromium's default since 121 is to answer before. */
const durable = { chromeTransactionDurability: 'strict' } as const;

export type VaultDb = Dexie & {
  rows: Table<SealedRow, [string, string, string]>;
  ops: EntityTable<SealedOp, 'made'>;
  drafts: EntityTable<SealedDraft, 'id'>;
  aside: Table<AsideRow, [string, string, string]>;
  syncProgress: EntityTable<SyncProgress, 'id'>;
};

export type TabletDb = Dexie & { vaults: EntityTable<VaultRow, 'device'> };

/** The list of vaults on this tablet. */
export function openTabletDb(): TabletDb {
  const db = new Dexie('traeffetid', durable) as TabletDb;
  db.version(1).stores({ vaults: 'device' });
  db.use(guard);
  return db;
}

/**
 * One database for each worker: what one does can never purge another's work. Opening never makes it: where the browser
 * has deleted it, an empty one in its place would count from nothing and hide what is lost. Its use throws StorageError `dead`.
 */
export function openVaultDb(device: Id): VaultDb {
  const db = vaultDb(device);
  db.on('populate', () => {
    throw new StorageError('dead');
  });
  return db;
}

/** Is a vault's database there? */
export const hasVaultDb = (device: Id): Promise<boolean> => Dexie.exists(nameOf(device));

/** Makes the empty database of a new vault. */
export async function makeVaultDb(device: Id): Promise<void> {
  const db = vaultDb(device);
  await db.open();
  db.close();
}

const nameOf = (device: Id): string => `traeffetid-${device}`;

function vaultDb(device: Id): VaultDb {
  const db = new Dexie(nameOf(device), durable) as VaultDb;
  db.version(1).stores({
    rows: '[scope+kind+id]',
    ops: 'made',
    drafts: 'id',
    aside: '[scope+kind+id]',
    syncProgress: 'id',
  });
  db.use(guard);
  return db;
}
