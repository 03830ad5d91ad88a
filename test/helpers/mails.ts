import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The mails that have left, kept as files below a server's data folder, oldest first; one that is being written is none yet. */
export const mailsIn = (dataDir: string): string[] =>
  readdirSync(join(dataDir, 'mail'))
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .map((name) => readFileSync(join(dataDir, 'mail', name), 'utf8').replace(/=\r?\n/g, ''));
