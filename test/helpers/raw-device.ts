import { type Fetch, nameDevice, signInForVault } from '#api/client/http.ts';
import { paths } from '#api/paths.ts';
import { credentialHeader } from '#api/session.ts';
import {
  type Ack,
  protocol,
  type SealedChange,
  type SyncAnswer,
  type SyncRequest,
  signatureHeader,
} from '#api/sync.ts';
import type { Id } from '#domain/id.ts';
import type { ChangeId } from '#domain/merge/register.ts';
import { makeSealer, type Sealer, toWire } from '#tablet/store/seal.ts';
import { makeSigningKeys } from '#tablet/store/vault.ts';
import type { Endpoint } from './endpoint.ts';

/** A device that can say anything: real keys, a real seal and a real signature over whatever a test wants sent. */
export interface RawDevice {
  id: Id;
  person: Id;
  fetch: Fetch;
  sealer: Sealer;
  sign: (bytes: Uint8Array<ArrayBuffer>) => Promise<string>;
  /** What its vault reads with. */
  credential: string;
  publicKey: string;
  /** Seals any value as the change of this op. */
  seal: (body: unknown, op?: ChangeId) => Promise<SealedChange>;
  /** Posts bytes, signed. */
  post: (body: string, headers?: Record<string, string>, path?: string) => Promise<Response>;
  request: (changes: readonly SealedChange[], rest?: object) => SyncRequest;
  /** Pushes sealed changes; fails unless the answer is 200. */
  push: (changes: readonly SealedChange[], rest?: object) => Promise<SyncAnswer>;
  /** Seals and pushes bodies in one request; an ack each. */
  send: (...bodies: unknown[]) => Promise<Ack[]>;
}

const algorithm = { name: 'ECDSA', hash: 'SHA-256' } as const;

export async function openRawDevice(
  { browser, deps }: Pick<Endpoint, 'browser'> & { deps: Pick<Endpoint['deps'], 'makeId'> },
  person: Id,
): Promise<RawDevice> {
  const fetch = browser();
  const { signIn } = await signInForVault(fetch, person);
  const { signing, publicKey } = await makeSigningKeys();
  const id = deps.makeId();
  const named = { id, person, signIn, tablet: 'Tablet 9', publicKey };
  const { serverKey, access } = await nameDevice(fetch, named);
  const { credential } = access;
  const sealer = await makeSealer(serverKey);
  const sign = async (bytes: Uint8Array<ArrayBuffer>) =>
    Buffer.from(await crypto.subtle.sign(algorithm, signing.privateKey, bytes)).toString('base64');
  let nonce = 0;
  const device: RawDevice = {
    ...{ id, person, fetch, sealer, sign, credential, publicKey },
    seal: async (body, op = deps.makeId()) => toWire(op, await sealer.seal(op, body)),
    post: async (body, headers = {}, path = paths.sync) => {
      const bytes = Uint8Array.from(new TextEncoder().encode(body));
      const own = {
        'content-type': 'application/json',
        [signatureHeader]: await sign(bytes),
        [credentialHeader]: credential,
      };
      return fetch(path, { method: 'POST', headers: { ...own, ...headers }, body: bytes });
    },
    request: (changes, rest = {}) => {
      nonce += 1;
      const counts = { made: nonce * 1000, unsent: changes.length };
      const asked = { p: protocol, schema: 1, device: id, nonce: `request-${nonce}`, ...counts } as const;
      return { ...asked, changes: [...changes], seen: null, limit: 1000, check: false, ...rest };
    },
    push: async (changes, rest) => {
      const response = await device.post(JSON.stringify(device.request(changes, rest)));
      const body = await response.json();
      if (response.status !== 200) throw new Error(`${response.status} ${JSON.stringify(body)}`);
      return body as SyncAnswer;
    },
    send: async (...bodies) => {
      const sealed = [];
      for (const body of bodies) sealed.push(await device.seal(body));
      return (await device.push(sealed)).acks;
    },
  };
  return device;
}

interface Body {
  sv: number;
  at: string;
  kind: string;
  verb: string;
  object: Id;
  institution: string;
  fixed?: { [field: string]: unknown };
  set?: { [field: string]: { value: unknown; basedOn: ChangeId[] } };
  add?: { [field: string]: string[] };
}

/** Well-formed bodies, to be bent by a test. */
export const bodies = {
  session: (object: Id, worker: Id, institution: string): Body => ({
    ...{ sv: 1, at: '2026-11-23T08:00:00.000Z', kind: 'session', verb: 'create', object, institution },
    fixed: { worker, dropIn: null, date: '2026-11-23', start: '09:00', end: '10:00', room: 'Kontoret' },
    set: { started: { value: '2026-11-23T08:00:00.000Z', basedOn: [] } },
  }),
  consultation: (object: Id, session: Id, institution: string): Body => ({
    ...{ sv: 1, at: '2026-11-23T08:05:00.000Z', kind: 'consultation', verb: 'create', object, institution },
    fixed: { session, started: '2026-11-23T08:05:00.000Z' },
    set: { role: { value: 'teacher', basedOn: [] } },
    add: { themes: ['absence'] },
  }),
  note: (object: Id, consultation: Id, institution: string, text: string): Body => ({
    ...{ sv: 1, at: '2026-11-23T08:06:00.000Z', kind: 'note', verb: 'create', object, institution },
    fixed: { consultation, text, parent: null },
  }),
  set: (
    kind: string,
    object: Id,
    institution: string,
    field: string,
    value: unknown,
    basedOn: ChangeId[],
  ): Body => ({
    ...{ sv: 1, at: '2026-11-23T08:07:00.000Z', kind, verb: 'set', object, institution },
    set: { [field]: { value, basedOn } },
  }),
};
