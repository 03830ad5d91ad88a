import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Context } from 'hono';
import type { BookingLanguage, PageView } from '#api/public-pages.ts';
import { type BookingPlace, findPlace } from '../bookings/booking-codes.ts';
import type { Deps } from '../platform/deps.ts';

/** What answers with a page, never with data. */
export const isPage = (c: Context): boolean => c.req.path.startsWith('/b/');

/** The fields of a form that are text. A body that is no form, or breaks off, has none. */
export async function formOf(c: Context): Promise<(field: string) => string> {
  const sent: { [field: string]: unknown } = await c.req.parseBody().catch(() => ({}));
  return (field) => (typeof sent[field] === 'string' ? sent[field] : '');
}

export const languageOf = (c: Context): BookingLanguage => (c.req.query('lang') === 'en' ? 'en' : 'da');

/** One page of the public ones, in the language asked for. Nothing of it is kept anywhere on the way. */
export async function show(
  c: Context,
  deps: Deps,
  view: PageView,
  status: 200 | 404 | 409 | 410 | 413 | 422 | 429 | 500 = 200,
): Promise<Response> {
  c.header('cache-control', 'no-store');
  c.header('vary', 'accept-encoding');
  const html = deps.booking.texts.page(view, languageOf(c));
  // No page shows a secret beside what another person chose: its length tells a listener nothing.
  if (!c.req.header('accept-encoding')?.includes('gzip')) return c.html(html, status);
  c.header('content-encoding', 'gzip');
  c.header('content-type', 'text/html; charset=UTF-8');
  return c.body(new Uint8Array(await gzipped(html)), status);
}

const gzipped = promisify(gzip);

export const onwards = (c: Context, path: string, query: Record<string, string> = {}): Response => {
  const all = new URLSearchParams(languageOf(c) === 'en' ? { ...query, lang: 'en' } : query).toString();
  return c.redirect(all ? `${path}?${all}` : path, 303);
};

/** Resolves `:place`. 404 if it is unknown, 410 if its booking code was renewed; otherwise calls `then`. */
export const atPlace =
  (deps: Deps, then: (c: Context, place: BookingPlace) => Promise<Response>) =>
  async (c: Context): Promise<Response> => {
    const place = await findPlace(deps.sql, c.req.param('place') ?? '');
    if (place === undefined) return show(c, deps, { type: 'unknown' }, 404);
    if (place === 'retired') return show(c, deps, { type: 'retired' }, 410);
    return then(c, place);
  };
