import { useEffect, useRef } from 'preact/hooks';
import type { Failure, Fetch } from '#api/client/http.ts';
import { type LogLine, type LogPage, type LogSearch, readLog } from '#api/client/log.ts';
import { useAnswer } from '../shared/use-answer.ts';

export interface LogPages {
  /** The newest first page; undefined until the first answer. */
  first: LogPage | undefined;
  lines: readonly LogLine[];
  /** How many of them cannot be read. */
  unreadable: number;
  hasMore: boolean;
  failure: Failure | undefined;
  busy: boolean;
  again: () => void;
  more: () => void;
}

const minute = 60_000;

/**
 * The pages of the log that are shown. They are always read from the first one, so that no line is missing or old when others
 * have come or gone. They are read again each minute, and when the page becomes visible.
 */
export function useLogPages(fetch: Fetch, search: LogSearch): LogPages {
  const key = JSON.stringify(search);
  const wanted = useRef({ key, pages: 1 });
  if (wanted.current.key !== key) wanted.current = { key, pages: 1 };
  const { value, failure, busy, again } = useAnswer(key, () =>
    readPages(fetch, search, wanted.current.pages),
  );
  useEffect(() => {
    const refresh = () => document.visibilityState === 'visible' && again();
    const timer = setInterval(refresh, minute);
    document.addEventListener('visibilitychange', refresh);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', refresh);
    };
  }, [again]);
  const more = () => {
    wanted.current.pages += 1;
    again();
  };
  const lines = withoutRepeats((value ?? []).flatMap((page) => page.lines));
  const hasMore = value !== undefined && value.at(-1)!.next !== null;
  const unreadable = (value ?? []).reduce((sum, page) => sum + page.unreadable, 0);
  return { first: value?.[0], lines, unreadable, hasMore, failure, busy, again, more };
}

async function readPages(fetch: Fetch, search: LogSearch, count: number): Promise<LogPage[]> {
  const pages = [await readLog(fetch, search)];
  while (pages.length < count && pages.at(-1)!.next) {
    pages.push(await readLog(fetch, search, pages.at(-1)!.next!));
  }
  return pages;
}

/** A line that was decided about between two requests may stand on both pages: it is shown once. */
const withoutRepeats = (lines: readonly LogLine[]): LogLine[] => {
  const seen = new Set<string>();
  return lines.filter(({ id }) => !seen.has(id) && seen.add(id));
};
