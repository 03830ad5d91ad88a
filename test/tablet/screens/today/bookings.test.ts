import { describe, expect, it } from 'vitest';
import type { Booked } from '#domain/booking.ts';
import type { Hour } from '#domain/occurrence.ts';
import type { BookingRequest } from '#tablet/actions/booking-request.ts';
import { agendaLines, freeCount } from '#tablet/screens/today/agenda-lines.ts';
import { newsOf } from '#tablet/screens/today/arrivals.ts';

const hour = { start: '09:00', end: '10:30', slotMinutes: 20, walkInShare: 0.5 } as Hour;
const booking = (id: string, start: string, state: Booked['state'] = 'confirmed', end = ''): Booked => ({
  ...{
    id,
    institution: '849001',
    occurrence: 'o',
    dropIn: null,
    date: '2026-11-23',
    start,
    room: '',
    worker: 'w',
  },
  end: end || `${start.slice(0, 3)}${String(Number(start.slice(3)) + 20)}`,
  ...{ role: 'teacher', name: null, theme: null, state },
});
const shown = (
  bookings: Booked[],
  { talked = [] as string[], withFree = true, requests = [] as BookingRequest[] } = {},
) =>
  agendaLines(hour, { bookings, requests, talked: new Set(talked), withFree }).map(
    (line) => `${line.start} ${line.type}${'cancelled' in line && line.cancelled ? ' (cancelled)' : ''}`,
  );

describe('the times of an hour', () => {
  it('are as many lines with bookings as without: one that is booked takes the place of a free one', () => {
    expect(shown([])).toEqual(['09:00 free', '09:20 free', '09:40 walkIn', '10:00 walkIn']);
    expect(shown([booking('a', '09:20')])).toEqual([
      '09:00 free',
      '09:20 booking',
      '09:40 walkIn',
      '10:00 walkIn',
    ]);
  });

  it('leave out a booking whose conversation stands in the list, and do not call its time free', () => {
    expect(shown([booking('a', '09:20', 'kept')], { talked: ['a'] })).toEqual([
      '09:00 free',
      '09:40 walkIn',
      '10:00 walkIn',
    ]);
    expect(shown([booking('a', '09:20', 'kept')])).toContain('09:20 booking');
  });

  it('show what was cancelled until somebody else has its time', () => {
    expect(shown([booking('a', '09:20', 'cancelled')])).toContain('09:20 free (cancelled)');
    expect(shown([booking('a', '09:20', 'cancelled')], { withFree: false })).toEqual([
      '09:20 free (cancelled)',
    ]);
    expect(shown([booking('a', '09:20', 'cancelled'), booking('b', '09:20')])).toEqual([
      '09:00 free',
      '09:20 booking',
      '09:40 walkIn',
      '10:00 walkIn',
    ]);
  });

  it('keep a booking that was made when the slots were others, and hide what it covers', () => {
    expect(shown([booking('a', '09:10', 'confirmed', '09:30')])).toEqual([
      '09:10 booking',
      '09:40 walkIn',
      '10:00 walkIn',
    ]);
  });

  it('count a time that was asked for as taken', () => {
    const request = { ...booking('w', '09:40'), state: 'waiting' } as unknown as BookingRequest;
    expect(shown([], { requests: [request] })).toContain('09:40 bookingRequest');
    expect(freeCount(hour, [booking('a', '09:00')], [request])).toBe(2);
  });
});

describe('what others do to bookings', () => {
  const before = new Map(
    [booking('a', '09:00'), booking('b', '09:20', 'cancelled')].map((one) => [one.id, one]),
  );
  it('is said once for what came, was cancelled, or moved to another hour', () => {
    const now = [booking('a', '09:00', 'cancelled'), booking('b', '09:20'), booking('c', '09:40')];
    expect(newsOf(before, now)).toEqual([
      'Booking 09.00 er aflyst: Lærer.',
      'Ny booking 09.20: Lærer.',
      'Ny booking 09.40: Lærer.',
    ]);
    expect(newsOf(before, [booking('b', '09:20', 'cancelled')])).toEqual([
      'Booking 09.00 er flyttet: Lærer.',
    ]);
  });

  it('is not said of what she sees herself', () => {
    const now = [booking('a', '09:00', 'absent'), booking('b', '09:20', 'cancelled')];
    expect(newsOf(before, now)).toEqual([]);
    expect(newsOf(before, [booking('a', '09:00', 'kept')])).toEqual([]);
  });
});
