/** `open`: every visitor signs in by a button. `byCode`: with the code that the start prints as well. */
export type DemoDoor = 'open' | 'byCode';

interface Settings {
  host: string;
  databaseUrl: string | undefined;
  tls: object | undefined;
  publicUrl: string | undefined;
  smtpUrl: string | undefined;
}
type Env = Record<string, string | undefined>;

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);

export const isHttps = (url: string | undefined): boolean => url?.startsWith('https://') === true;

interface Situation {
  env: Env;
  around: Settings;
  /** DEMO=1 */
  asked: boolean;
  /** Others than this machine reach it: by its address, or by a reverse proxy before it. */
  beyond: boolean;
  /** It is reached by HTTPS only: served directly, or by a proxy that alone can reach it. */
  encrypted: boolean;
}
type Answer = DemoDoor | ((situation: Situation) => string);

const noLogin = 'There is no login for real use yet, only the demo’s door for made-up data';

/**
 * Demo sign-in lets anyone in, so it is never beside real people, and beyond this machine never without being asked for,
 * HTTPS and a code. The first row that fits decides: a door, or the sentence that refuses the start.
 */
const table: readonly { when: (situation: Situation) => boolean; is: Answer }[] = [
  {
    when: ({ env }) => ![undefined, '', '0', '1'].includes(env.DEMO),
    is: () => 'DEMO must be 1, 0 or absent.',
  },
  {
    when: ({ env }) => Boolean(env.OIDC_ISSUER),
    is: () => 'OIDC_ISSUER is of no use yet: login by an identity provider is not built, leave it out.',
  },
  { when: ({ env }) => env.DEMO === '0', is: () => `${noLogin}, and DEMO=0 shuts that one.` },
  {
    when: ({ env }) => env.NODE_ENV === 'production',
    is: ({ asked }) => `${asked ? 'DEMO=1 is refused with NODE_ENV=production. ' : ''}${noLogin}.`,
  },
  {
    when: ({ around }) => around.smtpUrl !== undefined,
    is: () => `${noLogin}, and it writes to nobody: leave SMTP_URL out.`,
  },
  {
    when: ({ around, asked }) => around.databaseUrl !== undefined && !asked,
    is: () => `${noLogin}: DEMO=1 opens it on an empty DATABASE_URL or on one that the demo made.`,
  },
  { when: ({ beyond }) => !beyond, is: 'open' },
  {
    when: ({ asked }) => !asked,
    is: ({ around }) => `${noLogin}: DEMO=1 opens it beyond this machine too (${reasonOf(around)}).`,
  },
  {
    when: ({ encrypted }) => !encrypted,
    is: ({ around }) =>
      `DEMO=1 beyond this machine (${reasonOf(around)}) needs TLS_CERT and TLS_KEY, or an https PUBLIC_URL before a loopback HOST.`,
  },
  { when: () => true, is: 'byCode' },
];

/** Which variable says that others reach it. */
function reasonOf({ host, publicUrl }: Settings): string {
  if (!isLoopback(host)) return 'HOST';
  return publicUrl ? 'PUBLIC_URL' : 'TRUST_PROXY';
}

/** Whether the demo's door is there for these settings, and how it opens; or why the endpoint may not start. */
export function demoDoorOf(env: Env, around: Settings): { door: DemoDoor } | { fault: string } {
  const { host, publicUrl, tls } = around;
  const situation: Situation = {
    env,
    around,
    asked: env.DEMO === '1',
    beyond: !isLoopback(host) || publicUrl !== undefined || ![undefined, '', '0'].includes(env.TRUST_PROXY),
    encrypted: tls !== undefined || (isLoopback(host) && isHttps(publicUrl)),
  };
  const { is } = table.find(({ when }) => when(situation))!;
  return typeof is === 'string' ? { door: is } : { fault: is(situation) };
}
