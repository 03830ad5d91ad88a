import { describe, expect, it } from 'vitest';
import type { Schedule } from '#api/client/schedule.ts';
import { closingForm, newClosing, readClosing, schoolWeek } from '#coordinator/schedule/closing-draft.ts';
import { formOf, newHour, readHour, slotsTyped } from '#coordinator/schedule/hour-draft.ts';
import { hoursAddress, readHoursAddress, soughtHours } from '#coordinator/schedule/hours-address.ts';
import { wrongText } from '#coordinator/schedule/text.ts';
import type { DropIn } from '#domain/drop-in.ts';
import { outsideId } from '#domain/id.ts';

const mette = outsideId('person', 'mette');
const hour: DropIn = {
  ...{ id: outsideId('dropIn', 'one'), institution: '849003', worker: mette, weekday: 1, start: '08:30' },
  ...{ end: '10:00', room: 'Kontoret', slotMinutes: 20, walkInShare: 0.3, everyWeeks: 2 },
  ...{ validFrom: '2026-08-10', validTo: null, earliestDays: 14, latestMinutes: 60 },
};
const around = {
  today: '2026-11-23',
  places: [{ number: '849003' }],
  workers: [{ id: mette, name: 'Mette Holm', places: ['849003'] }],
};

describe('an hour as it is typed', () => {
  it('comes back as it was, from its new day', () => {
    const { id: _, ...rule } = hour;
    const read = readHour(formOf(hour, '2026-12-01'), around, hour);
    expect(read).toEqual({ hour: { ...rule, validFrom: '2026-12-01' } });
  });

  it('that is empty is said field by field in the order of the form, each in its own words', () => {
    const read = readHour(
      { ...newHour(''), slotMinutes: 'x', earliestDays: '', latestMinutes: '-1' },
      around,
    );
    const wrong = 'wrong' in read ? read.wrong : [];
    expect(wrong.map(({ field }) => field)).toEqual([
      ...['institution', 'worker', 'start', 'end', 'room', 'slotMinutes', 'earliestDays', 'latestMinutes'],
      'validFrom',
    ]);
    expect(wrong.map(wrongText).every((text) => text.length > 5)).toBe(true);
  });

  it('says how many of its slots can be booked, once that can be said', () => {
    expect(slotsTyped(formOf(hour, '2026-12-01'))).toEqual({ all: 4, bookable: 2 });
    expect(slotsTyped({ ...newHour('2026-12-01'), start: '08:00' })).toBeUndefined();
  });
});

describe('closed days as they are typed', () => {
  it('are one day without a last day, and close those who were chosen last', () => {
    const form = { ...newClosing, name: ' Temadag ', from: '2026-12-01', places: ['849003'], kinds: ['sfo'] };
    expect(readClosing(form, '2026-11-23')).toEqual({
      closing: { name: 'Temadag', from: '2026-12-01', to: '2026-12-01', kinds: [], places: ['849003'] },
    });
    expect(readClosing({ ...form, whom: 'all' }, '2026-11-23')).toMatchObject({
      closing: { kinds: ['*'], places: [] },
    });
  });

  it('come back as they were', () => {
    const closing = {
      id: 'x',
      name: 'Ferie',
      kinds: ['sfo' as const],
      places: ['849003'],
      from: '2026-12-01',
      to: '2026-12-04',
    };
    const { id: _, ...same } = closing;
    expect(readClosing(closingForm(closing), '2026-11-23', closing)).toEqual({ closing: same });
  });

  it('without anything say what is missing', () => {
    const read = readClosing(newClosing, '2026-11-23');
    expect('wrong' in read && read.wrong.map(({ field }) => field)).toEqual(['from', 'name', 'kinds']);
  });

  it('are filled in with the next week of that number', () => {
    expect(schoolWeek(42, '2026-10-12')).toMatchObject({ from: '2026-10-12', to: '2026-10-16' });
    expect(schoolWeek(42, '2026-10-13')).toMatchObject({ from: '2027-10-18', to: '2027-10-22' });
    expect(schoolWeek(7, '2026-11-23')).toMatchObject({ from: '2027-02-15' });
  });
});

describe('the list of hours', () => {
  const schedule: Schedule = {
    ...{ today: '2026-11-23', closings: [], occurrences: [], changes: [], workers: around.workers },
    places: [
      { number: '849003', name: 'Brovst Skole', kind: 'folkeskole', cluster: 'Brovst' },
      { number: '849001', name: 'Aabybro Skole', kind: 'folkeskole', cluster: 'Aabybro' },
    ],
    dropIns: [
      hour,
      { ...hour, id: outsideId('dropIn', 'ended'), validTo: '2026-11-22' },
      { ...hour, id: outsideId('dropIn', 'coming'), validFrom: '2026-11-24' },
      { ...hour, id: outsideId('dropIn', 'elsewhere'), institution: '849001', weekday: 2 },
    ],
  };

  it('is one view of them, sorted as Danish is, and every view says how many it has', () => {
    const { hours, counts } = soughtHours(schedule, readHoursAddress({}));
    expect(counts).toEqual({ now: 2, soon: 1, over: 1, all: 4 });
    // Aa is Å, and comes last.
    expect(hours.map(({ institution }) => institution)).toEqual(['849003', '849001']);
    const turned = soughtHours(schedule, readHoursAddress({ orden: 'faldende', visning: 'alle' }));
    expect(turned.hours.map(({ institution }) => institution)).toEqual([
      '849001',
      '849003',
      '849003',
      '849003',
    ]);
    expect(soughtHours(schedule, readHoursAddress({ sted: '849001' })).counts.all).toBe(1);
  });

  it('has an address that says what it shows, and nothing that goes without saying', () => {
    expect(hoursAddress(readHoursAddress({}))).toBe('/k/tider');
    const query = { visning: 'alle', sort: 'dag', orden: 'faldende', sted: '849003', raadgiver: mette };
    expect(hoursAddress(readHoursAddress(query))).toBe(`/k/tider?${new URLSearchParams(query)}`);
    expect(hoursAddress(readHoursAddress({ visning: 'andet', sort: 'andet' }))).toBe('/k/tider');
  });
});
