import { describe, expect, it } from 'vitest';
import type { Row } from '#api/sync.ts';
import type { Capture } from '#tablet/actions/consultation.ts';
import { consultation, saveConsultation } from '#tablet/actions/consultation.ts';
import { startSession } from '#tablet/actions/session.ts';
import { readSyncProgress } from '#tablet/store/outbox.ts';
import { putRows } from '#tablet/store/replica.ts';
import { readMade, type SendState, sendStateOf } from '#tablet/store/send-state.ts';
import { openEndpoint, people, places } from '../../helpers/endpoint.ts';
import { makeTablet, type Tablet } from '../../helpers/tablet.ts';

const save = async (tablet: Tablet): Promise<string> => {
  const hour = {
    institution: places.west,
    dropIn: null,
    date: '2026-11-23',
    start: '09:00',
    end: '10:30',
    room: '',
  };
  const capture: Capture = {
    id: tablet.vault.makeId(),
    session: await startSession(tablet.vault, hour),
    institution: places.west,
    started: '2026-11-23T08:05:00.000Z',
    role: 'teacher',
    themes: ['absence'],
    actionsTaken: [],
    followUp: null,
    note: 'Kort note.',
    assessment: null,
  };
  await saveConsultation(tablet.vault, capture);
  return capture.id;
};

const stateOf = async ({ vault, device }: Tablet, id: string): Promise<SendState> => {
  const book = { progress: await readSyncProgress(device.db), made: await readMade(device) };
  return sendStateOf(vault.replica, book, [consultation(vault.replica, id)!]);
};

describe('where a record stands', () => {
  it('is on this tablet until the server has acknowledged it, then sent with the time, also after a reload', async () => {
    const endpoint = await openEndpoint();
    const tablet = await makeTablet(endpoint, people.west);
    await tablet.sync();
    const id = await save(tablet);
    expect(await stateOf(tablet, id)).toMatchObject({ type: 'waiting' });
    await tablet.sync();
    const sent = await stateOf(tablet, id);
    expect(sent).toEqual({
      type: 'sent',
      at: (await readSyncProgress(tablet.device.db)).acknowledgedAt.at(-1)!.now,
    });
    await tablet.reload();
    expect(await stateOf(tablet, id)).toEqual(sent);
    await endpoint.close();
  });

  it('is refused by name where the server says so, whatever else was sent', async () => {
    const endpoint = await openEndpoint();
    const tablet = await makeTablet(endpoint, people.west);
    await tablet.sync();
    const id = await save(tablet);
    await tablet.sync();
    const body = {
      sv: 1,
      kind: 'consultation',
      verb: 'set',
      object: id,
      institution: places.west,
      at: '2026-11-23T09:00:00.000Z',
      set: { role: { value: 'leader', basedOn: [] } },
    };
    const op = tablet.vault.makeId();
    const held = { op, body, problem: 'notYours', at: '2026-11-23T09:00:01.000Z' };
    const row: Row = [`u:${people.west}`, 'refused', op, 1, held];
    putRows(tablet.vault.replica, [row], people.west);
    expect(await stateOf(tablet, id)).toEqual({ type: 'refused', problem: 'notYours' });
    await endpoint.close();
  });
});
