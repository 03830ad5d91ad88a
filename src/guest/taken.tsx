import type { BookPage } from '#api/client/public-pages.ts';
import { Banner } from '#kit/components/banner.tsx';
import { triangleAlertIcon } from '#kit/components/icons.tsx';
import { timeText } from '#kit/words/format.ts';
import type { BookingWords } from './da.ts';
import { dayWord } from './times.tsx';

/** *10.20 blev netop taget. 10.40 er ledig.* */
export function Taken({
  view: { taken, chosen, today },
  say,
}: {
  view: Pick<BookPage, 'taken' | 'chosen' | 'today'>;
  say: BookingWords;
}) {
  if (taken === null) return null;
  const next = chosen
    ? chosen.date === today
      ? say.takenNext(timeText(chosen.start))
      : say.takenNextOn(dayWord(chosen.date, today, say), timeText(chosen.start))
    : say.takenNone;
  return (
    <Banner tone="wait" icon={triangleAlertIcon} title={say.taken(timeText(taken))} role="alert">
      {next}
    </Banner>
  );
}
