import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nameDevice, signInForVault } from '#api/client/http.ts';
import { paths } from '#api/paths.ts';
import { type Endpoint, openEndpoint, people, places } from '../../helpers/endpoint.ts';
import { newId } from '../../helpers/ids.ts';
import { bodies, openRawDevice } from '../../helpers/raw-device.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint?.close());

const post = (fetch: ReturnType<Endpoint['browser']>, path: string, body: object) =>
  fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const known = async (fetch: ReturnType<Endpoint['browser']>, person: string = people.west) =>
  (await signInForVault(fetch, person)).devices;

describe('what a browser had of hers', () => {
  it('is known to the endpoint from a cookie that no script reads, with what had not come', async () => {
    const device = await openRawDevice(endpoint, people.west);
    const session = bodies.session(newId(), people.west, places.west);
    await device.push([await device.seal(session)], { made: 4, unsent: 4 });
    expect(await known(device.fetch)).toEqual([
      {
        id: device.id,
        tablet: 'Tablet 9',
        seenAt: new Date(endpoint.clock.now()).toISOString(),
        unsent: 3,
      },
    ]);
  });

  it('is told to her alone, and in that browser alone', async () => {
    const device = await openRawDevice(endpoint, people.west);
    expect(await known(device.fetch, people.east)).toEqual([]);
    expect(await known(device.fetch)).toMatchObject([{ id: device.id, seenAt: null }]);
    const elsewhere = endpoint.browser();
    expect(await known(elsewhere)).toEqual([]);
  });

  it('is forgotten when it was deleted on purpose, and a foreign name in the cookie finds nothing', async () => {
    const device = await openRawDevice(endpoint, people.west);
    expect((await post(device.fetch, paths.forgetDevice, { ids: ['?'] })).status).toBe(400);
    expect(await known(device.fetch)).toHaveLength(1);
    expect((await post(device.fetch, paths.forgetDevice, { ids: [device.id] })).status).toBe(200);
    expect(await known(device.fetch)).toEqual([]);
    const { signIn } = await signInForVault(device.fetch, people.west);
    const response = await endpoint.app.request(paths.knownDevices, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: `device=${newId()}.'; drop table device` },
      body: JSON.stringify({ signIn }),
    });
    expect(await response.json()).toEqual({ devices: [] });
  });

  it('goes by the name it was last given, by its own key only', async () => {
    const device = await openRawDevice(endpoint, people.west);
    const { id, publicKey } = device;
    const { signIn } = await signInForVault(device.fetch, people.west);
    await nameDevice(device.fetch, { id, person: people.west, signIn, tablet: 'Skab 3', publicKey });
    expect(await known(device.fetch)).toMatchObject([{ tablet: 'Skab 3' }]);
    const stranger = await openRawDevice(endpoint, people.east);
    for (const person of [people.east, people.west]) {
      const { signIn } = await signInForVault(stranger.fetch, people.east);
      const stolen = { id, person, signIn, tablet: 'Stjålet', publicKey };
      await expect(nameDevice(stranger.fetch, stolen)).rejects.toMatchObject({ reason: 'forbidden' });
    }
    expect(await known(device.fetch)).toMatchObject([{ tablet: 'Skab 3' }]);
  });

  it('is kept for 400 days from the last sign-in, for our own pages only', async () => {
    const device = await openRawDevice(endpoint, people.west);
    const response = await post(device.fetch, paths.demoVaultSignIn, { person: people.west });
    const cookie = response.headers.getSetCookie().find((set) => set.startsWith('device='));
    expect(cookie).toBe(`device=${device.id}; Max-Age=34560000; Path=/; HttpOnly; SameSite=Lax`);
  });
});
