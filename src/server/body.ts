import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { paths } from '../wire/paths.ts';
import { syncLimits } from '../wire/sync.ts';
import type { Env } from './auth.ts';
import { show } from './booking/show.ts';
import type { Deps } from './deps.ts';
import { refuse } from './refuse.ts';

/** Bytes that a body may have where nothing else is said: the largest form, a deed over 500 hours, has 20 kB. */
const usual = 65_536;
/** A form of the public pages: four short fields. */
const publicForm = 16_384;

const isPublic = (c: Context): boolean => c.req.path.startsWith('/b/');

/**
 * Stands before every route, also those that read no body: what says that it is larger than its route takes is refused
 * before a byte of it is read, what does not say how large it is as soon as it has sent more.
 */
export function limitBodies(deps: Deps): MiddlewareHandler<Env> {
  const atMost = (maxSize: number) =>
    bodyLimit({
      maxSize,
      onError: (c) => (isPublic(c) ? show(c, deps, { page: 'unknown' }, 413) : refuse(c, 413, 'tooLarge')),
    });
  const [sync, form, rest] = [atMost(syncLimits.body), atMost(publicForm), atMost(usual)];
  return (c, next) => (c.req.path === paths.sync ? sync : isPublic(c) ? form : rest)(c, next);
}

/**
 * Reads a body in two steps: `look` sees its first bytes (at least `enough` where there are as many) and may refuse, and
 * then nothing more of it is read.
 */
export async function readAfterLook<Seen>(
  c: Context,
  enough: number,
  look: (beginning: Buffer) => Promise<Seen | Response>,
): Promise<{ seen: Seen; body: Buffer } | Response> {
  const reader = c.req.raw.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  let done = reader === undefined;
  const read = async (): Promise<void> => {
    const part = await reader!.read();
    done = part.done;
    if (part.value) chunks.push(part.value);
    size += part.value?.length ?? 0;
  };
  while (!done && size < enough) await read();
  const seen = await look(Buffer.concat(chunks).subarray(0, enough));
  if (seen instanceof Response) {
    reader?.releaseLock();
    return seen;
  }
  while (!done) await read();
  return { seen, body: Buffer.concat(chunks) };
}
