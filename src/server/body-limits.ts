import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { paths } from '#api/paths.ts';
import { syncLimits } from '#api/sync.ts';
import type { Env } from './access/login.ts';
import { isPage, show } from './guest-pages/page-response.ts';
import type { Deps } from './platform/deps.ts';
import { problem } from './platform/problem-response.ts';

/** Bytes that a body may have where nothing else is said: the largest form, a plan command over 500 hours, has 20 kB. */
const usual = 65_536;
/** A form of the public pages: four short fields. */
const publicForm = 16_384;

/**
 * Stands before every route, also those that read no body: what says that it is larger than its route takes is refused
 * before a byte of it is read, what does not say how large it is as soon as it has sent more.
 */
export function limitBodies(deps: Deps): MiddlewareHandler<Env> {
  const atMost = (maxSize: number) =>
    bodyLimit({
      maxSize,
      onError: (c) => (isPage(c) ? show(c, deps, { type: 'unknown' }, 413) : problem(c, 413, 'tooLarge')),
    });
  const [sync, form, rest] = [atMost(syncLimits.body), atMost(publicForm), atMost(usual)];
  return (c, next) => (c.req.path === paths.sync ? sync : isPage(c) ? form : rest)(c, next);
}
