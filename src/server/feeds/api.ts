import { Hono } from 'hono';
import type { OwnFeed } from '#api/feeds.ts';
import { paths } from '#api/paths.ts';
import { SignedRequest } from '#api/session.ts';
import { readSigned, refuseReader } from '../access/device.ts';
import type { Env } from '../access/login.ts';
import type { Deps } from '../platform/deps.ts';
import { feedSecret } from './feed.ts';

/** `POST /api/device/feed`: the address of the calendar of the worker whose vault asks. */
export const feedApi = (deps: Deps): Hono<Env> =>
  new Hono<Env>().post(paths.ownFeed, async (c) => {
    const read = await readSigned(deps, c, SignedRequest);
    if ('problem' in read) return refuseReader(c, read);
    const secret = await feedSecret(deps, { person: read.device.person });
    return c.json({ own: `${deps.booking.publicUrl}/feed/${secret}.ics` } satisfies OwnFeed);
  });
