import type { Ref } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type LogPage, logViews, searchLimit } from '#api/client/log.ts';
import { looksLikeCpr, withoutCpr } from '#domain/cpr.ts';
import { Button, SubmitButton } from '#kit/components/button.tsx';
import { Field } from '#kit/components/field.tsx';
import { Form } from '#kit/components/form.tsx';
import { chevronDownIcon, circleQuestionMarkIcon, searchIcon } from '#kit/components/icons.tsx';
import { words } from '#kit/words/words.ts';
import { logWords } from '../words/words.ts';
import { addressOf, filtersIn, type Sought } from './address.ts';
import { Filters } from './filters.tsx';
import './log-head.css';

interface LogHeadProps {
  first: LogPage | undefined;
  sought: Sought;
  /** The words of the search; undefined where this page does not know them (searches.ts). */
  text: string | undefined;
  /** "12 henvendelser · opdateret 09.48" */
  state: string;
  searchRef: Ref<HTMLDivElement>;
  onSeek: (sought: Sought) => void;
  onSearch: (text: string) => void;
  onKeys: () => void;
}

/** Title, search, the views with their counts, and the filters. */
export function LogHead(props: LogHeadProps) {
  const { first, sought, text, state, searchRef, onSeek, onSearch, onKeys } = props;
  const review = logWords();
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
          <Search text={text} onSearch={onSearch} />
        </div>
      </div>
      <div class="log-views">
        <nav aria-label={review.view}>
          <ul class="chips-list">
            {logViews.map((view) => (
              <li key={view}>
                <a
                  class="chip"
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

/** The search field warns of a CPR number, as a note does. */
function Search(props: { text: string | undefined; onSearch: (text: string) => void }) {
  const { text: sought, onSearch } = props;
  const { consultation } = words();
  const review = logWords();
  const [text, setText] = useState(sought ?? '');
  useEffect(() => setText(sought ?? ''), [sought]);
  const cpr = looksLikeCpr(text);
  return (
    <search>
      <Form class="log-search" onSubmit={() => onSearch(text.trim())}>
        <Field
          type="search"
          label={review.search}
          value={text}
          maxLength={searchLimit}
          {...(sought === undefined && { hint: review.searchGone })}
          warning={cpr ? review.searchCpr : undefined}
          onInput={setText}
        />
        {cpr && <Button onPress={() => setText(withoutCpr(text).trim())}>{consultation.removeCpr}</Button>}
        <SubmitButton look="plain" icon={searchIcon}>
          {review.searchButton}
        </SubmitButton>
      </Form>
    </search>
  );
}
