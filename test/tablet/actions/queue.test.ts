import { beforeEach, expect, it } from 'vitest';
import { plannedSessionId } from '#domain/id.ts';
import { joinQueue, type QueueHour, queueOf, setQueueState } from '#tablet/actions/queue.ts';
import { applyAnswer } from '#tablet/store/apply-answer.ts';
import { beginRequest } from '#tablet/store/outbox.ts';
import { record } from '#tablet/store/replica.ts';
import { places } from '../../helpers/endpoint.ts';
import { answerTo } from '../../helpers/sync-answer.ts';
import { type LoneVault, makeLoneVault } from '../../helpers/vault.ts';

let lone: LoneVault;
let hour: QueueHour;
beforeEach(async () => {
  lone = await makeLoneVault();
  const dropIn = lone.vault.makeId();
  const date = '2026-11-23';
  hour = { institution: places.shared, session: plannedSessionId(dropIn, date), dropIn, date };
});
const roles = (of = hour) => queueOf(lone.vault.replica, of).map(({ fixed }) => fixed.role);

it('who came first waits first, for the hour she came to', async () => {
  await joinQueue(lone.vault, hour, 'parent');
  await joinQueue(lone.vault, { ...hour, session: lone.vault.makeId(), dropIn: null }, 'child');
  lone.clock.pass(60_000);
  await joinQueue(lone.vault, hour, 'teacher');
  await lone.reload();
  expect(roles()).toEqual(['parent', 'teacher']);
});

it('who was taken in or left waits no longer, and can be put back in her old place', async () => {
  await joinQueue(lone.vault, hour, 'parent');
  lone.clock.pass(60_000);
  await joinQueue(lone.vault, hour, 'teacher');
  const [first, second] = queueOf(lone.vault.replica, hour);
  await setQueueState(lone.vault, first!, 'left');
  await setQueueState(lone.vault, second!, 'taken');
  expect(roles()).toEqual([]);
  await setQueueState(lone.vault, record(lone.vault.replica, 'queueEntry', first!.id)!, 'waiting');
  expect(roles()).toEqual(['parent']);
});

it('who said so at the door before anybody opened the hour waits there too, on that day alone', async () => {
  const id = lone.vault.makeId();
  const op = lone.vault.makeId();
  const { dropIn, date, institution } = hour;
  const since = '2026-11-23T08:05:00.000Z';
  const doc = {
    kind: 'queueEntry',
    ...{ id, institution, made: op },
    fixed: { session: null, dropIn, date, role: 'leader', since },
    fields: { state: { current: { value: 'waiting', ops: [op] } } },
    chips: {},
    ops: { [op]: [op, since] },
  };
  const request = await beginRequest(lone.device.db, 200);
  const rows = [[`log:${institution}`, 'queueEntry', id, 2, doc] as const];
  await applyAnswer(
    lone.device,
    lone.vault,
    request,
    answerTo(request, { rows: rows.map((row) => [...row]) }),
    since,
  );
  expect(roles()).toEqual(['leader']);
  expect(roles({ ...hour, date: '2026-11-30' })).toEqual([]);
});
