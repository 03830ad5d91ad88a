import { type Change, changeVersion, parseChange, toIncomingChange } from '#domain/change.ts';
import { instantOf } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import type { ChangeId } from '#domain/merge/register.ts';
import { clean } from '#domain/text.ts';
import { type OwnChange, putPending } from './replica.ts';
import { opPlace, seal } from './seal.ts';
import { steadily } from './storage-error.ts';
import { initialProgress } from './sync-progress.ts';
import type { Vault } from './vault.ts';

/** What a verb of the store wants written; version and device time are added here. */
export type NewChange = Pick<
  Change,
  'kind' | 'verb' | 'object' | 'institution' | 'fixed' | 'set' | 'add' | 'remove' | 'annul'
>;

export interface Saved {
  ops: ChangeId[];
  /** When the disk had it, by the tablet's clock. */
  at: string;
}

/** Without control characters and halves of a character, which the database does not keep: a paste or a limit of length leaves them. */
const storable = (change: NewChange): NewChange =>
  JSON.parse(
    JSON.stringify(change, (_, value: unknown) => (typeof value === 'string' ? clean(value) : value)),
  );

/** A change with a name of its own, sealed twice. */
export async function sealChange(vault: Vault, change: NewChange) {
  const { device, dek, keyId, sealer } = vault;
  const op = vault.makeId();
  const body = { sv: changeVersion, at: instantOf(vault.now()), ...storable(change) };
  const parsed = parseChange(body);
  if ('field' in parsed) throw new TypeError(`the app made a change that breaks a rule: ${parsed.field}`);
  const [sealedForWorker, sealedForServer] = await Promise.all([
    seal(dek, body, opPlace(op, keyId)),
    sealer.seal(op, body),
  ]);
  return {
    op,
    keyId,
    sealedForWorker,
    sealedForServer,
    arrival: toIncomingChange(parsed.change, op, device.person),
  };
}

/**
 * One intention of the worker: every change sealed twice, then one strict transaction – changes added, its draft removed. The
 * promise resolves when the disk has it; only then may a screen say "Gemt på denne tablet".
 * Throws StorageError `full` or `dead`: nothing was written, the draft is still there.
 */
export async function write(vault: Vault, changes: readonly NewChange[], draft?: Id): Promise<Saved> {
  const { device, replica } = vault;
  const sealed = await Promise.all(changes.map((change) => sealChange(vault, change)));
  const own = await steadily(device.db, () =>
    device.db.transaction(
      'rw',
      device.db.ops,
      device.db.drafts,
      device.db.syncProgress,
      async (): Promise<OwnChange[]> => {
        const progress = (await device.db.syncProgress.get('sync')) ?? initialProgress;
        const numbered = sealed.map(({ arrival, ...row }, index) => ({
          arrival,
          row: { ...row, made: progress.changesMade + index + 1 },
        }));
        await device.db.ops.bulkAdd(numbered.map(({ row }) => row));
        await device.db.syncProgress.put({ ...progress, changesMade: progress.changesMade + sealed.length });
        if (draft) await device.db.drafts.delete(draft);
        return numbered.map(({ arrival, row }) => ({
          made: row.made,
          arrival,
          sealedForServer: row.sealedForServer,
        }));
      },
    ),
  );
  putPending(replica, own, device.person);
  replica.changed();
  return { ops: sealed.map(({ op }) => op), at: instantOf(vault.now()) };
}
