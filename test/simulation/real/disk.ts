import { IDBCursor, IDBDatabase, IDBFactory, IDBIndex, IDBObjectStore } from 'fake-indexeddb';
import { makeVaultDb, type VaultRow } from '#tablet/store/db.ts';
import { type Device, openDevice } from '#tablet/store/device.ts';
import { useDisk } from '../../helpers/vault.ts';

/** Every row of every table of one vault. */
export type DiskCopy = { [table: string]: unknown[] };

export async function copyDisk({ db }: Device): Promise<DiskCopy> {
  const copy: DiskCopy = {};
  for (const table of db.tables) copy[table.name] = await table.toArray();
  return copy;
}

/** A new disk that holds what the copy holds. */
export async function diskFrom(row: VaultRow, copy: DiskCopy): Promise<IDBFactory> {
  const disk = new IDBFactory();
  useDisk(disk);
  await makeVaultDb(row.device);
  const { db } = openDevice(row);
  await db.transaction('rw', db.tables, async () => {
    for (const table of db.tables) await table.bulkAdd(copy[table.name] ?? []);
  });
  db.close();
  return disk;
}

type Call = (...args: unknown[]) => unknown;
const calls = [
  [IDBFactory.prototype, ['open']],
  [IDBDatabase.prototype, ['transaction']],
  [
    IDBObjectStore.prototype,
    ['add', 'put', 'get', 'getAll', 'getAllKeys', 'delete', 'clear', 'count', 'openCursor'],
  ],
  [IDBIndex.prototype, ['get', 'getAll', 'openCursor']],
  [IDBCursor.prototype, ['continue', 'update', 'delete']],
] as const;

/**
 * Until it is stopped, the `at`-th call of IndexedDB throws this error, and either none (`once`) or each (`ever`) of those
 * behind it. `only` narrows it to calls of these names. Returns how often it threw.
 */
export function failAt(
  at: number,
  error: string,
  how: 'once' | 'ever',
  only?: readonly string[],
): () => number {
  let count = 0;
  let thrown = 0;
  const undo: (() => void)[] = [];
  for (const [prototype, names] of calls) {
    const host = prototype as unknown as Record<string, Call>;
    for (const name of names) {
      if (only && !only.includes(name)) continue;
      const real = host[name]!;
      host[name] = function (this: unknown, ...args) {
        count += 1;
        if (count === at || (count > at && how === 'ever')) {
          thrown += 1;
          throw new DOMException('on purpose', error);
        }
        return real.apply(this, args);
      };
      undo.push(() => {
        host[name] = real;
      });
    }
  }
  return () => {
    for (const put of undo) put();
    return thrown;
  };
}
