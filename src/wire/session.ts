import * as z from 'zod/mini';
import { Id } from '../domain/id.ts';
import { Person } from '../domain/person.ts';

/** `GET /api/me`: who is signed in, and which doors this installation has. */
export const Me = z.object({
  person: z.nullable(Person),
  municipality: z.string(),
  /** The people that the demo offers as buttons; empty outside the demo. */
  demo: z.array(Person),
});
export type Me = z.infer<typeof Me>;

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
