import { Hono } from 'hono';
import type { OwnFeed } from '../../wire/feed.ts';
import { paths } from '../../wire/paths.ts';
import { SignedRequest } from '../../wire/session.ts';
import type { Env } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { readSigned, refuseReader } from '../device.ts';
import { feedSecret } from './feed.ts';

/** `POST /api/device/feed`: the address of the calendar of the worker whose vault asks. */
export const feedApi = (deps: Deps): Hono<Env> =>
  new Hono<Env>().post(paths.ownFeed, async (c) => {
    const read = await readSigned(deps, c, SignedRequest);
    if ('problem' in read) return refuseReader(c, read);
    const secret = await feedSecret(deps, { person: read.device.person });
    return c.json({ own: `${deps.booking.publicUrl}/feed/${secret}.ics` } satisfies OwnFeed);
  });
