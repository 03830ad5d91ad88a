import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fieldOf } from '#domain/merge/record-state.ts';
import {
  assessmentOf,
  type Capture,
  chooseValue,
  consultation,
  consultationsOf,
  editConsultation,
  notesOf,
  saveConsultation,
} from '#tablet/actions/consultation.ts';
import { endSession, startSession } from '#tablet/actions/session.ts';
import { record } from '#tablet/store/replica.ts';
import { type Endpoint, openEndpoint, people, places } from '../helpers/endpoint.ts';
import { makeTablet, type Tablet } from '../helpers/tablet.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint.close());

const extra = (institution: string) => ({
  institution,
  dropIn: null,
  date: '2026-11-23',
  start: '09:00',
  end: '10:30',
  room: 'Kontoret',
});

const capture = (tablet: Tablet, session: string, institution: string): Capture => ({
  id: tablet.vault.makeId(),
  session,
  institution,
  started: '2026-11-23T08:05:00.000Z',
  role: 'teacher',
  themes: ['absence'],
  actionsTaken: ['sparring'],
  followUp: { kind: 'fourWeeks', due: '2026-12-21' },
  note: 'Tre ugers fravær.',
  assessment: 'noGroundNow',
});

describe('one conversation', () => {
  it('is saved offline, arrives once, and stands on the tablet after a reload', async () => {
    const tablet = await makeTablet(endpoint, people.west);
    await tablet.sync();
    const session = await startSession(tablet.vault, extra(places.west));
    const made = capture(tablet, session, places.west);
    await saveConsultation(tablet.vault, made);
    await tablet.reload();
    expect(consultationsOf(tablet.vault.replica, session)).toHaveLength(1);
    await tablet.sync();
    await tablet.sync();
    await endSession(tablet.vault, record(tablet.vault.replica, 'session', session)!);
    await tablet.sync();
    await tablet.reload();
    const [kept] = consultationsOf(tablet.vault.replica, session);
    expect(fieldOf(kept!, 'role')).toBe('teacher');
    expect(assessmentOf(tablet.vault.replica, made.id)).toBe('noGroundNow');
    expect(notesOf(tablet.vault.replica, made.id).map(({ fixed }) => fixed.text)).toEqual([
      'Tre ugers fravær.',
    ]);
    const rows =
      await endpoint.sql`select kind from sync_row where scope = ${`log:${places.west}`} order by kind`;
    expect(rows.map(({ kind }) => kind)).toEqual([
      'assessment',
      'concern',
      'consultation',
      'note',
      'session',
    ]);
    const [concern] = [...tablet.vault.replica.shown.get('concern')!.values()];
    expect(concern!.given).toEqual({ number: 1 });
  });

  it('edited on two tablets keeps both values until someone chooses', async () => {
    const west = await makeTablet(endpoint, people.west, 'Tablet 2');
    const east = await makeTablet(endpoint, people.east, 'Tablet 3');
    await west.sync();
    await east.sync();
    const session = await startSession(east.vault, extra(places.shared));
    const made = capture(east, session, places.shared);
    await saveConsultation(east.vault, made);
    await east.sync();
    await west.sync();
    const seen = (tablet: Tablet) => consultation(tablet.vault.replica, made.id)!;
    await editConsultation(west.vault, seen(west), {
      fields: { role: 'leader' },
      chips: { themes: ['absence', 'loneliness'] },
    });
    await editConsultation(east.vault, seen(east), { fields: { role: 'parent' }, note: 'Mor ringede.' });
    await west.sync();
    expect(fieldOf(seen(west), 'role')).toBe('leader');
    await east.sync();
    expect(fieldOf(seen(east), 'role')).toBe('leader');
    expect(seen(east).fields.role!.alternatives!.map(({ value }) => value)).toEqual(['parent']);
    await chooseValue(east.vault, seen(east), 'role', 'parent');
    await east.sync();
    await west.sync();
    expect(fieldOf(seen(west), 'role')).toBe('parent');
    expect(seen(west).fields.role!.alternatives).toBeUndefined();
    expect(seen(west).chips.themes).toHaveProperty('loneliness');
    expect(notesOf(west.vault.replica, made.id)).toHaveLength(2);
  });
});
