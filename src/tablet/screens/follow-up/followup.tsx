import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { nearDays } from '#domain/concern.ts';
import { Button } from '#kit/components/button.tsx';
import { SingleChips } from '#kit/components/chips.tsx';
import { Each } from '#kit/components/each.tsx';
import { Empty } from '#kit/components/empty.tsx';
import { Select } from '#kit/components/field.tsx';
import { Icon } from '#kit/components/icon.tsx';
import { circleCheckIcon, triangleAlertIcon } from '#kit/components/icons.tsx';
import { words } from '#kit/words/words.ts';
import { closedConcerns, openConcerns } from '../../actions/concern.ts';
import { Covered } from '../../shared/covered.tsx';
import { fourWeekDays, placeName } from '../../shared/served-places.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { tabletWords } from '../../words/words.ts';
import { Act } from './act.tsx';
import { ConcernCard } from './concern-card.tsx';
import { Dated, DatedDone } from './dated.tsx';
import { type Due, duesOn, type Urgency } from './due.ts';
import { followupText } from './text.ts';
import './followup.css';

export function FollowUpHead() {
  const unlocked = useUnlocked();
  return (
    <>
      <h1>{tabletWords().nav.follow}</h1>
      <p class="quiet">{followupText().goal(fourWeekDays(unlocked.replica()))}</p>
    </>
  );
}

const urgencies: readonly Urgency[] = ['overdue', 'soon', 'later'];
const isUrgent = ({ urgency }: Due): boolean => urgency !== 'later';

/** *Opfølgning*: the clocks that run at the worker's places, the nearest deadline first; below them the days that were agreed without a clock. */
export function FollowUp() {
  const unlocked = useUnlocked();
  const { clock } = words();
  const text = followupText();
  const [filter, setFilter] = useState('all');
  const [acting, setActing] = useState<Due>();
  const replica = unlocked.replica();
  if (unlocked.lease.value === 'over') return <Covered />;
  const today = unlocked.today.value;
  const dueOf = duesOn(replica, today);
  const all = openConcerns(replica).map(dueOf);
  const shown = all.filter((due) => isShown(filter, due));
  const cards = (dues: readonly Due[]) => <Cards dues={dues} onAct={setActing} />;
  const closed = filter === 'closed' ? closedConcerns(replica) : [];
  return (
    <div class="stack pane-body followup">
      <Filters all={all} chosen={filter} onChoose={setFilter} />
      {filter === 'closed' && closed.length === 0 && <Empty icon={circleCheckIcon} title={text.noneClosed} />}
      {filter === 'closed' && cards(closed.map(dueOf))}
      {filter !== 'closed' && shown.length === 0 && <Empty icon={circleCheckIcon} title={clock.none} />}
      {filter !== 'closed' &&
        urgencies.map((urgency) => {
          const group = shown.filter((due) => due.urgency === urgency);
          if (group.length === 0) return null;
          return (
            <section key={urgency} class="stack" aria-label={groupWord(urgency)}>
              <h2 class="concern-group" data-urgency={urgency}>
                {urgency === 'overdue' && <Icon of={triangleAlertIcon} />}
                {text.group(groupWord(urgency), group.length)}
              </h2>
              {cards(group)}
            </section>
          );
        })}
      {filter === 'closed' && <DatedDone />}
      {filter !== 'closed' && filter !== 'urgent' && <Dated place={filter} />}
      <Act due={acting} onClose={() => setActing(undefined)} />
    </div>
  );
}

/** So many cards are drawn at once; hundreds would make the tap slow. */
const firstShown = 30;

function Cards({ dues, onAct }: { dues: readonly Due[]; onAct: (due: Due) => void }) {
  const unlocked = useUnlocked();
  const { path } = useLocation();
  const [whole, setWhole] = useState(false);
  const days = fourWeekDays(unlocked.replica());
  const shown = whole ? dues : dues.slice(0, firstShown);
  return (
    <>
      <ul class="concerns">
        <Each of={shown} as="li" keyOf={(due) => due.concern.id}>
          {(due) => (
            <ConcernCard
              due={due}
              of={days}
              current={path === `/opf/${due.concern.id}`}
              onAct={() => onAct(due)}
            />
          )}
        </Each>
      </ul>
      {shown.length < dues.length && (
        <Button look="quiet" onPress={() => setWhole(true)}>
          {followupText().showAll(dues.length)}
        </Button>
      )}
    </>
  );
}

function groupWord(urgency: Urgency): string {
  const { clock } = words();
  return { overdue: clock.overdue, soon: clock.within(nearDays), later: clock.later }[urgency];
}

const isShown = (filter: string, due: Due): boolean =>
  filter === 'all' || (filter === 'urgent' ? isUrgent(due) : due.concern.institution === filter);

interface FiltersProps {
  all: readonly Due[];
  chosen: string;
  onChoose: (filter: string) => void;
}

/** As many places as chips of one line; more of them are a list to choose from. */
const chipsOfPlaces = 3;

function Filters({ all, chosen, onChoose }: FiltersProps) {
  const unlocked = useUnlocked();
  const { locale, common } = words();
  const text = followupText();
  const numbers = [...new Set(all.map(({ concern }) => concern.institution))];
  const countAt = (number: string) => all.filter(({ concern }) => concern.institution === number).length;
  const places = numbers
    .map((key) => ({ key, word: text.at(placeName(unlocked.replica(), key), countAt(key)) }))
    .sort((one, other) => one.word.localeCompare(other.word, locale));
  const asChips = places.length <= chipsOfPlaces;
  return (
    <div class="followup-filters">
      <SingleChips
        legend={text.show}
        legendHidden
        choices={[
          { key: 'all', word: text.all(all.length) },
          { key: 'urgent', word: text.urgent(all.filter(isUrgent).length) },
          ...(asChips ? places : []),
          { key: 'closed', word: text.closed },
        ]}
        chosen={chosen}
        onChoose={onChoose}
      />
      {!asChips && (
        <Select
          label={common.place}
          value={numbers.includes(chosen) ? chosen : ''}
          choices={[{ key: '', word: common.allPlaces }, ...places]}
          onInput={(place) => onChoose(place || 'all')}
        />
      )}
    </div>
  );
}
