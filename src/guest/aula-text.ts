import type { FixedHour, NoticeView } from '#api/client/public-pages.ts';
import { timeText } from '#kit/words/format.ts';
import type { BookingWords } from './da.ts';

/** The parts in one line, each only once. */
export const list = (parts: readonly string[]): string => [...new Set(parts)].join(', ');

export const workersOf = (hours: readonly FixedHour[], title: string, say: BookingWords): string =>
  list(hours.map(({ worker }) => worker)) || say.anyWorker(title);

const hoursText = ({ weekday, everyWeeks, start, end }: FixedHour, say: BookingWords): string => {
  const span = say.span(timeText(start), timeText(end)).replaceAll('\u00a0', ' ');
  const day = say.weekdays[weekday - 1]!;
  return everyWeeks === 1 ? `${day} ${span}` : `${day} ${span} (${say.everyWeeks(everyWeeks)})`;
};

/** What a place may put up in Aula: the hours, whom one meets, the link; no personal data besides the worker's name. */
export const noticeText = ({ place, title, hours, url }: NoticeView, say: BookingWords): string =>
  say.notice({
    place,
    worker: workersOf(hours, title, say),
    title,
    hours: list(hours.map((hour) => hoursText(hour, say).toLocaleLowerCase('da'))) || say.posterNone,
    url,
  });
