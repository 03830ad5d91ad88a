import { standing } from '#domain/assessment.ts';
import { dayOf } from '#domain/day.ts';
import type { RecordOf } from '#domain/record-kinds.ts';
import { Each } from '#kit/components/each.tsx';
import { momentText, timeOf, timeText } from '#kit/words/format.ts';
import { valueText } from '#kit/words/value.ts';
import { words } from '#kit/words/words.ts';
import { assessmentsOf } from '../../actions/consultation.ts';
import { personName } from '../../shared/served-places.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { documents, record as find } from '../../store/replica.ts';
import { conversationText } from './text.ts';
import '../../shared/note.css';

/** The booking or the queue entry from which the conversation began. */
export function Came({ record: { fixed } }: { record: RecordOf<'consultation'> }) {
  const replica = useUnlocked().replica();
  const text = conversationText();
  if (fixed.booking) {
    const booking = documents(replica, 'booking').find(({ id }) => id === fixed.booking);
    return <p>{booking ? text.booked(timeText(booking.start)) : text.bookedSomeTime}</p>;
  }
  const entry = fixed.queueEntry ? find(replica, 'queueEntry', fixed.queueEntry) : undefined;
  if (!entry) return null;
  const since = entry.fixed.since;
  const waited = Math.max(0, Math.round((Date.parse(fixed.started) - Date.parse(since)) / 60_000));
  return <p>{text.queued(timeOf(since), waited)}</p>;
}

/** All assessments, where there is more than one. One that was set aside is shown too. */
export function Judged({ record }: { record: RecordOf<'consultation'> }) {
  const unlocked = useUnlocked();
  const text = conversationText();
  const replica = unlocked.replica();
  const all = assessmentsOf(replica, record.id);
  if (all.length < 2) return null;
  const valid = new Set(standing(all).map(({ id }) => id));
  return (
    <section aria-label={text.judged}>
      <h2>{text.judged}</h2>
      <Each of={all} as="div" keyOf={(one) => one.id}>
        {(one) => {
          const [by, at] = one.ops[one.made]!;
          const value = valueText('value', one.fixed.value);
          const { reason } = one.fixed;
          return (
            <div class="note private">
              <p>
                {valid.has(one.id) ? (
                  <strong>{value}</strong>
                ) : (
                  <>
                    <s>{value}</s> ({text.aside})
                  </>
                )}
              </p>
              {reason !== undefined && (
                <p class="note-text" translate={false}>
                  {reason}
                </p>
              )}
              <p class="small quiet">
                {personName(replica, by) || words().common.unknownPerson} · {momentText(at, dayOf(at))}
              </p>
            </div>
          );
        }}
      </Each>
    </section>
  );
}
