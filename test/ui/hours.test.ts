import { describe, expect, it } from 'vitest';
import { plannedSessionId } from '../../src/domain/id.ts';
import { demoMunicipality } from '../../src/server/demo/municipality.ts';
import { emptyShelf, putRows, type Shelf } from '../../src/store/shelf.ts';
import { dayToShow, hoursOn } from '../../src/ui/today/hours.ts';
import type { Row } from '../../src/wire/sync.ts';

const monday = '2026-11-23';
const municipality = demoMunicipality(monday);
const [mette, anders] = municipality.people;

function shelfOf(): Shelf {
  const shelf = emptyShelf();
  const ref = (kind: string, documents: readonly { id: string }[]): Row[] =>
    documents.map((doc) => ['ref', kind, doc.id, 1, doc]);
  const rows = [
    ...ref('institution', municipality.institutions),
    ...ref('dropIn', municipality.dropIns),
    ...ref('closing', municipality.closings),
    ...ref('assignment', municipality.assignments),
  ];
  putRows(shelf, rows, mette!.id);
  return shelf;
}

/** A session as the server would send it. */
function session(id: string, worker: string, date: string, dropIn: string | null, place: string): Row {
  const op = '01a2004f-f201-7527-8690-82b285a83b4f';
  const doc = {
    kind: 'session',
    id,
    institution: place,
    made: op,
    fixed: { worker, dropIn, date, start: '09:00', end: '10:00', room: '' },
    fields: {
      started: { now: { v: `${date}T08:00:00.000Z`, ops: [op] } },
      ended: { now: { v: null, ops: [op] } },
    },
    chips: {},
    ops: { [op]: [worker, `${date}T08:00:00.000Z`] },
  };
  return [`log:${place}`, 'session', id, 2, doc];
}

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
    putRows(shelf, [session(id, mette!.id, monday, first!.dropIn, first!.place.number)], mette!.id);
    expect(hoursOn(shelf, mette!.id, monday)[0]).toMatchObject({ id, phase: 'open' });
    expect(hoursOn(shelf, mette!.id, monday)).toHaveLength(4);
  });

  it('include an extra hour of hers, and none on a school closed for holidays', () => {
    const shelf = shelfOf();
    const extra = '01a2004f-f201-7527-8690-82b285a83b50';
    putRows(shelf, [session(extra, mette!.id, '2026-11-22', null, '849003')], mette!.id);
    expect(hoursOn(shelf, mette!.id, '2026-11-22')).toMatchObject([
      { id: extra, as: 'extra', phase: 'open' },
    ]);
    expect(hoursOn(shelf, mette!.id, '2026-12-21')).toEqual([]);
  });
});

describe('the day to show', () => {
  it('is today with hours, else the nearest with hours, and today again when she opens an extra one', () => {
    const shelf = shelfOf();
    expect(dayToShow(shelf, mette!.id, monday)).toBe(monday);
    expect(dayToShow(shelf, mette!.id, '2026-11-22')).toBe(monday);
    const theirs = session('01a2004f-f201-7527-8690-82b285a83b51', anders!.id, '2026-11-22', null, '849005');
    putRows(shelf, [theirs], mette!.id);
    expect(dayToShow(shelf, mette!.id, '2026-11-22')).toBe(monday);
    const hers = session('01a2004f-f201-7527-8690-82b285a83b52', mette!.id, '2026-11-22', null, '849003');
    putRows(shelf, [hers], mette!.id);
    expect(dayToShow(shelf, mette!.id, '2026-11-22')).toBe('2026-11-22');
  });
});
