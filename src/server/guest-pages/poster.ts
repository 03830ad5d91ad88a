import { Hono } from 'hono';
import { dayOf } from '#domain/day.ts';
import type { Env } from '../access/login.ts';
import { feedSecret } from '../feeds/feed.ts';
import type { Deps } from '../platform/deps.ts';
import { fixedHours } from '../schedule/fixed-hours.ts';
import { atPlace, show } from './page-response.ts';
import { placeView } from './views.ts';

/** The poster for a place's door: the fixed hours, a code for booking and one for waiting, and a notice to copy. */
export const posterRoutes = (deps: Deps): Hono<Env> =>
  new Hono<Env>().get(
    '/b/:place/plakat',
    atPlace(deps, async (c, place) => {
      const { sql } = deps;
      const today = dayOf(deps.now());
      const hours = (await fixedHours(sql, [place.number], today)).get(place.number) ?? [];
      const { publicUrl } = deps.booking;
      return show(c, deps, {
        type: 'poster',
        place: await placeView(sql, place),
        today,
        hours,
        minutes: hours[0]?.minutes ?? null,
        bookUrl: publicUrl + place.path,
        hereUrl: `${publicUrl}${place.path}/her`,
        feedUrl: `${publicUrl}/feed/${await feedSecret(deps, { institution: place.number })}.ics`,
      });
    }),
  );
