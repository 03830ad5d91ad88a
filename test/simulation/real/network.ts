import type { Hono } from 'hono';
import type { Fetch } from '#api/client/http.ts';
import { paths } from '#api/paths.ts';
import { type SyncAnswer, type SyncRequest, signatureHeader } from '#api/sync.ts';
import type { Env } from '#server/access/login.ts';
import type { Device } from '#tablet/store/device.ts';

/** What becomes of one request and its answer. */
export type Fate =
  | 'whole'
  | 'requestDropped'
  | 'answerDropped'
  | 'twice'
  | 'html'
  | 'cut'
  | 'otherNonce'
  | 'held'
  | 401
  | 403
  | 413
  | 429
  | 500;

/** A browser with its own cookie. */
export interface Browser {
  cookie: string;
  fetch: Fetch;
}

/** What a browser sends from now on: the newest value under each name. */
function withCookies(cookie: string, set: readonly string[]): string {
  const pairs = [...cookie.split('; '), ...set.map((one) => one.split(';')[0]!)].filter(
    (pair) => pair !== '',
  );
  return [...new Map(pairs.map((pair) => [pair.split('=')[0], pair])).values()].join('; ');
}

export function openBrowser(app: Hono<Env>, cookie = ''): Browser {
  const browser: Browser = {
    cookie,
    fetch: async (path, init) => {
      const headers = new Headers(init.headers);
      if (browser.cookie) headers.set('cookie', browser.cookie);
      const { method = 'GET', body = null } = init;
      const response = await app.request(path, { method, headers, body });
      browser.cookie = withCookies(browser.cookie, response.headers.getSetCookie());
      return response;
    },
  };
  return browser;
}

export interface Way {
  fate: Fate;
  /** Rows in a page, instead of what the tablet asks for. */
  limit: number;
  shuffled: boolean;
  /** Sees each answer of the endpoint before anything happens to it. */
  onAnswer: (answer: SyncAnswer) => void;
  /** A held answer waits for this. */
  released: Promise<void>;
  onHeld: () => void;
  /** Is this a page that is asked for ahead? It finds nothing in its way. */
  isAhead: () => boolean;
}

const json = { 'content-type': 'application/json' };
const html = () =>
  new Response('<!doctype html><title>Gæstenet</title>', { headers: { 'content-type': 'text/html' } });
const words = {
  401: 'signIn',
  403: 'forbidden',
  413: 'tooLarge',
  429: 'tooMany',
  500: 'unexpected',
} as const;

/** The way from a tablet to the endpoint and back, on which this may happen. The request is changed before it is signed. */
export const networkOf = (browser: Browser, device: Device, way: Way): Fetch => {
  const arrive = async (init: RequestInit): Promise<Response> => {
    const response = await browser.fetch(paths.sync, init);
    if (response.ok) way.onAnswer((await response.clone().json()) as SyncAnswer);
    return response;
  };
  const pass = async (fate: Fate, init: RequestInit): Promise<Response> => {
    if (fate === 'requestDropped') throw new TypeError('network');
    if (fate === 'html') return html();
    if (typeof fate === 'number')
      return new Response(JSON.stringify({ problem: words[fate] }), { status: fate, headers: json });
    const request = (await new Response(init.body ?? null).json()) as SyncRequest;
    const changes = way.shuffled ? request.changes.toReversed() : request.changes;
    const body = new TextEncoder().encode(JSON.stringify({ ...request, changes, limit: way.limit }));
    const headers = new Headers(init.headers);
    headers.set(signatureHeader, await device.sign(body));
    const sent = { ...init, body, headers };
    const response = await arrive(sent);
    if (fate === 'answerDropped') throw new TypeError('network');
    if (fate === 'twice') return arrive(sent);
    if (fate === 'cut') return new Response((await response.text()).slice(0, -7), { headers: json });
    if (fate === 'otherNonce') {
      const answer = (await response.json()) as SyncAnswer;
      return new Response(JSON.stringify({ ...answer, nonce: 'another-request' }), { headers: json });
    }
    if (fate === 'held') {
      way.onHeld();
      await way.released;
    }
    return response;
  };
  return async (path, init) => {
    if (path !== paths.sync) return browser.fetch(path, init);
    return pass(way.isAhead() ? 'whole' : way.fate, init);
  };
};
