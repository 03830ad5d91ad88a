import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { type Failure, NetworkError } from '#api/client/http.ts';

/** The endpoint's latest answer. An old value stays while a new one is being read, and when reading fails. */
export interface Answer<T> {
  value: T | undefined;
  failure: Failure | undefined;
  busy: boolean;
  again: () => void;
}

export const failureOf = (error: unknown): Failure => {
  if (error instanceof NetworkError) return error.reason;
  throw error;
};

/** Asks at once and whenever `key` changes. Only the answer to the newest question is used, in whatever order answers come. */
export function useAnswer<T>(key: string, question: () => Promise<T>): Answer<T> {
  const [state, setState] = useState<Omit<Answer<T>, 'again'>>({
    value: undefined,
    failure: undefined,
    busy: true,
  });
  const newest = useRef(0);
  const latest = useRef(question);
  latest.current = question;
  const again = useCallback(() => {
    newest.current += 1;
    const turn = newest.current;
    const settle = (outcome: Partial<Answer<T>>) => {
      if (turn === newest.current)
        setState((old) => ({ ...old, failure: undefined, ...outcome, busy: false }));
    };
    setState((old) => ({ ...old, busy: true }));
    latest.current().then(
      (value) => settle({ value }),
      (error: unknown) => settle({ failure: failureOf(error) }),
    );
  }, []);
  useEffect(again, [key, again]);
  return { ...state, again };
}
