import { beforeEach, describe, expect, it } from 'vitest';
import type { Row } from '#api/sync.ts';
import { demoMunicipality } from '#demo/municipality.ts';
import { openConcerns, settleConcern } from '#tablet/actions/concern.ts';
import { saveConsultation } from '#tablet/actions/consultation.ts';
import { duesOn, urgentCount } from '#tablet/screens/follow-up/due.ts';
import { putRows } from '#tablet/store/replica.ts';
import { type LoneVault, makeLoneVault } from '../../helpers/vault.ts';

const { institutions, people } = demoMunicipality('2026-11-23');
const school = institutions.find(({ kind }) => kind === 'folkeskole')!;

let lone: LoneVault;
beforeEach(async () => {
  lone = await makeLoneVault();
  const rows = institutions.map((place): Row => ['ref', 'institution', place.id, 1, place]);
  putRows(lone.vault.replica, rows, people[0]!.id);
});

const startClock = (day: string) =>
  saveConsultation(lone.vault, {
    id: lone.vault.makeId(),
    session: lone.vault.makeId(),
    institution: school.number,
    started: `${day}T09:00:00.000Z`,
    role: 'teacher',
    themes: ['absence'],
    actionsTaken: [],
    followUp: { kind: 'fourWeeks', due: null },
    note: 'Står ikke på listen',
    assessment: 'noGroundNow',
  });

const today = '2026-11-30';
const dues = () => openConcerns(lone.vault.replica).map(duesOn(lone.vault.replica, today));

describe('a deadline', () => {
  it('is overdue on day 29, soon from seven days before it, and later before that', async () => {
    for (const day of ['2026-11-01', '2026-11-02', '2026-11-09', '2026-11-10']) await startClock(day);
    expect(dues().map(({ clock, urgency }) => [clock.day, urgency])).toEqual([
      [29, 'overdue'],
      [28, 'soon'],
      [21, 'soon'],
      [20, 'later'],
    ]);
    expect(urgentCount(lone.vault.replica, today)).toBe(3);
    await settleConcern(lone.vault, dues()[0]!.concern, { state: 'supportStarted', actedOn: today });
    expect(urgentCount(lone.vault.replica, today)).toBe(2);
  });

  it('is shown with place, reference and topics, the working day before a closed one, and no note', async () => {
    await startClock('2026-11-28');
    const [due] = dues();
    expect(due).toMatchObject({ themes: ['absence'], workday: '2026-12-24', stage: null });
    expect(due!.reference).toMatch(new RegExp(`^${school.code}-\\?[A-Z]{2}$`));
    expect(JSON.stringify(due)).not.toContain('Står ikke');
  });
});
