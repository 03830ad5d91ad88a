import { beforeEach, describe, expect, it } from 'vitest';
import { syncLimits } from '#api/sync.ts';
import { startSession } from '#tablet/actions/session.ts';
import { applyAnswer } from '#tablet/store/apply-answer.ts';
import { beginRequest, type Ready, readAhead } from '#tablet/store/outbox.ts';
import { places } from '../../helpers/endpoint.ts';
import { answerTo } from '../../helpers/sync-answer.ts';
import { type LoneVault, makeLoneVault } from '../../helpers/vault.ts';

let lone: LoneVault;
const now = '2026-11-23T08:00:00.000Z';
const hour = { institution: places.shared, dropIn: null, date: '2026-11-23', start: '09:00', end: '10:00' };

beforeEach(async () => {
  lone = await makeLoneVault();
});

async function write(changes: number): Promise<void> {
  for (let made = 0; made < changes; made += 1) await startSession(lone.vault, { ...hour, room: `${made}` });
}

const numbers = (sent: readonly { made: number }[]): number[] => sent.map(({ made }) => made);
const upTo = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, n) => from + n);

/** A request that is answered, with acknowledgements of only these. */
async function acknowledge(limit: number, kept: (made: number) => boolean): Promise<void> {
  const request = await beginRequest(lone.device.db, limit);
  const acks = request.sent.filter(({ made }) => kept(made)).map(({ op }) => ({ op, r: 'ok' as const }));
  await applyAnswer(lone.device, lone.vault, request, answerTo(request, { acks, more: true }), now);
}

describe('what a request takes along', () => {
  it('is the oldest unacknowledged changes, whatever gaps there are between them', async () => {
    await write(250);
    await acknowledge(200, (made) => made % 3 === 0 || made > 130);
    const { sent, rest, unsent } = await beginRequest(lone.device.db, 100);
    const all = upTo(1, 250).filter((made) => !(made <= 200 && (made % 3 === 0 || made > 130)));
    expect(numbers(sent)).toEqual(all.slice(0, 100));
    expect(unsent).toBe(all.length);
    expect(rest.flatMap(([from, to]) => upTo(from, to))).toEqual(all.slice(100));
  });

  it('fits in what the endpoint takes, and is at least one change', async () => {
    await write(3);
    const large = new Uint8Array(syncLimits.body / 4);
    await lone.device.db.ops.toCollection().modify((op) => {
      const sealedForServer = new Uint8Array(op.sealedForServer.length + large.length);
      sealedForServer.set(op.sealedForServer);
      op.sealedForServer = sealedForServer;
    });
    const { sent, changes, rest } = await beginRequest(lone.device.db, 200);
    expect(numbers(sent)).toEqual([1]);
    expect(JSON.stringify(changes).length).toBeLessThan(syncLimits.body);
    expect(rest).toEqual([[2, 3]]);
  });

  it('that was read ahead is the same to the byte, and what was acknowledged meanwhile is not sent again', async () => {
    await write(30);
    const { db } = lone.device;
    const request = await beginRequest(db, 5);
    const ready: Ready = new Map();
    await readAhead(db, request, ready);
    expect([...ready.keys()]).toEqual(upTo(6, 30));
    await write(10);
    await acknowledge(12, (made) => made !== 8);
    const plain = await beginRequest(db, 200);
    expect(numbers(plain.sent)).toEqual([8, ...upTo(13, 40)]);
    expect((await beginRequest(db, 200, ready)).changes).toEqual(plain.changes);
    expect((await beginRequest(db, 3, ready)).rest).toEqual([[15, 40]]);
  });

  it('is read ahead at most as far as one more request reaches', async () => {
    await write(20);
    const op = (await lone.device.db.ops.get(1))!;
    const many = upTo(21, 1300).map((made) => ({ ...op, made }));
    await lone.device.db.ops.bulkAdd(many);
    const progress = (await lone.device.db.syncProgress.get('sync'))!;
    await lone.device.db.syncProgress.put({ ...progress, changesMade: 1300 });
    const request = await beginRequest(lone.device.db, 200);
    const ready: Ready = new Map();
    await readAhead(lone.device.db, request, ready);
    expect([...ready.keys()]).toEqual(upTo(201, 200 + syncLimits.changesPerPush));
  });
});
