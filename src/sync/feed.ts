import { Feeds } from '../wire/feed.ts';
import { paths } from '../wire/paths.ts';
import { ask, type Fetch, reading } from './endpoint.ts';

/** The addresses of the calendars of whoever is signed in: her own, and one for each of her places. Throws NetworkError. */
export const readFeeds = async (fetch: Fetch): Promise<Feeds> =>
  reading(Feeds, await ask(fetch, paths.feeds, { method: 'GET' }));
