import { type Day, minutesOf } from '#domain/day.ts';
import { Each } from '#kit/components/each.tsx';
import { Icon } from '#kit/components/icon.tsx';
import { usersIcon } from '#kit/components/icons.tsx';
import { capital, dayText, dayTitle, timeText } from '#kit/words/format.ts';
import { words } from '#kit/words/words.ts';
import { personName } from '../../shared/served-places.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { type Block, lanesOf, spanOf } from './blocks.ts';
import { countText, shortText, spanText, weekText, whenText, whyOff } from './text.ts';
import './grid.css';

interface GridProps {
  days: readonly Day[];
  blocks: readonly Block[];
  onPick: (block: Block) => void;
}

/** The week by the clock: one column a day. Arrow keys go from block to block. */
export function Grid({ days, blocks, onPick }: GridProps) {
  const span = spanOf(blocks);
  const hours = Array.from({ length: span.to - span.from }, (_, index) => span.from + index);
  const frame = { '--days': String(days.length), '--hours': String(hours.length) };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are of the buttons inside.
    <div class="week-grid" style={frame} onKeyDown={goAlong}>
      <div class="week-clock" aria-hidden="true">
        {hours.map((hour) => (
          <span key={hour}>{timeText(`${String(hour).padStart(2, '0')}:00`)}</span>
        ))}
      </div>
      {days.map((day) => (
        <Column
          key={day}
          day={day}
          from={span.from}
          blocks={blocks.filter(({ hour }) => hour.date === day)}
          onPick={onPick}
        />
      ))}
    </div>
  );
}

function Column({
  day,
  from,
  blocks,
  onPick,
}: Pick<GridProps, 'blocks' | 'onPick'> & { day: Day; from: number }) {
  const unlocked = useUnlocked();
  const text = weekText();
  const isToday = unlocked.today.value === day;
  return (
    <section class="week-day" data-today={isToday || undefined} aria-label={text.hoursOn(dayTitle(day))}>
      <h2 aria-current={isToday ? 'date' : undefined}>
        {columnTitle(day)}
        {isToday && <span class="hidden-text"> {text.today}</span>}
      </h2>
      <ul>
        <Each of={lanesOf(blocks)} as="li" keyOf={({ block }) => block.key}>
          {({ block, lane, lanes }) => (
            <li
              style={{
                '--start': String(minutesOf(block.hour.start) / 60 - from),
                '--length': String((minutesOf(block.hour.end) - minutesOf(block.hour.start)) / 60),
                '--lane': String(lane),
                '--lanes': String(lanes),
              }}
            >
              <BlockButton block={block} tight={lanes > 1} onPick={onPick} />
            </li>
          )}
        </Each>
      </ul>
    </section>
  );
}

/** `Man 23.` (English `Mon 23`) */
function columnTitle(day: Day): string {
  const { locale } = words();
  const name = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  return weekText().column(
    capital(name.format(new Date(`${day}T12:00Z`)).replace('.', '')),
    Number(day.slice(8)),
  );
}

interface BlockButtonProps {
  block: Block;
  /** Shares its column with another: what does not fit is said, and stands in its sheet. */
  tight: boolean;
  onPick: (block: Block) => void;
}

function BlockButton({ block, tight, onPick }: BlockButtonProps) {
  const unlocked = useUnlocked();
  const text = weekText();
  const { hour, place, mine, phase } = block;
  const { state } = hour;
  const title = state === 'held' ? place.name : text.off(text.states[state], place.name);
  const who = mine ? '' : personName(unlocked.replica(), hour.worker);
  const lines = [whyOff(hour), countText(block), who].filter(Boolean);
  const mark = !mine && <Icon of={usersIcon} />;
  return (
    <button
      type="button"
      class="week-block"
      data-state={state}
      data-mine={mine || undefined}
      data-open={phase === 'open' || undefined}
      data-tight={tight || undefined}
      data-day={hour.date}
      aria-label={tight ? [title, whenText(hour), ...lines].join(' · ') : undefined}
      onClick={() => onPick(block)}
    >
      <strong>
        {!tight && mark}
        {title}
      </strong>
      {tight ? (
        <>
          <span>
            {mark}
            {timeText(hour.start)}
          </span>
          <span>{shortText(block)}</span>
        </>
      ) : (
        <>
          <span>
            <span class="hidden-text">{dayText(hour.date)} </span>
            {spanText(hour)}
          </span>
          {lines.map((line) => (
            <span key={line}>
              <span class="hidden-text"> · </span>
              {line}
            </span>
          ))}
        </>
      )}
    </button>
  );
}

const steps: { readonly [key: string]: readonly ['day' | 'block', -1 | 1] } = {
  ArrowUp: ['block', -1],
  ArrowDown: ['block', 1],
  ArrowLeft: ['day', -1],
  ArrowRight: ['day', 1],
};

/** From the block that has focus to the one before or after it, or to the first of the nearest day that has any. */
function goAlong(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const step = steps[event.key];
  const here = event.target;
  if (!step || !(here instanceof HTMLElement) || !here.matches('.week-block')) return;
  event.preventDefault();
  const [over, way] = step;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('.week-block')];
  const at = all.indexOf(here);
  const ahead = way === 1 ? all.slice(at + 1) : all.slice(0, at).toReversed();
  const next = over === 'block' ? ahead[0] : ahead.find(({ dataset }) => dataset.day !== here.dataset.day);
  const first = over === 'day' && next ? all.find(({ dataset }) => dataset.day === next.dataset.day) : next;
  first?.focus();
}
