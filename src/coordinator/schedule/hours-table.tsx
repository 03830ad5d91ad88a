import type { Schedule } from '#api/client/schedule.ts';
import type { DropIn } from '#domain/drop-in.ts';
import { Each } from '#kit/components/each.tsx';
import { Pill } from '#kit/components/pill.tsx';
import { openRow, uniqueNames } from '#kit/components/row-link.ts';
import { SelectAll, SelectRow, SortHead } from '../shared/list-table.tsx';
import { hourPath } from './hour-forms.tsx';
import { type HourSort, hoursAddress, type SoughtHours, viewOf } from './hours-address.ts';
import { hourText, placeName, slotsText, spanText, validText, weekdayText, workerName } from './say.ts';
import { scheduleText } from './text.ts';
import './hours-table.css';

interface TableProps {
  hours: readonly DropIn[];
  schedule: Schedule;
  sought: SoughtHours;
  selected: ReadonlySet<string>;
  onSelect: (ids: readonly string[], on: boolean) => void;
}

/** The hours as lines; each is a link to its own page, and can be selected. */
export function HoursTable({ hours, schedule, sought, selected, onSelect }: TableProps) {
  const say = scheduleText();
  const { columns } = say;
  const ids = hours.map(({ id }) => id);
  const names = uniqueNames(hours.map((hour) => `${hourText(schedule, hour)}, ${validText(hour)}`));
  return (
    <table class="list-table plan-table">
      <caption class="hidden-text">{say.title}</caption>
      <thead>
        <tr>
          <SelectAll ids={ids} selected={selected} onSelect={onSelect} />
          <Sorted by="place" sought={sought} word={columns.place} />
          <Sorted by="day" sought={sought} word={columns.day} />
          <th scope="col" class="p-wide">
            {columns.room}
          </th>
          <Sorted by="worker" sought={sought} word={columns.worker} />
          <th scope="col" class="p-wide">
            {columns.slots}
          </th>
          <Sorted by="from" sought={sought} word={columns.from} />
        </tr>
      </thead>
      <tbody>
        <Each of={hours} as="tr" keyOf={(hour) => hour.id}>
          {(hour, index) => (
            <Line
              hour={hour}
              name={names[index]!}
              schedule={schedule}
              selected={selected.has(hour.id)}
              onSelect={(on) => onSelect([hour.id], on)}
            />
          )}
        </Each>
      </tbody>
    </table>
  );
}

function Sorted({ by, sought, word }: { by: HourSort; sought: SoughtHours; word: string }) {
  const current = sought.sort === by;
  return (
    <SortHead
      word={word}
      order={current ? (sought.falling ? 'desc' : 'asc') : undefined}
      href={hoursAddress({ ...sought, sort: by, falling: current && !sought.falling })}
    />
  );
}

interface LineProps {
  hour: DropIn;
  /** Told from every other line of the list. */
  name: string;
  schedule: Schedule;
  selected: boolean;
  onSelect: (on: boolean) => void;
}

function Line({ hour, name, schedule, selected, onSelect }: LineProps) {
  const say = scheduleText();
  const view = viewOf(hour, schedule.today);
  return (
    <tr data-id={hour.id} data-selected={selected || undefined} onClick={openRow}>
      <td class="select">
        <SelectRow name={name} selected={selected} onSelect={onSelect} />
      </td>
      <td class="p-place">
        <a data-row-link href={hourPath(hour.id)}>
          {placeName(schedule, hour.institution)}
          <span class="hidden-text">{name.slice(placeName(schedule, hour.institution).length)}</span>
        </a>
      </td>
      <td class="p-day">
        {weekdayText(hour)} {spanText(hour)}
        {hour.everyWeeks > 1 && <span class="quiet"> {say.everyWeeks(hour.everyWeeks)}</span>}
      </td>
      <td class="p-wide">{hour.room}</td>
      <td class="p-worker">{workerName(schedule, hour.worker)}</td>
      <td class="p-wide">{slotsText(hour)}</td>
      <td class="p-from">
        {validText(hour)}{' '}
        {view !== 'now' && <Pill tone="neutral" word={view === 'over' ? say.over : say.soon} />}
      </td>
    </tr>
  );
}
