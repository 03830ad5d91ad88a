import { describe, expect, it } from 'vitest';
import type { Row } from '#api/sync.ts';
import { occurrenceId, plannedSessionId } from '#domain/id.ts';
import { placeToSay } from '#tablet/screens/today/arrivals.ts';
import { extraSpan, hoursOn, startOf } from '#tablet/screens/today/hours.ts';
import { putRows, type Shelf } from '#tablet/store/replica.ts';
import { demoShelf, sessionRow } from '../../../helpers/demo-shelf.ts';

const monday = '2026-11-23';
const { people } = demoShelf(monday).municipality;
const [mette, anders] = people;
const shelfOf = (): Shelf => demoShelf(monday).shelf;

describe('the hours of a day', () => {
  it('are her own by the clock, and apart from them those where she stands in', () => {
    const hours = hoursOn(shelfOf(), mette!.id, monday);
    expect(hours.map(({ place, start, as }) => `${start} ${place.name} ${as}`)).toEqual([
      '08:30 Brovst Skole own',
      '10:30 Fjerritslev Skole own',
      '12:30 Jetsmark Skole substitute',
      '13:00 Skovsgård Tranum Skole own',
    ]);
    expect(hours.every(({ phase }) => phase === 'planned')).toBe(true);
  });

  it('carry the record of a planned hour under the id that every tablet gives it', () => {
    const shelf = shelfOf();
    const [first] = hoursOn(shelf, mette!.id, monday);
    const id = plannedSessionId(first!.dropIn!, monday);
    putRows(
      shelf,
      [
        sessionRow({
          id,
          worker: mette!.id,
          date: monday,
          dropIn: first!.dropIn,
          place: first!.place.number,
        }),
      ],
      mette!.id,
    );
    expect(hoursOn(shelf, mette!.id, monday)[0]).toMatchObject({ id, phase: 'open' });
    expect(hoursOn(shelf, mette!.id, monday)).toHaveLength(4);
  });

  it('include an extra hour of hers, and none on a school closed for holidays', () => {
    const shelf = shelfOf();
    const extra = '01a2004f-f201-7527-8690-82b285a83b50';
    putRows(
      shelf,
      [sessionRow({ id: extra, worker: mette!.id, date: '2026-11-22', place: '849003' })],
      mette!.id,
    );
    expect(hoursOn(shelf, mette!.id, '2026-11-22')).toMatchObject([
      { id: extra, as: 'extra', phase: 'open' },
    ]);
    expect(hoursOn(shelf, mette!.id, '2026-12-21')).toEqual([]);
  });
});

/** What differs from plan on a day, as the server would send it. */
function occurrence(id: string, fixed: object, set: { [field: string]: unknown }, place: string): Row {
  const op = '01a2004f-f201-7527-8690-82b285a83b60';
  const fields = Object.fromEntries(
    Object.entries(set).map(([field, v]) => [field, { now: { v, ops: [op] } }]),
  );
  const ops = { [op]: [mette!.id, '2026-11-20T08:00:00.000Z'] };
  const doc = { kind: 'occurrence', id, institution: place, made: op, fixed, fields, chips: {}, ops };
  return [`log:${place}`, 'occurrence', id, 3, doc];
}

describe('an hour that is not as planned', () => {
  const planned = (shelf: Shelf) => hoursOn(shelf, mette!.id, monday)[0]!;
  const change = (shelf: Shelf, set: { [field: string]: unknown }) => {
    const { dropIn, place, start, end, room } = planned(shelf);
    const fixed = {
      dropIn,
      date: monday,
      worker: mette!.id,
      start,
      end,
      room,
      slotMinutes: 20,
      walkInShare: 0.5,
    };
    putRows(shelf, [occurrence(occurrenceId(dropIn!, monday), fixed, set, place.number)], mette!.id);
  };

  it('is shown as cancelled with its reason, unless it was opened all the same', () => {
    const shelf = shelfOf();
    const { id, dropIn, place } = planned(shelf);
    change(shelf, { cancelled: 'Sygdom' });
    expect(planned(shelf)).toMatchObject({ id, off: { cancelled: 'Sygdom' } });
    putRows(
      shelf,
      [sessionRow({ id, worker: mette!.id, date: monday, dropIn, place: place.number })],
      mette!.id,
    );
    expect(planned(shelf)).toMatchObject({ id, phase: 'open' });
    expect(planned(shelf).off).toBeUndefined();
  });

  it('stands at its new time on the same day, and on another day at both with a word', () => {
    const shelf = shelfOf();
    const moved = { date: monday, start: '09:00', end: '10:00', room: 'Bib' };
    change(shelf, { moved });
    expect(
      hoursOn(shelf, mette!.id, monday).filter(({ place }) => place.name === 'Brovst Skole'),
    ).toMatchObject([{ start: '09:00', room: 'Bib' }]);
    const other = shelfOf();
    const away = { ...moved, date: '2026-11-25' };
    change(other, { moved: away });
    expect(planned(other).off).toEqual({ movedTo: away });
    expect(hoursOn(other, mette!.id, '2026-11-25').filter(({ start }) => start === '09:00')).toMatchObject([
      { room: 'Bib', phase: 'planned' },
    ]);
  });

  it('is hers when she takes it over, and no longer when a colleague does', () => {
    const shelf = shelfOf();
    change(shelf, { heldBy: anders!.id });
    expect(planned(shelf).as).toBe('substitute');
    expect(hoursOn(shelf, anders!.id, monday)).toContainEqual(
      expect.objectContaining({ as: 'own', start: '08:30' }),
    );
  });

  it('that was put into the calendar as an extra one is opened under one id by every tablet', () => {
    const shelf = shelfOf();
    const id = '01a2004f-f201-7527-8690-82b285a83b61';
    const fixed = { dropIn: null, date: '2026-11-22', worker: mette!.id, start: '10:00', end: '11:00' };
    const times = { room: '', slotMinutes: 20, walkInShare: 0 };
    putRows(shelf, [occurrence(id, { ...fixed, ...times }, {}, '849003')], mette!.id);
    const [extra] = hoursOn(shelf, mette!.id, '2026-11-22');
    expect(extra).toMatchObject({ id: plannedSessionId(id, '2026-11-22'), as: 'extra', phase: 'planned' });
    expect(startOf(extra!)).toMatchObject({ dropIn: null, extra: id });
  });
});

describe('a message about an hour', () => {
  it('names its place where the day has more than one', () => {
    const hours = hoursOn(shelfOf(), mette!.id, monday);
    expect(placeToSay(hours[0]!, hours)).toBe('Brovst Skole');
    expect(placeToSay(hours[0]!, hours.slice(0, 1))).toBeUndefined();
  });
});

describe('an hour outside the plan', () => {
  it('is proposed from now on, and within its day', () => {
    expect(extraSpan('09:10')).toEqual({ start: '09:10', end: '10:40' });
    expect(extraSpan('00:00')).toEqual({ start: '00:00', end: '01:30' });
    expect(extraSpan('22:45')).toEqual({ start: '22:45', end: '23:59' });
    expect(extraSpan('23:50')).toEqual({ start: '23:50', end: '23:59' });
    expect(extraSpan('23:59')).toEqual({ start: '23:58', end: '23:59' });
  });
});
