import { beforeEach, describe, expect, it } from 'vitest';
import type { Row, SyncAnswer } from '#api/sync.ts';
import { startSession } from '#tablet/actions/session.ts';
import { applyAnswer } from '#tablet/store/apply-answer.ts';
import { beginRequest } from '#tablet/store/outbox.ts';
import { documents, openReplica } from '#tablet/store/replica.ts';
import type { SyncProgress } from '#tablet/store/sync-progress.ts';
import { days } from '../../helpers/clock.ts';
import { places } from '../../helpers/endpoint.ts';
import { answerTo, idAt, rowsOfRef } from '../../helpers/sync-answer.ts';
import { type LoneVault, makeLoneVault } from '../../helpers/vault.ts';

const hour = {
  institution: places.shared,
  dropIn: null,
  date: '2026-11-23',
  start: '09:00',
  end: '10:00',
  room: '',
};
const start = Date.parse('2026-11-23T08:00:00.000Z');
const later = (by: number) => new Date(start + by).toISOString();

let lone: LoneVault;
beforeEach(async () => {
  lone = await makeLoneVault();
});

/** One request against an answer that a test makes up. */
async function hear(rest: Partial<SyncAnswer> & { v?: number } = {}): Promise<SyncProgress> {
  const { device, vault, clock } = lone;
  const request = await beginRequest(device.db, 200);
  const applied = await applyAnswer(
    device,
    vault,
    request,
    answerTo(request, rest),
    new Date(clock.now()).toISOString(),
  );
  if (applied === 'outdated') throw new Error('outdated');
  return applied.progress;
}

const shownOf = () => documents(lone.vault.replica, 'closing') as unknown as { index: number }[];
const deleted = (rows: Row[]): Row[] => rows.map(([scope, kind, id]) => [scope, kind, id, 20, null]);

describe('an answer', () => {
  it('in the middle of a download begins the next request with it, unless there is something to send', async () => {
    const { device, vault } = lone;
    const page = async () => {
      const request = await beginRequest(device.db, 200);
      return applyAnswer(
        device,
        vault,
        request,
        answerTo(request, { rows: rowsOfRef(3), more: true }),
        later(0),
      );
    };
    const stored = () => device.db.syncProgress.get('sync');
    const first = await page();
    if (first === 'outdated') throw new Error(first);
    const { requestNo, cursors, seen, checkedAt } = (await stored())!;
    const nothing = { changesMade: 0, unsent: 0, sent: [], changes: [], rest: [] };
    expect(first.next).toEqual({ ...nothing, requestNo, cursors, seen, checkedAt });
    expect((await hear()).requestNo).toBe(requestNo + 1);
    await startSession(vault, hour);
    const withChange = await beginRequest(device.db, 0);
    const unsent = answerTo(withChange, { rows: rowsOfRef(3), more: true });
    expect(await applyAnswer(device, vault, withChange, unsent, later(0))).toMatchObject({ next: undefined });
    expect((await stored())!.requestNo).toBe(withChange.requestNo);
  });

  it('to an outdated request is ignored, whatever is in it', async () => {
    await startSession(lone.vault, hour);
    const old = await beginRequest(lone.device.db, 200);
    await beginRequest(lone.device.db, 200);
    const answer = answerTo(old, { rows: rowsOfRef(3) });
    expect(await applyAnswer(lone.device, lone.vault, old, answer, later(0))).toBe('outdated');
    expect(await lone.device.db.rows.count()).toBe(0);
    expect((await beginRequest(lone.device.db, 200)).sent).toHaveLength(1);
  });

  it('acknowledges only what the request sent and the answer lists', async () => {
    await startSession(lone.vault, hour);
    await startSession(lone.vault, hour);
    const request = await beginRequest(lone.device.db, 1);
    const strange = { op: idAt(7), r: 'ok' } as const;
    const acks = [strange, { op: request.sent[0]!.op, r: 'ok' as const }];
    await applyAnswer(lone.device, lone.vault, request, answerTo(request, { acks }), later(0));
    expect((await beginRequest(lone.device.db, 200)).sent.map(({ made }) => made)).toEqual([2]);
  });

  it('deletes only when it is complete, also after a reload in between', async () => {
    await hear({ rows: rowsOfRef(3) });
    await hear({ rows: deleted(rowsOfRef(2)), more: true });
    expect(shownOf()).toHaveLength(3);
    await lone.reload();
    expect(shownOf()).toHaveLength(3);
    await hear();
    expect(shownOf()).toEqual([{ index: 2 }]);
    expect(await lone.device.db.rows.count()).toBe(1);
  });

  it('without any scope takes nothing away', async () => {
    await hear({ rows: rowsOfRef(3) });
    await hear({ scopes: [], cursors: {} });
    expect(shownOf()).toHaveLength(3);
  });

  it('that starts a scope anew empties the screen at no moment', async () => {
    await hear({ rows: rowsOfRef(6) });
    await hear({ reset: ['ref'], rows: rowsOfRef(2, 7), more: true });
    expect(shownOf()).toHaveLength(6);
    await hear({ rows: rowsOfRef(3, 7).slice(2) });
    expect(shownOf()).toHaveLength(3);
    expect((await openReplica(lone.device, lone.vault.dek)).rows.size).toBe(3);
  });
});

