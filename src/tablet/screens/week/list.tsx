import type { Day } from '#domain/day.ts';
import { Row } from '#kit/components/card.tsx';
import { Each } from '#kit/components/each.tsx';
import { banIcon, calendarIcon, clockIcon, radioIcon, usersIcon } from '#kit/components/icons.tsx';
import { Pill } from '#kit/components/pill.tsx';
import { dayText, dayTitle, timeText } from '#kit/words/format.ts';
import { personName } from '../../shared/served-places.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import type { Block } from './blocks.ts';
import { countText, weekText, whyOff } from './text.ts';
import './list.css';

interface ListProps {
  days: readonly Day[];
  blocks: readonly Block[];
  onPick: (block: Block) => void;
}

/** The same week as lines, day by day. */
export function List({ days, blocks, onPick }: ListProps) {
  const unlocked = useUnlocked();
  const text = weekText();
  return (
    <div class="week-list">
      {days.map((day) => {
        const here = blocks.filter(({ hour }) => hour.date === day);
        const isToday = unlocked.today.value === day;
        return (
          <section
            key={day}
            class="card"
            data-today={isToday || undefined}
            aria-label={text.hoursOn(dayTitle(day))}
          >
            <h2 aria-current={isToday ? 'date' : undefined}>
              {dayTitle(day)}
              {isToday && <span class="quiet"> · {text.today}</span>}
            </h2>
            {here.length === 0 && <p class="quiet">{text.emptyDay}</p>}
            <ul class="rows">
              <Each of={here} as="li" keyOf={(block) => block.key}>
                {(block) => <Line block={block} onPick={onPick} />}
              </Each>
            </ul>
          </section>
        );
      })}
    </div>
  );
}

const looks = {
  cancelled: { tone: 'danger', icon: banIcon },
  moved: { tone: 'wait', icon: clockIcon },
  closed: { tone: 'neutral', icon: calendarIcon },
} as const;

function Line({ block, onPick }: { block: Block; onPick: (block: Block) => void }) {
  const unlocked = useUnlocked();
  const text = weekText();
  const { hour, place, mine, phase } = block;
  const { state } = hour;
  const name = personName(unlocked.replica(), hour.worker);
  return (
    <Row
      lead={timeText(hour.start)}
      title={place.name}
      apart={dayText(hour.date)}
      more={[text.until(timeText(hour.end)), whyOff(hour), countText(block)].filter(Boolean).join(' · ')}
      onPress={() => onPick(block)}
      aside={
        <span class="row-pills">
          {state !== 'held' && <Pill {...looks[state]} word={text.states[state]} />}
          {phase === 'open' && <Pill tone="sent" icon={radioIcon} word={text.running} />}
          {!mine && <Pill tone="neutral" icon={usersIcon} word={text.heldBy(name)} />}
        </span>
      }
    />
  );
}
