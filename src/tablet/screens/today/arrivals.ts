import { useEffect, useRef } from 'preact/hooks';
import type { Booked } from '#domain/booking.ts';
import { timeText } from '#kit/words/format.ts';
import { valueText } from '#kit/words/value.ts';
import { useAnnounce } from '../../shared/announce.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { agendaText } from './agenda-text.ts';
import { type Hour, hoursOn } from './hours.ts';

/** Says what others do to the bookings of an open hour: come, cancel, move away. What was there before is no news. */
export function useArrivals(hour: Hour, bookings: readonly Booked[]): void {
  const unlocked = useUnlocked();
  const announce = useAnnounce();
  const known = useRef<ReadonlyMap<string, Booked> | undefined>(undefined);
  const settled = unlocked.replica().whole && unlocked.book.value.progress.checkedAt !== null;
  useEffect(() => {
    if (!settled) return;
    const before = known.current;
    known.current = new Map(bookings.map((booking) => [booking.id, booking]));
    if (!before || hour.phase !== 'open') return;
    const news = newsOf(before, bookings);
    if (news.length === 0) return;
    const at = placeOfNews(hour, hoursOn(unlocked.replica(), unlocked.person, hour.date));
    for (const text of news) announce(at ? agendaText().at(at, text) : text);
  });
}

/** Where a message is about, when the day has several hours that it could be about. */
export const placeOfNews = ({ id, place }: Hour, hours: readonly Hour[]): string | undefined =>
  hours.some((other) => other.id !== id) ? place.name : undefined;

export function newsOf(before: ReadonlyMap<string, Booked>, now: readonly Booked[]): string[] {
  const text = agendaText();
  const sentence = (textOf: (time: string, who: string) => string, { start, role }: Booked) =>
    textOf(timeText(start), valueText('role', role));
  const isOff = (booking: Booked | undefined) => booking === undefined || booking.state === 'cancelled';
  const still = new Set(now.map(({ id }) => id));
  return [
    ...now.flatMap((booking) => {
      const old = before.get(booking.id);
      if (isOff(old) && !isOff(booking)) return [sentence(text.came, booking)];
      return old && !isOff(old) && isOff(booking) ? [sentence(text.off, booking)] : [];
    }),
    ...[...before.values()]
      .filter((booking) => !still.has(booking.id) && !isOff(booking))
      .map((booking) => sentence(text.moved, booking)),
  ];
}
