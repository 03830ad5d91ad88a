import type { Context } from 'hono';

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
