import type { Hour } from '#domain/occurrence.ts';
import { closedText } from '#kit/words/closed.ts';
import { dayText, timeText } from '#kit/words/format.ts';
import { defineWords } from '#kit/words/language.ts';
import { words } from '#kit/words/words.ts';
import type { Block } from './blocks.ts';
import { da } from './da.ts';
import { en } from './en.ts';

/** The words of the week in the language now chosen; they come with its screens, not with the first page. */
export const weekText = defineWords({ da, en });

/** `09.00–11.00` */
export const spanText = ({ start, end }: Pick<Hour, 'start' | 'end'>): string =>
  words().date.span(timeText(start), timeText(end));

/** `mandag 30. november 08.30–10.00` */
export const whenText = (hour: Pick<Hour, 'date' | 'start' | 'end'>): string =>
  `${dayText(hour.date)} ${spanText(hour)}`;

/** Why an hour is not held then and there; empty where it is. */
export function whyOff({ state, reason, movedTo, closedBy }: Hour): string {
  if (state === 'cancelled') return reason ?? '';
  if (movedTo) return weekText().movedTo(dayText(movedTo.date), spanText(movedTo));
  return state === 'closed' && closedBy ? closedText(closedBy) : '';
}

/** `4 bookede · 2 ledige`, `i gang nu`, `fuldt booket`: what a block says of its bookings. */
export function countText({ hour, booked, free, phase, isCovered }: Block): string {
  const text = weekText();
  if (hour.state !== 'held') return text.mustMove(booked.length);
  if (phase === 'ended') return text.ended;
  if (isCovered) return [phase === 'open' && text.running, text.covered].filter(Boolean).join(' · ');
  if (booked.length > 0 && free.length === 0) return text.full;
  const counts = [
    booked.length > 0 ? text.booked(booked.length) : text.nobody,
    free.length > 0 && text.free(free.length),
  ];
  return [phase === 'open' && text.running, ...counts].filter(Boolean).join(' · ');
}

/** The one thing to know of a block that has little room. */
export function shortText(block: Block): string {
  const { hour, booked, free } = block;
  if (hour.state !== 'held') return whyOff(hour) || countText(block);
  if (block.isCovered) return weekText().covered;
  return booked.length > 0 ? weekText().booked(booked.length) : weekText().free(free.length);
}
