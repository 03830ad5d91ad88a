import type { TransactionSql } from 'postgres';
import type { Ack, Seen, SyncRequest } from '#api/sync.ts';
import { isChild, isKnown, type RecordOf } from '#domain/record-kinds.ts';
import type { Device } from '../access/device.ts';
import { takeEffect } from '../bookings/effects.ts';
import { consultationsIn, writeLines } from '../log/projection.ts';
import type { Deps } from '../platform/deps.ts';
import { type Batch, decideAll, type Incoming } from '../records/decide.ts';
import { currentSeen, judge } from '../records/epoch.ts';
import { load } from '../records/load.ts';
import { save } from '../records/save.ts';
import type { Opened } from '../records/unseal.ts';
import { nextVersion } from '../records/version.ts';

export type Pushed = { lost: true; seen: Seen } | { lost: false; acks: Ack[]; seen?: Seen };

/**
 * Applies a push as a set union of ops, in one transaction (docs/protocol.md, "Server: tables and clock"). Order of locks: the
 * device's row, then the clock, outside every savepoint and before any other write, so that versions become visible in the
 * order given. The whole batch is tried in one go; only what the database refuses is tried again in parts.
 */
export const push = (
  deps: Deps,
  device: Device,
  request: Pick<SyncRequest, 'seen' | 'made' | 'unsent' | 'schema'>,
  opened: readonly Opened[],
): Promise<Pushed> =>
  deps.sql.begin(async (tx): Promise<Pushed> => {
    // Sent together, done in this order: what was seen is judged behind the lock.
    const locked = tx`select 1 from device where id = ${device.id} for update`;
    const [judged] = await Promise.all([judge(tx, request.seen), locked]);
    if (judged === 'lost') return { lost: true, seen: await currentSeen(tx) };
    // What this request brings is no longer missing: the coordinator is told only of what is still on the tablet.
    const unsent = Math.max(0, request.unsent - opened.length);
    const noted = tx`
      update device set made = greatest(made, ${request.made}), unsent = ${unsent}, schema = ${request.schema},
                        seen_at = ${new Date(deps.now())} where id = ${device.id}`;
    if (opened.length === 0) return noted.then(() => ({ lost: false, acks: [] }));
    const [v] = await Promise.all([nextVersion(tx), noted]);
    const incoming = opened.map(
      (change): Incoming => ({ ...change, device: device.id, person: device.person }),
    );
    const acks = await applyOrSplit(tx, deps, incoming, v);
    return { lost: false, acks, seen: await currentSeen(tx) };
  });

/** All at once; where the database refuses that, half by half, until the changes at fault stand alone. */
async function applyOrSplit(
  tx: TransactionSql,
  deps: Deps,
  incoming: readonly Incoming[],
  v: number,
): Promise<Ack[]> {
  try {
    return await tx.savepoint((inner) => applyChanges(inner, deps, incoming, v));
  } catch (error) {
    if (!isFaultOfChange(error)) throw error;
    const [alone] = incoming;
    if (incoming.length === 1) return refuseAtFault(tx, deps, alone!, v, error.code ?? error.name);
  }
  const middle = incoming.length >> 1;
  const before = await applyOrSplit(tx, deps, incoming.slice(0, middle), v);
  return [...before, ...(await applyOrSplit(tx, deps, incoming.slice(middle), v))];
}

function refuseAtFault(
  tx: TransactionSql,
  deps: Deps,
  change: Incoming,
  v: number,
  code: string,
): Promise<Ack[]> {
  deps.log({ at: new Date(deps.now()).toISOString(), event: 'fault', op: change.op, code });
  return applyChanges(tx, deps, [{ ...change, content: { problem: 'unexpected' } }], v);
}

/**
 * Reads what the changes touch, decides in memory, writes the outcome in a few statements. `v`: the version that the clock,
 * taken before, has given.
 */
export async function applyChanges(
  tx: TransactionSql,
  deps: Deps,
  incoming: readonly Incoming[],
  v: number,
): Promise<Ack[]> {
  const batch: Batch = await load(tx, incoming, deps.now());
  const acks = await decideAll(batch, incoming);
  await save(tx, batch, v, deps);
  const touched = [...batch.out.touched].map((id) => batch.records.get(id)!).filter(isKnown);
  await takeEffect(tx, v, deps, touched);
  const { born } = batch.out;
  const isBorn = (record: RecordOf) =>
    born.has(record.id) || (isChild(record) && born.has(record.fixed.consultation));
  // What hangs on a consultation comes after it, so there is nothing of a new one that this push has not brought.
  await writeLines(tx, consultationsIn(touched), touched.filter(isBorn));
  return acks;
}

/**
 * Is the change at fault, not the machine? Data that the database will not have (class 22), a constraint (23), its limits
 * (54) – or the endpoint's own code that fails on it: then it must not keep everything behind it from arriving.
 */
const isFaultOfChange = (error: unknown): error is Error & { code?: string } =>
  error instanceof Error &&
  ('code' in error
    ? /^(2[23]|54)/.test(String(error.code))
    : error instanceof TypeError || error instanceof RangeError);
