import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Row } from '#api/sync.ts';
import { outsideId } from '#domain/id.ts';
import { fieldOf } from '#domain/merge/record-state.ts';
import { readDrafts, saveDraft } from '#tablet/actions/draft.ts';
import { startSession } from '#tablet/actions/session.ts';
import { applyAnswer } from '#tablet/store/apply-answer.ts';
import { beginRequest } from '#tablet/store/outbox.ts';
import { openReplica, record } from '#tablet/store/replica.ts';
import { minutes } from '../../helpers/clock.ts';
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
const now = '2026-11-23T08:00:00.000Z';

let lone: LoneVault;
beforeEach(async () => {
  lone = await makeLoneVault();
});

async function hear(rest: Parameters<typeof answerTo>[1]): Promise<void> {
  const request = await beginRequest(lone.device.db, 200);
  await applyAnswer(lone.device, lone.vault, request, answerTo(request, rest), now);
}

/** Reloads, but what is behind the first screen is opened only when `finish` is called. */
async function reloadSlowly(): Promise<{ finish: () => Promise<void> }> {
  const decrypt = crypto.subtle.decrypt.bind(crypto.subtle);
  let open = (): void => undefined;
  const gate = new Promise<void>((settle) => {
    open = settle;
  });
  let calls = 0;
  const spy = vi.spyOn(crypto.subtle, 'decrypt').mockImplementation(async (...args) => {
    calls += 1;
    // The vault's key, what it reads with, and the first 400 rows.
    if (calls > 402) await gate;
    return decrypt(...args);
  });
  await lone.reload();
  return {
    finish: async () => {
      open();
      await whole();
      spy.mockRestore();
    },
  };
}

const whole = async () => {
  while (!lone.vault.replica.whole) await new Promise((settle) => setImmediate(settle));
};

/** A box that the disk has damaged. */
const bent = (box: Uint8Array<ArrayBuffer>) => box.map((byte, at) => (at === 20 ? byte ^ 1 : byte));

describe('rows that are opened behind the first screen', () => {
  it('do not bring back what the server has taken away in the meantime', async () => {
    const rows = rowsOfRef(900);
    await hear({ rows });
    const { finish } = await reloadSlowly();
    const last = rows.slice(-3).map(([scope, kind, id]): Row => [scope, kind, id, 20, null]);
    await hear({ rows: last, v: 20 });
    expect(lone.vault.replica.whole).toBe(false);
    await finish();
    expect(lone.vault.replica.rows.size).toBe(897);
    expect((await openReplica(lone.device, lone.vault.dek)).rows.has(`ref closing ${idAt(899)}`)).toBe(false);
  });

  it('do not stand over what the server has sent in the meantime, though its version may be lower', async () => {
    const rows = rowsOfRef(900, 50);
    await hear({ rows, v: 60 });
    const { finish } = await reloadSlowly();
    const [scope, kind, id] = rows.at(-1)!;
    await hear({ rows: [[scope, kind, id, 3, { index: 'restored' }]], v: 4 });
    await finish();
    expect(lone.vault.replica.rows.get(`ref closing ${id}`)![4]).toEqual({ index: 'restored' });
  });
});

describe('what the disk has damaged', () => {
  it('is a row: the vault opens without it, and its scope is downloaded anew', async () => {
    await hear({ rows: rowsOfRef(5) });
    const { db } = lone.device;
    const key: [string, string, string] = ['ref', 'closing', idAt(2)];
    const row = await db.rows.get(key);
    await db.rows.put({ ...row!, box: bent(row!.box) });
    await lone.reload();
    expect(lone.vault.replica.rows.size).toBe(4);
    expect((await beginRequest(db, 200)).cursors).toEqual({});
    await hear({ rows: rowsOfRef(5) });
    expect(lone.vault.replica.rows.size).toBe(5);
    await lone.reload();
    expect(lone.vault.replica.rows.size).toBe(5);
  });

  it('is a change: the others are shown, and the half for the server is sent', async () => {
    await startSession(lone.vault, hour);
    await startSession(lone.vault, hour);
    const { db } = lone.device;
    const op = await db.ops.get(1);
    await db.ops.put({ ...op!, sealedForWorker: bent(op!.sealedForWorker) });
    await lone.reload();
    expect(lone.vault.replica.pending.size).toBe(1);
    expect((await beginRequest(db, 200)).changes).toHaveLength(2);
  });

  it('is the half for the server: it is sent as it is, and what is behind it too', async () => {
    await startSession(lone.vault, hour);
    await startSession(lone.vault, hour);
    const { db } = lone.device;
    const op = await db.ops.get(1);
    await db.ops.put({
      ...op!,
      sealedForServer: op!.sealedForServer.map((byte, at) => (at > 0 && at < 9 ? 0xff : byte)),
    });
    expect((await beginRequest(db, 200)).changes).toHaveLength(2);
  });

  it('is a draft: the others are there', async () => {
    await saveDraft(lone.vault, idAt(1), { note: 'den ene' });
    await saveDraft(lone.vault, idAt(2), { note: 'den anden' });
    const { db } = lone.device;
    const draft = await db.drafts.get(idAt(1));
    await db.drafts.put({ ...draft!, box: bent(draft!.box) });
    expect([...(await readDrafts(lone.vault)).keys()]).toEqual([idAt(2)]);
  });
});

describe('changes that a lost tail has brought back', () => {
  it('stand in the order made, as after a reload, though they come back behind newer ones', async () => {
    const planned = { ...hour, dropIn: outsideId('dropIn', 'a') };
    const id = await startSession(lone.vault, planned);
    // The place was taken from her: the hour is on the server, and no longer here.
    await hear({ scopes: ['ref'] });
    expect(record(lone.vault.replica, 'session', id)).toBeUndefined();
    lone.clock.pass(minutes(30));
    await startSession(lone.vault, planned);
    await hear({ lost: true, acks: [] });
    const inMemory = record(lone.vault.replica, 'session', id);
    expect(fieldOf(inMemory!, 'started')).toBe(now);
    await lone.reload();
    expect(record(lone.vault.replica, 'session', id)).toEqual(inMemory);
  });
});
