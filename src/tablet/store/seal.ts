import type { SealedChange } from '#api/sync.ts';
import type { ChangeId } from '#domain/merge/register.ts';

/** Bytes that mean nothing without a key: IV (12 bytes), then AES-256-GCM ciphertext with its tag. */
export type Box = Uint8Array<ArrayBuffer>;

const { subtle } = crypto;
const ivLength = 12;
const step = 256;
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });
/** A damaged box is sent like any other: the endpoint refuses it by name, and it blocks nothing behind it. */
const lenient = new TextDecoder();

export const fromBase64 = (text: string): Box => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
/** `toBase64` of the bytes themselves where the browser has it: many times faster than text by text. */
export const toBase64 = (bytes: Uint8Array & { toBase64?: () => string }): string => {
  if (bytes.toBase64) return bytes.toBase64();
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
};

/** Texts are written here first and then cut to length: a buffer of the longest size for each is a download's garbage. */
let unlocked = new Uint8Array(16 * step);

/** JSON with spaces behind it up to a step of 256 bytes, so that a length tells little. */
function padded(value: unknown): Box {
  const text = JSON.stringify(value);
  const most = Math.ceil((text.length * 3 + 1) / step) * step;
  if (unlocked.length < most) unlocked = new Uint8Array(most);
  const { written } = encoder.encodeInto(text, unlocked);
  const bytes = new Uint8Array(Math.ceil(written / step) * step).fill(0x20, written);
  bytes.set(unlocked.subarray(0, written));
  unlocked.fill(0, 0, written);
  return bytes;
}

async function encrypt(key: CryptoKey, bytes: Box, aad: string): Promise<Box> {
  const iv = crypto.getRandomValues(new Uint8Array(ivLength));
  const text = await subtle.encrypt({ name: 'AES-GCM', iv, additionalData: encoder.encode(aad) }, key, bytes);
  const box = new Uint8Array(ivLength + text.byteLength);
  box.set(iv);
  box.set(new Uint8Array(text), ivLength);
  return box;
}

/** Seals a JSON value. `aad` names what it is, so that no box can stand in another's place. */
export const seal = (key: CryptoKey, value: unknown, aad: string): Promise<Box> =>
  encrypt(key, padded(value), aad);

/** Opens a box; throws `OperationError` where key, place or bytes are not the ones it was sealed with. */
export async function unseal<T>(key: CryptoKey, box: Box, aad: string): Promise<T> {
  const sealed = { name: 'AES-GCM', iv: box.subarray(0, ivLength), additionalData: encoder.encode(aad) };
  return JSON.parse(decoder.decode(await subtle.decrypt(sealed, key, box.subarray(ivLength)))) as T;
}

/** What a row, an op and a draft are bound to (docs/trust.md, "On the tablet"). */
export const rowPlace = (row: {
  scope: string;
  kind: string;
  id: string;
  v: number;
  keyId: string;
}): string => `tt1|${row.scope}|${row.kind}|${row.id}|${row.v}|${row.keyId}`;
export const opPlace = (op: ChangeId, keyId: string): string => `tt1|op|${op}|${keyId}`;
export const accessPlace = (device: string, keyId: string): string => `tt1|access|${device}|${keyId}`;
export const draftPlace = (id: string, keyId: string): string => `tt1|draft|${id}|${keyId}`;

/**
 * Seals changes for the server: one curve operation per unlock. The box holds its own header, so that it can be sent
 * without the vault's key, also while locked: length of the key's name, the name, `epk` (65 bytes), IV, ciphertext.
 */
export interface Sealer {
  serverKeyId: string;
  seal: (op: ChangeId, change: unknown) => Promise<Box>;
}

const curve = { name: 'ECDH', namedCurve: 'P-256' } as const;
const sealInfo = encoder.encode('traeffetid outbox 1');
const epkLength = 65;

/** `spki` is the server's public key, base64. */
export async function makeSealer(serverKey: { id: string; spki: string }): Promise<Sealer> {
  const theirs = await subtle.importKey('spki', fromBase64(serverKey.spki), curve, false, []);
  const own = await subtle.generateKey(curve, false, ['deriveBits']);
  const epk = new Uint8Array(await subtle.exportKey('raw', own.publicKey));
  const secret = await subtle.deriveBits({ name: 'ECDH', public: theirs }, own.privateKey, 256);
  const base = await subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info: sealInfo };
  const key = await subtle.deriveKey(hkdf, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt']);
  const name = encoder.encode(serverKey.id);
  return {
    serverKeyId: serverKey.id,
    seal: async (op, change) => {
      const text = await encrypt(key, padded(change), `${op}|${serverKey.id}`);
      const box = new Uint8Array(1 + name.length + epkLength + text.length);
      box.set([name.length]);
      box.set(name, 1);
      box.set(epk, 1 + name.length);
      box.set(text, 1 + name.length + epkLength);
      return box;
    },
  };
}

/** A box of `Sealer` as it travels. */
export function toWire(op: ChangeId, box: Box): SealedChange {
  const nameEnd = 1 + box[0]!;
  const ivStart = nameEnd + epkLength;
  const ivEnd = ivStart + ivLength;
  return {
    op,
    key: lenient.decode(box.subarray(1, nameEnd)),
    epk: toBase64(box.subarray(nameEnd, ivStart)),
    iv: toBase64(box.subarray(ivStart, ivEnd)),
    ct: toBase64(box.subarray(ivEnd)),
  };
}
