import { describe, expect, it, test } from 'vitest';
import { addDays, type Day, dayOf } from '#domain/day.ts';
import { mayReopen, mayStart } from '#domain/session.ts';
import { closedText } from '#kit/words/closed.ts';
import { hoursOn, openElsewhere, overlapping } from '#tablet/screens/today/hours.ts';
import { demoDay, nextHour, whyNone } from '#tablet/screens/today/next-hour.ts';
import { hourNames } from '#tablet/shared/hour-name.ts';
import { putRows, record } from '#tablet/store/replica.ts';
import { epochOf } from '../../../helpers/instant.ts';
import { demoReplica, sessionRow } from '../../../helpers/replica.ts';

/** What the demo's first worker sees at each of the instants: her first hour of the day, or why none and what comes. */
const days: readonly (readonly [at: string, first: string | null, why: string, next: string])[] = [
  ['2026-11-30T10:00', '08:30 Brovst Skole', '', '2026-12-01 08:30 Thorup-Klim Skole'],
  ['2026-12-01T10:00', '08:30 Thorup-Klim Skole', '', '2026-12-02 08:30 Dagplejen Brovst'],
  ['2026-12-05T11:00', null, '', '2026-12-07 08:30 Brovst Skole'],
  ['2026-12-24T10:00', null, 'Juleaften', '2026-12-29 13:00 Børnehaven Brovst'],
  ['2026-12-31T23:50', null, 'Nytårsaftensdag', '2027-01-04 08:30 Brovst Skole'],
  ['2027-01-02T10:00', null, '', '2027-01-04 08:30 Brovst Skole'],
  ['2027-03-29T10:00', null, '2. påskedag', '2027-03-30 08:30 Thorup-Klim Skole'],
  ['2027-07-12T10:00', null, 'Sommerferie', '2027-07-13 13:00 Børnehaven Brovst'],
  ['2027-11-01T10:00', '08:30 Brovst Skole', '', '2027-11-02 08:30 Thorup-Klim Skole'],
  ['2028-02-29T10:00', '08:30 Thorup-Klim Skole', '', '2028-03-01 08:30 Dagplejen Brovst'],
];

describe('I dag', () => {
  test.each(days)('at %s has the hours of that day and no other’s: %s', (at, first, why, next) => {
    const today = dayOf(epochOf(at));
    const { replica, municipality } = demoReplica(today);
    const her = municipality.people[0]!.id;
    const [hour] = hoursOn(replica, her, today);
    expect(hour ? `${hour.start} ${hour.place.name}` : null).toBe(first);
    expect(hoursOn(replica, her, today).every(({ date }) => date === today)).toBe(true);
    if (first === null) expect(whyNone(replica, her, today).map(closedText).join()).toBe(why);
    const coming = nextHour(replica, her, today)!;
    expect(`${coming.hour.date} ${coming.hour.start} ${coming.place.name}`).toBe(next);
  });

  test.each(days)(
    'at %s no past day can be started, and of coming ones only the demo’s next',
    (at, first, _, next) => {
      const today = dayOf(epochOf(at));
      const { replica, municipality } = demoReplica(today);
      const demo = demoDay(replica, municipality.people[0]!.id, today);
      const around = Array.from({ length: 61 }, (__, index) => addDays(today, index - 30));
      const startable = (inDemo: Day | undefined) => around.filter((day) => mayStart(day, today, inDemo));
      expect(startable(undefined)).toEqual([today]);
      expect(startable(demo)).toEqual(first === null ? [today, next.slice(0, 10)] : [today]);
    },
  );

  it('goes past a cancelled hour to the next that is held, and names no hour where none comes in sixty days', () => {
    const { replica, municipality } = demoReplica('2026-12-05');
    const her = municipality.people[0]!.id;
    const { hour } = nextHour(replica, her, '2026-12-05')!;
    const ops = { op: [her, '2026-12-01T08:00:00.000Z'] };
    const { dropIn, date, worker, start, end, room, slotMinutes, walkInShare } = hour;
    const doc = {
      kind: 'occurrence',
      id: hour.id,
      institution: hour.institution,
      made: 'op',
      fixed: { dropIn, date, worker, start, end, room, slotMinutes, walkInShare },
      fields: { cancelled: { current: { value: 'Sygdom', ops: ['op'] } } },
      chips: {},
      ops,
    };
    putRows(replica, [[`log:${hour.institution}`, 'occurrence', hour.id, 3, doc]], her);
    expect(nextHour(replica, her, '2026-12-05')!.hour).toMatchObject({ date: '2026-12-07', start: '10:30' });
    const nobody = '01a2004f-f201-7527-8690-82b285a83bff';
    expect(nextHour(replica, nobody, '2026-12-05')).toBeUndefined();
    expect(demoDay(replica, nobody, '2026-12-05')).toBeUndefined();
  });
});

