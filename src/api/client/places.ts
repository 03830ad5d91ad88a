import { paths } from '../paths.ts';
import { PlacesDesk } from '../places.ts';
import type { ChangePlaces } from '../places-request.ts';
import { ask, type Fetch, post, reading } from './http.ts';

export { keepDaysLimits, leastPhoneDigits, type PlacesDesk } from '../places.ts';
export type { ChangePlaces } from '../places-request.ts';

/** What a coordinator gives out for the own places. Throws NetworkError. */
export const readPlaces = async (fetch: Fetch): Promise<PlacesDesk> =>
  reading(PlacesDesk, await ask(fetch, paths.places, { method: 'GET' }));

/** One change; answers with the desk as it is then. Throws NetworkError. */
export const changePlaces = async (fetch: Fetch, change: ChangePlaces): Promise<PlacesDesk> =>
  reading(PlacesDesk, await post(fetch, paths.places, change));
