import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server as NetServer, type Socket } from 'node:net';

/** The network between a browser and the endpoint: it can be cut, mended, and made to cut an answer in the middle. */
export interface Line {
  url: string;
  /** From now on every connection is refused, and open ones are broken. */
  cut: () => Promise<void>;
  mend: () => Promise<void>;
  /** The next answer to a POST breaks off after so many bytes. */
  breakNextAnswer: (bytes: number) => void;
  close: () => Promise<void>;
}

/** A line to a server on this machine. */
export async function openLine(target: string): Promise<Line> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let breakAfter: number | undefined;
  const carry = (near: Socket) => {
    const far = connect(Number(port), hostname);
    let left: number | undefined;
    open.add(near).add(far);
    near.on('data', (chunk) => {
      if (breakAfter !== undefined && chunk.subarray(0, 5).toString() === 'POST ') {
        left = breakAfter;
        breakAfter = undefined;
      }
      far.write(chunk);
    });
    far.on('data', (chunk) => {
      if (left === undefined) return near.write(chunk);
      near.write(chunk.subarray(0, left));
      left -= chunk.length;
      if (left <= 0) near.destroy();
      return undefined;
    });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  };
  const listen = (on: number): Promise<NetServer> =>
    new Promise((settle) => {
      const server = createServer(carry).listen(on, '127.0.0.1', () => settle(server));
    });
  let server: NetServer | undefined = await listen(0);
  const own = (server.address() as AddressInfo).port;
  const cut = async () => {
    const closing = server;
    server = undefined;
    for (const socket of open) socket.destroy();
    if (closing) await new Promise((settle) => closing.close(settle));
  };
  return {
    url: `http://127.0.0.1:${own}`,
    cut,
    mend: async () => {
      server ??= await listen(own);
    },
    breakNextAnswer: (bytes) => {
      breakAfter = bytes;
    },
    close: cut,
  };
}
