import { join } from 'node:path';
import type { Sql } from 'postgres';
import { textsWith } from '#guest/render.tsx';
import type { Deps } from '#server/platform/deps.ts';
import { openSecrets } from '#server/platform/link-secrets.ts';
import { openServerKeys } from '#server/platform/server-keys.ts';
import frame from '../../src/guest/index.html?raw';

/** What the endpoint of the demo is made of: this database and this time, the real pages and mails, and keys of its own in `folder`. */
export const makeDeps = async (
  sql: Sql,
  folder: string,
  { now, makeId, log = () => {} }: Pick<Deps, 'now' | 'makeId'> & Partial<Pick<Deps, 'log'>>,
): Promise<Deps> => ({
  sql,
  keys: await openServerKeys(folder, now),
  now,
  makeId,
  demo: true,
  secure: false,
  log,
  booking: {
    texts: textsWith(frame),
    publicUrl: 'https://traeffetid.example',
    secretOf: openSecrets(join(folder, 'links')),
    trustProxy: true,
    mailFrom: 'traeffetid@kommune.example',
  },
});
