import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { paths } from '../../wire/paths.ts';
import { protocol, rowSchema, SyncRequest, signatureHeader, syncLimits } from '../../wire/sync.ts';
import type { Env } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { findDevice, signedBy } from '../device.ts';
import { refuse } from '../refuse.ts';
import { openChanges } from './open.ts';
import { type Pulled, pull } from './pull.ts';
import { push } from './push.ts';
import { currentSeen } from './seen.ts';

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** Row schemas that this endpoint can serve: the current one and the previous two. */
const minSchema = Math.max(1, rowSchema - 2);

/**
 * `POST /api/sync` (docs/protocol.md): push, then pull, each optional. The body is signed by the device, which is all that
 * a push needs; a pull needs the login of the device's own worker as well. 200 always carries one result per change.
 */
export const syncRoutes = (deps: Deps): Hono<Env> =>
  new Hono<Env>().post(
    paths.sync,
    bodyLimit({ maxSize: syncLimits.body, onError: (c) => refuse(c, 413, 'tooLarge') }),
    async (c) => {
      const body = Buffer.from(await c.req.arrayBuffer());
      const asked = SyncRequest.safeParse(parseJson(body));
      if (!asked.success)
        return refuse(c, 400, 'invalid', { field: asked.error.issues[0]?.path.join('.') ?? '' });
      const request = asked.data;
      if (request.changes.length > syncLimits.changesPerPush) return refuse(c, 413, 'tooLarge');
      const device = await findDevice(deps, request.device);
      if (!device) return refuse(c, 401, 'unknownDevice');
      if (device.revoked || !signedBy(device, body, c.req.header(signatureHeader)))
        return refuse(c, 403, 'forbidden');
      if (request.cursors && c.get('person')?.id !== device.person) return refuse(c, 401, 'signIn');
      if (request.cursors && request.schema < minSchema) return refuse(c, 426, 'tooOld');

      const answer = {
        p: protocol,
        nonce: request.nonce,
        now: new Date(deps.now()).toISOString(),
        minSchema,
        serverKey: deps.keys.current,
      };
      const opened = await openChanges(deps.keys, request.changes);
      const pushed = await push(deps, device, request, opened);
      if (pushed.lost) {
        const empty = { acks: [], more: false, reset: [] };
        return respond(c, { ...answer, ...empty, lost: true, seen: pushed.seen });
      }
      if (!request.cursors) {
        const seen = pushed.seen ?? (await currentSeen(deps.sql));
        return respond(c, { ...answer, acks: pushed.acks, more: true, reset: [], lost: false, seen });
      }
      const { rows, ...pulled } = await pull(deps, device.person, request, request.cursors);
      return respond(c, { ...answer, acks: pushed.acks, lost: false, ...pulled }, rows);
    },
  );

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Rows come from the database as text and go out as text: parsing ten thousand documents to print them again is work twice. */
async function respond(c: Context, answer: object, rows: Pulled['rows'] = []): Promise<Response> {
  const head = JSON.stringify(answer).slice(0, -1);
  const text = Buffer.from(`${head},"rows":[${rows.join(',')}]}`);
  const accepted = c.req.header('accept-encoding') ?? '';
  c.header('content-type', 'application/json');
  c.header('vary', 'accept-encoding');
  if (text.length > 1024 && accepted.includes('br')) {
    c.header('content-encoding', 'br');
    return c.body(new Uint8Array(await brotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })));
  }
  if (text.length > 1024 && accepted.includes('gzip')) {
    c.header('content-encoding', 'gzip');
    return c.body(new Uint8Array(await gzipped(text)));
  }
  return c.body(text);
}
