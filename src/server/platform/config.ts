import { join, resolve } from 'node:path';
import { Day, Instant, instantAt, WallTime } from '#domain/day.ts';
import { type DemoDoor, demoDoorOf, isHttps } from './demo-door.ts';

export interface Config {
  port: number;
  host: string;
  /** Absolute; holds the database's folder and the server's keys. */
  dataDir: string;
  /** A PostgreSQL 15 or newer of the operator's own; without it the endpoint runs one in `dataDir`. */
  databaseUrl: string | undefined;
  /** Paths of PEM files; without them the endpoint speaks HTTP. */
  tls: { cert: string; key: string } | undefined;
  /** Demo sign-in by role buttons, and the demo municipality in an empty database (`demo-door.ts`). */
  demo: DemoDoor;
  /** Cookies and HSTS for HTTPS: served directly, or by the reverse proxy of an https PUBLIC_URL or of production. */
  secure: boolean;
  /** Where people reach the endpoint, without a slash at the end; its own address where absent. */
  publicUrl: string | undefined;
  /** `smtp://user:password@host:587`; without it mails are kept as files in `dataDir`/mail. */
  smtpUrl: string | undefined;
  mailFrom: string;
  /** The asker's address is what our own reverse proxy puts last into X-Forwarded-For. */
  trustProxy: boolean;
  /** Where the endpoint's time begins, in milliseconds since 1970; the machine's where absent. Never in production. */
  clock: number | undefined;
}

type Env = Record<string, string | undefined>;

/** A made-up time is for tests and demonstrations: in production it would misdate what people write. */
function clockOrFault(env: Env): number | string | undefined {
  if (!env.CLOCK) return undefined;
  if (env.NODE_ENV === 'production')
    return 'CLOCK is refused with NODE_ENV=production, which has the real time.';
  const [day, time] = env.CLOCK.split('T');
  if (Day.safeParse(day).success && WallTime.safeParse(time).success) {
    return Date.parse(instantAt(day!, time!));
  }
  const instant = Instant.safeParse(env.CLOCK).success ? Date.parse(env.CLOCK) : Number.NaN;
  if (!Number.isNaN(instant)) return instant;
  return 'CLOCK must be a time in Denmark like 2027-05-14T09:40, or an instant like 2027-05-14T07:40:00.000Z.';
}

/** Reads the environment; every fault is one sentence for the operator. `cwd` is where a relative DATA_DIR begins. */
export function readConfig(env: Env, cwd: string): { config: Config } | { faults: string[] } {
  const faults: string[] = [];
  const port = Number(env.PORT || '8080');
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    faults.push(`PORT must be a whole number from 0 to 65535, not "${env.PORT}".`);
  }
  const host = env.HOST || '127.0.0.1';
  const databaseUrl = env.DATABASE_URL || undefined;
  if (databaseUrl && !(/^postgres(ql)?:\/\//.test(databaseUrl) && URL.canParse(databaseUrl))) {
    faults.push('DATABASE_URL must be an address like postgres://user:password@host:5432/database.');
  }
  const { TLS_CERT: cert, TLS_KEY: key } = env;
  if (Boolean(cert) !== Boolean(key)) faults.push('TLS_CERT and TLS_KEY must be set together.');
  const publicUrl = env.PUBLIC_URL?.replace(/(?<!\/)\/+$/, '') || undefined;
  if (publicUrl && !/^https?:\/\/[^/?#]+$/.test(publicUrl)) {
    faults.push('PUBLIC_URL must be an address like https://traeffetid.kommune.dk, without a path.');
  }
  const smtpUrl = env.SMTP_URL || undefined;
  if (smtpUrl && !(/^smtps?:\/\//.test(smtpUrl) && URL.canParse(smtpUrl))) {
    faults.push('SMTP_URL must be an address like smtp://user:password@host:587.');
  }
  if (smtpUrl && !publicUrl) faults.push('SMTP_URL needs PUBLIC_URL: the links in mails begin with it.');
  const mailFrom = env.MAIL_FROM || 'traeffetid@localhost';
  if (smtpUrl && !/^[^\s@<>]+@[^\s@<>]+$/.test(env.MAIL_FROM ?? '')) {
    faults.push('SMTP_URL needs MAIL_FROM, the mail address that mails come from.');
  }
  const clock = clockOrFault(env);
  if (typeof clock === 'string') faults.push(clock);
  const tls = cert && key ? { cert: resolve(cwd, cert), key: resolve(cwd, key) } : undefined;
  const demo = demoDoorOf(env, { host, databaseUrl, tls, publicUrl, smtpUrl });
  if ('fault' in demo) faults.push(demo.fault);
  if (faults.length > 0 || 'fault' in demo) return { faults };
  return {
    config: {
      port,
      host,
      dataDir: resolve(cwd, env.DATA_DIR || join('.', 'data')),
      databaseUrl,
      tls,
      demo: demo.door,
      secure: tls !== undefined || isHttps(publicUrl) || env.NODE_ENV === 'production',
      publicUrl,
      smtpUrl,
      mailFrom,
      trustProxy: env.TRUST_PROXY === '1',
      clock: typeof clock === 'number' ? clock : undefined,
    },
  };
}
