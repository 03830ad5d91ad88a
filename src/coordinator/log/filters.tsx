import type { LogPage } from '#api/client/log.ts';
import { MultiChips } from '#kit/components/chips.tsx';
import { Field, Select } from '#kit/components/field.tsx';
import { words } from '#kit/words/words.ts';
import { logWords } from '../words/words.ts';
import { optionalColumns, type Sought } from './address.ts';
import './filters.css';

interface FiltersProps {
  first: LogPage | undefined;
  sought: Sought;
  onSeek: (sought: Sought) => void;
}

/** Place, worker, days and columns; each choice takes effect at once and stands in the address. */
export function Filters({ first, sought, onSeek }: FiltersProps) {
  const { common } = words();
  const review = logWords();
  const { columns } = review;
  const columnWords = {
    worker: columns.worker,
    who: columns.who,
    theme: columns.theme,
    done: columns.done,
    due: columns.clock,
  };
  const places = (first?.institutions ?? []).map(({ number, name }) => ({ key: number, word: name }));
  const workers = (first?.workers ?? []).map(({ id, name }) => ({ key: id, word: name }));
  return (
    <section class="log-filters" id="filters" aria-label={review.filters}>
      <Select
        label={common.place}
        value={sought.institution}
        choices={[{ key: '', word: common.allPlaces }, ...places]}
        onInput={(institution) => onSeek({ ...sought, institution })}
      />
      <Select
        label={review.worker}
        value={sought.worker}
        choices={[{ key: '', word: review.allWorkers }, ...workers]}
        onInput={(worker) => onSeek({ ...sought, worker })}
      />
      <Field
        type="date"
        label={review.from}
        value={sought.from}
        onInput={(from) => onSeek({ ...sought, from })}
      />
      <Field type="date" label={review.to} value={sought.to} onInput={(to) => onSeek({ ...sought, to })} />
      <MultiChips
        legend={review.shownColumns}
        choices={optionalColumns.map((key) => ({ key, word: columnWords[key] }))}
        chosen={sought.columns}
        onToggle={(key, on) =>
          onSeek({
            ...sought,
            columns: optionalColumns.filter((one) => (one === key ? on : sought.columns.includes(one))),
          })
        }
      />
    </section>
  );
}
