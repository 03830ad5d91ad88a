import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { addDays, type Day, isoWeekOf } from '#domain/day.ts';
import { Button, ButtonLink } from '#kit/components/button.tsx';
import { Empty } from '#kit/components/empty.tsx';
import { Icon } from '#kit/components/icon.tsx';
import {
  calendarDaysIcon,
  calendarIcon,
  chevronLeftIcon,
  chevronRightIcon,
  listChecksIcon,
  plusIcon,
} from '#kit/components/icons.tsx';
import { closedText } from '#kit/words/closed.ts';
import { words } from '#kit/words/words.ts';
import { useKey } from '../../device/shortcuts.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { tabletWords } from '../../words/words.ts';
import { type Shown, useShown, weeksLater } from './address.ts';
import { type Block, blocksOf, daysToShow, mondayToShow } from './blocks.ts';
import { ExtraSheet } from './extra.tsx';
import { Grid } from './grid.tsx';
import { HourSheet } from './hour-sheet.tsx';
import { List } from './list.tsx';
import { weekText } from './text.ts';
import './week.css';

export function WeekHead() {
  const unlocked = useUnlocked();
  const text = weekText();
  const { monday, to } = useShown();
  const first = mondayToShow(unlocked.today.value);
  const way = (weeks: number, label: string) => (
    <a class="button" data-icon-only aria-label={label} href={to({ monday: weeksLater(monday, weeks) })}>
      <Icon of={weeks < 0 ? chevronLeftIcon : chevronRightIcon} />
    </a>
  );
  return (
    <div class="week-head">
      {way(-1, text.previous)}
      <div class="week-name">
        <h1>{text.title(isoWeekOf(monday).week)}</h1>
        <p class="quiet">{rangeText(monday, addDays(monday, 4))}</p>
      </div>
      {way(1, text.next)}
      {monday !== first && (
        <ButtonLink look="quiet" href={to({ monday: first })}>
          {text.now}
        </ButtonLink>
      )}
    </div>
  );
}

/** `23.–27. november 2026` */
const rangeText = (from: Day, to: Day): string =>
  new Intl.DateTimeFormat(words().locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).formatRange(new Date(`${from}T12:00Z`), new Date(`${to}T12:00Z`));

/** *Uge*: the hours of a week, as a grid and as a list that says the same. */
export function Week() {
  const unlocked = useUnlocked();
  const { route } = useLocation();
  const shown = useShown();
  const { monday, view, to } = shown;
  const [open, setOpen] = useState<string>();
  const [extra, setExtra] = useState(false);
  const replica = unlocked.replica();
  const blocks = blocksOf(replica, unlocked.person, monday, addDays(monday, 6));
  const chosen =
    blocks.find(({ key }) => key === open) ?? blocks.find(({ hour }) => hour.id === open?.split(' ')[0]);
  useKey('arrowleft', () => route(to({ monday: weeksLater(monday, -1) })));
  useKey('arrowright', () => route(to({ monday: weeksLater(monday, 1) })));
  useKey('t', () => route(to({ monday: mondayToShow(unlocked.today.value) })));
  const days = daysToShow(monday, blocks);
  const pick = ({ key }: Block) => setOpen(key);
  return (
    <div class="stack pane-body week">
      <Tools shown={shown} onExtra={() => setExtra(true)} />
      {blocks.every(({ hour }) => hour.state === 'closed') ? (
        <NoHours monday={monday} blocks={blocks} />
      ) : view === 'grid' ? (
        <Grid days={days} blocks={blocks} onPick={pick} />
      ) : (
        <List days={days} blocks={blocks} onPick={pick} />
      )}
      <p class="week-keys small quiet">{weekText().keys}</p>
      <HourSheet block={chosen} onClose={() => setOpen(undefined)} />
      <ExtraSheet open={extra} monday={monday} onClose={() => setExtra(false)} />
    </div>
  );
}

function Tools({ shown: { view, to }, onExtra }: { shown: Shown; onExtra: () => void }) {
  const text = weekText();
  const way = (of: Shown['view'], icon: typeof calendarIcon, word: string) => (
    <a class="button" href={to({ view: of })} aria-current={view === of ? 'true' : undefined}>
      <Icon of={icon} />
      {word}
    </a>
  );
  return (
    <div class="week-tools">
      {/* biome-ignore lint/a11y/useSemanticElements: links, not fields: nothing here is filled in. */}
      <div class="week-views" role="group" aria-label={text.view}>
        {way('grid', calendarIcon, text.grid)}
        {way('list', listChecksIcon, text.list)}
      </div>
      <Button icon={plusIcon} onPress={onExtra}>
        {tabletWords().session.extra}
      </Button>
    </div>
  );
}

/** Nothing in a whole week has a reason more often than not: it is said. */
function NoHours({ monday, blocks }: { monday: Day; blocks: readonly Block[] }) {
  const reasons = blocks.flatMap(({ hour }) => (hour.closedBy ? closedText(hour.closedBy) : []));
  const why = [...new Set(reasons)].join(', ');
  return <Empty icon={calendarDaysIcon} title={weekText().empty(isoWeekOf(monday).week, why)} />;
}
