import * as z from 'zod/mini';
import { inquirerRoles } from './consultation.ts';
import { looksLikeCpr } from './cpr.ts';
import { addDays, dayOf, type Instant, instantAt, minutesOf, type WallTime, wallTimeOf } from './day.ts';
import { slots } from './drop-in.ts';
import type { Id } from './id.ts';
import type { InstitutionNumber } from './institution.ts';
import type { Hour } from './occurrence.ts';
import { Line } from './text.ts';

/**
 * `mustMove`: its hour was cancelled, moved or closed, and its owner is told; it keeps its slot, so that an hour that is
 * taken up again finds its bookings. `kept` and `absent` are what the worker saw.
 */
export const bookingStates = ['confirmed', 'mustMove', 'cancelled', 'kept', 'absent'] as const;
export type BookingState = (typeof bookingStates)[number];

/** A booking as workers of its place read it: no mail address and no secret. */
export interface Booked
  extends Pick<Hour, 'institution' | 'dropIn' | 'date' | 'start' | 'end' | 'room' | 'worker'> {
  id: Id;
  /** Of the hour, see domain/occurrence. */
  occurrence: Id;
  role: string;
  name: string | null;
  theme: string | null;
  state: BookingState;
}

/** One line without control characters, because it travels in mails and lists. A CPR number is refused (docs/domain.md, "Privacy"). */
const OneLine = Line(80, 1);
export const BookerName = OneLine.check(z.refine((text) => !looksLikeCpr(text)));
/** The part after the @ must have a dot with something on both sides. One pass, so that a long text takes no more than its length. */
function isMailAddress(text: string): boolean {
  const [, domain] = /^[^\s@<>,;:"\\()[\]]{1,64}@([^\s@<>,;:"\\()[\]]{3,252})$/.exec(text) ?? [];
  return domain?.slice(1, -1).includes('.') === true;
}

export const MailAddress = Line(254).check(
  z.refine(isMailAddress),
  z.refine((text) => !looksLikeCpr(text)),
);
/** Who books: role, name and mail. Never who the child is. */
export const Booker = z.object({ role: z.enum(inquirerRoles), name: BookerName, mail: MailAddress });
export type Booker = z.infer<typeof Booker>;

/** A range that no other booking can have: of this worker anywhere, and of this room. */
export interface Taken {
  institution: InstitutionNumber;
  room: string;
  worker: Id;
  from: Instant;
  until: Instant;
}

export interface FreeSlot {
  hour: Hour;
  start: WallTime;
  end: WallTime;
  from: Instant;
  until: Instant;
}

const minute = 60_000;

/** Slots that are computed at once: far more than a place offers, and an end where somebody has made it hundreds of hours. */
const mostSlots = 1000;

/**
 * The slots that can be booked at `now` (milliseconds): of hours that are held, outside the walk-in share, not too far
 * ahead, not begun or closed for booking, and not taken. By time, also where two hours overlap; of two that one worker
 * has at the same time, the first. `walkIns`: the walk-in share too, which is the worker's own to give away.
 */
export const freeSlots = (
  hours: readonly Hour[],
  taken: readonly Taken[],
  now: number,
  { walkIns = false } = {},
): FreeSlot[] =>
  slotsOfAll(
    hours.filter(
      ({ state, date, earliestDays }) => state === 'held' && date <= addDays(dayOf(now), earliestDays),
    ),
    walkIns,
  )
    .filter(({ hour, from }) => Date.parse(from) - hour.latestMinutes * minute > now)
    .filter((slot) => !taken.some((other) => collides(slot, other)))
    .toSorted((one, other) => Number(one.from > other.from) - Number(one.from < other.from))
    .filter(isFirstOf(({ from, hour }) => `${from} ${hour.worker}`));

/** Keeps of all that have the same name the first. */
const isFirstOf = <T>(nameOf: (one: T) => string): ((one: T) => boolean) => {
  const found = new Set<string>();
  return (one) => {
    const name = nameOf(one);
    const isFirst = !found.has(name);
    found.add(name);
    return isFirst;
  };
};

/** Of the hours in their order, until there are too many. */
function slotsOfAll(hours: readonly Hour[], walkIns: boolean): FreeSlot[] {
  const all: FreeSlot[] = [];
  for (const hour of hours) {
    if (all.length >= mostSlots) break;
    all.push(...slotsOf(hour, walkIns));
  }
  return all.slice(0, mostSlots);
}

const slotsOf = (hour: Hour, walkIns: boolean): FreeSlot[] =>
  slots(hour)
    .filter(({ walkIn }) => walkIns || !walkIn)
    .map(({ start, end }) => ({
      hour,
      start,
      end,
      from: instantAt(hour.date, start),
      until: instantAt(hour.date, end),
    }))
    .filter(isOnTheClock);

/**
 * Does the slot exist on the day's clock, as long as it says? Where the clocks change some do not: spring skips 02:00–03:00,
 * and what runs into autumn's second 02:00 lasts an hour longer than it says. Within the repeated hour the first is meant.
 */
const isOnTheClock = ({ start, end, from, until }: FreeSlot): boolean => {
  const length = minutesOf(end) - minutesOf(start);
  const last = Date.parse(until) - minute;
  return (
    wallTimeOf(from) === start &&
    minutesOf(wallTimeOf(last)) === minutesOf(end) - 1 &&
    Date.parse(from) + length * minute === Date.parse(until)
  );
};

const collides = ({ hour, from, until }: FreeSlot, other: Taken): boolean =>
  from < other.until &&
  other.from < until &&
  (hour.worker === other.worker || (hour.institution === other.institution && hour.room === other.room));

/** Up to `count` free slots to offer instead of the one that began at `wanted`: the next ones first, then those before. */
export const alternativesTo = (wanted: Instant, free: readonly FreeSlot[], count = 3): FreeSlot[] => {
  const before = free.filter(({ from }) => from < wanted);
  return [...free.filter(({ from }) => from >= wanted), ...before.toReversed()].slice(0, count);
};

/** The hour that is held at `now` (milliseconds), if any. */
export const hourNow = (hours: readonly Hour[], now: number): Hour | undefined =>
  hours.find(
    ({ state, date, start, end }) =>
      state === 'held' && Date.parse(instantAt(date, start)) <= now && now < Date.parse(instantAt(date, end)),
  );
