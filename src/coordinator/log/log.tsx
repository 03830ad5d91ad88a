import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { LogLine } from '#api/client/log.ts';
import { instantOf } from '#domain/day.ts';
import { Button, ButtonLink } from '#kit/components/button.tsx';
import { Empty } from '#kit/components/empty.tsx';
import { listChecksIcon, refreshCwIcon } from '#kit/components/icons.tsx';
import { Skeleton, ThinProgress } from '#kit/components/progress.tsx';
import { Unreadable } from '#kit/components/unreadable.tsx';
import { timeOf } from '#kit/words/format.ts';
import { words } from '#kit/words/words.ts';
import { LoadFailed } from '../shared/load-failed.tsx';
import type { CoordinatorPage } from '../shared/page.ts';
import { logWords } from '../words/words.ts';
import { addressOf, filtersIn, readAddress, type Sought, searchOf } from './address.ts';
import { isToBeRead, useDecisions } from './decisions.ts';
import { Detail } from './detail.tsx';
import { useKeys, useKeysOn } from './keys.ts';
import { KeysSheet } from './keys-sheet.tsx';
import { LogHead } from './log-head.tsx';
import { useLogPages } from './log-pages.ts';
import { LogTable } from './log-table.tsx';
import { Missing } from './missing.tsx';
import { Said, SelectionBar } from './said.tsx';
import { keepWords, wordsOf } from './searches.ts';
import './log.css';

/** The log with one line opened beside it. The address says which line, filters and order. */
export function Log({ fetch, now, makeId, person, onSignedOut }: CoordinatorPage) {
  const { path, query, route } = useLocation();
  const { productName } = words();
  const review = logWords();
  const open = /^\/k\/log\/([^/]+)$/.exec(path)?.[1];
  const sought = readAddress(query);
  const text = wordsOf(person, sought.search);
  const pages = useLogPages(fetch, searchOf(sought, text ?? ''));
  const { first, lines, failure } = pages;
  const decisions = useDecisions(fetch, makeId, pages.again);

  const [readAt, setReadAt] = useState<number>();
  useEffect(() => {
    if (first) setReadAt(now());
  }, [first, now]);
  useEffect(() => {
    if (failure === 'signIn' || decisions.failure === 'signIn') onSignedOut();
  }, [failure, decisions.failure, onSignedOut]);
  useEffect(() => {
    document.title = `${review.title} – ${productName}`;
  }, [review, productName]);

  const key = addressOf(sought);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [withThose, setWithThose] = useState(false);
  useEffect(() => {
    setSelected(new Set());
    setWithThose(false);
  }, [key, decisions.version]);
  const chosen = lines.filter(({ id }) => selected.has(id));
  const select = (ids: readonly string[], on: boolean) =>
    setSelected((before) => new Set([...[...before].filter((id) => !ids.includes(id)), ...(on ? ids : [])]));

  const place = useRows(lines, open);
  const approve = (those: readonly LogLine[]) => {
    place.keep(those[0]?.id);
    decisions.approve(those);
  };
  const approved = withThose ? chosen : chosen.filter((line) => !isToBeRead(line));
  const step = (by: 1 | -1) => {
    const next = place.beside(by);
    if (next && open) route(addressOf(sought, next));
    else if (next) rowLink(next)?.focus();
  };
  const current = () => lines.find(({ id }) => id === (open ?? focusedRow()));
  const search = useRef<HTMLDivElement>(null);
  const [keysOn, setKeysOn] = useKeysOn();
  const [keysShown, setKeysShown] = useState(false);
  useKeys(keysOn, {
    search: () => search.current?.querySelector('input')?.focus(),
    down: () => step(1),
    up: () => step(-1),
    select: () => {
      const line = current();
      if (line && !line.annulled) select([line.id], !selected.has(line.id));
    },
    approve: () => {
      const line = current();
      if (chosen.length > 0) approve(approved);
      else if (line) approve([line]);
    },
    help: () => setKeysShown(true),
  });

  const [questions] = useState(() => new Map<string, { id: string; text: string }>());
  const seek = (next: Sought) => route(addressOf(next));
  const readTime = readAt === undefined ? '' : timeOf(instantOf(readAt));
  return (
    <div class="log" data-open={open ? true : undefined}>
      <LogHead
        first={first}
        sought={sought}
        text={text}
        state={first && readTime ? `${review.count(first.total)} · ${review.updated(readTime)}` : ''}
        searchRef={search}
        onSeek={seek}
        onSearch={(wanted) => seek({ ...sought, search: keepWords(person, wanted, makeId) })}
        onKeys={() => setKeysShown(true)}
      />
      {failure && failure !== 'signIn' && (
        <LoadFailed
          failure={failure}
          title={review.failed}
          {...(first && { more: review.failedMore })}
          onRetry={pages.again}
        />
      )}
      {decisions.failure && decisions.failure !== 'signIn' && (
        <LoadFailed failure={decisions.failure} title={review.notDecided} onRetry={decisions.again} />
      )}
      {first && <Missing tablets={first.missing} />}
      {first && <Unreadable count={pages.unreadable} />}
      <div class="log-panes">
        <section class="log-list" aria-label={review.caption} tabIndex={-1}>
          <ThinProgress busy={pages.busy || decisions.busy} label={review.loading} />
          {!first && !failure && <Skeleton lines={10} label={review.loading} />}
          {first && lines.length > 0 && (
            <LogTable
              lines={lines}
              open={open}
              sought={sought}
              page={first}
              selected={selected}
              onSelect={select}
            />
          )}
          {first && lines.length === 0 && <Nothing sought={sought} searched={!!text} checked={readTime} />}
          {first && lines.length > 0 && (
            <div class="log-foot">
              <span class="quiet">{review.shown(lines.length, first.total)}</span>
              {pages.hasMore && <Button onPress={pages.more}>{review.showMore}</Button>}
              <Button look="quiet" icon={refreshCwIcon} onPress={pages.again}>
                {review.refresh}
              </Button>
            </div>
          )}
          {chosen.length > 0 && (
            <SelectionBar
              chosen={chosen}
              approved={approved}
              withThose={withThose}
              onWithThose={setWithThose}
              onApprove={() => approve(approved)}
              onClear={() => setSelected(new Set())}
            />
          )}
        </section>
        {open && (
          <aside class="log-detail" aria-label={review.detail}>
            <Detail
              key={open}
              id={open}
              fetch={fetch}
              back={addressOf(sought)}
              next={place.afterOpen && addressOf(sought, place.afterOpen)}
              decisions={decisions}
              questions={questions}
              onSignedOut={onSignedOut}
            />
          </aside>
        )}
      </div>
      <Said said={decisions.said} />
      <KeysSheet open={keysShown} on={keysOn} onSet={setKeysOn} onClose={() => setKeysShown(false)} />
    </div>
  );
}

