import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { Id } from '#domain/id.ts';
import type { Deps } from '../platform/deps.ts';

const most = 8;
/** The longest that browsers keep a cookie; each sign-in begins it anew. */
const days400 = 400 * 24 * 3600;

const cookieName = (deps: Pick<Deps, 'secure'>): string => (deps.secure ? '__Host-device' : 'device');

/**
 * The vaults made in this browser, newest last: a cookie that no script can read, write or lose together with IndexedDB.
 * Where it names a vault that the browser has not, the browser has deleted it. It opens nothing: a worker who signs in is told of
 * the own vaults only.
 */
export const devicesOf = (deps: Pick<Deps, 'secure'>, c: Context): Id[] =>
  (getCookie(c, cookieName(deps)) ?? '').split('.').filter((id) => Id.safeParse(id).success);

export function keepDevices(deps: Pick<Deps, 'secure'>, c: Context, ids: readonly Id[]): void {
  const options = { path: '/', httpOnly: true, sameSite: 'Lax', secure: deps.secure } as const;
  const value = [...new Set(ids)].slice(-most).join('.');
  setCookie(c, cookieName(deps), value, { ...options, maxAge: value ? days400 : 0 });
}

/** Keeps what the cookie says for as long again. */
export function renewDevices(deps: Pick<Deps, 'secure'>, c: Context): void {
  const ids = devicesOf(deps, c);
  if (ids.length > 0) keepDevices(deps, c, ids);
}
