import { describe, expect, it } from 'vitest';
import type { Row } from '#api/sync.ts';
import { occurrenceId, plannedSessionId } from '#domain/id.ts';
import { placeOfNews } from '#tablet/screens/today/arrivals.ts';
import { extraSpan, hoursOn, startOf } from '#tablet/screens/today/hours.ts';
import { putRows, type Replica } from '#tablet/store/replica.ts';
import { demoReplica, sessionRow } from '../../../helpers/replica.ts';

const monday = '2026-11-23';
const { people } = demoReplica(monday).municipality;
const [mette, anders] = people;
const replicaOf = (): Replica => demoReplica(monday).replica;

describe('the hours of a day', () => {
  it('are her own by the clock, and apart from them those where she stands in', () => {
    const hours = hoursOn(replicaOf(), mette!.id, monday);
    expect(hours.map(({ place, start, as }) => `${start} ${place.name} ${as}`)).toEqual([
      '08:30 Brovst Skole own',
      '10:30 Fjerritslev Skole own',
      '12:30 Jetsmark Skole substitute',
      '13:00 Skovsgård Tranum Skole own',
    ]);
    expect(hours.every(({ phase }) => phase === 'planned')).toBe(true);
  });

  it('carry the record of a planned hour under the id that every tablet gives it', () => {
    const replica = replicaOf();
    const [first] = hoursOn(replica, mette!.id, monday);
    const id = plannedSessionId(first!.dropIn!, monday);
    putRows(
      replica,
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
    expect(hoursOn(replica, mette!.id, monday)[0]).toMatchObject({ id, phase: 'open' });
    expect(hoursOn(replica, mette!.id, monday)).toHaveLength(4);
  });

  it('include an extra hour of hers, and none on a school closed for holidays', () => {
    const replica = replicaOf();
    const extra = '01a2004f-f201-7527-8690-82b285a83b50';
    putRows(
      replica,
      [sessionRow({ id: extra, worker: mette!.id, date: '2026-11-22', place: '849003' })],
      mette!.id,
    );
    expect(hoursOn(replica, mette!.id, '2026-11-22')).toMatchObject([
      { id: extra, as: 'extra', phase: 'open' },
    ]);
    expect(hoursOn(replica, mette!.id, '2026-12-21')).toEqual([]);
  });
});

/** What differs from plan on a day, as the server would send it. */
function occurrence(id: string, fixed: object, set: { [field: string]: unknown }, place: string): Row {
  const op = '01a2004f-f201-7527-8690-82b285a83b60';
  const fields = Object.fromEntries(
    Object.entries(set).map(([field, value]) => [field, { current: { value, ops: [op] } }]),
  );
  const ops = { [op]: [mette!.id, '2026-11-20T08:00:00.000Z'] };
  const doc = { kind: 'occurrence', id, institution: place, made: op, fixed, fields, chips: {}, ops };
  return [`log:${place}`, 'occurrence', id, 3, doc];
}

describe('an hour that is not as planned', () => {
  const planned = (replica: Replica) => hoursOn(replica, mette!.id, monday)[0]!;
  const change = (replica: Replica, set: { [field: string]: unknown }) => {
    const { dropIn, place, start, end, room } = planned(replica);
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
    putRows(replica, [occurrence(occurrenceId(dropIn!, monday), fixed, set, place.number)], mette!.id);
  };

  it('is shown as cancelled with its reason, unless it was opened all the same', () => {
    const replica = replicaOf();
    const { id, dropIn, place } = planned(replica);
    change(replica, { cancelled: 'Sygdom' });
    expect(planned(replica)).toMatchObject({ id, off: { cancelled: 'Sygdom' } });
    putRows(
      replica,
      [sessionRow({ id, worker: mette!.id, date: monday, dropIn, place: place.number })],
      mette!.id,
    );
    expect(planned(replica)).toMatchObject({ id, phase: 'open' });
    expect(planned(replica).off).toBeUndefined();
  });

  it('stands at its new time on the same day, and on another day at both with a word', () => {
    const replica = replicaOf();
    const moved = { date: monday, start: '09:00', end: '10:00', room: 'Bib' };
    change(replica, { moved });
    expect(
      hoursOn(replica, mette!.id, monday).filter(({ place }) => place.name === 'Brovst Skole'),
    ).toMatchObject([{ start: '09:00', room: 'Bib' }]);
    const other = replicaOf();
    const away = { ...moved, date: '2026-11-25' };
    change(other, { moved: away });
    expect(planned(other).off).toEqual({ movedTo: away });
    expect(hoursOn(other, mette!.id, '2026-11-25').filter(({ start }) => start === '09:00')).toMatchObject([
      { room: 'Bib', phase: 'planned' },
    ]);
  });

  it('is hers when she takes it over, and no longer when a colleague does', () => {
    const replica = replicaOf();
    change(replica, { heldBy: anders!.id });
    expect(planned(replica).as).toBe('substitute');
    expect(hoursOn(replica, anders!.id, monday)).toContainEqual(
      expect.objectContaining({ as: 'own', start: '08:30' }),
    );
  });

  it('that was put into the calendar as an extra one is opened under one id by every tablet', () => {
    const replica = replicaOf();
    const id = '01a2004f-f201-7527-8690-82b285a83b61';
    const fixed = { dropIn: null, date: '2026-11-22', worker: mette!.id, start: '10:00', end: '11:00' };
    const times = { room: '', slotMinutes: 20, walkInShare: 0 };
    putRows(replica, [occurrence(id, { ...fixed, ...times }, {}, '849003')], mette!.id);
    const [extra] = hoursOn(replica, mette!.id, '2026-11-22');
    expect(extra).toMatchObject({ id: plannedSessionId(id, '2026-11-22'), as: 'extra', phase: 'planned' });
    expect(startOf(extra!)).toMatchObject({ dropIn: null, extra: id });
  });
});

describe('a message about an hour', () => {
  it('names its place where the day has more than one', () => {
    const hours = hoursOn(replicaOf(), mette!.id, monday);
    expect(placeOfNews(hours[0]!, hours)).toBe('Brovst Skole');
    expect(placeOfNews(hours[0]!, hours.slice(0, 1))).toBeUndefined();
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
