import { describe, expect, it } from 'vitest';
import type { Booked } from '#domain/booking.ts';
import { occurrenceId } from '#domain/id.ts';
import {
  type Block,
  blocksOf,
  daysToShow,
  inTheWay,
  lanesOf,
  left,
  mondayToShow,
  spanOf,
} from '#tablet/screens/week/blocks.ts';
import { da } from '#tablet/screens/week/da.ts';
import { countText, whyOff } from '#tablet/screens/week/text.ts';
import { putRows, type Replica } from '#tablet/store/replica.ts';
import { demoReplica } from '../../helpers/replica.ts';

const monday = '2026-11-23';
const [mette, anders] = demoReplica(monday).municipality.people;
const replicaOf = (): Replica => demoReplica(monday).replica;

const week = (replica: Replica, from = monday, to = '2026-11-29'): Block[] =>
  blocksOf(replica, mette!.id, from, to);
const first = (replica: Replica): Block => week(replica)[0]!;

/** Somebody has booked a time of the first hour. */
function book(replica: Replica, start: string, end: string, state: Booked['state'] = 'confirmed'): void {
  const { hour, place } = first(replica);
  const doc: Booked = {
    ...{ id: `01a2004f-f201-7527-8690-0000000000${start.slice(0, 2)}`, institution: place.number },
    ...{ occurrence: hour.id, dropIn: hour.dropIn, date: hour.date, start, end, room: hour.room },
    ...{ worker: hour.worker, role: 'teacher', name: 'Jonas Lind', theme: null, state },
  };
  putRows(replica, [[`log:${place.number}`, 'booking', doc.id, 5, doc]], mette!.id);
}

/** What differs from plan for the first hour, as the endpoint would send it. */
function change(replica: Replica, set: { [field: string]: unknown }): void {
  const { hour, place } = first(replica);
  const { dropIn, date, start, end, room, worker, slotMinutes, walkInShare } = hour;
  const op = '01a2004f-f201-7527-8690-82b285a83b60';
  const doc = {
    ...{ kind: 'occurrence', id: occurrenceId(dropIn!, date), institution: place.number, made: op },
    fixed: { dropIn, date, start, end, room, worker, slotMinutes, walkInShare },
    fields: Object.fromEntries(
      Object.entries(set).map(([field, value]) => [field, { current: { value, ops: [op] } }]),
    ),
    ...{ chips: {}, ops: { [op]: [mette!.id, '2026-11-20T08:00:00.000Z'] } },
  };
  putRows(replica, [[`log:${place.number}`, 'occurrence', doc.id, 3, doc]], mette!.id);
}

describe('the hours of a week', () => {
  it('are her own, and apart from them those of a colleague at places that both serve', () => {
    const day = week(replicaOf()).filter(({ hour }) => hour.date === monday);
    expect(day.map(({ place, mine, hour }) => `${hour.start} ${place.name} ${mine}`)).toEqual([
      '08:30 Brovst Skole true',
      '10:30 Fjerritslev Skole true',
      '12:30 Jetsmark Skole false',
      '13:00 Skovsgård Tranum Skole true',
    ]);
  });

  it('on a Saturday and Sunday begin with the week that comes, on other days with their own', () => {
    expect(['2026-11-20', '2026-11-21', '2026-11-22', monday].map(mondayToShow)).toEqual([
      '2026-11-16',
      monday,
      monday,
      monday,
    ]);
  });

  it('count who has booked and what is free, and say when there is nothing left', () => {
    const replica = replicaOf();
    expect(countText(first(replica))).toBe('ingen endnu · 4 ledige');
    book(replica, '08:30', '08:50');
    expect(countText(first(replica))).toBe('1 booket · 3 ledige');
    for (const [start, end] of [
      ['09:30', '10:00'],
      ['10:00', '10:20'],
    ] as const) {
      book(replica, start, end, 'cancelled');
    }
    expect(countText(first(replica))).toBe('1 booket · 3 ledige');
    expect(countText({ ...first(replica), free: [] })).toBe('fuldt booket');
  });

  it('say why they are not held', () => {
    const replica = replicaOf();
    change(replica, { cancelled: 'Temadag' });
    expect(first(replica).hour.state).toBe('cancelled');
    expect(whyOff(first(replica).hour)).toBe('Temadag');
    const closed = week(replica, '2027-06-28', '2027-07-04').filter(({ hour }) => hour.state === 'closed');
    expect(new Set(closed.map(({ hour }) => whyOff(hour)))).toContain('Sommerferie');
    expect(da.empty(52, 'Skoleferie')).toBe('Ingen træffetider i uge 52. Skoleferie.');
    expect(da.empty(52, '')).toBe('Ingen træffetider i uge 52.');
  });

  it('that were moved leave behind only those whose time is not within the new hour', () => {
    const replica = replicaOf();
    book(replica, '08:30', '08:50');
    book(replica, '09:30', '09:50');
    const { booked } = first(replica);
    const moved = { date: monday, start: '09:00', end: '11:00', room: 'Bib' };
    expect(left(booked, moved).map(({ start }) => start)).toEqual(['08:30']);
    change(replica, { moved });
    const here = week(replica).filter(({ place }) => place.number === first(replica).place.number);
    expect(here.map(({ hour, booked: who }) => `${hour.state} ${who.map(({ start }) => start)}`)).toEqual([
      'moved 08:30',
      'held 09:30',
    ]);
  });

  it('taken over by a colleague are hers by the plan and the colleague’s in fact', () => {
    const replica = replicaOf();
    change(replica, { heldBy: anders!.id });
    expect(first(replica)).toMatchObject({ mine: false, planned: mette!.id });
  });

  it('stand in each other’s way where one worker or one room is in two of them, and never in their own', () => {
    const replica = replicaOf();
    const { hour } = first(replica);
    expect(inTheWay(replica, hour)).toEqual([]);
    const late = { ...hour, start: '10:00', end: '11:00' };
    expect(inTheWay(replica, late).map(({ place, of }) => `${place.name} ${of}`)).toEqual([
      'Fjerritslev Skole worker',
    ]);
    const inRoom = { ...hour, id: occurrenceId(hour.dropIn!, '2026-11-30'), worker: anders!.id };
    expect(inTheWay(replica, inRoom).map(({ of }) => of)).toContain('room');
  });
});

describe('the grid', () => {
  const at = (start: string, end: string): Block => ({ hour: { start, end, date: monday } }) as Block;

  it('puts hours that overlap side by side, and gives the others the whole column', () => {
    const blocks = [at('08:00', '09:30'), at('08:30', '10:00'), at('09:30', '10:30'), at('11:00', '12:00')];
    expect(lanesOf(blocks).map(({ lane, lanes }) => `${lane} of ${lanes}`)).toEqual([
      '0 of 2',
      '1 of 2',
      '0 of 2',
      '0 of 1',
    ]);
  });

  it('shows 7 to 17, longer where an hour needs it, and the weekend only with an hour', () => {
    expect(spanOf([at('09:00', '10:00')])).toEqual({ from: 7, to: 17 });
    expect(spanOf([at('06:30', '07:30'), at('17:00', '18:15')])).toEqual({ from: 6, to: 19 });
    expect(daysToShow(monday, [at('09:00', '10:00')])).toHaveLength(5);
    const saturday = { hour: { date: '2026-11-28' } } as Block;
    expect(daysToShow(monday, [saturday])).toHaveLength(6);
  });
});
