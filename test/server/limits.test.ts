import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '#api/paths.ts';
import { signatureHeader, syncLimits } from '#api/sync.ts';
import { type Endpoint, openEndpoint, people, places } from '../helpers/endpoint.ts';
import { newId } from '../helpers/ids.ts';
import { openRawDevice, type RawDevice } from '../helpers/raw-device.ts';
import { pathOf } from '../helpers/visitor.ts';

let endpoint: Endpoint;
let west: RawDevice;
const server = createAdaptorServer({ fetch: (request, env) => endpoint.app.fetch(request, env) });
let port = 0;

beforeAll(async () => {
  endpoint = await openEndpoint();
  west = await openRawDevice(endpoint, people.west);
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  await new Promise((settle) => server.close(settle));
  await endpoint?.close();
});

const megabyte = 1_048_576;

interface Sent {
  /** The first line of the answer. */
  status: Promise<string>;
  /** Bytes that the endpoint has taken from the line so far. */
  taken: () => number;
  end: () => void;
}

/** Sends a body of so many bytes over a connection of its own, as fast as it is taken. */
function sendLarge(path: string, bytes: number, { type = 'application/json', chunked = false } = {}): Sent {
  const socket = connect(port, '127.0.0.1');
  const length = chunked ? 'transfer-encoding: chunked' : `content-length: ${bytes}`;
  socket.write(
    `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: ${type}\r\n${length}\r\n\r\n`,
  );
  const block = Buffer.alloc(65_536, 'x');
  const framed = chunked ? Buffer.concat([Buffer.from('10000\r\n'), block, Buffer.from('\r\n')]) : block;
  let left = bytes;
  const go = (): void => {
    while (left > 0 && !socket.destroyed) {
      left -= block.length;
      if (!socket.write(framed)) return void socket.once('drain', go);
    }
  };
  go();
  socket.on('error', () => undefined);
  const status = new Promise<string>((settle) => {
    socket.once('data', (data) => settle(data.toString('latin1').split('\r\n')[0]!));
    socket.once('close', () => settle('closed'));
  });
  return { status, taken: () => socket.bytesWritten, end: () => socket.destroy() };
}

describe('a body that is larger than its route takes', () => {
  const routes: { what: string; path: () => string | Promise<string>; type?: string }[] = [
    { what: 'a sign-in', path: () => paths.demoSignIn },
    { what: 'a route that reads no body', path: () => paths.signOut },
    { what: 'a plan command', path: () => paths.schedule },
    { what: 'a sync request', path: () => paths.sync },
    { what: 'a route that is none', path: () => '/api/nothing' },
    { what: 'a feed', path: () => '/feed/x.ics' },
    {
      what: 'a booking form',
      path: () => pathOf(endpoint, places.shared),
      type: 'application/x-www-form-urlencoded',
    },
    {
      what: 'somebody’s own booking',
      path: () => '/b/t/x',
      type: 'multipart/form-data; boundary=x',
    },
  ];
  for (const { what, path, type } of routes) {
    for (const chunked of [false, true]) {
      it(`is refused before it is read: ${what}${chunked ? ', of unknown length' : ''}`, async () => {
        const sent = sendLarge(await path(), 100 * megabyte, { ...(type && { type }), chunked });
        expect(await sent.status).toContain(' 413 ');
        sent.end();
      });
    }
  }

  it('occupies nobody: two of 100 MB without a login, and the next answer comes at once', async () => {
    const large = [sendLarge(paths.demoSignIn, 100 * megabyte), sendLarge(paths.sync, 100 * megabyte)];
    const begun = performance.now();
    const answer = await fetch(`http://127.0.0.1:${port}${paths.me}`);
    expect(answer.status).toBe(200);
    expect(performance.now() - begun).toBeLessThan(2000);
    for (const { end } of large) end();
  });
});

describe('a sync request', () => {
  const post = (body: string, headers: Record<string, string> = {}) =>
    west.fetch(paths.sync, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });

  /** A body whose rest fails when it is asked for. */
  const watched = (beginning: string): { body: ReadableStream<Uint8Array>; pulled: () => number } => {
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull: (controller) => {
          pulled += 1;
          controller.enqueue(
            new TextEncoder().encode(pulled === 1 ? beginning.padEnd(512) : 'x'.repeat(65_536)),
          );
          if (pulled > 20) controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    return { body, pulled: () => pulled };
  };

  it('of a stranger is refused after its first bytes, whatever follows', async () => {
    for (const [device, signature] of [
      [newId(), 'A'.repeat(88)],
      [west.id, ''],
      ['nobody', 'A'.repeat(88)],
    ]) {
      const { body, pulled } = watched(`{"p":2,"schema":1,"device":"${device}",`);
      const headers = {
        'content-type': 'application/json',
        'content-length': '1310720',
        [signatureHeader]: signature!,
      };
      const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit;
      const response = await endpoint.app.request(paths.sync, init);
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(pulled()).toBe(1);
    }
  });

  it('without a device in its first bytes is `invalid`', async () => {
    const late = JSON.stringify({ nonce: 'x'.repeat(600), device: west.id });
    const response = await post(late, { [signatureHeader]: 'A'.repeat(88) });
    expect([response.status, await response.json()]).toEqual([400, { problem: 'invalid', field: 'device' }]);
  });

  it('that names one device at first and another in the end is `forbidden`', async () => {
    const body = JSON.stringify(west.request([])).replace('{', `{"x":"\\"device\\":","device":"${west.id}",`);
    const twice = body.replace(/}$/, `,"device":"${newId()}"}`);
    expect((await west.post(twice)).status).toBe(403);
  });

  it('that is as large as it may be and full of what is none is refused without a pause', async () => {
    const asked = JSON.stringify(west.request([])).replace(
      '"changes":[]',
      `"changes":[${'{},'.repeat(syncLimits.body / 3 - 200)}{}]`,
    );
    const begun = performance.now();
    expect((await west.post(asked)).status).toBe(413);
    expect(performance.now() - begun).toBeLessThan(1500);
  });

  it('with more cursors than anybody has places is refused', async () => {
    const cursor = { start: 0, tail: [0, '', newId()], back: null };
    const cursors = Object.fromEntries(Array.from({ length: 3000 }, (_, at) => [`log:${at}`, cursor]));
    const response = await west.post(JSON.stringify(west.request([], { cursors })));
    expect(response.status).toBe(413);
  });
});
