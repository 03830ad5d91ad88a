import { useState } from 'preact/hooks';
import type { Failure, Fetch } from '#api/client/http.ts';
import { type ChangePlaces, changePlaces, type PlacesDesk } from '#api/client/places.ts';
import { failureOf } from '../shared/use-answer.ts';

/** Resolves to true when the endpoint has accepted the change. */
export type Change = (change: ChangePlaces, said: string) => Promise<boolean>;

/** What the page shows, from the latest answer, and the message about the last change. */
export function useChanges(fetch: Fetch) {
  const [desk, setDesk] = useState<PlacesDesk>();
  const [said, setSaid] = useState('');
  const [failure, setFailure] = useState<Failure>();
  const change: Change = async (asked, done) => {
    setSaid('');
    setFailure(undefined);
    try {
      setDesk(await changePlaces(fetch, asked));
      setSaid(done);
      return true;
    } catch (error) {
      setFailure(failureOf(error));
      return false;
    }
  };
  return { desk, said, failure, change };
}
