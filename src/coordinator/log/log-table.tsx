import type { ComponentChildren } from 'preact';
import type { LogLine, LogPage, LogSort } from '#api/client/log.ts';
import { clockOf, nearDays } from '#domain/concern.ts';
import type { Day } from '#domain/day.ts';
import { Each } from '#kit/components/each.tsx';
import { checkIcon } from '#kit/components/icons.tsx';
import { Pill, type Tone } from '#kit/components/pill.tsx';
import { openRow, uniqueNames } from '#kit/components/row-link.ts';
import { dayShort, momentText } from '#kit/words/format.ts';
import { valueText } from '#kit/words/value.ts';
import { words } from '#kit/words/words.ts';
import { SelectAll, SelectRow, SortHead } from '../shared/list-table.tsx';
import { logWords } from '../words/words.ts';
import { addressOf, firstOrder, type OptionalColumn, type Sought } from './address.ts';
import { Status } from './status.tsx';
import './log-table.css';

interface TableProps {
  lines: readonly LogLine[];
  open: string | undefined;
  sought: Sought;
  page: Pick<LogPage, 'today' | 'fourWeekDays'>;
  selected: ReadonlySet<string>;
  onSelect: (ids: readonly string[], on: boolean) => void;
}

export function LogTable({ lines, open, sought, page, selected, onSelect }: TableProps) {
  const review = logWords();
  const { columns } = review;
  const selectable = lines.filter(({ annulled }) => !annulled).map(({ id }) => id);
  const shows = (column: OptionalColumn) => sought.columns.includes(column);
  const names = uniqueNames(lines.map(nameOf));
  return (
    <table class="list-table log-table">
      <caption class="hidden-text">{review.caption}</caption>
      <thead>
        <tr>
          <SelectAll ids={selectable} selected={selected} onSelect={onSelect} />
          <Sorted by="date" sought={sought} class="c-date" word={columns.date} />
          <Sorted by="place" sought={sought} class="c-place" word={columns.place} />
          {shows('worker') && <Sorted by="worker" sought={sought} class="c-worker" word={columns.worker} />}
          {shows('who') && (
            <th scope="col" class="c-who">
              {columns.who}
            </th>
          )}
          {shows('theme') && (
            <th scope="col" class="c-theme">
              {columns.theme}
            </th>
          )}
          {shows('done') && (
            <th scope="col" class="c-done">
              {columns.done}
            </th>
          )}
          {shows('due') && <Sorted by="due" sought={sought} class="c-due" word={columns.clock} />}
          <Sorted by="status" sought={sought} class="c-status" word={columns.status} />
        </tr>
      </thead>
      <tbody>
        <Each of={lines} as="tr" keyOf={(line) => line.id}>
          {(line, index) => (
            <Line
              line={line}
              name={names[index]!}
              isOpen={line.id === open}
              sought={sought}
              page={page}
              selected={selected.has(line.id)}
              onSelect={(on) => onSelect([line.id], on)}
            />
          )}
        </Each>
      </tbody>
    </table>
  );
}

function Sorted(props: { by: LogSort; sought: Sought; class: string; word: string }) {
  const { by, sought, word } = props;
  const current = sought.sort === by;
  const order = current ? (sought.order === 'asc' ? 'desc' : 'asc') : firstOrder(by);
  return (
    <SortHead
      class={props.class}
      word={word}
      order={current ? sought.order : undefined}
      href={addressOf({ ...sought, sort: by, order })}
    />
  );
}

/** The accessible name of a line: place, day and time. */
const nameOf = (line: LogLine): string => `${line.institutionName}, ${momentText(line.started, line.day)}`;

interface LineProps {
  line: LogLine;
  /** The accessible name, different from that of every other line. */
  name: string;
  isOpen: boolean;
  sought: Sought;
  page: Pick<LogPage, 'today' | 'fourWeekDays'>;
  selected: boolean;
  onSelect: (on: boolean) => void;
}

function Line({ line, name, isOpen, sought, page, selected, onSelect }: LineProps) {
  const { common } = words();
  const { today, fourWeekDays } = page;
  const cell = (column: OptionalColumn, content: ComponentChildren) =>
    sought.columns.includes(column) && <td class={`c-${column}`}>{content}</td>;
  return (
    <tr
      data-id={line.id}
      data-open={isOpen || undefined}
      data-selected={selected || undefined}
      data-annulled={line.annulled || undefined}
      onClick={openRow}
    >
      <td class="select">
        {!line.annulled && <SelectRow name={name} selected={selected} onSelect={onSelect} />}
      </td>
      <td class="c-date numbers">{dayShort(line.day, line.day.slice(0, 4) !== today.slice(0, 4))}</td>
      <td class="c-place">
        <a data-row-link href={addressOf(sought, line.id)} aria-current={isOpen || undefined}>
          {line.institutionName}
          <span class="hidden-text">{name.slice(line.institutionName.length)}</span>
        </a>
      </td>
      {cell('worker', line.worker)}
      {cell('who', line.role === null ? common.nothing : valueText('role', line.role))}
      {cell('theme', several('themes', line.themes))}
      {cell('done', several('actionsTaken', line.actionsTaken))}
      {cell('due', <Due line={line} today={today} fourWeekDays={fourWeekDays} />)}
      <td class="c-status">
        <span class="status-pills">
          <Status line={line} />
        </span>
      </td>
    </tr>
  );
}

/** Shows the first word and how many more; a screen reader says all of them. */
function several(field: string, keys: readonly string[]): ComponentChildren {
  const { common } = words();
  const review = logWords();
  const [first, ...rest] = keys;
  if (first === undefined) return common.nothing;
  const word = valueText(field, first);
  if (rest.length === 0) return word;
  return (
    <>
      <span aria-hidden="true">{review.andMore(word, rest.length)}</span>
      <span class="hidden-text">{keys.map((key) => valueText(field, key)).join(', ')}</span>
    </>
  );
}

/** The 4-week clock while it runs, else the day of the follow-up. */
function Due({ line, today, fourWeekDays }: { line: LogLine; today: Day; fourWeekDays: number }) {
  const { clock, common } = words();
  const review = logWords();
  const { concern, followUp } = line;
  if (concern && concern.state !== 'open') {
    return <Pill tone="neutral" icon={checkIcon} word={review.acted} />;
  }
  if (concern) {
    const { day, left } = clockOf(concern.clockStart, today, fourWeekDays);
    const tone: Tone = left < 0 ? 'danger' : left <= nearDays ? 'wait' : 'neutral';
    return (
      <>
        <span aria-hidden="true">
          <Pill tone={tone} word={review.days(day, fourWeekDays)} />
        </span>
        <span class="hidden-text">{clock.day(day, fourWeekDays)}</span>
      </>
    );
  }
  return <>{followUp?.due ? dayShort(followUp.due) : common.nothing}</>;
}
