import { expect, test } from 'vitest';
import { readConfig } from '#server/platform/config.ts';

const faultsOf = (env: Record<string, string>): string[] => {
  const read = readConfig(env, '/srv/app');
  return 'faults' in read ? read.faults : [];
};
const configOf = (env: Record<string, string>) => {
  const read = readConfig(env, '/srv/app');
  if ('faults' in read) throw new Error(read.faults.join(' '));
  return read.config;
};

test('an empty environment is a demo on loopback with a database of its own below the folder it starts in', () => {
  expect(configOf({})).toEqual({
    port: 8080,
    host: '127.0.0.1',
    dataDir: '/srv/app/data',
    databaseUrl: undefined,
    tls: undefined,
    demo: 'open',
    secure: false,
    publicUrl: undefined,
    smtpUrl: undefined,
    mailFrom: 'traeffetid@localhost',
    trustProxy: false,
    clock: undefined,
  });
});

const loopback = ['localhost', '127.0.0.1', '127.0.0.2', '::1'];
const beyond = ['0.0.0.0', '::', '192.168.1.4', '127.evil.example', '10.127.0.0.1'];
const mail = { SMTP_URL: 'smtp://mail.example:587', MAIL_FROM: 'traeffetid@kommune.example' };
/** What each variable may be; the combinations of all of them are walked. */
const settings = {
  HOST: [...loopback, ...beyond],
  DEMO: [undefined, '0', '1'],
  NODE_ENV: [undefined, 'development', 'production'],
  PUBLIC_URL: [undefined, 'http://traeffetid.example', 'https://traeffetid.example'],
  TRUST_PROXY: [undefined, '0', '1'],
  SMTP_URL: [undefined, mail.SMTP_URL],
  DATABASE_URL: [undefined, 'postgres://x@127.0.0.1/x'],
  TLS_CERT: [undefined, 'cert.pem'],
  OIDC_ISSUER: [undefined, 'https://login.example'],
};
type Setting = keyof typeof settings;
const combinations = Object.entries(settings).reduce<Partial<Record<Setting, string>>[]>(
  (so, [name, values]) =>
    so.flatMap((env) => values.map((value) => (value === undefined ? env : { ...env, [name]: value }))),
  [{}],
);
const envOf = ({ TLS_CERT, SMTP_URL, ...rest }: (typeof combinations)[number]): Record<string, string> => ({
  ...rest,
  ...(TLS_CERT && { TLS_CERT, TLS_KEY: 'key.pem' }),
  ...(SMTP_URL && mail),
});

test('the demo’s door is there for no combination of settings but those that its rule names', () => {
  expect(combinations).toHaveLength(9 * 3 * 3 * 3 * 3 * 2 * 2 * 2 * 2);
  const seen = { open: 0, byCode: 0, refused: 0 };
  for (const given of combinations) {
    const asked = given.DEMO === '1';
    const never =
      given.DEMO === '0' || given.NODE_ENV === 'production' || given.SMTP_URL || given.OIDC_ISSUER;
    const isHere = loopback.includes(given.HOST!);
    const isAlone = isHere && !given.PUBLIC_URL && given.TRUST_PROXY !== '1';
    const isEncrypted = given.TLS_CERT || (isHere && given.PUBLIC_URL?.startsWith('https:'));
    const rule = never
      ? 'refused'
      : isAlone && (asked || !given.DATABASE_URL)
        ? 'open'
        : !isAlone && asked && isEncrypted
          ? 'byCode'
          : 'refused';
    const read = readConfig(envOf(given), '/srv/app');
    const door = 'faults' in read ? 'refused' : read.config.demo;
    if (door !== rule) expect.fail(`${JSON.stringify(given)} is ${door}, not ${rule}`);
    seen[door] += 1;
  }
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(20);
});

