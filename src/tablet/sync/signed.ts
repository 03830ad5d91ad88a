import { ask, type Fetch } from '#api/client/http.ts';
import { paths } from '#api/paths.ts';
import { credentialHeader, type SignedRequest } from '#api/session.ts';
import { signatureHeader } from '#api/sync.ts';
import type { Vault } from '../store/vault.ts';

/** Asks for something outside of sync as an open vault does: signed by the device, with the vault's credential. Throws NetworkError. */
export async function askSigned(
  fetch: Fetch,
  path: string,
  { device, access, makeId }: Vault,
  more: object = {},
): Promise<unknown> {
  const request: SignedRequest = { ...more, device: device.id, path, nonce: makeId() };
  const body = JSON.stringify(request);
  const headers = {
    'content-type': 'application/json',
    [credentialHeader]: access.credential,
    [signatureHeader]: await device.sign(Uint8Array.from(new TextEncoder().encode(body))),
  };
  return ask(fetch, path, { method: 'POST', headers, body });
}

/** Another name for the tablet. Throws NetworkError. */
export const renameTablet = async (fetch: Fetch, vault: Vault, tablet: string): Promise<void> => {
  await askSigned(fetch, paths.renameTablet, vault, { tablet });
};

/** The endpoint lets this vault read no more, until the next sign-in. Throws NetworkError. */
export const endAccess = async (fetch: Fetch, vault: Vault): Promise<void> => {
  await askSigned(fetch, paths.endAccess, vault);
};
