/** The same documents and changes without the product: what this browser and this database can do at best. */

interface Stored {
  scope: string;
  kind: string;
  id: string;
  v: number;
  doc: unknown;
}

export const readRows = async (): Promise<Stored[]> => (await fetch('/limit/rows')).json();

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((settle, refuse) => {
    request.onsuccess = () => settle(request.result);
    request.onerror = () => refuse(request.error);
  });

/** Puts documents in plain text into one store with three indexes, `batch` to a strict transaction; ms. */
export async function rawPuts(rows: readonly Stored[], batch: number): Promise<number> {
  const name = `limit-${crypto.randomUUID()}`;
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => {
    const store = opening.result.createObjectStore('rows', { keyPath: 'id' });
    for (const index of ['scope', 'kind', 'v']) store.createIndex(index, index);
  };
  const db = await asked(opening);
  const begun = performance.now();
  for (let at = 0; at < rows.length; at += batch) {
    const tx = db.transaction('rows', 'readwrite', { durability: 'strict' });
    const store = tx.objectStore('rows');
    for (const row of rows.slice(at, at + batch)) store.put(row);
    tx.commit();
    await new Promise((settle, refuse) => {
      tx.oncomplete = settle;
      tx.onabort = () => refuse(tx.error);
    });
  }
  const ms = performance.now() - begun;
  const count = await asked(db.transaction('rows').objectStore('rows').count());
  if (count !== rows.length) throw new Error(`${count} of ${rows.length} rows were stored`);
  db.close();
  await asked(indexedDB.deleteDatabase(name));
  return ms;
}

/** One POST of all changes in plain text, answered when PostgreSQL has them; ms. */
export async function rawPost(
  changes: readonly { op: string; object: string; body: unknown }[],
): Promise<number> {
  const begun = performance.now();
  const response = await fetch('/limit/changes', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(changes),
  });
  const { count } = (await response.json()) as { count: number };
  const ms = performance.now() - begun;
  if (count !== changes.length) throw new Error(`${count} of ${changes.length} changes were inserted`);
  return ms;
}
