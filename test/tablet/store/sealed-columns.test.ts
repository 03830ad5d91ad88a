import { describe, expect, it } from 'vitest';
import { checkColumns } from '#tablet/store/sealed-columns.ts';
import { initialProgress } from '#tablet/store/sync-progress.ts';
import { makeLoneVault } from '../../helpers/vault.ts';

const id = '018f0000-0000-7000-8000-000000000000';
const box = new Uint8Array(3);
const row = { scope: 'log:849005', kind: 'note', id, v: 7, generation: 0, keyId: 'k1', box };
const op = { made: 1, op: id, keyId: 'k1', sealedForWorker: box, sealedForServer: box };

describe('the guard below the store', () => {
  it('lets pass what sync needs, and boxes', () => {
    checkColumns('rows', row);
    checkColumns('aside', { ...row, at: '2026-11-23T08:00:00.000Z' });
    checkColumns('ops', op);
    checkColumns('drafts', { id, keyId: 'k1', box });
    checkColumns('syncProgress', {
      ...initialProgress,
      cursors: { ref: { start: 0, tail: [1, 'note', id], back: null } },
    });
  });

  const refused: [table: string, value: object][] = [
    ['rows', { ...row, text: 'Tre ugers fravær' }],
    ['rows', { ...row, kind: 'Mor ringede' }],
    ['rows', { ...row, id: 'Mette' }],
    ['rows', { ...row, v: '7' }],
    ['rows', { ...row, scope: 'log:849005 Mette' }],
    ['rows', { ...row, box: 'Tre ugers fravær' }],
    ['rows', { ...row, box: { text: 'x' } }],
    ['aside', { ...row, at: 'i går' }],
    ['ops', { ...op, change: {} }],
    ['ops', { ...op, sealedForWorker: 'x' }],
    ['drafts', { id, keyId: 'k1', box, note: 'x' }],
    ['syncProgress', { ...initialProgress, last: 'x' }],
    ['syncProgress', { ...initialProgress, sweeping: ['Tre ugers fravær'] }],
    ['syncProgress', { ...initialProgress, cursors: { 'Tre ugers': { start: 0 } } }],
    ['vaults', { kdf: { salt: box, iterations: 1, hint: 'min hund' } }],
    [
      'vaults',
      { everyday: { credential: box, salt: box, kdf: { salt: box, iterations: 1 }, pin: '482913' } },
    ],
    ['vaults', { serverKey: { id: 'k1', spki: 'Tre ugers fravær' } }],
    ['diary', { id }],
  ];
  for (const [table, value] of refused) {
    it(`refuses ${table} ${JSON.stringify(value).slice(0, 160)}`, () => {
      expect(() => checkColumns(table, value)).toThrow('must not be stored unsealed');
    });
  }

  it('stands before every write of the database itself', async () => {
    const { device } = await makeLoneVault();
    const bad = { id, keyId: 'k1', box, note: 'Tre ugers fravær' };
    await expect(device.db.drafts.put(bad)).rejects.toThrow('must not be stored unsealed');
    await device.db.drafts.put({ id, keyId: 'k1', box });
    await expect(device.db.drafts.update(id, { note: 'x' } as object)).rejects.toThrow();
    expect(await device.db.drafts.toArray()).toEqual([{ id, keyId: 'k1', box }]);
  });
});
