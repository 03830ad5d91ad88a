import { type Context, Hono } from 'hono';
import type { InstitutionNumber } from '../../domain/institution.ts';
import { type Feeds, RenewFeed } from '../../wire/feed.ts';
import { paths } from '../../wire/paths.ts';
import type { Env } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { refuse } from '../refuse.ts';
import { type FeedOwner, feedSecret, renewFeed } from './feed.ts';

/** `GET /api/feeds`: the signed-in worker's own feed and those of her places. `POST` ends one and makes a new address. */
export const feedApi = (deps: Deps): Hono<Env> =>
  new Hono<Env>()
    .get(paths.feeds, async (c) => {
      const person = c.get('person');
      if (!person) return refuse(c, 401, 'signIn');
      return c.json(await feedsOf(deps, c));
    })
    .post(paths.feeds, async (c) => {
      const person = c.get('person');
      if (!person) return refuse(c, 401, 'signIn');
      const asked = RenewFeed.safeParse(await c.req.json().catch(() => undefined));
      if (!asked.success) return refuse(c, 400, 'invalid', { field: 'renew' });
      const { renew } = asked.data;
      const owner: FeedOwner = renew === 'own' ? { person: person.id } : { institution: renew };
      if (
        'institution' in owner &&
        !(await placesOf(deps, c)).some(({ number }) => number === owner.institution)
      )
        return refuse(c, 403, 'forbidden');
      await renewFeed(deps, owner);
      return c.json(await feedsOf(deps, c));
    });

const placesOf = (deps: Deps, c: Context<Env>): Promise<{ number: InstitutionNumber; name: string }[]> =>
  deps.sql`
    select distinct i.number, i.name from institution i join assignment a on a.institution = i.number
    where a.person = ${c.get('person')!.id}
      and (${new Date(deps.now())} at time zone 'Europe/Copenhagen')::date
          between a.valid_from and coalesce(a.valid_to, 'infinity')
    order by i.name`;

async function feedsOf(deps: Deps, c: Context<Env>): Promise<Feeds> {
  const addressOf = async (owner: FeedOwner): Promise<string> =>
    `${deps.booking.publicUrl}/feed/${await feedSecret(deps, owner)}.ics`;
  const places = [];
  for (const { number, name } of await placesOf(deps, c)) {
    places.push({ number, name, url: await addressOf({ institution: number }) });
  }
  return { own: await addressOf({ person: c.get('person')!.id }), places };
}
