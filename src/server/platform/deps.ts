import type { Sql } from 'postgres';
import type { BookingTexts } from '#api/public-pages.ts';
import type { Id } from '#domain/id.ts';
import type { SecretOf } from './link-secrets.ts';
import type { Now } from './now.ts';
import type { ServerKeys } from './server-keys.ts';

type LogDetail = string | number | boolean | readonly string[] | undefined;

/** What the endpoint is made of; tests pass their own clock and ids, everything else is the real part. */
export interface Deps {
  sql: Sql;
  keys: ServerKeys;
  now: Now;
  makeId: () => Id;
  /** Demo sign-in by role buttons; decided once in config. */
  demo: boolean;
  /** The code that the demo's sign-in asks for beyond this machine; without one it asks for none. */
  demoCode?: string | undefined;
  /** One line of JSON per call. Never a body, a name or a text that a person wrote. */
  log: (line: { at: string; event: string; [detail: string]: LogDetail }) => void;
  /** `__Host-` cookies need HTTPS; on loopback over HTTP the name has no prefix. */
  secure: boolean;
  booking: {
    /** Pages and mails: the interface's part, handed over because the endpoint imports nothing of it. */
    texts: BookingTexts;
    /** Where people reach the endpoint, without a slash at the end: links in mails and codes on paper begin with it. */
    publicUrl: string;
    secretOf: SecretOf;
    /** The last address in X-Forwarded-For is the asker's: only behind a reverse proxy of one's own. */
    trustProxy: boolean;
    mailFrom: string;
  };
}
