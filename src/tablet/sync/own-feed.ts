import { type Fetch, reading } from '#api/client/http.ts';
import { OwnFeed } from '#api/feeds.ts';
import { paths } from '#api/paths.ts';
import type { Vault } from '../store/vault.ts';
import { askSigned } from './signed.ts';

/** The address of the worker's own calendar feed. Throws NetworkError; `signIn` where its lease is over. */
export const readOwnFeed = async (fetch: Fetch, vault: Vault): Promise<string> =>
  reading(OwnFeed, await askSigned(fetch, paths.ownFeed, vault)).own;
