import fc from 'fast-check';
import { expect, it } from 'vitest';
import { alternativesTo, Booker, freeSlots, hourNow, type Taken } from '#domain/booking.ts';
import { instantAt } from '#domain/day.ts';
import { outsideId } from '#domain/id.ts';
import type { Hour } from '#domain/occurrence.ts';

const [mette, anders] = [outsideId('person', 'mette'), outsideId('person', 'anders')];
const hour = (more: Partial<Hour> = {}): Hour => ({
  id: outsideId('hour', JSON.stringify(more)),
  institution: '849001',
  dropIn: outsideId('dropIn', 'x'),
  date: '2026-11-24',
  start: '09:00',
  end: '11:00',
  room: 'Kontoret',
  worker: mette,
  slotMinutes: 20,
  walkInShare: 0.5,
  earliestDays: 28,
  latestMinutes: 0,
  state: 'held',
  ...more,
});
const at = (day: string, time: string): number => Date.parse(instantAt(day, time));
const before = at('2026-11-20', '12:00');
const starts = (hours: Hour[], taken: Taken[] = [], now = before): string[] =>
  freeSlots(hours, taken, now).map(({ start }) => start);
const taken = (from: string, until: string, more: Partial<Taken> = {}): Taken => ({
  institution: '849001',
  room: 'Kontoret',
  worker: mette,
  from: instantAt('2026-11-24', from),
  until: instantAt('2026-11-24', until),
  ...more,
});

it('offers the slots in front of the walk-in share, and all of them to a worker', () => {
  expect(starts([hour()])).toEqual(['09:00', '09:20', '09:40']);
  expect(freeSlots([hour()], [], before, { walkIns: true })).toHaveLength(6);
});

it.each(['cancelled', 'moved', 'closed'] as const)('offers nothing of an hour that is %s', (state) => {
  expect(starts([hour({ state })])).toEqual([]);
});

it('offers no slot that has begun, nor one for which booking has closed', () => {
  expect(starts([hour()], [], at('2026-11-24', '09:00'))).toEqual(['09:20', '09:40']);
  expect(starts([hour({ latestMinutes: 60 })], [], at('2026-11-24', '08:20'))).toEqual(['09:40']);
});

it('offers an hour from the day on which it may be booked', () => {
  expect(starts([hour({ earliestDays: 7 })], [], at('2026-11-16', '23:59'))).toEqual([]);
  expect(starts([hour({ earliestDays: 7 })], [], at('2026-11-17', '00:00'))).toHaveLength(3);
});

it('offers the times of hours that overlap in the order of the clock, and of one worker each time once', () => {
  const other = { start: '09:10', end: '10:00', walkInShare: 0 };
  expect(starts([hour(), hour({ ...other, worker: anders, room: 'B' })])).toEqual([
    '09:00',
    '09:10',
    '09:20',
    '09:30',
    '09:40',
  ]);
  const later = { start: '09:20', end: '10:00', walkInShare: 0 };
  expect(starts([hour(), hour(later)])).toEqual(['09:00', '09:20', '09:40']);
  expect(starts([hour(), hour({ ...later, worker: anders, room: 'B' })])).toEqual([
    '09:00',
    '09:20',
    '09:20',
    '09:40',
    '09:40',
  ]);
});

it('leaves out what overlaps a booking of the worker anywhere, or of the room', () => {
  expect(starts([hour()], [taken('09:10', '09:30')])).toEqual(['09:40']);
  expect(starts([hour()], [taken('09:20', '09:40', { institution: '849002', room: 'Andet' })])).toEqual([
    '09:00',
    '09:40',
  ]);
  expect(starts([hour()], [taken('09:00', '09:20', { worker: anders })])).toEqual(['09:20', '09:40']);
});

it('two rooms of one name at two places are two rooms', () => {
  expect(starts([hour()], [taken('09:00', '09:20', { worker: anders, institution: '849002' })])).toHaveLength(
    3,
  );
});

it('never offers two slots to two people that one worker or room can’t hold', () => {
  const minute = fc.integer({ min: 0, max: 160 });
  fc.assert(
    fc.property(minute, fc.integer({ min: 5, max: 60 }), fc.boolean(), (start, length, sameRoom) => {
      const from = new Date(at('2026-11-24', '08:30') + start * 60_000).toISOString();
      const until = new Date(Date.parse(from) + length * 60_000).toISOString();
      const other: Taken = { ...taken('09:00', '09:20'), from, until };
      const mine = sameRoom ? { ...other, worker: anders } : { ...other, room: 'Andet' };
      for (const slot of freeSlots([hour({ walkInShare: 0 })], [mine], before)) {
        expect(slot.until <= from || until <= slot.from).toBe(true);
      }
    }),
  );
});

it('offers the next times first instead of one that was taken, then those before it', () => {
  const free = freeSlots([hour({ walkInShare: 0 })], [taken('09:40', '10:00')], before);
  const offered = (time: string) =>
    alternativesTo(instantAt('2026-11-24', time), free).map(({ start }) => start);
  expect(offered('09:40')).toEqual(['10:00', '10:20', '10:40']);
  expect(offered('10:40')).toEqual(['10:40', '10:20', '10:00']);
  expect(alternativesTo(instantAt('2026-11-24', '09:00'), [])).toEqual([]);
});

it('an hour is open from its start until its end', () => {
  const open = (time: string) => hourNow([hour()], at('2026-11-24', time)) !== undefined;
  expect(['08:59', '09:00', '10:59', '11:00'].map(open)).toEqual([false, true, true, false]);
  expect(hourNow([hour({ state: 'cancelled' })], at('2026-11-24', '10:00'))).toBeUndefined();
});

it.each([
  [{ role: 'teacher', name: 'Jonas Lind', mail: 'jonas@skole.example' }, []],
  [{ role: 'teacher', name: '  ', mail: 'jonas@skole.example' }, ['name']],
  [{ role: 'teacher', name: 'Barnet 010115-1234', mail: 'jonas@skole.example' }, ['name']],
  [{ role: 'teacher', name: 'Jonas\nBcc: x@y.dk', mail: 'jonas@skole.example' }, ['name']],
  [{ role: 'teacher', name: 'Jonas', mail: 'jonas@skole.example, other@skole.example' }, ['mail']],
  [{ role: 'teacher', name: 'Jonas', mail: 'x@skole.example\r\nBcc: a@b.dk' }, ['mail']],
  [{ role: 'teacher', name: 'Jonas', mail: '010115-1234@skole.example' }, ['mail']],
  [{ role: '', name: '', mail: '' }, ['role', 'name', 'mail']],
])('reads who books, and names what is wrong: %j', (form, wrong) => {
  const read = Booker.safeParse(form);
  const fields = read.success ? [] : [...new Set(read.error.issues.map(({ path }) => path[0]))];
  expect(fields).toEqual(wrong);
});
