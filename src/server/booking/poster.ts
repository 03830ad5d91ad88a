import { Hono } from 'hono';
import { dayOf } from '../../domain/day.ts';
import type { PosterPage } from '../../wire/booking.ts';
import type { Env } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { feedSecret } from '../feed/feed.ts';
import { atPlace, show } from './show.ts';
import { placeView } from './view.ts';

/** The poster for a place's door (S16): the fixed hours, a code for booking and one for waiting, and a notice to copy. */
export const posterRoutes = (deps: Deps): Hono<Env> =>
  new Hono<Env>().get(
    '/b/:place/plakat',
    atPlace(deps, async (c, place) => {
      const { sql } = deps;
      const today = dayOf(deps.now());
      const hours = await sql<(PosterPage['hours'][number] & { minutes: number })[]>`
        select d.weekday, d.every_weeks as "everyWeeks", d.starts as start, d.ends as "end", d.room, p.name as worker,
               d.slot_minutes as minutes
        from drop_in d join person p on p.id = d.worker
        where d.institution = ${place.number} and coalesce(d.valid_to, 'infinity') >= ${today}
        order by d.weekday, d.starts`;
      const { publicUrl } = deps.booking;
      return show(c, deps, {
        page: 'poster',
        place: await placeView(sql, place),
        today,
        hours: hours.map(({ minutes: _, ...hour }) => hour),
        minutes: hours[0]?.minutes ?? null,
        bookUrl: publicUrl + place.path,
        hereUrl: `${publicUrl}${place.path}/her`,
        feedUrl: `${publicUrl}/feed/${await feedSecret(deps, { institution: place.number })}.ics`,
      });
    }),
  );
