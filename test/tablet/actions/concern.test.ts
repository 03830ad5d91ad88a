import { beforeEach, describe, expect, it } from 'vitest';
import { fieldOf } from '#domain/merge/record-state.ts';
import { isLateNote } from '#domain/note.ts';
import {
  closedConcerns,
  datedFollowUps,
  followedUp,
  followUp,
  openConcerns,
  reopenConcern,
  settleConcern,
} from '#tablet/actions/concern.ts';
import {
  annul,
  type Capture,
  consultation,
  editConsultation,
  notesOf,
  saveConsultation,
} from '#tablet/actions/consultation.ts';
import { record } from '#tablet/store/replica.ts';
import { write } from '#tablet/store/write.ts';
import { places } from '../../helpers/endpoint.ts';
import { type LoneVault, makeLoneVault } from '../../helpers/vault.ts';

let lone: LoneVault;
beforeEach(async () => {
  lone = await makeLoneVault();
});

async function talk(followUp: Capture['followUp'], started = '2026-11-23T09:00:00.000Z'): Promise<string> {
  const id = lone.vault.makeId();
  await saveConsultation(lone.vault, {
    id,
    session: lone.vault.makeId(),
    institution: places.shared,
    started,
    role: 'teacher',
    themes: ['absence'],
    actionsTaken: [],
    followUp,
    note: '',
    assessment: 'noGroundNow',
  });
  return id;
}

const clock = { kind: 'fourWeeks', due: '2026-12-21' } as const;
const open = () => openConcerns(lone.vault.replica);

describe('a concern', () => {
  it('stands among the open ones, earliest deadline first, until something was done about it', async () => {
    await talk(clock, '2026-11-24T09:00:00.000Z');
    await talk(clock, '2026-11-20T09:00:00.000Z');
    expect(open().map(({ fixed }) => fixed.clockStart)).toEqual(['2026-11-20', '2026-11-24']);
    await settleConcern(lone.vault, open()[0]!, { state: 'takenOver', actedOn: '2026-11-23' });
    expect(open().map(({ fixed }) => fixed.clockStart)).toEqual(['2026-11-24']);
    const [closed] = closedConcerns(lone.vault.replica);
    expect((['state', 'actedOn'] as const).map((field) => fieldOf(closed!, field))).toEqual([
      'takenOver',
      '2026-11-23',
    ]);
  });

  it('that was closed by mistake runs again from the same day, with no day of action, also after a restart', async () => {
    await talk(clock);
    const { id } = open()[0]!;
    await settleConcern(lone.vault, open()[0]!, { state: 'noLonger', actedOn: '2026-11-23' });
    await reopenConcern(lone.vault, record(lone.vault.replica, 'concern', id)!);
    await lone.reload();
    const [again] = open();
    expect(again).toMatchObject({ id, fixed: { clockStart: '2026-11-23' } });
    expect(fieldOf(again!, 'actedOn')).toBeNull();
    expect(again!.fields.state!.alternatives).toBeUndefined();
  });

  it('of a conversation that was taken back is in no list', async () => {
    const id = await talk(clock);
    await annul(lone.vault, consultation(lone.vault.replica, id)!, 'Forkert sted');
    expect([...open(), ...closedConcerns(lone.vault.replica)]).toEqual([]);
  });

  it('carries the stage that the conversation has when its clock is started', async () => {
    const known = () => consultation(lone.vault.replica, first)!;
    const first = await talk(null);
    await editConsultation(lone.vault, known(), { fields: { stage: 'mellemtrin' } });
    await editConsultation(lone.vault, known(), { fields: { followUp: clock } });
    expect(fieldOf(open()[0]!, 'stage')).toBe('mellemtrin');
  });
});

it('follow-ups on a day come by that day, without clocks, the old and what was taken back', async () => {
  await talk({ kind: 'week2', due: '2026-12-07' });
  await talk({ kind: 'date', due: '2026-11-30' });
  await talk({ kind: 'week1', due: '2026-11-10' });
  await talk({ kind: 'none', due: null });
  await talk(clock);
  const gone = await talk({ kind: 'week1', due: '2026-12-01' });
  await annul(lone.vault, consultation(lone.vault.replica, gone)!, 'To gange');
  expect(datedFollowUps(lone.vault.replica, '2026-11-16').map(({ due }) => due)).toEqual([
    '2026-11-30',
    '2026-12-07',
  ]);
});

it('a day that was agreed is done once it was followed up, open again when that is taken back, or another day is agreed', async () => {
  const { vault } = lone;
  const id = await talk({ kind: 'week1', due: '2026-11-30' });
  const open = () => datedFollowUps(vault.replica, '2026-11-16').map(({ due }) => due);
  const [agreed] = datedFollowUps(vault.replica, '2026-11-16');
  const done = await followUp(vault, agreed!, { outcome: 'talked', on: '2026-12-01' });
  expect(open()).toEqual([]);
  expect(followedUp(vault.replica).map(({ fixed }) => fixed)).toEqual([
    { consultation: id, due: '2026-11-30', outcome: 'talked', on: '2026-12-01' },
  ]);
  await annul(vault, record(vault.replica, 'followUp', done)!, 'Fortrudt');
  expect(open()).toEqual(['2026-11-30']);
  await followUp(vault, agreed!, { outcome: 'solved', on: '2026-12-01' });
  const fields = { followUp: { kind: 'date', due: '2026-12-14' } } as const;
  await editConsultation(vault, consultation(vault.replica, id)!, { fields });
  expect(open()).toEqual(['2026-12-14']);
});

it('a note that came to a conversation after it was annulled is told apart from those that were seen then', async () => {
  const { vault } = lone;
  const id = await talk({ kind: 'none', due: null });
  const now = () => consultation(vault.replica, id)!;
  await editConsultation(vault, now(), { note: 'Set før annulleringen' });
  await annul(vault, now(), 'Forkert sted');
  await write(vault, [
    {
      ...{ kind: 'note', verb: 'create', object: vault.makeId(), institution: places.shared },
      fixed: { consultation: id, text: 'Kom fra en anden tablet', parent: null },
    },
  ]);
  const notes = notesOf(vault.replica, id).map((note) => [note.fixed.text, isLateNote(now(), note)]);
  expect(notes).toEqual([
    ['Set før annulleringen', false],
    ['Kom fra en anden tablet', true],
  ]);
});
