import { dayOf } from '../../domain/day.ts';
import { questionsFor } from '../../store/review.ts';
import { useDesk } from '../desk.tsx';
import { Banner } from '../kit/banner.tsx';
import { Row } from '../kit/card.tsx';
import { Each } from '../kit/each.tsx';
import { messageSquareIcon } from '../kit/icons.tsx';
import { placeName } from '../places.ts';
import { momentText } from '../words/format.ts';
import { valueText } from '../words/value.ts';
import { words } from '../words/words.ts';

/** What the coordinator asks about, each with the way to its answer. The question itself stands in the conversation. */
export function Asked() {
  const desk = useDesk();
  const shelf = desk.shelf();
  const open = questionsFor(shelf);
  if (open.length === 0) return null;
  return (
    <Banner tone="wait" icon={messageSquareIcon} title={words().tablet.asked(open.length)}>
      <ul class="rows">
        <Each of={open} as="li" keyOf={({ consultation: { id } }) => id}>
          {({ consultation: { id, institution, fixed, fields } }) => {
            const started = String(fixed.started);
            return (
              <Row
                href={`/henvendelse/${id}`}
                title={placeName(shelf, institution)}
                more={`${valueText('role', fields.role?.now.v)} · ${momentText(started, dayOf(started))}`}
              />
            );
          }}
        </Each>
      </ul>
    </Banner>
  );
}
