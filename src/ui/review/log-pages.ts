import { useEffect, useState } from 'preact/hooks';
import type { Failure, Fetch } from '../../sync/endpoint.ts';
import { type LogLine, type LogPage, type LogSearch, readLog } from '../../sync/review.ts';
import { failureOf, useAnswer } from './answer.ts';

export interface LogPages {
  /** The newest page; undefined until the first answer. */
  first: LogPage | undefined;
  lines: readonly LogLine[];
  hasMore: boolean;
  failure: Failure | undefined;
  busy: boolean;
  again: () => void;
  more: () => void;
}

const minute = 60_000;

/** The log as far as it has been unrolled. The newest page is asked for again each minute and when the page is seen again. */
export function useLogPages(fetch: Fetch, search: LogSearch): LogPages {
  const key = JSON.stringify(search);
  const first = useAnswer(key, () => readLog(fetch, search));
  const [older, setOlder] = useState<{ key: string; pages: LogPage[] }>({ key, pages: [] });
  const [asking, setAsking] = useState(false);
  const [olderFailure, setOlderFailure] = useState<Failure>();
  const pages = older.key === key ? older.pages : [];

  const { again } = first;
  useEffect(() => {
    const refresh = () => document.visibilityState === 'visible' && again();
    const timer = setInterval(refresh, minute);
    document.addEventListener('visibilitychange', refresh);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', refresh);
    };
  }, [again]);

  const next = (pages.at(-1) ?? first.value)?.next ?? null;
  const more = async () => {
    if (!next || asking) return;
    setAsking(true);
    setOlderFailure(undefined);
    try {
      const page = await readLog(fetch, search, next);
      setOlder({ key, pages: [...pages, page] });
    } catch (error) {
      setOlderFailure(failureOf(error));
    } finally {
      setAsking(false);
    }
  };
  return {
    first: first.value,
    lines: withoutRepeats([...(first.value?.lines ?? []), ...pages.flatMap(({ lines }) => lines)]),
    hasMore: next !== null,
    failure: first.failure ?? olderFailure,
    busy: first.busy || asking,
    again: first.again,
    more,
  };
}

/** A newer first page pushes lines down into pages that were read before. */
const withoutRepeats = (lines: readonly LogLine[]): LogLine[] => {
  const seen = new Set<string>();
  return lines.filter(({ id }) => !seen.has(id) && seen.add(id));
};
