import { expect, test } from 'vitest';
import { readConfig } from '../../src/server/config.ts';

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
    demo: true,
    secure: false,
    publicUrl: undefined,
    smtpUrl: undefined,
    mailFrom: 'traeffetid@localhost',
    trustProxy: false,
    clock: undefined,
  });
});

test.each(['localhost', '127.0.0.1', '127.0.0.2', '::1'])('demo sign-in is open on loopback: %s', (HOST) => {
  expect(configOf({ HOST }).demo).toBe(true);
});

test.each(['0.0.0.0', '::', '192.168.1.4', '127.evil.example', '10.127.0.0.1'])(
  'beyond loopback (%s) nobody can sign in by a button unless DEMO=1 says so',
  (HOST) => {
    expect(faultsOf({ HOST })).toEqual([expect.stringContaining('No login is configured')]);
    expect(configOf({ HOST, DEMO: '1' }).demo).toBe(true);
  },
);

test('production never has demo sign-in, asked for or not', () => {
  expect(faultsOf({ NODE_ENV: 'production', DEMO: '1' })).toEqual([expect.stringContaining('refused')]);
  expect(faultsOf({ NODE_ENV: 'production' })).toEqual([expect.stringContaining('No login is configured')]);
});

test('an identity provider shuts demo sign-in, also on loopback', () => {
  const OIDC_ISSUER = 'https://login.example';
  expect(configOf({ OIDC_ISSUER }).demo).toBe(false);
  expect(configOf({ OIDC_ISSUER, NODE_ENV: 'production', HOST: '0.0.0.0' }).demo).toBe(false);
  expect(faultsOf({ OIDC_ISSUER, DEMO: '1' })).toEqual([expect.stringContaining('OIDC_ISSUER')]);
});

test('DEMO=0 shuts demo sign-in on loopback too', () => {
  expect(faultsOf({ DEMO: '0' })).toEqual([expect.stringContaining('No login is configured')]);
});

test.each([
  ['PORT', { PORT: 'http' }],
  ['PORT', { PORT: '70000' }],
  ['PORT', { PORT: '80.5' }],
  ['DATABASE_URL', { DATABASE_URL: 'mysql://localhost/x' }],
  ['DATABASE_URL', { DATABASE_URL: 'postgres://localhost:99999/x' }],
  ['TLS_CERT and TLS_KEY', { TLS_CERT: 'a.pem' }],
  ['DEMO', { DEMO: 'yes' }],
])('a bad %s is named in one sentence', (name, env: Record<string, string>) => {
  expect(faultsOf(env)).toEqual([expect.stringMatching(new RegExp(`${name}.*\\.$`))]);
});

test('every fault is told at once', () => {
  expect(faultsOf({ PORT: 'x', DATABASE_URL: 'y', TLS_KEY: 'z' })).toHaveLength(3);
});

test('cookies need HTTPS where we serve it, and in production behind a proxy', () => {
  expect(configOf({ TLS_CERT: 'c.pem', TLS_KEY: '/etc/k.pem' })).toMatchObject({
    tls: { cert: '/srv/app/c.pem', key: '/etc/k.pem' },
    secure: true,
  });
  expect(configOf({ OIDC_ISSUER: 'https://login.example', NODE_ENV: 'production' }).secure).toBe(true);
});

test('the endpoint’s time begins where CLOCK says, in Danish wall time or as an instant, and never in production', () => {
  expect(configOf({ CLOCK: '2027-03-29T10:00' }).clock).toBe(Date.parse('2027-03-29T08:00:00.000Z'));
  expect(configOf({ CLOCK: '2026-12-24T10:00' }).clock).toBe(Date.parse('2026-12-24T09:00:00.000Z'));
  expect(configOf({ CLOCK: '2026-12-31T22:50:00.000Z' }).clock).toBe(Date.parse('2026-12-31T22:50:00.000Z'));
  for (const CLOCK of ['tomorrow', '2027-02-30T10:00', '2027-02-28', '2027-13-45T99:99:99.999Z']) {
    expect(faultsOf({ CLOCK })).toEqual([expect.stringContaining('CLOCK must be a time in Denmark')]);
  }
  const production = { OIDC_ISSUER: 'https://login.example', NODE_ENV: 'production' };
  expect(faultsOf({ ...production, CLOCK: '2027-03-29T10:00' })).toEqual([
    expect.stringContaining('CLOCK is refused with NODE_ENV=production'),
  ]);
});
