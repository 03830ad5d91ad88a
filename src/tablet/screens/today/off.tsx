import { banIcon, calendarIcon } from '#kit/components/icons.tsx';
import { Pill } from '#kit/components/pill.tsx';
import { dayText, timeText } from '#kit/words/format.ts';
import { defineWords } from '#kit/words/language.ts';
import type { Hour } from './hours.ts';

const da = {
  cancelled: (reason: string) => (reason ? `Aflyst: ${reason}` : 'Aflyst'),
  moved: (day: string, time: string) => `Flyttet til ${day} kl. ${time}`,
};
const en: typeof da = {
  cancelled: (reason) => (reason ? `Cancelled: ${reason}` : 'Cancelled'),
  moved: (day, time) => `Moved to ${day} at ${time}`,
};

const offWords = defineWords({ da, en });

/** Why an hour is not held now and here, in a word. */
export function Off({ off }: { off: NonNullable<Hour['off']> }) {
  const text = offWords();
  return 'cancelled' in off ? (
    <Pill tone="neutral" icon={banIcon} word={text.cancelled(off.cancelled)} />
  ) : (
    <Pill
      tone="neutral"
      icon={calendarIcon}
      word={text.moved(dayText(off.movedTo.date), timeText(off.movedTo.start))}
    />
  );
}
