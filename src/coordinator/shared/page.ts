import type { Fetch } from '#api/client/http.ts';
import type { Id, MakeId } from '#domain/id.ts';

/** What every page of the coordinator's is given. */
export interface CoordinatorPage {
  fetch: Fetch;
  now: () => number;
  makeId: MakeId;
  /** Who is signed in. */
  person: Id;
  /** The endpoint no longer knows the login. */
  onSignedOut: () => void;
}
