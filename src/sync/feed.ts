import type { Vault } from '../store/vault.ts';
import { OwnFeed } from '../wire/feed.ts';
import { paths } from '../wire/paths.ts';
import { type Fetch, reading } from './endpoint.ts';
import { askSigned } from './signed.ts';

/** The address of the calendar of whose vault this is. Throws NetworkError; `signIn` where its lease is over. */
export const readOwnFeed = async (fetch: Fetch, vault: Vault): Promise<string> =>
  reading(OwnFeed, await askSigned(fetch, paths.ownFeed, vault)).own;
