import { pathOfPlace } from '#server/bookings/booking-codes.ts';
import type { Endpoint } from './endpoint.ts';

export interface Answered {
  status: number;
  /** Where a redirect leads. */
  to: string;
  html: string;
  headers: Headers;
}

/** Somebody outside, with an address of her own on the network and no cookies. */
export interface Visitor {
  get: (path: string) => Promise<Answered>;
  post: (path: string, form: Record<string, string>, headers?: Record<string, string>) => Promise<Answered>;
}

let addresses = 0;

export function visit(endpoint: Pick<Endpoint, 'app'>, address?: string): Visitor {
  addresses += 1;
  const from =
    address ?? `10.${Math.floor(addresses / 65536)}.${Math.floor(addresses / 256) % 256}.${addresses % 256}`;
  const read = async (response: Response): Promise<Answered> => ({
    status: response.status,
    to: response.headers.get('location') ?? '',
    html: await response.text(),
    headers: response.headers,
  });
  return {
    get: async (path) => read(await endpoint.app.request(path, { headers: { 'x-forwarded-for': from } })),
    post: async (path, form, headers = {}) =>
      read(
        await endpoint.app.request(path, {
          method: 'POST',
          headers: {
            'x-forwarded-for': from,
            'content-type': 'application/x-www-form-urlencoded',
            ...headers,
          },
          body: new URLSearchParams(form).toString(),
        }),
      ),
  };
}

/** `/b/aabybro-skole-7KQ4XW` of a place of the demo. */
export const pathOf = (endpoint: Endpoint, number: string): Promise<string> =>
  pathOfPlace(endpoint.sql, number);

/** The free times on a page, in its order. */
export const tidsIn = (html: string): string[] =>
  [...html.matchAll(/data-tid="([^"]+)"/g)].map(([, tid]) => tid!);

/** The time that a page's form would book. */
export const chosenIn = (html: string): string => /name="tid" value="([^"]*)"/.exec(html)?.[1] ?? '';

export const requestIn = (html: string): string => /name="request" value="([^"]+)"/.exec(html)![1]!;

export const jonas = { role: 'teacher', name: 'Jonas Lind', mail: 'jonas@skole.example' };

/** Books the first free time (or `tid`) as a person without a script would; the path of its own page. */
export async function book(
  visitor: Visitor,
  path: string,
  form: Record<string, string> = {},
): Promise<string> {
  const page = await visitor.get(path);
  const sent = { tid: tidsIn(page.html)[0]!, request: requestIn(page.html), ...jonas, ...form };
  const { status, to } = await visitor.post(path, sent);
  if (status !== 303) throw new Error(`not booked: ${status}`);
  return `/b/t/${new URLSearchParams(to.slice(to.indexOf('?'))).get('t')}`;
}
