import { dayOf } from '#domain/day.ts';
import { Banner } from '#kit/components/banner.tsx';
import { Row } from '#kit/components/card.tsx';
import { Each } from '#kit/components/each.tsx';
import { messageSquareIcon } from '#kit/components/icons.tsx';
import { momentText } from '#kit/words/format.ts';
import { valueText } from '#kit/words/value.ts';
import { questionsFor } from '../../actions/review.ts';
import { placeName } from '../../shared/served-places.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { tabletWords } from '../../words/words.ts';

/** What the coordinator asks about, each with the way to its answer. The question itself stands in the conversation. */
export function Asked() {
  const unlocked = useUnlocked();
  const replica = unlocked.replica();
  const open = questionsFor(replica);
  if (open.length === 0) return null;
  return (
    <Banner tone="wait" icon={messageSquareIcon} title={tabletWords().tablet.asked(open.length)}>
      <ul class="rows">
        <Each of={open} as="li" keyOf={({ consultation: { id } }) => id}>
          {({ consultation: { id, institution, fixed, fields } }) => {
            const { started } = fixed;
            return (
              <Row
                href={`/henvendelse/${id}`}
                title={placeName(replica, institution)}
                more={`${valueText('role', fields.role?.current.value)} · ${momentText(started, dayOf(started))}`}
              />
            );
          }}
        </Each>
      </ul>
    </Banner>
  );
}
