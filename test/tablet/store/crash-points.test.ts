import { isDeepStrictEqual } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import type { Row } from '#api/sync.ts';
import { saveConsultation } from '#tablet/actions/consultation.ts';
import { saveDraft } from '#tablet/actions/draft.ts';
import { startSession } from '#tablet/actions/session.ts';
import { applyAnswer } from '#tablet/store/apply-answer.ts';
import { openDevice } from '#tablet/store/device.ts';
import { beginRequest } from '#tablet/store/outbox.ts';
import { StorageError } from '#tablet/store/storage-error.ts';
import { unlock, type Vault } from '#tablet/store/vault.ts';
import { places } from '../../helpers/endpoint.ts';
import { answerTo, rowsOfRef } from '../../helpers/sync-answer.ts';
import { makeLoneVault, useDisk } from '../../helpers/vault.ts';
import { copyDisk, type DiskCopy, diskFrom, failAt } from '../../simulation/real/disk.ts';

/** What a disk says, without what is made anew each time: ids of changes, and the random part of every seal. */
const plainly = (copy: DiskCopy): unknown =>
  JSON.parse(
    JSON.stringify(copy, (key, value) =>
      ['box', 'sealedForWorker', 'sealedForServer', 'op'].includes(key) ? 'sealed' : value,
    ),
  );

type Work = (vault: Vault) => Promise<unknown>;

const session = '018f0000-0000-7000-8000-00000000000a';
const hour = {
  institution: places.shared,
  dropIn: null,
  date: '2026-11-23',
  start: '09:00',
  end: '10:00',
  room: '',
};
const talk = (id: string): Parameters<typeof saveConsultation>[1] => ({
  ...{ id, session, institution: places.shared, started: '2026-11-23T08:05:00.000Z', role: 'teacher' },
  ...{ themes: [], actionsTaken: [], note: 'En note', assessment: 'notRelevant' },
  followUp: { kind: 'fourWeeks', due: '2026-12-21' },
});
const draft = '018f0000-0000-7000-8000-00000000000b';

/** The first page, changed by a second answer: new rows, tombstones, a reset that sweeps, acknowledgements, a lost scope. */
const works: { [what: string]: Work } = {
  'a save with its draft': (vault) => saveConsultation(vault, talk(draft)),
  'the beginning of a request': ({ device }) => beginRequest(device.db, 200),
  'an answer with rows, deletions and acknowledgements': async (vault) => {
    const request = await beginRequest(vault.device.db, 200);
    const gone = rowsOfRef(5, 12).map(([scope, kind, id, v]): Row => [scope, kind, id, v, null]);
    const rows = [...rowsOfRef(50, 12).slice(5), ...gone];
    await applyAnswer(
      vault.device,
      vault,
      request,
      answerTo(request, { v: 12, rows }),
      '2026-11-23T08:00:00.000Z',
    );
  },
  'an answer that starts a scope anew and takes one away': async (vault) => {
    const request = await beginRequest(vault.device.db, 200);
    const answer = answerTo(request, { v: 12, rows: rowsOfRef(10, 3), reset: ['ref'] });
    await applyAnswer(vault.device, vault, request, answer, '2026-11-23T08:00:00.000Z');
  },
  'an answer that says that the tail is lost': async (vault) => {
    const request = await beginRequest(vault.device.db, 200);
    const answer = answerTo(request, { v: 12, lost: true, acks: [] });
    await applyAnswer(vault.device, vault, request, answer, '2026-11-23T08:00:00.000Z');
  },
};

let points = 0;

describe('a page that dies at any call of IndexedDB', () => {
  for (const [what, work] of Object.entries(works)) {
    for (const how of ['ever', 'once'] as const) {
      it(`leaves all or nothing of ${what}; it died ${how === 'ever' ? 'for good' : 'and came back'}`, async () => {
        const lone = await makeLoneVault();
        await startSession(lone.vault, hour);
        await saveDraft(lone.vault, draft, talk(draft));
        const request = await beginRequest(lone.device.db, 200);
        const scopes = ['ref', `log:${places.west}`];
        const foreign = rowsOfRef(5).map(([, , id, v, doc]): Row => [scopes[1]!, 'closing', id, v, doc]);
        const first = answerTo(request, { scopes, rows: [...rowsOfRef(20), ...foreign] });
        await applyAnswer(lone.device, lone.vault, request, first, '2026-11-23T08:00:00.000Z');
        await saveConsultation(lone.vault, talk(lone.vault.makeId()));
        const before = await copyDisk(lone.device);
        const means = { now: lone.clock.now, makeId: lone.vault.makeId };

        const open = async (copy: DiskCopy) => {
          useDisk(await diskFrom(lone.row, copy));
          const device = openDevice(lone.row);
          return unlock(device, lone.code, means);
        };
        const whole = await open(before);
        await work(whole);
        const after = plainly(await copyDisk(whole.device));
        // Beginning a request and applying its answer are two transactions.
        const begun = await open(before);
        await beginRequest(begun.device.db, 200);
        const states = [plainly(before), plainly(await copyDisk(begun.device)), after];

        for (let at = 1; ; at += 1) {
          const vault = await open(before);
          const stop = failAt(at, 'InvalidStateError', how);
          const outcome = await work(vault).then(
            () => 'done',
            (error: unknown) => (error instanceof StorageError ? error.reason : Promise.reject(error)),
          );
          const thrown = stop();
          vault.device.db.close();
          const again = openDevice(lone.row);
          const found = plainly(await copyDisk(again));
          again.db.close();
          if (outcome === 'done') expect(withoutRequestNo(found)).toEqual(withoutRequestNo(after));
          else expect(states.some((state) => isDeepStrictEqual(state, found))).toBe(true);
          if (how === 'once') expect(outcome).toBe('done');
          if (thrown === 0) break;
          points += 1;
        }
      });
    }
  }

  afterAll(() => expect(points).toBeGreaterThanOrEqual(200));
});

/** A request that was begun twice has a higher number, and nothing else. */
const withoutRequestNo = (copy: unknown): unknown =>
  JSON.parse(JSON.stringify(copy, (key, value) => (key === 'requestNo' ? undefined : value)));
