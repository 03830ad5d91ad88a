import { useEffect, useRef } from 'preact/hooks';
import { Banner } from '#kit/components/banner.tsx';
import { Each } from '#kit/components/each.tsx';
import { calendarIcon } from '#kit/components/icons.tsx';
import { openWishes, unsettledWishes, type Wish } from '../../actions/booking-request.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { useAnnounce } from '../announce.ts';
import { placeName } from '../served-places.ts';
import { whenText } from './choose-time.tsx';
import { nextTalkText } from './text.ts';
import { WishRow } from './wish-row.tsx';

/** Times she has promised that cannot be kept, each with others to choose; and what the server says of the rest, once. */
export function UnsettledWishes() {
  const unlocked = useUnlocked();
  const text = nextTalkText();
  const replica = unlocked.replica();
  useAnswers(openWishes(replica).filter(({ by }) => by === unlocked.person));
  const lost = unsettledWishes(replica, unlocked.person, unlocked.today.value);
  if (lost.length === 0) return null;
  return (
    <Banner tone="danger" icon={calendarIcon} title={text.unsettled(lost.length)}>
      <ul class="rows">
        <Each of={lost} as="li" keyOf={(wish) => wish.id}>
          {(wish) => <WishRow wish={wish} at={placeName(replica, wish.institution)} />}
        </Each>
      </ul>
    </Banner>
  );
}

/** An answer that comes while she looks is said; what was answered before is shown where it stands. */
function useAnswers(wishes: readonly Wish[]): void {
  const announce = useAnnounce();
  const before = useRef<ReadonlyMap<string, Wish['state']>>(new Map());
  useEffect(() => {
    const text = nextTalkText();
    for (const wish of wishes) {
      if (before.current.get(wish.id) !== 'waiting') continue;
      if (wish.state === 'confirmed') announce(text.confirmed(whenText(wish)));
      if (wish.state === 'refused') announce(text.refused(whenText(wish)));
    }
    before.current = new Map(wishes.map(({ id, state }) => [id, state]));
  });
}
