import type { Ref } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type LogPage, logViews } from '../../sync/review.ts';
import { Button, SubmitButton } from '../kit/button.tsx';
import { Field } from '../kit/field.tsx';
import { chevronDownIcon, circleQuestionMarkIcon, searchIcon } from '../kit/icons.tsx';
import { words } from '../words/words.ts';
import { addressOf, filtersIn, type Sought } from './address.ts';
import { Filters } from './filters.tsx';

interface LogHeadProps {
  first: LogPage | undefined;
  sought: Sought;
  /** "12 henvendelser · opdateret 09.48" */
  state: string;
  searchRef: Ref<HTMLDivElement>;
  onSeek: (sought: Sought) => void;
  onKeys: () => void;
}

/** Title, search, the views with their counts, and the filters. */
export function LogHead({ first, sought, state, searchRef, onSeek, onKeys }: LogHeadProps) {
  const { review } = words();
  const narrowed = filtersIn(sought);
  const [open, setOpen] = useState(narrowed > 0);
  return (
    <div class="log-top">
      <div class="log-head">
        <div>
          <h1>{review.title}</h1>
          <p class="quiet" role="status">
            {state}
          </p>
        </div>
        <div ref={searchRef}>
          <Search text={sought.text} onSearch={(text) => onSeek({ ...sought, text })} />
        </div>
      </div>
      <div class="log-views">
        <nav aria-label={review.view}>
          <ul class="chips-list">
            {logViews.map((view) => (
              <li key={view}>
                <a
                  class="chip view"
                  href={addressOf({ ...sought, view })}
                  aria-current={view === sought.view ? 'page' : undefined}
                >
                  {first ? review.chip(review.views[view], first.counts[view]) : review.views[view]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div class="log-tools">
          <Button icon={chevronDownIcon} expanded={open} onPress={() => setOpen(!open)}>
            {narrowed > 0 ? review.filtersOn(narrowed) : review.filters}
          </Button>
          <span class="with-keyboard">
            <Button look="quiet" icon={circleQuestionMarkIcon} onPress={onKeys}>
              {review.keys}
            </Button>
          </span>
        </div>
      </div>
      {open && <Filters first={first} sought={sought} onSeek={onSeek} />}
    </div>
  );
}

function Search({ text: sought, onSearch }: { text: string; onSearch: (text: string) => void }) {
  const { review } = words();
  const [text, setText] = useState(sought);
  useEffect(() => setText(sought), [sought]);
  return (
    <search>
      <form
        class="log-search"
        onSubmit={(event) => {
          event.preventDefault();
          onSearch(text.trim());
        }}
      >
        <Field type="search" label={review.search} value={text} maxLength={100} onInput={setText} />
        <SubmitButton look="plain" icon={searchIcon}>
          {review.searchButton}
        </SubmitButton>
      </form>
    </search>
  );
}
