import { Icon } from '#kit/components/icon.tsx';
import { arrowDownIcon } from '#kit/components/icons.tsx';
import { logWords } from '../words/words.ts';
import './list-table.css';

interface SelectAllProps {
  ids: readonly string[];
  selected: ReadonlySet<string>;
  onSelect: (ids: readonly string[], on: boolean) => void;
}

/** Ticks all rows that can be ticked. */
export function SelectAll({ ids, selected, onSelect }: SelectAllProps) {
  const { selectAll } = logWords();
  const chosen = ids.filter((id) => selected.has(id)).length;
  return (
    <th scope="col" class="select">
      <label class="tick">
        <input
          type="checkbox"
          aria-label={selectAll}
          checked={chosen > 0 && chosen === ids.length}
          indeterminate={chosen > 0 && chosen < ids.length}
          onChange={(event) => onSelect(ids, event.currentTarget.checked)}
        />
        <span class="tick-word" aria-hidden="true">
          {selectAll}
        </span>
      </label>
    </th>
  );
}

interface SelectRowProps {
  /** Told from every other row of the list. */
  name: string;
  selected: boolean;
  onSelect: (on: boolean) => void;
}

export const SelectRow = ({ name, selected, onSelect }: SelectRowProps) => (
  <label class="tick">
    <input
      type="checkbox"
      aria-label={logWords().select(name)}
      checked={selected}
      onChange={(event) => onSelect(event.currentTarget.checked)}
    />
  </label>
);

interface SortHeadProps {
  class?: string;
  word: string;
  /** How the rows stand now; nothing where they are sorted by another column. */
  order: 'asc' | 'desc' | undefined;
  /** The address of the list as a press sorts it. */
  href: string;
}

/** A column's head: a press sorts by it, a second press reverses the order. */
export const SortHead = ({ class: name, word, order, href }: SortHeadProps) => (
  <th scope="col" class={name} aria-sort={order && (order === 'asc' ? 'ascending' : 'descending')}>
    <a class="sort" data-order={order} href={href}>
      {word}
      {order && <Icon of={arrowDownIcon} />}
    </a>
  </th>
);
