import type { Day } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import type { RecordOf } from '#domain/record-kinds.ts';
import { dayText, timeText } from '#kit/words/format.ts';
import { words } from '#kit/words/words.ts';
import type { Replica } from '../store/replica.ts';
import { tabletWords } from '../words/words.ts';
import { personName, placeName } from './served-places.ts';

/** What the name of an hour is made of. */
interface Named {
  id: Id;
  place: { name: string };
  date: Day;
  start: string;
  end: string;
  worker: Id;
}

/** What an hour is called wherever a card, a button or a line is about it. No two on one screen are called the same. */
export interface HourName {
  /** `08.30–10.00`; with its day where that is not today. */
  when: string;
  /** What tells it from another at the same place and time, where there is one: `nr. 2`. */
  apart: string;
  /** `Brovst Skole, 08.30–10.00` */
  full: string;
}

/** When an hour is held, with its day where that is not today. */
export function whenOf({ date, start, end }: { date: Day; start: string; end: string }, today: Day): string {
  const span = words().date.span(timeText(start), timeText(end));
  return date === today ? span : `${dayText(date)} ${span}`;
}

/** `Brovst Skole, 08.30–10.00`: the parts of a name, in the order in which they are read. */
export const joined = (...parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join(', ');

/** An hour by its record alone. */
export function sessionName(
  replica: Replica,
  { institution, fixed }: RecordOf<'session'>,
  today: Day,
): string {
  return joined(placeName(replica, institution), whenOf(fixed, today));
}

/** A name, or what is stored as it stands where that cannot be read: then its own row says so, and the others have their names. */
export function readable(name: () => string, stored: string): string {
  try {
    return name();
  } catch {
    return stored;
  }
}

/** The same words again get a number: `a`, `b`, `a, nr. 2`. */
export function numbered(names: readonly string[]): { apart: string; full: string }[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    const apart = count > 1 ? tabletWords().tablet.nth(count) : '';
    return { apart, full: joined(name, apart) };
  });
}

/**
 * The names of all hours on a screen, by id: place and time, then whose it is where colleagues are at one place at one time,
 * then a number, by id: the number of an hour is the same on every tablet.
 */
export function hourNames(replica: Replica, hours: readonly Named[], today: Day): ReadonlyMap<Id, HourName> {
  const ordered = hours.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const whens = ordered.map((hour) => readable(() => whenOf(hour, today), `${hour.start}–${hour.end}`));
  const plain = ordered.map(({ place }, at) => joined(place.name, whens[at]));
  const isShared = (at: number): boolean =>
    ordered.some((other, index) => plain[index] === plain[at] && other.worker !== ordered[at]!.worker);
  const full = numbered(
    plain.map((name, at) =>
      joined(name, isShared(at) ? personName(replica, ordered[at]!.worker) : undefined),
    ),
  );
  return new Map(ordered.map(({ id }, at) => [id, { when: whens[at]!, ...full[at]! }]));
}