/** An empty list: why, when it was last read, and where else to look. */
function Nothing(props: { sought: Sought; searched: boolean; checked: string }) {
  const { sought, searched, checked } = props;
  const review = logWords();
  const narrowed = searched || filtersIn(sought) > 0;
  const { view, sort, order, columns } = sought;
  const plain = { view, sort, order, columns, search: '', institution: '', worker: '', from: '', to: '' };
  return (
    <Empty icon={listChecksIcon} title={narrowed ? review.noHits : review.emptyView[view]}>
      {checked && <p>{review.checked(checked)}</p>}
      {narrowed && view !== 'all' && (
        <ButtonLink href={addressOf({ ...sought, view: 'all' })}>{review.inAll}</ButtonLink>
      )}
      {narrowed && <ButtonLink href={addressOf(plain)}>{review.clear}</ButtonLink>}
    </Empty>
  );
}

const rowLink = (id: string) => document.querySelector<HTMLAnchorElement>(`tr[data-id="${id}"] td > a`);
const focusedRow = () => document.activeElement?.closest<HTMLElement>('tr[data-id]')?.dataset.id;

/** The coordinator's place in the list. Focus stays there when a line is closed, and when a decided line leaves the view. */
function useRows(lines: readonly LogLine[], open: string | undefined) {
  const index = useRef(-1);
  const refocus = useRef(false);
  const at = (id: string | undefined) => lines.findIndex((line) => line.id === id);
  if (open && at(open) >= 0) index.current = at(open);

  const before = useRef(open);
  useEffect(() => {
    if (before.current && !open) rowLink(before.current)?.focus();
    before.current = open;
  }, [open]);
  useEffect(() => {
    if (!refocus.current || document.activeElement !== document.body) return;
    refocus.current = false;
    const line = lines[Math.min(index.current, lines.length - 1)];
    if (line) rowLink(line.id)?.focus();
    else document.querySelector<HTMLElement>('.log-list')?.focus();
  }, [lines]);

  return {
    keep: (id: string | undefined) => {
      index.current = Math.max(0, at(id));
      refocus.current = true;
    },
    /** The line below or above the one in focus or open; the first where none is. */
    beside: (by: 1 | -1) => {
      const here = at(open ?? focusedRow());
      if (here < 0) return lines[Math.max(0, Math.min(index.current, lines.length - 1))]?.id;
      return lines[here + by]?.id;
    },
    /** The line after the open one, also when the open one has just left the view. */
    afterOpen: open && (at(open) >= 0 ? lines[at(open) + 1] : lines[Math.max(0, index.current)])?.id,
  };
}
