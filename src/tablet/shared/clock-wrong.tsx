import type { Instant } from '#domain/day.ts';
import { dayOf, instantOf } from '#domain/day.ts';
import { Banner } from '#kit/components/banner.tsx';
import { clockIcon } from '#kit/components/icons.tsx';
import { dayText, timeOf } from '#kit/words/format.ts';
import { words } from '#kit/words/words.ts';
import { tabletWords } from '../words/words.ts';

interface ClockWrongProps {
  /** The right time, and what was added to the tablet's own to have it (ms); not 0. */
  now: number;
  error: number;
}

/** `kl. 09.41`, and the day before it where the two are not on one day. */
const whenText = (at: Instant, withDay: boolean): string =>
  withDay ? `${dayText(dayOf(at), true)} ${words().date.at(timeOf(at))}` : words().date.at(timeOf(at));

/** The tablet's clock is more than two minutes from the endpoint's: both times, and that the app counts by the right one. */
export function ClockWrong({ now, error }: ClockWrongProps) {
  const { sync } = tabletWords();
  const [shown, right] = [instantOf(now - error), instantOf(now)];
  const withDay = dayOf(shown) !== dayOf(right);
  return (
    <Banner tone="wait" icon={clockIcon} title={sync.clockWrong}>
      {sync.clockWrongMore(whenText(shown, withDay), whenText(right, withDay))}
    </Banner>
  );
}
