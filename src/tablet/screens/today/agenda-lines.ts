import type { Booked } from '#domain/booking.ts';
import type { WallTime } from '#domain/day.ts';
import { type Slot, slots } from '#domain/drop-in.ts';
import type { Hour as Planned } from '#domain/occurrence.ts';
import type { BookingRequest } from '../../actions/booking-request.ts';

/** One slot of an hour: booked, requested or free. */
export type AgendaLine = { key: string; start: WallTime } & (
  | { type: 'booking'; booking: Booked }
  | { type: 'bookingRequest'; request: BookingRequest }
  | { type: 'free' | 'walkIn'; cancelled?: Booked }
);

interface Times {
  bookings: readonly Booked[];
  /** Of this hour, not answered yet. */
  requests: readonly BookingRequest[];
  /** Bookings whose conversation stands in the list already. */
  talked: ReadonlySet<string>;
  /** Free times are worth showing only while bookers may still come. */
  withFree: boolean;
}

/** The times of an hour by the clock. What somebody cancelled stays, struck through, until somebody else has its time. */
export function agendaLines(hour: Planned, { bookings, requests, talked, withFree }: Times): AgendaLine[] {
  const held = bookings.filter(isHeld);
  const free = freeOf(hour, bookings, requests).map(({ start, walkIn }): AgendaLine => {
    const cancelled = bookings.findLast(
      (booking) => booking.state === 'cancelled' && booking.start === start,
    );
    return { key: start, start, type: walkIn ? 'walkIn' : 'free', ...(cancelled && { cancelled }) };
  });
  const lines: AgendaLine[] = [
    ...held
      .filter(({ id }) => !talked.has(id))
      .map((booking): AgendaLine => ({ key: booking.id, start: booking.start, type: 'booking', booking })),
    ...requests.map(
      (request): AgendaLine => ({ key: request.id, start: request.start, type: 'bookingRequest', request }),
    ),
    ...free.filter((line) => withFree || ('cancelled' in line && line.cancelled)),
  ];
  return lines.sort((one, other) => one.start.localeCompare(other.start));
}

const isHeld = ({ state }: Booked): boolean => state !== 'cancelled';

const freeOf = (hour: Planned, bookings: readonly Booked[], requests: readonly BookingRequest[]): Slot[] => {
  const taken = [...bookings.filter(isHeld), ...requests];
  return slots(hour).filter((slot) => !taken.some(({ start, end }) => start < slot.end && slot.start < end));
};

/** The number of free slots of an hour. */
export const freeCount = (
  hour: Planned,
  bookings: readonly Booked[],
  requests: readonly BookingRequest[],
): number => freeOf(hour, bookings, requests).length;
