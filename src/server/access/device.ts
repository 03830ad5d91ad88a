import { createPublicKey, verify } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { TransactionSql } from 'postgres';
import type * as z from 'zod/mini';
import { paths } from '#api/paths.ts';
import {
  type Access,
  AskKnownDevices,
  credentialHeader,
  type DeviceMade,
  ForgetDevices,
  NewDevice,
  RenameTablet,
  SignedRequest,
} from '#api/session.ts';
import { signatureHeader } from '#api/sync.ts';
import type { Id } from '#domain/id.ts';
import type { Deps } from '../platform/deps.ts';
import { parseJson } from '../platform/json.ts';
import { problem } from '../platform/problem-response.ts';
import { endCredentials, findSignIn, giveCredential, mayRead } from './credential.ts';
import { devicesOf, keepDevices } from './device-cookie.ts';
import type { Env } from './login.ts';
import { can } from './roles.ts';
import { madeBy } from './unsent-changes.ts';

/** One worker's vault on one tablet. */
export interface Device {
  id: Id;
  person: Id;
  publicKey: Buffer;
  revoked: boolean;
}

/** A P-256 public key as SPKI, or undefined. */
function readKey(spki: string): Buffer | undefined {
  try {
    const der = Buffer.from(spki, 'base64');
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? der : undefined;
  } catch {
    return undefined;
  }
}

/**
 * `POST /api/device`: a worker who has just signed in names a vault on this tablet; the same device and key again is another
 * name, and renews what it reads with. `POST /api/device/known`: which of the worker's vaults were made in this browser.
 * `POST /api/device/forget`: some need not be remembered. `POST /api/device/name`: another name for the tablet.
 * `POST /api/device/end-access`: a vault that reads no more.
 */
export const deviceRoutes = (deps: Deps): Hono<Env> =>
  new Hono<Env>()
    .post(paths.knownDevices, async (c) => {
      const asked = AskKnownDevices.safeParse(await c.req.json().catch(() => undefined));
      const signIn = asked.success && (await findSignIn(deps.sql, asked.data.signIn, deps.now()));
      if (!signIn) return problem(c, 401, 'signIn');
      return c.json({ devices: await madeBy(deps.sql, signIn.person, devicesOf(deps, c)) });
    })
    .post(paths.forgetDevice, async (c) => {
      const asked = ForgetDevices.safeParse(await c.req.json().catch(() => undefined));
      if (!asked.success) return problem(c, 400, 'invalid', { field: 'ids' });
      keepDevices(
        deps,
        c,
        devicesOf(deps, c).filter((id) => !asked.data.ids.includes(id)),
      );
      return c.json({});
    })
    .post(paths.endAccess, async (c) => {
      const read = await readSigned(deps, c, SignedRequest);
      if ('problem' in read) return refuseReader(c, read);
      await endCredentials(deps.sql, read.device.id, deps.now());
      return c.json({});
    })
    .post(paths.renameTablet, async (c) => {
      const read = await readSigned(deps, c, RenameTablet);
      if ('problem' in read) return refuseReader(c, read);
      await deps.sql`update device set tablet = ${read.asked.tablet} where id = ${read.device.id}`;
      return c.json({});
    })
    .post(paths.device, async (c) => {
      const asked = NewDevice.safeParse(await c.req.json().catch(() => undefined));
      if (!asked.success)
        return problem(c, 400, 'invalid', { field: String(asked.error.issues[0]?.path[0] ?? '') });
      const publicKey = readKey(asked.data.publicKey);
      if (!publicKey) return problem(c, 400, 'invalid', { field: 'publicKey' });
      const made = await deps.sql.begin((tx) => nameDevice(tx, { ...asked.data, publicKey }, deps.now()));
      if (typeof made === 'string') return problem(c, made === 'signIn' ? 401 : 403, made);
      keepDevices(deps, c, [...devicesOf(deps, c), asked.data.id]);
      return c.json({ serverKey: deps.keys.current, access: made } satisfies DeviceMade);
    });

/** A vault belongs to one person for ever: only a fresh sign-in of that person names it, with the key that it was made with. */
async function nameDevice(
  tx: TransactionSql,
  asked: Omit<NewDevice, 'publicKey'> & { publicKey: Buffer },
  now: number,
): Promise<Access | 'signIn' | 'forbidden'> {
  const { id, person, tablet, publicKey } = asked;
  const signIn = await findSignIn(tx, asked.signIn, now);
  if (!signIn) return 'signIn';
  if (!can(signIn.role, 'name', 'vault') || signIn.person !== person) return 'forbidden';
  await tx`
    insert into device (id, person, tablet, public_key, made_at)
    values (${id}, ${person}, ${tablet}, ${publicKey}, ${new Date(now)})
    on conflict (id) do update set tablet = excluded.tablet
      where device.person = excluded.person and device.public_key = excluded.public_key and device.revoked_at is null`;
  const kept = await tx`
    select 1 from device
    where id = ${id} and person = ${person} and public_key = ${publicKey} and revoked_at is null`;
  return kept.length === 1 ? giveCredential(tx, id, signIn, now) : 'forbidden';
}

const readerStatus = { invalid: 400, unknownDevice: 401, forbidden: 403, signIn: 401 } as const;
interface NoReader {
  problem: keyof typeof readerStatus;
}

/** Reads what a tablet asks outside of sync: signed by its device, and with the credential of its vault. */
export async function readSigned<T extends SignedRequest>(
  deps: Deps,
  c: Context<Env>,
  schema: z.ZodMiniType<T>,
): Promise<{ device: Device; asked: T } | NoReader> {
  const body = Buffer.from(await c.req.arrayBuffer());
  const asked = schema.safeParse(parseJson(body));
  if (!asked.success || asked.data.path !== c.req.path) return { problem: 'invalid' };
  const device = await findDevice(deps, asked.data.device);
  if (!device) return { problem: 'unknownDevice' };
  if (device.revoked || !signedBy(device, body, c.req.header(signatureHeader)))
    return { problem: 'forbidden' };
  const reads = await mayRead(deps, device.id, c.req.header(credentialHeader));
  return reads ? { device, asked: asked.data } : { problem: 'signIn' };
}

export const refuseReader = (c: Context<Env>, { problem: code }: NoReader): Response =>
  problem(c, readerStatus[code], code);

export async function findDevice({ sql }: Deps, id: Id): Promise<Device | undefined> {
  const [device] = await sql<Device[]>`
    select id, person, public_key as "publicKey", revoked_at is not null as revoked from device where id = ${id}`;
  return device;
}

/** Did this device sign these bytes? The signature is ECDSA P-256 with SHA-256, raw r‖s, base64. */
export const signedBy = (device: Device, body: Buffer, signature: string | undefined): boolean =>
  signature !== undefined &&
  verify(
    'sha256',
    body,
    {
      key: createPublicKey({ key: device.publicKey, format: 'der', type: 'spki' }),
      dsaEncoding: 'ieee-p1363',
    },
    Buffer.from(signature, 'base64'),
  );
