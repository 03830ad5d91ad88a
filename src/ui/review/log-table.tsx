import { clockOf } from '../../domain/concern.ts';
import type { Day } from '../../domain/day.ts';
import type { LogLine } from '../../sync/review.ts';
import { Icon } from '../kit/icon.tsx';
import { arrowDownIcon, banIcon, checkIcon, clockIcon, gitCompareIcon, sirenIcon } from '../kit/icons.tsx';
import { Pill, type Tone } from '../kit/pill.tsx';
import { dayShort, timeOf } from '../words/format.ts';
import { valueText } from '../words/value.ts';
import { words } from '../words/words.ts';

interface TableProps {
  lines: readonly LogLine[];
  open: string | undefined;
  today: Day;
  fourWeekDays: number;
  addressOf: (id: string) => string;
}

export function LogTable({ lines, open, today, fourWeekDays, addressOf }: TableProps) {
  const { review, date } = words();
  const { columns } = review;
  return (
    <table class="log-table">
      <caption class="hidden-text">{review.caption}</caption>
      <thead>
        <tr>
          <th scope="col" aria-sort="descending">
            {columns.date} <Icon of={arrowDownIcon} />
          </th>
          <th scope="col">{columns.place}</th>
          <th scope="col">{columns.who}</th>
          <th scope="col">{columns.theme}</th>
          <th scope="col">{columns.done}</th>
          <th scope="col">{columns.clock}</th>
          <th scope="col">{columns.status}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr
            key={line.id}
            data-open={line.id === open || undefined}
            data-annulled={line.annulled || undefined}
          >
            <td class="numbers">{dayShort(line.day, line.day.slice(0, 4) !== today.slice(0, 4))}</td>
            <td>
              <a href={addressOf(line.id)} aria-current={line.id === open || undefined}>
                {line.institutionName}
                <span class="hidden-text">
                  , {dayShort(line.day)} {date.at(timeOf(line.started))}
                </span>
              </a>
            </td>
            <td>{line.role === null ? review.nothing : valueText('role', line.role)}</td>
            <td>{several('themes', line.themes)}</td>
            <td>{several('done', line.done)}</td>
            <td>
              <Due line={line} today={today} fourWeekDays={fourWeekDays} />
            </td>
            <td>
              <span class="pills">
                <Status line={line} />
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function several(field: string, keys: readonly string[]): string {
  const { review } = words();
  const [first, ...rest] = keys;
  if (first === undefined) return review.nothing;
  const word = valueText(field, first);
  return rest.length > 0 ? review.andMore(word, rest.length) : word;
}

/** The 4-week clock while it runs, else the day of the follow-up. */
function Due({ line, today, fourWeekDays }: { line: LogLine; today: Day; fourWeekDays: number }) {
  const { review, clock } = words();
  const { concern, followUp } = line;
  if (concern && concern.state !== 'open') {
    return <Pill tone="neutral" icon={checkIcon} word={review.acted} />;
  }
  if (concern) {
    const { day, left } = clockOf(concern.clockStart, today, fourWeekDays);
    const tone: Tone = left < 0 ? 'danger' : left <= 7 ? 'wait' : 'neutral';
    return (
      <>
        <span aria-hidden="true">
          <Pill tone={tone} word={review.days(day, fourWeekDays)} />
        </span>
        <span class="hidden-text">{clock.day(day, fourWeekDays)}</span>
      </>
    );
  }
  return <>{followUp?.due ? dayShort(followUp.due) : review.nothing}</>;
}

export function Status({ line }: { line: LogLine }) {
  const { review, lists } = words();
  if (line.annulled) return <Pill tone="neutral" icon={banIcon} word={review.annulled} />;
  return (
    <>
      {line.assessment === 'acute' && <Pill tone="danger" icon={sirenIcon} word={lists.assessment.acute} />}
      {line.conflicts > 0 && <Pill tone="conflict" icon={gitCompareIcon} word={review.conflict} />}
      {line.complete ? (
        <Pill tone="sent" icon={checkIcon} word={review.complete} />
      ) : (
        <Pill tone="wait" icon={clockIcon} word={review.incomplete} />
      )}
    </>
  );
}
