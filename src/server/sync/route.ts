import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { type Context, Hono } from 'hono';
import { paths } from '#api/paths.ts';
import { credentialHeader } from '#api/session.ts';
import { protocol, rowSchema, SyncRequest, signatureHeader, syncLimits } from '#api/sync.ts';
import { Id } from '#domain/id.ts';
import { mayRead } from '../access/credential.ts';
import { type Device, findDevice, signedBy } from '../access/device.ts';
import type { Env } from '../access/login.ts';
import { push } from '../changes/apply-changes.ts';
import { readAfterLook } from '../platform/body.ts';
import type { Deps } from '../platform/deps.ts';
import { parseJson } from '../platform/json.ts';
import { problem } from '../platform/problem-response.ts';
import { currentSeen } from '../records/epoch.ts';
import { openChanges } from '../records/unseal.ts';
import { type Pulled, pull } from './pull.ts';

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** Row schemas that this endpoint can serve: the current one and the previous two. */
const minSchema = Math.max(1, rowSchema - 2);

/**
 * `POST /api/sync` (docs/protocol.md): push, then pull, each optional. The body is signed by the device, which is all that
 * a push needs; a pull needs the vault's own credential as well. 200 always carries one result per change.
 */
export const syncRoutes = (deps: Deps): Hono<Env> =>
  new Hono<Env>().post(paths.sync, async (c) => {
    const signature = c.req.header(signatureHeader);
    const read = await readAfterLook(c, beginningLength, (beginning) =>
      senderOf(deps, c, beginning, signature),
    );
    if (read instanceof Response) return read;
    const { seen: device, body } = read;
    if (!signedBy(device, body, signature)) return problem(c, 403, 'forbidden');
    const json = parseJson(body);
    if (hasTooMany(json)) return problem(c, 413, 'tooLarge');
    const asked = SyncRequest.safeParse(json);
    if (!asked.success)
      return problem(c, 400, 'invalid', { field: asked.error.issues[0]?.path.join('.') ?? '' });
    const request = asked.data;
    if (request.device !== device.id) return problem(c, 403, 'forbidden');
    if (request.cursors && !(await mayRead(deps, device.id, c.req.header(credentialHeader))))
      return problem(c, 401, 'signIn');
    if (request.cursors && request.schema < minSchema) return problem(c, 426, 'tooOld');

    const answer = {
      p: protocol,
      nonce: request.nonce,
      now: new Date(deps.now()).toISOString(),
      minSchema,
      serverKey: deps.keys.current,
    };
    const opened = await openChanges(deps.keys, request.changes, deps.now());
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
  });

/** A request names its device among its first members (docs/protocol.md): within so many bytes. */
const beginningLength = 512;
/** Base64 of 64 bytes, r‖s. */
const isSignature = (text: string | undefined): boolean => text?.length === 88;

/** The device that the first bytes name, or why no more of this request is read: a stranger costs one look. */
async function senderOf(
  deps: Deps,
  c: Context,
  beginning: Buffer,
  signature: string | undefined,
): Promise<Device | Response> {
  const [, id] = /"device":"([0-9a-f-]{36})"/.exec(beginning.toString('latin1')) ?? [];
  const named = Id.safeParse(id);
  if (!named.success) return problem(c, 400, 'invalid', { field: 'device' });
  if (!isSignature(signature)) return problem(c, 403, 'forbidden');
  const device = await findDevice(deps, named.data);
  if (!device) return problem(c, 401, 'unknownDevice');
  return device.revoked ? problem(c, 403, 'forbidden') : device;
}

/** More than the protocol allows is not looked at one by one first. */
function hasTooMany(json: unknown): boolean {
  const { changes, cursors } = (json ?? {}) as { changes?: unknown; cursors?: unknown };
  const isLong = Array.isArray(changes) && changes.length > syncLimits.changesPerPush;
  return isLong || Object.keys(cursors ?? {}).length > syncLimits.cursors;
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
