import { statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Sql } from 'postgres';

/** `starting` until the endpoint can serve, `ok`, or what it can't do without. */
export type Health = 'ok' | 'starting' | 'database' | 'disk';

/** So long (ms) an answer is reused, so that the database is asked at most once a second. */
const holds = 1000;
/** Milliseconds after which a database that has not answered counts as away. */
const patience = 2000;
/** Bytes that must be free below DATA_DIR: with less the database and the mails soon can't be written. */
const leastFree = 32 * 2 ** 20;

/**
 * Asks whether the database answers and whether DATA_DIR takes a file and has room. A question under way is waited for
 * instead of asked again, so that a database that hangs is not asked once more by every look.
 */
export function watchHealth(sql: Sql, dataDir: string, least = leastFree): () => Promise<Health> {
  let query: Promise<boolean> | undefined;
  let look: Promise<Health> | undefined;
  const answers = (): Promise<boolean> => {
    query ??= sql`select 1`
      .then(
        () => true,
        () => false,
      )
      .finally(() => {
        query = undefined;
      });
    return Promise.race([query, pause(patience, false, { ref: false })]);
  };
  const hasRoom = async (): Promise<boolean> => {
    try {
      const { bavail, bsize } = await statfs(dataDir);
      await writeFile(join(dataDir, 'health'), 'written by /api/health\n');
      return bavail * bsize >= least;
    } catch {
      return false;
    }
  };
  return () => {
    look ??= Promise.all([answers(), hasRoom()]).then(([database, disk]) => {
      setTimeout(() => {
        look = undefined;
      }, holds).unref();
      return !database ? 'database' : !disk ? 'disk' : 'ok';
    });
    return look;
  };
}
