import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Id } from '#domain/id.ts';
import { linksFile } from './key-folder.ts';

/** The 256-bit secret of a booking's or a feed's link, always the same for the same id. */
export type SecretOf = (purpose: 'booking' | 'feed', id: Id) => string;

/**
 * Secrets are made from ids with a key that lives in `folder`, outside the database, made on first use: a reminder can
 * carry its reader's link although the database knows only the link's hash, and a stolen dump opens no booking.
 */
export function openSecrets(folder: string): SecretOf {
  const file = join(folder, linksFile);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(32), { mode: 0o600, flag: 'wx' });
  }
  const key = readFileSync(file);
  return (purpose, id) => createHmac('sha256', key).update(`${purpose} ${id}`).digest('base64url');
}
