import type { Box } from './seal.ts';
import { StorageError } from './storage-error.ts';

/** PBKDF2-HMAC-SHA-256 rounds for every secret that a person types (docs/trust.md, "On the tablet"); tests inject a lower count. */
export const kdfIterations = 1_000_000;

/** How a typed secret becomes bits. */
export interface Kdf {
  salt: Box;
  iterations: number;
}

export const newKdf = (iterations = kdfIterations): Kdf => ({
  salt: crypto.getRandomValues(new Uint8Array(16)),
  iterations,
});

const { subtle } = crypto;
const encoder = new TextEncoder();
export const utf8 = (text: string): Box => Uint8Array.from(encoder.encode(text));
const aes = { name: 'AES-GCM', length: 256 } as const;

/** 256 bits from a typed secret; a second or so of work, by design. */
export async function stretch(secret: string, { salt, iterations }: Kdf): Promise<Box> {
  const base = await subtle.importKey('raw', utf8(secret), 'PBKDF2', false, ['deriveBits']);
  return new Uint8Array(
    await subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, base, 256),
  );
}

/** The key that wraps, from 256 bits. */
export const wrappingKey = (bits: Box): Promise<CryptoKey> =>
  subtle.importKey('raw', bits, aes, false, ['encrypt', 'decrypt']);

/** Wraps a data key; `place` binds it to its device and key id. */
export async function wrapDek(kek: CryptoKey, dek: CryptoKey, place: string): Promise<Box> {
  const raw = new Uint8Array(await subtle.exportKey('raw', dek));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new Uint8Array(
    await subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8(place) }, kek, raw),
  );
  raw.fill(0);
  const wrapped = new Uint8Array(iv.length + text.length);
  wrapped.set(iv);
  wrapped.set(text, iv.length);
  return wrapped;
}

/** Unwraps a data key. Throws StorageError `wrongCode` where the secret, the device or the bytes are not the right ones. */
export async function unwrapDek(kek: CryptoKey, wrapped: Box, place: string): Promise<CryptoKey> {
  const sealed = { name: 'AES-GCM', iv: wrapped.subarray(0, 12), additionalData: utf8(place) };
  const raw = await subtle.decrypt(sealed, kek, wrapped.subarray(12)).catch((error: unknown) => {
    throw new StorageError('wrongCode', error);
  });
  const dek = await readDek(new Uint8Array(raw));
  new Uint8Array(raw).fill(0);
  return dek;
}

export const makeDek = (): Promise<CryptoKey> => subtle.generateKey(aes, true, ['encrypt', 'decrypt']);

/** Extractable only so that it can be wrapped again, for a PIN or a passkey; it lives in the page's memory alone. */
const readDek = (raw: Box): Promise<CryptoKey> =>
  subtle.importKey('raw', raw, aes, true, ['encrypt', 'decrypt']);

export const dekPlace = (device: string, keyId: string): string => `tt1|dek|${device}|${keyId}`;
