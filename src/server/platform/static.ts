import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { StartupError } from './startup-error.ts';

const typeByEnding: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};
const packedAlready = ['.png', '.woff2'];

interface Page {
  body: Uint8Array<ArrayBuffer>;
  brotli: Uint8Array<ArrayBuffer> | undefined;
  headers: Record<string, string>;
}

function readPage(file: string, path: string): Page {
  const body = readFileSync(file);
  const ending = extname(path);
  const packs = !packedAlready.includes(ending) && body.length > 500;
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
  return {
    body,
    brotli: packs ? new Uint8Array(brotliCompressSync(body, quality)) : undefined,
    headers: {
      'content-type': typeByEnding[ending] ?? 'application/octet-stream',
      etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
      // Names below /assets/ carry a hash of the content.
      'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      ...(packs ? { vary: 'accept-encoding' } : {}),
    },
  };
}

const coordinatorPage = '/src/coordinator/index.html';
const isBelow = (path: string, top: string): boolean => path === top || path.startsWith(`${top}/`);

/** The two addresses that are given out: a page, whatever asks for it. */
const doors = ['/', '/k', '/k/'];

/** The page or asset that a path names: tablet routes share one page, the coordinator's below /k another. */
function nameFor(path: string, wantsPage: boolean): string {
  if (
    !(wantsPage || doors.includes(path)) ||
    extname(path) !== '' ||
    ['/api', '/b', '/assets'].some((top) => isBelow(path, top))
  )
    return path;
  return isBelow(path, '/k') ? coordinatorPage : '/index.html';
}

const notFound = (): Response =>
  new Response('Siden findes ikke. This page does not exist.', {
    status: 404,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });

/**
 * Reads the built client into memory once and answers from there: nothing outside `folder` can be asked for. GET and HEAD
 * only; a missing asset is 404, never a page.
 */
export function openSite(folder: string): (request: Request) => Response {
  if (!existsSync(join(folder, 'index.html'))) {
    throw new StartupError(`The built client is missing in "${folder}": run npm start, which builds it.`);
  }
  const pages = new Map<string, Page>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const path = file.slice(folder.length).replace(/^\/*/, '/');
    if (entry.isFile() && !path.startsWith('/.')) pages.set(path, readPage(file, path));
  }
  return (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
    }
    const wantsPage = request.headers.get('accept')?.includes('text/html') ?? false;
    const page = pages.get(nameFor(new URL(request.url).pathname, wantsPage));
    if (!page) return notFound();
    if (request.headers.get('if-none-match') === page.headers.etag) {
      return new Response(null, { status: 304, headers: page.headers });
    }
    const packed =
      page.brotli && /\bbr\b/.test(request.headers.get('accept-encoding') ?? '') ? page.brotli : undefined;
    const headers = packed ? { ...page.headers, 'content-encoding': 'br' } : page.headers;
    return new Response(request.method === 'HEAD' ? null : (packed ?? page.body), { headers });
  };
}
