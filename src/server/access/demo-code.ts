import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { demoCodeHeader } from '#api/session.ts';
import type { Deps } from '../platform/deps.ts';
import { problem } from '../platform/problem-response.ts';
import { limitMisses } from '../platform/rate-limit.ts';
import type { Env } from './login.ts';

/** No letter that can be read as another: it is typed from the window in which the endpoint was started. */
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** A code for the demo's door, about 40 bits: `7KQ4-XW9P`. It holds until the next start. */
export function makeDemoCode(): string {
  const part = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return `${part()}-${part()}`;
}

const hashOf = (code: string): Buffer =>
  createHash('sha256')
    .update(code.toUpperCase().replace(/[^0-9A-Z]/g, ''))
    .digest();

/** Before every road of the demo's door: its code, where it has one. Wrong ones are counted, and end the asker's minute. */
export const demoCodeAsked =
  (deps: Deps): MiddlewareHandler<Env> =>
  async (c, next) => {
    if (!deps.demoCode) return next();
    const misses = limitMisses(deps, c);
    const isRight = timingSafeEqual(hashOf(c.req.header(demoCodeHeader) ?? ''), hashOf(deps.demoCode));
    const seconds = (await misses.tooMany()) ?? (isRight ? undefined : await misses.add());
    if (seconds !== undefined) {
      c.header('retry-after', String(seconds));
      return problem(c, 429, 'tooMany');
    }
    return isRight ? next() : problem(c, 403, 'forbidden');
  };
