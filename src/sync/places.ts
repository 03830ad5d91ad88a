import { paths } from '../wire/paths.ts';
import type { ChangePlaces } from '../wire/place-change.ts';
import { PlacesDesk } from '../wire/places.ts';
import { ask, type Fetch, post, reading } from './endpoint.ts';

export type { ChangePlaces } from '../wire/place-change.ts';
export { keepDaysLimits, type PlacesDesk } from '../wire/places.ts';

/** What a coordinator gives out for her places. Throws NetworkError. */
export const readPlaces = async (fetch: Fetch): Promise<PlacesDesk> =>
  reading(PlacesDesk, await ask(fetch, paths.places, { method: 'GET' }));

/** One change; answers with the desk as it is then. Throws NetworkError. */
export const changePlaces = async (fetch: Fetch, change: ChangePlaces): Promise<PlacesDesk> =>
  reading(PlacesDesk, await post(fetch, paths.places, change));
