import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { instantOf } from '../../domain/day.ts';
import type { Fetch } from '../../sync/endpoint.ts';
import { Button, ButtonLink, SubmitButton } from '../kit/button.tsx';
import { Empty } from '../kit/empty.tsx';
import { Field, Select } from '../kit/field.tsx';
import { listChecksIcon, refreshCwIcon, searchIcon } from '../kit/icons.tsx';
import { Skeleton, ThinProgress } from '../kit/progress.tsx';
import { timeOf } from '../words/format.ts';
import { keysFor } from '../words/value.ts';
import { words } from '../words/words.ts';
import { Detail } from './detail.tsx';
import { useLogPages } from './log-pages.ts';
import { LogTable } from './log-table.tsx';
import { Missing } from './missing.tsx';
import { Trouble } from './trouble.tsx';

interface LogProps {
  fetch: Fetch;
  now: () => number;
  onSignedOut: () => void;
}

/** The log with one line opened beside it. What is open and what is searched for stand in the address. */
export function Log({ fetch, now, onSignedOut }: LogProps) {
  const { path, query, route } = useLocation();
  const { review, productName, language } = words();
  const open = /^\/k\/log\/([^/]+)$/.exec(path)?.[1];
  const search = { institution: query.sted ?? '', text: query.q ?? '', keys: keysFor(query.q ?? '') };
  const pages = useLogPages(fetch, search);
  const { first, lines, failure } = pages;

  const [readAt, setReadAt] = useState<number>();
  useEffect(() => {
    if (first) setReadAt(now());
  }, [first, now]);
  useEffect(() => {
    if (failure === 'signIn') onSignedOut();
  }, [failure, onSignedOut]);
  useEffect(() => {
    document.title = `${review.title} – ${productName}`;
  }, [language]);

  const before = useRef(open);
  useEffect(() => {
    if (before.current && !open) rowLink(before.current)?.focus();
    before.current = open;
  }, [open]);

  const addressOf = (id: string | undefined, sought: { institution: string; text: string } = search) => {
    const asked = new URLSearchParams();
    if (sought.institution) asked.set('sted', sought.institution);
    if (sought.text) asked.set('q', sought.text);
    const tail = asked.size > 0 ? `?${asked}` : '';
    return id ? `/k/log/${id}${tail}` : `/k/log${tail}`;
  };
  const readTime = readAt === undefined ? '' : timeOf(instantOf(readAt));
  const narrowed = search.text !== '' || search.institution !== '';

  return (
    <div class="log" data-open={open ? true : undefined}>
      <div class="log-head">
        <div>
          <h1>{review.title}</h1>
          <p class="quiet" role="status">
            {first && readTime && `${review.count(first.total)} · ${review.updated(readTime)}`}
          </p>
        </div>
        <SearchBar
          key={addressOf(undefined)}
          institutions={first?.institutions ?? []}
          search={search}
          onSearch={(sought) => route(addressOf(undefined, sought))}
        />
      </div>
      {failure && failure !== 'signIn' && (
        <Trouble
          failure={failure}
          title={review.failed}
          {...(first && { more: review.failedMore })}
          onRetry={pages.again}
        />
      )}
      {first && <Missing tablets={first.missing} />}
      <div class="log-panes">
        <section class="log-list" aria-label={review.caption}>
          <ThinProgress busy={pages.busy} label={review.loading} />
          {!first && !failure && <Skeleton lines={10} label={review.loading} />}
          {first && lines.length > 0 && (
            <LogTable
              lines={lines}
              open={open}
              today={first.today}
              fourWeekDays={first.fourWeekDays}
              addressOf={addressOf}
            />
          )}
          {first && lines.length === 0 && (
            <Empty icon={listChecksIcon} title={narrowed ? review.noHits : review.empty}>
              <p>{review.emptyMore(readTime)}</p>
              {narrowed && <ButtonLink href="/k/log">{review.clear}</ButtonLink>}
            </Empty>
          )}
          {first && lines.length > 0 && (
            <div class="log-foot">
              <span class="quiet">{review.shown(lines.length, first.total)}</span>
              {pages.hasMore && <Button onPress={pages.more}>{review.showMore}</Button>}
              <Button look="quiet" icon={refreshCwIcon} onPress={pages.again}>
                {review.refresh}
              </Button>
            </div>
          )}
        </section>
        <aside class="log-detail" aria-label={review.detail}>
          {open ? (
            <Detail
              key={open}
              id={open}
              fetch={fetch}
              back={addressOf(undefined)}
              onSignedOut={onSignedOut}
            />
          ) : (
            <Empty icon={listChecksIcon} title={review.pick}>
              <p>{review.pickMore}</p>
            </Empty>
          )}
        </aside>
      </div>
    </div>
  );
}

const rowLink = (id: string) => document.querySelector<HTMLAnchorElement>(`td > a[href^="/k/log/${id}"]`);

interface SearchBarProps {
  institutions: readonly { number: string; name: string }[];
  search: { institution: string; text: string };
  onSearch: (search: { institution: string; text: string }) => void;
}

function SearchBar({ institutions, search, onSearch }: SearchBarProps) {
  const { review } = words();
  const [text, setText] = useState(search.text);
  const places = institutions.map(({ number, name }) => ({ key: number, word: name }));
  return (
    <search>
      <form
        class="log-search"
        onSubmit={(event) => {
          event.preventDefault();
          onSearch({ ...search, text: text.trim() });
        }}
      >
        <Select
          label={review.place}
          value={search.institution}
          choices={[{ key: '', word: review.allPlaces }, ...places]}
          onInput={(institution) => onSearch({ text: text.trim(), institution })}
        />
        <Field type="search" label={review.search} value={text} maxLength={100} onInput={setText} />
        <SubmitButton look="plain" icon={searchIcon}>
          {review.searchButton}
        </SubmitButton>
      </form>
    </search>
  );
}
