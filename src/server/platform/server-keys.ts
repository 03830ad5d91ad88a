import { webcrypto } from 'node:crypto';
import { curve, makeKeyFile, readKeyFiles } from './key-folder.ts';

type Key = webcrypto.CryptoKey;
const { subtle } = webcrypto;

/** The endpoint's key pairs for what tablets seal to it. They live outside the database, so that a restore can still open what comes. */
export interface ServerKeys {
  current: { id: string; spki: string };
  /** The AES key agreed with a tablet's ephemeral public key (raw, base64); undefined where the server key is unknown. */
  agree: (serverKeyId: string, epk: string) => Promise<Key | undefined>;
}

/** HKDF-SHA-256 over the ECDH secret; `info` binds the key to its purpose (docs/protocol.md, "Sealed for the server"). */
const sealInfo = new TextEncoder().encode('traeffetid outbox 1');

async function deriveSealKey(own: Key, epk: string): Promise<Key> {
  const theirs = await subtle.importKey('raw', Buffer.from(epk, 'base64'), curve, false, []);
  const secret = await subtle.deriveBits({ name: 'ECDH', public: theirs }, own, 256);
  const base = await subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info: sealInfo };
  return subtle.deriveKey(hkdf, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

/**
 * Reads the key pairs in `folder` (made on first use, mode 0600), newest name last. One curve operation per unlock of a
 * tablet: what was agreed with an ephemeral key is remembered for the latest thousand of them.
 */
export async function openServerKeys(folder: string, now: () => number): Promise<ServerKeys> {
  if (readKeyFiles(folder).length === 0) await makeKeyFile(folder, now());
  const files = readKeyFiles(folder);
  const newest = files.at(-1)!;
  const own = new Map<string, Key>();
  for (const { id, pkcs8 } of files) {
    own.set(id, await subtle.importKey('pkcs8', Buffer.from(pkcs8, 'base64'), curve, false, ['deriveBits']));
  }
  // Promises, so that the two hundred changes of one push wait for one curve operation.
  const agreed = new Map<string, Promise<Key>>();
  return {
    current: { id: newest.id, spki: newest.spki },
    agree: async (id, epk) => {
      const name = `${id} ${epk}`;
      const known = agreed.get(name);
      if (known) return known;
      const key = own.get(id);
      if (!key) return undefined;
      const made = deriveSealKey(key, epk);
      if (agreed.size >= 1000) agreed.delete(agreed.keys().next().value!);
      agreed.set(name, made);
      made.catch(() => agreed.delete(name));
      return made;
    },
  };
}