test.each<[string, Record<string, string>]>([
  ['HOST', { HOST: '0.0.0.0' }],
  ['PUBLIC_URL', { PUBLIC_URL: 'https://traeffetid.example' }],
  ['TRUST_PROXY', { TRUST_PROXY: '1' }],
  ['DATABASE_URL', { DATABASE_URL: 'postgres://x@127.0.0.1/x' }],
  ['DEMO=0', { DEMO: '0' }],
  ['SMTP_URL', { ...mail, PUBLIC_URL: 'https://traeffetid.example', DEMO: '1' }],
  ['NODE_ENV=production', { NODE_ENV: 'production', DEMO: '1' }],
  ['TLS_CERT', { HOST: '0.0.0.0', DEMO: '1' }],
  ['TLS_CERT', { HOST: '0.0.0.0', DEMO: '1', PUBLIC_URL: 'https://traeffetid.example' }],
  ['OIDC_ISSUER', { OIDC_ISSUER: 'https://login.example' }],
])('where there is no door the one sentence names what shuts it: %s (%o)', (name, env) => {
  expect(faultsOf(env)).toEqual([expect.stringMatching(new RegExp(`${name}.*\\.$`))]);
});

test('no sentence recommends a login that is not built', () => {
  for (const given of combinations) {
    for (const fault of faultsOf(envOf(given))) {
      if (/OIDC/.test(fault)) expect(fault).toMatch(/not built/);
      expect(fault).not.toMatch(/set OIDC/);
    }
  }
});

test.each([
  ['PORT', { PORT: 'http' }],
  ['PORT', { PORT: '70000' }],
  ['PORT', { PORT: '80.5' }],
  ['DATABASE_URL', { DATABASE_URL: 'mysql://localhost/x', DEMO: '1' }],
  ['DATABASE_URL', { DATABASE_URL: 'postgres://localhost:99999/x', DEMO: '1' }],
  ['TLS_CERT and TLS_KEY', { TLS_CERT: 'a.pem' }],
  ['DEMO', { DEMO: 'yes' }],
])('a bad %s is named in one sentence', (name, env: Record<string, string>) => {
  expect(faultsOf(env)).toEqual([expect.stringMatching(new RegExp(`${name}.*\\.$`))]);
});

test('every fault is told at once', () => {
  expect(faultsOf({ PORT: 'x', DATABASE_URL: 'y', TLS_KEY: 'z', DEMO: '1' })).toHaveLength(3);
});

test('cookies and HSTS are for HTTPS whenever that is how people reach it: served directly, or by PUBLIC_URL', () => {
  const asked = { HOST: '0.0.0.0', DEMO: '1', TLS_CERT: 'c.pem', TLS_KEY: '/etc/k.pem' };
  expect(configOf(asked)).toMatchObject({
    tls: { cert: '/srv/app/c.pem', key: '/etc/k.pem' },
    secure: true,
  });
  expect(configOf({ DEMO: '1', PUBLIC_URL: 'https://traeffetid.example' }).secure).toBe(true);
  for (const given of combinations) {
    const read = readConfig(envOf(given), '/srv/app');
    if ('faults' in read) continue;
    expect(read.config.secure).toBe(Boolean(given.TLS_CERT || given.PUBLIC_URL?.startsWith('https:')));
  }
});

test('the endpoint’s time begins where CLOCK says, in Danish wall time or as an instant, and never in production', () => {
  expect(configOf({ CLOCK: '2027-03-29T10:00' }).clock).toBe(Date.parse('2027-03-29T08:00:00.000Z'));
  expect(configOf({ CLOCK: '2026-12-24T10:00' }).clock).toBe(Date.parse('2026-12-24T09:00:00.000Z'));
  expect(configOf({ CLOCK: '2026-12-31T22:50:00.000Z' }).clock).toBe(Date.parse('2026-12-31T22:50:00.000Z'));
  for (const CLOCK of ['tomorrow', '2027-02-30T10:00', '2027-02-28', '2027-13-45T99:99:99.999Z']) {
    expect(faultsOf({ CLOCK })).toEqual([expect.stringContaining('CLOCK must be a time in Denmark')]);
  }
  expect(faultsOf({ NODE_ENV: 'production', CLOCK: '2027-03-29T10:00' })).toContainEqual(
    expect.stringContaining('CLOCK is refused with NODE_ENV=production'),
  );
});
