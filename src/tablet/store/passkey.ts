import { changeVaultRow, type Device } from './device.ts';
import { dekPlace, newKdf, stretch, unwrapDek, utf8, wrapDek, wrappingKey } from './key-wrap.ts';
import type { Box } from './seal.ts';
import { StorageError } from './storage-error.ts';
import type { Vault } from './vault.ts';

/**
 * The everyday road (docs/trust.md, "On the tablet"): a platform passkey's PRF and the PIN together make the wrapping key, so that
 * neither a stolen disk nor a guessed PIN is enough. It works offline: only this tablet is asked for the passkey.
 */

/** The part of the browser that is needed; tests in Chromium use its virtual authenticator. */
type Credentials = Pick<CredentialsContainer, 'create' | 'get'>;

/** May this tablet have a passkey of its own? Whether it does PRF shows only when one is made. */
export async function mayHavePasskey(): Promise<boolean> {
  if (typeof PublicKeyCredential === 'undefined') return false;
  return PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false);
}

/** Bytes of a PRF's answer (WebAuthn level 3, `prf`): HMAC-SHA-256, so never fewer and never more. */
const prfLength = 32;

/**
 * What the passkey answered. An answer that is empty, short or long is none: the PIN alone would open the vault from the
 * disk then.
 */
const prfOf = (credential: Credential | null): Box | undefined => {
  const results = (credential as PublicKeyCredential | null)?.getClientExtensionResults();
  const first = results?.prf?.results?.first;
  if (!first) return undefined;
  const bytes = ArrayBuffer.isView(first)
    ? new Uint8Array(new Uint8Array(first.buffer, first.byteOffset, first.byteLength))
    : new Uint8Array(first);
  return bytes.length === prfLength && bytes.some((byte) => byte !== 0) ? bytes : undefined;
};

async function askPasskey(credentials: Credentials, id: Box, salt: Box): Promise<Box | undefined> {
  const challenge = crypto.getRandomValues(new Uint8Array(32));
  const answer = await credentials.get({
    publicKey: {
      challenge,
      allowCredentials: [{ type: 'public-key', id }],
      userVerification: 'required',
      extensions: { prf: { eval: { first: salt } } },
    },
  });
  return prfOf(answer);
}

async function everydayKey(pinBits: Box, prf: Box): Promise<CryptoKey> {
  const secret = new Uint8Array(pinBits.length + prf.length);
  secret.set(pinBits);
  secret.set(prf, pinBits.length);
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  const hkdf = {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(32),
    info: utf8('traeffetid everyday 1'),
  };
  return wrappingKey(new Uint8Array(await crypto.subtle.deriveBits(hkdf, base, 256)));
}

/**
 * Makes the passkey and the everyday wrap, while the vault is open. The PRF is asked for twice: an authenticator that does
 * not answer alike would lock the worker out. `false`: this tablet cannot; the recovery code stays the way in.
 * `initials` are all that the authenticator is told.
 */
export async function enrolEveryday(
  vault: Vault,
  pin: string,
  credentials: Credentials = navigator.credentials,
  iterations?: number,
): Promise<boolean> {
  const { device } = vault;
  const salt = crypto.getRandomValues(new Uint8Array(32));
  const made = (await credentials
    .create({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        rp: { name: 'Træffetid' },
        user: { id: utf8(device.id), name: device.row.initials, displayName: device.row.initials },
        pubKeyCredParams: [
          { type: 'public-key', alg: -7 },
          { type: 'public-key', alg: -257 },
        ],
        authenticatorSelection: { authenticatorAttachment: 'platform', userVerification: 'required' },
        extensions: { prf: { eval: { first: salt } } },
      },
    })
    .catch(() => null)) as PublicKeyCredential | null;
  if (!made) return false;
  const credential = new Uint8Array(made.rawId);
  const first = await askPasskey(credentials, credential, salt).catch(() => undefined);
  const second = first && (await askPasskey(credentials, credential, salt).catch(() => undefined));
  if (!first || !second || first.some((byte, at) => byte !== second[at])) return false;
  const kdf = newKdf(iterations);
  const kek = await everydayKey(await stretch(pin, kdf), first);
  const wrapped = await wrapDek(kek, vault.dek, dekPlace(device.id, vault.keyId));
  await changeVaultRow(device, { everyday: { credential, salt, kdf, wrapped } });
  return true;
}

/** The data key by passkey and PIN together. Throws StorageError `wrongCode` for a wrong PIN, `locked` where the passkey was not given. */
export async function dekByPasskey(
  device: Device,
  pin: string,
  credentials: Credentials = navigator.credentials,
): Promise<CryptoKey> {
  const { everyday, keyId } = device.row;
  if (!everyday) throw new StorageError('locked');
  const prf = await askPasskey(credentials, everyday.credential, everyday.salt).catch(() => undefined);
  if (!prf) throw new StorageError('locked');
  const kek = await everydayKey(await stretch(pin, everyday.kdf), prf);
  return unwrapDek(kek, everyday.wrapped, dekPlace(device.id, keyId));
}
