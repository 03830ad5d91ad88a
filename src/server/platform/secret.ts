import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits as text: what a cookie, a sign-in or a vault proves itself with. */
export const makeSecret = (): string => randomBytes(32).toString('base64url');

/** What is kept of a secret: only its hash is at rest. */
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
