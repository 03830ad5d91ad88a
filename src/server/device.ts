import { createPublicKey, verify } from 'node:crypto';
import { Hono } from 'hono';
import type { Id } from '../domain/id.ts';
import { paths } from '../wire/paths.ts';
import { ForgetDevices, NewDevice } from '../wire/session.ts';
import type { Env } from './auth.ts';
import { devicesOf, keepDevices } from './canary.ts';
import type { Deps } from './deps.ts';
import { refuse } from './refuse.ts';
import { madeBy } from './review/missing.ts';

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
 * `POST /api/device`: the signed-in worker names a vault on this tablet. The same device and key again is another name.
 * `GET /api/device`: which of hers were made in this browser. `POST /api/device/forget`: some need not be remembered.
 */
export const deviceRoutes = (deps: Deps): Hono<Env> =>
  new Hono<Env>()
    .get(paths.device, async (c) => {
      const person = c.get('person');
      if (!person) return refuse(c, 401, 'signIn');
      return c.json({ devices: await madeBy(deps.sql, person.id, devicesOf(deps, c)) });
    })
    .post(paths.forgetDevice, async (c) => {
      const asked = ForgetDevices.safeParse(await c.req.json().catch(() => undefined));
      if (!asked.success) return refuse(c, 400, 'invalid', { field: 'ids' });
      keepDevices(
        deps,
        c,
        devicesOf(deps, c).filter((id) => !asked.data.ids.includes(id)),
      );
      return c.json({});
    })
    .post(paths.device, async (c) => {
      const person = c.get('person');
      if (!person) return refuse(c, 401, 'signIn');
      if (person.role !== 'worker') return refuse(c, 403, 'forbidden');
      const asked = NewDevice.safeParse(await c.req.json().catch(() => undefined));
      if (!asked.success)
        return refuse(c, 400, 'invalid', { field: String(asked.error.issues[0]?.path[0] ?? '') });
      const publicKey = readKey(asked.data.publicKey);
      if (!publicKey) return refuse(c, 400, 'invalid', { field: 'publicKey' });
      const { id, tablet } = asked.data;
      await deps.sql`
      insert into device (id, person, tablet, public_key, made_at)
      values (${id}, ${person.id}, ${tablet}, ${publicKey}, ${new Date(deps.now())})
      on conflict (id) do update set tablet = excluded.tablet
        where device.person = excluded.person and device.public_key = excluded.public_key`;
      const [kept] = await deps.sql<
        { person: Id; key: Buffer }[]
      >`select person, public_key as key from device where id = ${id}`;
      if (kept?.person !== person.id || !kept.key.equals(publicKey)) return refuse(c, 403, 'forbidden');
      keepDevices(deps, c, [...devicesOf(deps, c), id]);
      return c.json({ serverKey: deps.keys.current });
    });

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
