import { describe, expect, it } from 'vitest';
import type { Capture } from '#tablet/actions/consultation.ts';
import { consultation, saveConsultation } from '#tablet/actions/consultation.ts';
import { readDrafts, saveDraft } from '#tablet/actions/draft.ts';
import { startSession } from '#tablet/actions/session.ts';
import { initialProgress } from '#tablet/store/sync-progress.ts';
import { places } from '../../helpers/endpoint.ts';
import { type LoneVault, makeLoneVault } from '../../helpers/vault.ts';
import { failAt } from '../../simulation/real/disk.ts';

const hour = {
  institution: places.shared,
  dropIn: null,
  date: '2026-11-23',
  start: '09:00',
  end: '10:00',
  room: 'Kontoret',
};

const capture = (lone: LoneVault, session: string): Capture => ({
  id: lone.vault.makeId(),
  session,
  institution: places.shared,
  started: '2026-11-23T08:05:00.000Z',
  role: 'teacher',
  themes: ['absence'],
  actionsTaken: ['sparring'],
  followUp: { kind: 'fourWeeks', due: '2026-12-21' },
  note: 'Hvepsebo og brændenælder',
  assessment: 'noGroundNow',
});

const made = async ({ device }: LoneVault) =>
  ((await device.db.syncProgress.get('sync')) ?? initialProgress).changesMade;

const resultOf = <T>(request: IDBRequest): Promise<T> =>
  new Promise((settle, refuse) => {
    request.onsuccess = () => settle(request.result as T);
    request.onerror = () => refuse(request.error);
  });

/** Everything on the disk, below Dexie, as bytes: texts in both encodings that browsers store. */
async function bytesOn(disk: IDBFactory): Promise<Buffer> {
  const found: Buffer[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'string') found.push(Buffer.from(value, 'utf8'), Buffer.from(value, 'utf16le'));
    else if (value instanceof Uint8Array) found.push(Buffer.from(value));
    else if (typeof value === 'object' && value !== null && !(value instanceof CryptoKey)) {
      for (const [key, inner] of Object.entries(value)) {
        walk(key);
        walk(inner);
      }
    }
  };
  for (const { name } of await disk.databases()) {
    const db = await resultOf<IDBDatabase>(disk.open(name!) as unknown as IDBRequest);
    for (const store of db.objectStoreNames) {
      const all = db.transaction(store).objectStore(store);
      walk(await resultOf(all.getAll() as unknown as IDBRequest));
      walk(await resultOf(all.getAllKeys() as unknown as IDBRequest));
    }
    db.close();
  }
  return Buffer.concat(found);
}

const findsIn = (bytes: Buffer, word: string): boolean =>
  bytes.includes(Buffer.from(word, 'utf8')) || bytes.includes(Buffer.from(word, 'utf16le'));

describe('the disk', () => {
  it('holds nothing that was typed, beside a canary that is found', async () => {
    const lone = await makeLoneVault();
    const session = await startSession(lone.vault, hour);
    const typed = capture(lone, session);
    await saveConsultation(lone.vault, typed);
    await saveDraft(lone.vault, lone.vault.makeId(), { note: 'Kladdeord om Askepot' });
    lone.device.db.close();
    const raw = await resultOf<IDBDatabase>(lone.disk.open(lone.device.db.name) as unknown as IDBRequest);
    const planted = raw
      .transaction('drafts', 'readwrite')
      .objectStore('drafts')
      .put({ id: 'canary', text: 'Kanariefugl' });
    await resultOf(planted as unknown as IDBRequest);
    raw.close();
    const bytes = await bytesOn(lone.disk);
    expect(findsIn(bytes, 'Kanariefugl')).toBe(true);
    for (const word of [
      'Hvepsebo',
      'brændenælder',
      'Askepot',
      'Kladdeord',
      'teacher',
      'absence',
      'sparring',
      'noGroundNow',
      'Kontoret',
      '2026-12-21',
    ]) {
      expect([word, findsIn(bytes, word)]).toEqual([word, false]);
    }
    expect(findsIn(bytes, lone.code)).toBe(false);
  });

  it('that is full saves nothing, says so, and keeps the draft', async () => {
    const lone = await makeLoneVault();
    const session = await startSession(lone.vault, hour);
    const typed = capture(lone, session);
    await saveDraft(lone.vault, typed.id, typed);
    for (let at = 1; at <= 6; at += 1) {
      const stop = failAt(at, 'QuotaExceededError', 'ever', ['add', 'put']);
      const saving = saveConsultation(lone.vault, typed).finally(stop);
      if (at <= 5) await expect(saving).rejects.toMatchObject({ reason: 'full' });
      else await saving;
      expect(await made(lone)).toBe(at <= 5 ? 1 : 5);
      expect(lone.vault.replica.pending.size).toBe(at <= 5 ? 1 : 5);
      expect((await readDrafts(lone.vault)).size).toBe(at <= 5 ? 1 : 0);
    }
    expect(consultation(lone.vault.replica, typed.id)).toBeDefined();
  });

  it('whose connection the browser has dropped is opened again, and the work is done', async () => {
    const lone = await makeLoneVault();
    const session = await startSession(lone.vault, hour);
    lone.device.db.close();
    await saveConsultation(lone.vault, capture(lone, session));
    expect(await made(lone)).toBe(5);
    const stop = failAt(2, 'UnknownError', 'once', ['add', 'put']);
    await saveConsultation(lone.vault, capture(lone, session));
    expect(stop()).toBe(1);
    await lone.reload();
    expect(lone.vault.replica.shown.get('consultation')!.size).toBe(2);
  });

  it('that never answers again is `dead`, and what was not saved is not shown', async () => {
    const lone = await makeLoneVault();
    const session = await startSession(lone.vault, hour);
    const stop = failAt(1, 'InvalidStateError', 'ever');
    const typed = capture(lone, session);
    await expect(saveConsultation(lone.vault, typed)).rejects.toMatchObject({ reason: 'dead' });
    stop();
    expect(consultation(lone.vault.replica, typed.id)).toBeUndefined();
    await lone.reload();
    expect(consultation(lone.vault.replica, typed.id)).toBeUndefined();
    await saveConsultation(lone.vault, typed);
    expect(consultation(lone.vault.replica, typed.id)).toBeDefined();
  });
});
