import * as z from 'zod/mini';
import { AcuteNumbers } from '../domain/acute.ts';
import { Instant } from '../domain/day.ts';
import { Id } from '../domain/id.ts';
import { Person } from '../domain/person.ts';

/** `GET /api/me`: who is signed in, and which doors this installation has. */
export const Me = z.object({
  person: z.nullable(Person),
  municipality: z.string(),
  /** Whom to ring when a child can't wait: shown before anybody has signed in, too. Null: there is no municipality yet. */
  acute: z.nullable(AcuteNumbers),
  /** The people that the demo offers as buttons; empty outside the demo. */
  demo: z.array(Person),
  /** The demo's door asks for the code that the start has printed: `demoCodeHeader`. */
  demoCode: z.boolean(),
});
export type Me = z.infer<typeof Me>;

/** Carries the code of the demo's door on every road below `paths.demoDoor`. */
export const demoCodeHeader = 'x-demo-code';

/** `POST /api/demo/sign-in` */
export const DemoSignIn = z.object({ person: Id });

/** `POST /api/device`: names a vault on a tablet, made by the signed-in worker. `publicKey` is SPKI (P-256), base64. */
export const NewDevice = z.object({
  id: Id,
  tablet: z.string().check(z.regex(/^[\p{L}\p{N} ]{1,40}$/u)),
  publicKey: z.string().check(z.maxLength(400)),
});
export type NewDevice = z.infer<typeof NewDevice>;

/** Its answer: the key that the tablet seals its changes for. */
export const DeviceMade = z.object({ serverKey: z.object({ id: z.string(), spki: z.string() }) });

/** `POST /api/device/forget`: vaults that are deleted on purpose, or whose loss she was told of: their browser need not remember them. */
export const ForgetDevices = z.object({ ids: z.array(Id).check(z.maxLength(8)) });

/** `GET /api/device`: the vaults that the signed-in worker made in this browser, newest last. */
export const KnownDevices = z.object({
  devices: z.array(
    z.object({
      id: Id,
      tablet: z.string(),
      /** When it was last heard from; null: never since it was named. */
      seenAt: z.nullable(Instant),
      /** How many changes it has made, by its own last word, that have not come. */
      unsent: z.number(),
    }),
  ),
});
export type KnownDevice = z.infer<typeof KnownDevices>['devices'][number];
