import { Person } from '#domain/person.ts';
import { type ProblemCode, problemCodes } from '#domain/problem.ts';
import { paths } from '../paths.ts';
import {
  credentialHeader,
  DeviceMade,
  demoCodeHeader,
  type KnownDevice,
  KnownDevices,
  Me,
  type NewDevice,
  VaultSignIn,
} from '../session.ts';
import { SyncAnswer, type SyncRequest, signatureHeader } from '../sync.ts';

export type { Access, KnownDevice, VaultSignIn } from '../session.ts';

/** The tablet's only `fetch`; tests pass one that loses, repeats and mangles. */
export type Fetch = (path: string, init: RequestInit) => Promise<Response>;

/** Why a request failed. None of them acknowledges anything. */
export type Failure =
  /** No answer at all. */
  | 'offline'
  /** An answer, but not the endpoint's: a captive portal, a cut body, another schema, another request's nonce. */
  | 'strange'
  | ProblemCode;

export class NetworkError extends Error {
  readonly reason: Failure;
  /** Milliseconds to wait, five minutes at most, where the endpoint said so (`Retry-After`). */
  readonly retryAfter: number | undefined;
  constructor(failure: Failure, retryAfter?: number, cause?: unknown) {
    super(failure, { cause });
    this.reason = failure;
    this.retryAfter = retryAfter;
  }
}

/** Why it failed, where it was the network or the endpoint; undefined for a fault of our own. */
export const knownFailure = (error: unknown): Failure | undefined =>
  error instanceof NetworkError ? error.reason : undefined;

const timeout = 30_000;

/** In this page's memory only. */
let demoCode = '';

/** Keeps the demo's code as it was typed: every request to the demo's sign-in carries it. */
export function giveDemoCode(code: string): void {
  demoCode = code.replace(/[^0-9A-Za-z-]/g, '');
}

export async function ask(fetch: Fetch, path: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(path, {
    cache: 'no-store',
    credentials: 'same-origin',
    redirect: 'error',
    signal: AbortSignal.timeout(timeout),
    ...init,
    ...(path.startsWith(paths.demoDoor) && { headers: { ...init.headers, [demoCodeHeader]: demoCode } }),
  }).catch((error: unknown) => {
    throw new NetworkError('offline', undefined, error);
  });
  const body = await readJson(response);
  if (response.ok) return body;
  throw new NetworkError(problemIn(body) ?? byStatus(response.status), retryAfter(response));
}

async function readJson(response: Response): Promise<unknown> {
  if (!response.headers.get('content-type')?.startsWith('application/json')) return undefined;
  return response.json().catch(() => undefined);
}

const problemIn = (body: unknown): ProblemCode | undefined => {
  const named = typeof body === 'object' && body !== null && 'problem' in body ? body.problem : undefined;
  return problemCodes.find((code) => code === named);
};

/** What a proxy before the endpoint may answer in its place. */
const byStatus = (status: number): Failure => {
  if (status === 413) return 'tooLarge';
  if (status === 429) return 'tooMany';
  return status >= 500 ? 'busy' : 'strange';
};

/** Seconds: whoever asks for more, by mistake or behind a proxy, would keep a tablet from sending for hours. */
const longestWait = 300;

const retryAfter = (response: Response): number | undefined => {
  const seconds = Number(response.headers.get('retry-after'));
  return seconds > 0 ? Math.min(seconds, longestWait) * 1000 : undefined;
};

const json = { 'content-type': 'application/json' };

/** One exchange: signs the request and sends it, with the vault's credential where it reads. Throws NetworkError. */
export async function exchange(
  fetch: Fetch,
  request: SyncRequest,
  sign: (bytes: Uint8Array<ArrayBuffer>) => Promise<string>,
  credential?: string,
): Promise<SyncAnswer> {
  const body = JSON.stringify(request);
  const signature = await sign(Uint8Array.from(new TextEncoder().encode(body)));
  return sendSigned(fetch, body, signature, request.nonce, credential);
}

/** Sends what a device has signed. Only 200 + JSON + schema + the same nonce is an answer. Throws NetworkError. */
export async function sendSigned(
  fetch: Fetch,
  body: string,
  signature: string,
  nonce: string,
  credential?: string,
): Promise<SyncAnswer> {
  const headers = {
    ...json,
    [signatureHeader]: signature,
    ...(credential && { [credentialHeader]: credential }),
  };
  const answer = SyncAnswer.safeParse(await ask(fetch, paths.sync, { method: 'POST', headers, body }));
  if (!answer.success || answer.data.nonce !== nonce) throw new NetworkError('strange');
  return answer.data as SyncAnswer;
}

export const post = (fetch: Fetch, path: string, body: unknown): Promise<unknown> =>
  ask(fetch, path, { method: 'POST', headers: json, body: JSON.stringify(body) });

export const reading = <T>(
  schema: { safeParse: (value: unknown) => { success: true; data: T } | { success: false } },
  value: unknown,
): T => {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new NetworkError('strange');
  return parsed.data;
};

/** The person signed in, and the roles that the demo offers. */
export const askWhoIAm = async (fetch: Fetch): Promise<Me> =>
  reading(Me, await ask(fetch, paths.me, { method: 'GET' }));

/** A login for the desk, by the demo's button: a cookie. */
export const signInAsDemo = async (fetch: Fetch, person: string): Promise<Person> =>
  reading(Person, await post(fetch, paths.demoSignIn, { person }));

export const signOut = async (fetch: Fetch): Promise<void> => {
  await post(fetch, paths.signOut, {});
};

/** A sign-in on a tablet, by the demo's button: it makes or renews one vault within five minutes, and opens nothing else. */
export const signInForVault = async (fetch: Fetch, person: string): Promise<VaultSignIn> =>
  reading(VaultSignIn, await post(fetch, paths.demoVaultSignIn, { person }));

/** Names a vault on this tablet to the endpoint; the same one again is named anew, and reads with something new. */
export const nameDevice = async (fetch: Fetch, device: NewDevice): Promise<DeviceMade> =>
  reading(DeviceMade, await post(fetch, paths.device, device));

/** The vaults that the worker of this sign-in made in this browser, as far as the endpoint knows. */
export const askKnownDevices = async (fetch: Fetch, signIn: string): Promise<KnownDevice[]> =>
  reading(KnownDevices, await post(fetch, paths.knownDevices, { signIn })).devices;

/**
 * Vaults that are about to be deleted on purpose, or whose loss the worker has been told of: this browser need not remember
 * them.
 */
export const dismissDevices = async (fetch: Fetch, ids: readonly string[]): Promise<void> => {
  await post(fetch, paths.forgetDevice, { ids });
};
