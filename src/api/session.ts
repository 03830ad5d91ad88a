import * as z from 'zod/mini';
import { AcuteNumbers } from '#domain/acute.ts';
import { Instant } from '#domain/day.ts';
import { Id } from '#domain/id.ts';
import { Person } from '#domain/person.ts';

/** `GET /api/me`: the person signed in, and the ways to sign in that this installation has. */
export const Me = z.object({
  person: z.nullable(Person),
  municipality: z.string(),
  /** The numbers to ring when a child can't wait, shown before a sign-in too. Null: there is no municipality yet. */
  acute: z.nullable(AcuteNumbers),
  /** The people that the demo offers as buttons; empty outside the demo. */
  demo: z.array(Person),
  /** The demo's door asks for the code that the start has printed: `demoCodeHeader`. */
  demoCode: z.boolean(),
});
export type Me = z.infer<typeof Me>;

/** Carries the code of the demo's door on every road below `paths.demoDoor`. */
export const demoCodeHeader = 'x-demo-code';

/** `POST /api/demo/sign-in`: a login for the desk. `POST /api/demo/vault-sign-in`: a sign-in for a vault. */
export const DemoSignIn = z.object({ person: Id });

/** A sign-in on a tablet makes or renews a vault for so many minutes. */
export const signInMinutes = 5;

const TabletName = z.string().check(z.regex(/^[\p{L}\p{N} ]{1,40}$/u));
const Secret = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));

/** A vault that the signed-in worker made in this browser, as the endpoint knows it. */
const KnownDevice = z.object({
  id: Id,
  tablet: z.string(),
  /** When it was last heard from; null: never since it was named. */
  seenAt: z.nullable(Instant),
  /** How many changes it has made, by its own last word, that have not come. */
  unsent: z.number(),
});
export type KnownDevice = z.infer<typeof KnownDevice>;

/** The worker's vaults that were made in this browser, newest last. */
export const KnownDevices = z.object({ devices: z.array(KnownDevice) });

/**
 * The answer to a sign-in on a tablet. `signIn` makes or renews one vault within five minutes, is kept in the page's memory
 * and opens nothing else; `devices` are the worker's vaults that were made in this browser, newest last.
 */
export const VaultSignIn = z.object({ person: Person, signIn: Secret, devices: z.array(KnownDevice) });
export type VaultSignIn = z.infer<typeof VaultSignIn>;

/** `POST /api/device/known`: the same list again, while the sign-in is unused. */
export const AskKnownDevices = z.object({ signIn: Secret });

/**
 * `POST /api/device`: names a vault on a tablet, or names it again to renew its access. A vault never changes its person.
 * `publicKey` is SPKI (P-256), base64.
 */
export const NewDevice = z.object({
  id: Id,
  person: Id,
  signIn: Secret,
  tablet: TabletName,
  publicKey: z.string().check(z.maxLength(400)),
});
export type NewDevice = z.infer<typeof NewDevice>;

/** What a vault reads with, kept sealed inside it: a secret, and when its lease ends by the endpoint's clock. */
export const Access = z.object({ credential: Secret, until: Instant });
export type Access = z.infer<typeof Access>;

/** Its answer: the key that the tablet seals its changes for, and what it reads with. */
export const DeviceMade = z.object({
  serverKey: z.object({ id: z.string(), spki: z.string() }),
  access: Access,
});
export type DeviceMade = z.infer<typeof DeviceMade>;

/** Header that carries a vault's credential; every request that reads sends it beside the signature. */
export const credentialHeader = 'x-device-credential';

/** What a tablet asks outside of sync, signed like a push. `path` binds the signature to what is asked. */
export const SignedRequest = z.object({
  device: Id,
  path: z.string().check(z.maxLength(100)),
  nonce: z.string().check(z.minLength(8), z.maxLength(64)),
});
export type SignedRequest = z.infer<typeof SignedRequest>;

/** `POST /api/device/name`: another name for the tablet. */
export const RenameTablet = z.extend(SignedRequest, { tablet: TabletName });

/**
 * `POST /api/device/forget`: vaults that are deleted on purpose, or whose loss the worker was told of: their browser need not
 * remember them.
 */
export const ForgetDevices = z.object({ ids: z.array(Id).check(z.maxLength(8)) });