describe('a change that was acknowledged', () => {
  it('is kept thirty days by the server’s clock, and no day longer', async () => {
    await startSession(lone.vault, hour);
    await hear({ now: later(0) });
    lone.clock.pass(days(500));
    await hear({ now: later(days(30)) });
    expect(await lone.device.db.ops.count()).toBe(1);
    lone.clock.set('2020-01-01T00:00:00.000Z');
    await hear({ now: later(days(30) + 1), more: true });
    expect(await lone.device.db.ops.count()).toBe(1);
    await hear({ now: later(days(30) + 1) });
    expect(await lone.device.db.ops.count()).toBe(0);
  });

  it('is not counted from another’s acknowledgement on the same day', async () => {
    await startSession(lone.vault, hour);
    await hear({ now: later(0) });
    await startSession(lone.vault, hour);
    await hear({ now: later(8 * 3_600_000) });
    await hear({ now: later(days(30) + 3_600_000) });
    expect((await lone.device.db.ops.toArray()).map(({ made }) => made)).toEqual([2]);
  });

  it('leaves disk and screen at once where its record was erased', async () => {
    await startSession(lone.vault, hour);
    await startSession(lone.vault, hour);
    const request = await beginRequest(lone.device.db, 200);
    const [gone, kept] = request.sent.map(({ op }) => op) as [string, string];
    const acks: SyncAnswer['acks'] = [
      { op: gone, r: 'refused', problem: 'gone' },
      { op: kept, r: 'ok' },
    ];
    await applyAnswer(lone.device, lone.vault, request, answerTo(request, { acks, more: true }), later(0));
    expect((await lone.device.db.ops.toArray()).map(({ op }) => op)).toEqual([kept]);
    expect([...lone.vault.replica.pending.keys()]).toEqual([kept]);
  });

  it('is unsent again when the server lost its tail, except where thirty days are over', async () => {
    await startSession(lone.vault, hour);
    await hear({ now: later(0) });
    await startSession(lone.vault, hour);
    await hear({ now: later(days(31)) });
    await startSession(lone.vault, hour);
    await hear({ lost: true, now: later(days(32)) });
    expect((await beginRequest(lone.device.db, 200)).sent.map(({ made }) => made)).toEqual([2, 3]);
    expect(lone.vault.replica.pending.size).toBe(2);
  });
});

describe('rows that a server without its tail does not bring back', () => {
  it('are set aside, sealed, for thirty days by its clock', async () => {
    await hear({ rows: rowsOfRef(4) });
    await hear({ lost: true, now: later(days(1)) });
    expect(shownOf()).toHaveLength(4);
    await hear({ rows: rowsOfRef(3), now: later(days(1)) });
    expect(shownOf()).toHaveLength(3);
    const aside = await lone.device.db.aside.toArray();
    expect(aside.map(({ id, at }) => [id, at])).toEqual([[idAt(3), later(days(1))]]);
    await hear({ now: later(days(31)) });
    expect(await lone.device.db.aside.count()).toBe(1);
    await hear({ now: later(days(31) + 1) });
    expect(await lone.device.db.aside.count()).toBe(0);
  });
});
