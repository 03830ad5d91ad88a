import { useState } from 'preact/hooks';
import { addDays } from '#domain/day.ts';
import { chipsOf, fieldOf } from '#domain/merge/record-state.ts';
import type { RecordOf } from '#domain/record-kinds.ts';
import { Button } from '#kit/components/button.tsx';
import { Each } from '#kit/components/each.tsx';
import { circleCheckIcon, rotateCcwIcon } from '#kit/components/icons.tsx';
import { dayShort, dayText, dayWithWeek, inWords } from '#kit/words/format.ts';
import { valueText } from '#kit/words/value.ts';
import { type Dated as Agreed, datedFollowUps, followedUp } from '../../actions/concern.ts';
import { consultation } from '../../actions/consultation.ts';
import { placeName } from '../../shared/served-places.ts';
import { type Unlocked, useUnlocked } from '../../state/unlocked-context.tsx';
import { ActDated, openDayAgain } from './act-dated.tsx';
import { followupText } from './text.ts';
import '#kit/components/card.css';
import './dated.css';

/** An agreed day that was not followed up is shown for so many days after it. */
const keptFor = 14;

/** The inquirer's role and the themes. */
const aboutOf = (conversation: RecordOf<'consultation'>): string[] => [
  valueText('role', fieldOf(conversation, 'role')),
  chipsOf(conversation, 'themes')
    .map((key) => valueText('themes', key))
    .join(', '),
];

/** Days that were agreed without a 4-week clock: each is done in three taps. */
export function Dated({ place }: { place: string }) {
  const unlocked = useUnlocked();
  const text = followupText();
  const [acting, setActing] = useState<Agreed>();
  const replica = unlocked.replica();
  const today = unlocked.today.value;
  const lines = datedFollowUps(replica, addDays(today, -keptFor)).filter(
    ({ conversation }) => place === 'all' || conversation.institution === place,
  );
  if (lines.length === 0) return null;
  return (
    <section class="stack" aria-label={text.dated}>
      <h2>{text.group(text.dated, lines.length)}</h2>
      <p class="small quiet">{text.datedSince(inWords(keptFor / 7))}</p>
      <ul class="dated card">
        <Each of={lines} as="li" keyOf={({ conversation }) => conversation.id}>
          {(agreed) => {
            const { conversation, due } = agreed;
            const where = placeName(replica, conversation.institution);
            return (
              <li data-past={due < today || undefined}>
                <Line
                  href={`/henvendelse/${conversation.id}`}
                  day={dayShort(due)}
                  title={where}
                  more={[...aboutOf(conversation), dayWithWeek(due)]}
                />
                <Button
                  icon={circleCheckIcon}
                  label={text.doneFor(where, dayText(due))}
                  onPress={() => setActing(agreed)}
                >
                  {text.done}
                </Button>
              </li>
            );
          }}
        </Each>
      </ul>
      <ActDated agreed={acting} onClose={() => setActing(undefined)} />
    </section>
  );
}

/** So many of those that were done are shown; the others stand with their conversations. */
const mostDone = 50;

/** Agreed days that were followed up, the latest first; each can be opened again. */
export function DatedDone() {
  const unlocked = useUnlocked();
  const text = followupText();
  const replica = unlocked.replica();
  const done = followedUp(replica).slice(0, mostDone);
  if (done.length === 0) return null;
  return (
    <section class="stack" aria-label={text.datedDone}>
      <h2>{text.datedDone}</h2>
      <ul class="dated card">
        <Each of={done} as="li" keyOf={(one) => one.id}>
          {(one) => <DoneLine unlocked={unlocked} done={one} />}
        </Each>
      </ul>
    </section>
  );
}

function DoneLine({ unlocked, done }: { unlocked: Unlocked; done: RecordOf<'followUp'> }) {
  const text = followupText();
  const replica = unlocked.replica();
  const conversation = consultation(replica, done.fixed.consultation);
  const where = placeName(replica, done.institution);
  const { on, due, outcome } = done.fixed;
  const outcomeTexts = [valueText('outcome', outcome), text.followedUpOn(dayShort(on))];
  return (
    <li>
      <Line
        href={`/henvendelse/${done.fixed.consultation}`}
        day={dayShort(due)}
        title={where}
        more={[...outcomeTexts, ...(conversation ? aboutOf(conversation) : [])]}
      />
      <Button
        icon={rotateCcwIcon}
        label={text.againFor(where, dayText(due))}
        onPress={() => void openDayAgain(unlocked, done.id)}
      >
        {text.again}
      </Button>
    </li>
  );
}

const Line = (props: { href: string; day: string; title: string; more: readonly string[] }) => (
  <a class="row dated-row" href={props.href}>
    <span class="row-lead dated-day">{props.day}</span>
    <span class="row-main">
      <span class="row-title">{props.title}</span>
      <span class="row-more"> {props.more.filter(Boolean).join(' · ')}</span>
    </span>
  </a>
);
