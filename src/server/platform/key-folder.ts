import { createHash, webcrypto } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from './startup-error.ts';

const { subtle } = webcrypto;

/** One pair as it lies in `keys/`; its file's name is its id. */
export interface KeyFile {
  id: string;
  pkcs8: string;
  spki: string;
}

/** The key that secret links are made with. */
export const linksFile = 'links.key';
/** The curve on which tablets and the endpoint agree. */
export const curve = { name: 'ECDH', namedCurve: 'P-256' } as const;

/** Adds a key pair to the folder (mode 0600), named by the minute it is made: the newest name is what tablets seal for. */
export async function makeKeyFile(folder: string, at: number): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const id = new Date(at).toISOString().slice(0, 16).replace(':', '').toLowerCase();
  const pair = await subtle.generateKey(curve, true, ['deriveBits']);
  const pkcs8 = Buffer.from(await subtle.exportKey('pkcs8', pair.privateKey)).toString('base64');
  const spki = Buffer.from(await subtle.exportKey('spki', pair.publicKey)).toString('base64');
  const text = JSON.stringify({ id, pkcs8, spki } satisfies KeyFile);
  writeFileSync(join(folder, `${id}.json`), text, { mode: 0o600, flag: 'wx' });
}

/** The key pairs in a folder, newest name last; none where there is no folder. Throws a StartupError where one can't be read. */
export function readKeyFiles(folder: string): KeyFile[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.sort().map((name) => {
    try {
      return JSON.parse(readFileSync(join(folder, name), 'utf8')) as KeyFile;
    } catch (error) {
      throw new StartupError(`The key "${join(folder, name)}" can't be read: ${(error as Error).message}.`);
    }
  });
}

/** What the database may know of a key. */
export interface Fingerprint {
  name: string;
  fingerprint: string;
}

const hash = (...parts: (string | Buffer)[]): string => {
  const made = createHash('sha256');
  for (const part of parts) made.update(part);
  return made.digest('hex');
};

/** The fingerprints of every key in a folder, of the links' key too. */
export function fingerprintsIn(folder: string): Fingerprint[] {
  const pairs = readKeyFiles(folder).map(({ id, spki }) => ({ name: id, fingerprint: hash(spki) }));
  const links = join(folder, linksFile);
  if (!existsSync(links)) return pairs;
  return [...pairs, { name: linksFile, fingerprint: hash('fingerprint of links.key ', readFileSync(links)) }];
}
