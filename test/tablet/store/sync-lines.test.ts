import { describe, expect, it } from 'vitest';
import type { Id } from '#domain/id.ts';
import { makeBookingRequest } from '#tablet/actions/booking-request.ts';
import { followUp } from '#tablet/actions/concern.ts';
import { type Capture, consultation, saveConsultation } from '#tablet/actions/consultation.ts';
import { joinQueue } from '#tablet/actions/queue.ts';
import { answerQuestion } from '#tablet/actions/review.ts';
import { startSession } from '#tablet/actions/session.ts';
import { readSyncProgress } from '#tablet/store/outbox.ts';
import { readMade } from '#tablet/store/send-state.ts';
import { countLines, damagedCount, syncLines } from '#tablet/store/sync-lines.ts';
import { write } from '#tablet/store/write.ts';
import { openEndpoint, people, places } from '../../helpers/endpoint.ts';
import { makeTablet, type Tablet } from '../../helpers/tablet.ts';

const hour = {
  institution: places.west,
  dropIn: null,
  date: '2026-11-23',
  start: '09:00',
  end: '10:30',
  room: '',
};

async function converse({ vault }: Tablet): Promise<{ session: Id; id: Id }> {
  const session = await startSession(vault, hour);
  const capture: Capture = {
    id: vault.makeId(),
    session,
    institution: places.west,
    started: '2026-11-23T08:05:00.000Z',
    role: 'teacher',
    themes: ['absence'],
    actionsTaken: [],
    followUp: { kind: 'week1', due: '2026-11-30' },
    note: 'Kort note.',
    assessment: 'noGroundNow',
  };
  await saveConsultation(vault, capture);
  return { session, id: capture.id };
}

const bookOf = async ({ device }: Tablet) => ({
  progress: await readSyncProgress(device.db),
  made: await readMade(device),
});

/** What *Synk* lists as not sent, and what the pill counts of it: the same. */
async function waitingOn(tablet: Tablet): Promise<string[]> {
  const { replica } = tablet.vault;
  const book = await bookOf(tablet);
  const waiting = syncLines(replica, book).filter(({ state }) => state.type === 'waiting');
  expect(countLines(replica, book).unsent - Number(damagedCount(replica, book) > 0)).toBe(waiting.length);
  return waiting.map(({ record }) => record?.kind ?? 'unknown').sort();
}

describe('the lines of Synk', () => {
  it('tell of a conversation with all that hangs on it in one, and the pill counts them', async () => {
    const endpoint = await openEndpoint();
    const tablet = await makeTablet(endpoint, people.west);
    await tablet.sync();
    const { id } = await converse(tablet);
    expect((await readSyncProgress(tablet.device.db)).changesMade).toBeGreaterThan(3);
    expect(await waitingOn(tablet)).toEqual(['consultation', 'session']);
    await tablet.sync();
    expect(await waitingOn(tablet)).toEqual([]);

    const conversation = consultation(tablet.vault.replica, id)!;
    await followUp(
      tablet.vault,
      { conversation, due: '2026-11-30' },
      { outcome: 'talked', on: '2026-11-30' },
    );
    expect(await waitingOn(tablet)).toEqual(['consultation']);
    await tablet.sync();
    expect(await waitingOn(tablet)).toEqual([]);

    await answerQuestion(tablet.vault, conversation, 'Ja.');
    expect(await waitingOn(tablet)).toEqual(['consultation']);
    await endpoint.close();
  });

  it('list what belongs to no conversation by itself', async () => {
    const endpoint = await openEndpoint();
    const tablet = await makeTablet(endpoint, people.west);
    await tablet.sync();
    const { session } = await converse(tablet);
    await tablet.sync();
    const { institution, date, dropIn } = hour;
    await joinQueue(tablet.vault, { institution, session, dropIn, date }, 'leader');
    const time = { institution, dropIn, date: '2026-12-01', start: '09:00', end: '09:20' };
    await makeBookingRequest(tablet.vault, time, { role: 'teacher' });
    await write(tablet.vault, [
      {
        kind: 'attendance',
        verb: 'create',
        object: tablet.vault.makeId(),
        institution,
        fixed: { booking: tablet.vault.makeId() },
        set: { state: { value: 'kept', basedOn: [] } },
      },
    ]);
    expect(await waitingOn(tablet)).toEqual(['attendance', 'bookingRequest', 'queueEntry']);
    await endpoint.close();
  });

  it('list a change of a record that the tablet cannot show, and one that the disk has damaged', async () => {
    const endpoint = await openEndpoint();
    const tablet = await makeTablet(endpoint, people.west);
    await tablet.sync();
    const { vault, device } = tablet;
    await converse(tablet);
    await tablet.sync();
    await write(vault, [
      {
        kind: 'queueEntry',
        verb: 'set',
        object: vault.makeId(),
        institution: places.west,
        set: { state: { value: 'left', basedOn: [] } },
      },
    ]);
    const before = await waitingOn(tablet);
    expect(before).toHaveLength(1);

    await joinQueue(
      vault,
      { institution: places.west, session: vault.makeId(), dropIn: null, date: hour.date },
      'leader',
    );
    const newest = await device.db.ops.orderBy('made').last();
    const bent = newest!.sealedForWorker.map((byte, at) => (at === 20 ? byte ^ 1 : byte));
    await device.db.ops.put({ ...newest!, sealedForWorker: bent });
    await tablet.reload();
    expect(await waitingOn(tablet)).toEqual(before);
    expect(damagedCount(tablet.vault.replica, await bookOf(tablet))).toBe(1);
    await endpoint.close();
  });
});
