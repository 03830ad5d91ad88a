import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nameDevice, signInAsDemo, signInForVault } from '#api/client/http.ts';
import { paths } from '#api/paths.ts';
import { credentialHeader } from '#api/session.ts';
import { keepSignIn } from '#server/access/credential.ts';
import { makeSigningKeys } from '#tablet/store/vault.ts';
import { days, minutes } from '../../helpers/clock.ts';
import { type Endpoint, openEndpoint, people } from '../../helpers/endpoint.ts';
import { newId } from '../../helpers/ids.ts';
import { openRawDevice, type RawDevice } from '../../helpers/raw-device.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint?.close());

/** A pull, with the device's own credential or another; the status. */
const pull = async (device: RawDevice, credential = device.credential): Promise<number> => {
  const asked = JSON.stringify(device.request([], { cursors: {} }));
  return (await device.post(asked, { [credentialHeader]: credential })).status;
};
const push = async (device: RawDevice): Promise<number> =>
  (await device.post(JSON.stringify(device.request([])), { [credentialHeader]: '' })).status;

const newVault = async (person: string, signIn: string) => {
  const { publicKey } = await makeSigningKeys();
  return { id: newId(), person, signIn, tablet: 'Tablet 7', publicKey };
};
const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => 'taken',
    ({ reason }: { reason: string }) => reason,
  );

describe('a sign-in on a tablet', () => {
  it('sets no login: no cookie of it reads anything', async () => {
    const fetch = endpoint.browser();
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ person: people.west });
    const response = await fetch(paths.demoVaultSignIn, { method: 'POST', headers, body });
    expect(response.headers.getSetCookie()).toEqual([]);
    expect((await (await fetch(paths.me, { method: 'GET' })).json()).person).toBeNull();
  });

  it('makes one vault, and is used up by it', async () => {
    const fetch = endpoint.browser();
    const { signIn } = await signInForVault(fetch, people.west);
    expect(await refusal(nameDevice(fetch, await newVault(people.west, signIn)))).toBe('taken');
    expect(await refusal(nameDevice(fetch, await newVault(people.west, signIn)))).toBe('signIn');
  });

  it('is good for five minutes from when she proved who she is, not from when it was asked for', async () => {
    const fetch = endpoint.browser();
    const now = endpoint.clock.now();
    const fresh = await keepSignIn(endpoint.deps, people.west, now - minutes(5) + 1);
    const old = await keepSignIn(endpoint.deps, people.west, now - minutes(5));
    expect(await refusal(nameDevice(fetch, await newVault(people.west, old)))).toBe('signIn');
    expect(await refusal(nameDevice(fetch, await newVault(people.west, fresh)))).toBe('taken');
  });

  it('is not used up by what is refused', async () => {
    const fetch = endpoint.browser();
    const { signIn } = await signInForVault(fetch, people.west);
    const wrong = { ...(await newVault(people.west, signIn)), publicKey: 'AAAA' };
    expect(await refusal(nameDevice(fetch, wrong))).toBe('invalid');
    expect(await refusal(nameDevice(fetch, await newVault(people.east, signIn)))).toBe('forbidden');
    expect(await refusal(nameDevice(fetch, await newVault(people.west, signIn)))).toBe('taken');
  });

  it('of two at once with the same, one makes a vault', async () => {
    const fetch = endpoint.browser();
    const { signIn } = await signInForVault(fetch, people.west);
    const vaults = await Promise.all([1, 2, 3].map(() => newVault(people.west, signIn)));
    const outcomes = await Promise.all(vaults.map((vault) => refusal(nameDevice(fetch, vault))));
    expect(outcomes.sort()).toEqual(['signIn', 'signIn', 'taken']);
  });

  it('a vault never changes its person, also where the endpoint has forgotten it', async () => {
    const west = await openRawDevice(endpoint, people.west);
    const { id, publicKey } = west;
    const byEast = async (person: string) => {
      const { signIn } = await signInForVault(west.fetch, people.east);
      return refusal(nameDevice(west.fetch, { id, person, signIn, tablet: 'Tablet 9', publicKey }));
    };
    expect([await byEast(people.east), await byEast(people.west)]).toEqual(['forbidden', 'forbidden']);
    await endpoint.sql`delete from credential where device = ${id}`;
    await endpoint.sql`delete from device where id = ${id}`;
    expect(await byEast(people.west)).toBe('forbidden');
  });

  it('does not name a revoked vault again', async () => {
    const gone = await openRawDevice(endpoint, people.west);
    const { id, publicKey } = gone;
    await endpoint.sql`update device set revoked_at = ${new Date(endpoint.clock.now())} where id = ${id}`;
    const { signIn } = await signInForVault(gone.fetch, people.west);
    const named = { id, person: people.west, signIn, tablet: 'Tablet 9', publicKey };
    expect(await refusal(nameDevice(gone.fetch, named))).toBe('forbidden');
    expect(await pull(gone)).toBe(403);
  });
});

describe('what a vault reads with', () => {
  it('reads together with the signature of its own device, and no login does in its place', async () => {
    const west = await openRawDevice(endpoint, people.west);
    const other = await openRawDevice(endpoint, people.west);
    expect(await pull(west)).toBe(200);
    await signInAsDemo(west.fetch, people.west);
    expect([await pull(west, ''), await pull(west, other.credential), await push(west)]).toEqual([
      401, 401, 200,
    ]);
  });

  it('is at rest by its hash only', async () => {
    const west = await openRawDevice(endpoint, people.west);
    const rows =
      await endpoint.sql`select c::text as text from credential c union select s::text from vault_sign_in s`;
    for (const { text } of rows) expect(text).not.toContain(west.credential);
    expect(JSON.stringify(endpoint.logged)).not.toContain(west.credential);
  });

  it('ends seven days after she proved who she is, while sending goes on; the days are a setting', async () => {
    const begun = endpoint.clock.now();
    const week = await openRawDevice(endpoint, people.west);
    await endpoint.sql`update municipality set lease_days = 2`;
    const short = await openRawDevice(endpoint, people.west);
    await endpoint.sql`update municipality set lease_days = 7`;
    const seen = [];
    for (const passed of [days(2) - 1, days(2), days(7) - 1, days(7)]) {
      endpoint.clock.set(new Date(begun + passed).toISOString());
      seen.push([await pull(short), await pull(week)]);
    }
    expect(seen).toEqual([
      [200, 200],
      [401, 200],
      [401, 200],
      [401, 401],
    ]);
    expect([await push(short), await push(week)]).toEqual([200, 200]);
  });

  it('is another after each sign-in, and the one before is ended', async () => {
    const west = await openRawDevice(endpoint, people.west);
    const { id, publicKey } = west;
    const { signIn } = await signInForVault(west.fetch, people.west);
    const named = { id, person: people.west, signIn, tablet: 'Tablet 9', publicKey };
    const { access } = await nameDevice(west.fetch, named);
    expect([await pull(west), await pull(west, access.credential)]).toEqual([401, 200]);
  });

  it('is ended by signing out, and the vault goes on sending', async () => {
    const west = await openRawDevice(endpoint, people.west);
    const asked = JSON.stringify({ device: west.id, path: paths.endAccess, nonce: newId() });
    expect((await west.post(asked, {}, paths.endAccess)).status).toBe(200);
    expect([await pull(west), await push(west)]).toEqual([401, 200]);
    expect((await west.post(asked, {}, paths.endAccess)).status).toBe(401);
  });
});