describe('an hour that runs over midnight', () => {
  const evening = '2026-12-31';
  const { replica, municipality } = demoReplica(evening);
  const [her, colleague] = municipality.people.map(({ id }) => id);
  const id = '01a2004f-f201-7527-8690-82b285a83b50';
  const started = '2026-12-31T22:50:00.000Z';
  const made = { id, worker: her!, date: evening, place: '849003', start: '23:50', end: '23:59', started };
  putRows(replica, [sessionRow(made)], her!);
  const at = (wallTime: string) => {
    const now = epochOf(wallTime);
    return openElsewhere(replica, her!, dayOf(now), { today: dayOf(now), at: now });
  };

  it('stays with her on the new day, after the hours of which it was one on the old', () => {
    expect(hoursOn(replica, her!, evening)).toMatchObject([{ id, phase: 'open' }]);
    expect(at('2026-12-31T23:59')).toEqual({ underWay: [], forgotten: [] });
    expect(at('2027-01-01T00:10').underWay).toMatchObject([{ id, date: evening, phase: 'open' }]);
    expect(at('2027-01-01T11:40').underWay).toHaveLength(1);
  });

  it('is a line with a question when it was forgotten, and no colleague’s matter', () => {
    expect(at('2027-01-01T12:00')).toMatchObject({ underWay: [], forgotten: [{ id }] });
    expect(at('2027-01-07T12:00').forgotten).toHaveLength(1);
    expect(at('2027-01-08T12:00').forgotten).toHaveLength(0);
    const now = epochOf('2027-01-01T00:10');
    expect(
      openElsewhere(replica, colleague!, '2027-01-01', { today: '2027-01-01', at: now }).underWay,
    ).toEqual([]);
  });

  it('can be opened again on the day on which it was ended, and on no later one', () => {
    putRows(replica, [sessionRow({ ...made, ended: '2026-12-31T23:20:00.000Z' })], her!);
    const session = record(replica, 'session', id)!;
    expect(mayReopen(session, '2027-01-01')).toBe(true);
    expect(mayReopen(session, '2027-01-02')).toBe(false);
    expect(at('2027-01-01T00:30')).toEqual({ underWay: [], forgotten: [] });
  });
});

describe('the names of hours', () => {
  const today = '2026-11-30';
  const extra = (id: string, worker: string, date = today) =>
    sessionRow({ id, worker, date, place: '849003', start: '09:00', end: '10:00' });
  const ids = ['50', '51', '52', '53'].map((end) => `01a2004f-f201-7527-8690-82b285a83b${end}`);

  it('say place and time, then whose, then which: no two are the same', () => {
    const { replica, municipality } = demoReplica(today);
    const [her, colleague] = municipality.people.map(({ id }) => id);
    putRows(
      replica,
      [
        extra(ids[0]!, her!),
        extra(ids[1]!, her!),
        extra(ids[2]!, colleague!),
        extra(ids[3]!, her!, '2026-11-29'),
      ],
      her!,
    );
    const hours = [...hoursOn(replica, her!, '2026-11-29'), ...hoursOn(replica, her!, today)];
    const names = hourNames(replica, hours, today);
    const place = hours.find(({ id }) => id === ids[0])!.place.name;
    expect(ids.map((id) => names.get(id)?.full)).toEqual([
      `${place}, 09.00–10.00, Mette Holm`,
      `${place}, 09.00–10.00, Mette Holm, nr. 2`,
      `${place}, 09.00–10.00, Anders Krog`,
      `${place}, søndag 29. november 09.00–10.00`,
    ]);
    expect(new Set([...names.values()].map(({ full }) => full)).size).toBe(hours.length);
  });

  it('are told before an extra hour is made beside another at the same place and time', () => {
    const { replica, municipality } = demoReplica(today);
    const her = municipality.people[0]!.id;
    const hours = hoursOn(replica, her, today);
    const [first] = hours;
    const institution = first!.place.number;
    const same = (start: string, end: string) => overlapping(hours, { institution, start, end });
    expect(same('09:30', '11:00')).toEqual([first]);
    expect(same('10:00', '11:00')).toEqual([]);
    expect(overlapping(hours, { institution: '849099', start: '08:30', end: '10:00' })).toEqual([]);
  });
});
