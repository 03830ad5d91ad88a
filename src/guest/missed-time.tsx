import type { BookPage } from '#api/client/public-pages.ts';
import { Banner } from '#kit/components/banner.tsx';
import { triangleAlertIcon } from '#kit/components/icons.tsx';
import { timeText } from '#kit/words/format.ts';
import type { BookingWords } from './da.ts';
import { dayWord } from './times.tsx';

/** Why the time that was asked for is not to be had, and the next that is: *10.20 blev netop taget. 10.40 er ledig.* */
export function MissedTime({
  view: { missed, chosen, today },
  say,
}: {
  view: Pick<BookPage, 'missed' | 'chosen' | 'today'>;
  say: BookingWords;
}) {
  if (missed === null) return null;
  const next = chosen
    ? chosen.date === today
      ? say.takenNext(timeText(chosen.start))
      : say.takenNextOn(dayWord(chosen.date, today, say), timeText(chosen.start))
    : say.takenNone;
  return (
    <Banner
      tone="wait"
      icon={triangleAlertIcon}
      title={say.missed[missed.why](timeText(missed.start))}
      role="alert"
    >
      {next}
    </Banner>
  );
}
