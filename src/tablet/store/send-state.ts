import type { HeldRow } from '#api/row-documents.ts';
import { parseChange } from '#domain/change.ts';
import type { Instant } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import { openConflicts, type RecordState } from '#domain/merge/record-state.ts';
import type { ChangeId } from '#domain/merge/register.ts';
import type { ProblemCode } from '#domain/problem.ts';
import { isRecordKind, kindOf } from '#domain/record-kinds.ts';
import type { Device } from './device.ts';
import { documents, type Replica } from './replica.ts';
import { steadily } from './storage-error.ts';
import { holds, type SyncProgress } from './sync-progress.ts';

/** Where a record stands, worst first; each has a word of its own on the screen (docs/screens.md, "Sync words"). */
export type SendState =
  | { type: 'conflict' }
  | { type: 'refused'; problem: ProblemCode }
  | { type: 'parked' }
  /** On this tablet only, since `at` by its own clock. */
  | { type: 'waiting'; at: Instant }
  /** The server has it, since `at` by its clock; unknown for what another tablet sent, or this one long ago. */
  | { type: 'sent'; at: Instant | undefined };

/** Which changes this tablet made, by op, and which of them the server has. */
export interface SendBook {
  progress: SyncProgress;
  made: ReadonlyMap<ChangeId, number>;
}

/** The changes of this vault that are still kept (30 days after they were sent), by op, in the order made. */
export const readMade = async ({ db }: Device): Promise<Map<ChangeId, number>> => {
  const ops = await steadily(db, () => db.ops.toArray());
  return new Map(ops.map(({ op, made }) => [op, made]));
};

/** Is there a conflict in it that the worker has to settle? Between coordinators it is theirs. */
export const waitsForChoice = (record: RecordState): boolean =>
  isRecordKind(record.kind) && kindOf(record.kind).line !== 'desk' && openConflicts(record).length > 0;

/** When the server acknowledged a change, by its own clock. */
export function sentAt({ progress, made }: SendBook, op: ChangeId): Instant | undefined {
  const number = made.get(op);
  if (number === undefined || !holds(progress.acknowledged, number)) return undefined;
  return progress.acknowledgedAt.find(({ span: [from, to] }) => from <= number && number <= to)?.now;
}

/** The object that a held change was about. */
export const objectOf = ({ body }: HeldRow): Id | undefined => {
  const parsed = parseChange(body);
  return 'change' in parsed ? parsed.change.object : undefined;
};

/** Where these records together stand, the worst of them: a conversation with all that hangs on it. */
export function sendStateOf(replica: Replica, book: SendBook, states: readonly RecordState[]): SendState {
  const ids = new Set(states.map(({ id }) => id));
  const isOurs = (row: HeldRow) => ids.has(objectOf(row) ?? '');
  if (states.some(waitsForChoice)) return { type: 'conflict' };
  const refused = documents(replica, 'refused').find(isOurs);
  if (refused) return { type: 'refused', problem: refused.problem ?? 'unexpected' };
  const waiting = [...replica.pending.values()].filter(
    ({ made, arrival }) => ids.has(arrival.object) && !holds(book.progress.acknowledged, made),
  );
  if (waiting.length > 0) return { type: 'waiting', at: waiting.at(-1)!.arrival.at };
  if (documents(replica, 'parked').some(isOurs)) return { type: 'parked' };
  const times = states.flatMap(({ ops }) => Object.keys(ops).map((op) => sentAt(book, op)));
  return {
    type: 'sent',
    at: times
      .filter((at) => at !== undefined)
      .sort()
      .at(-1),
  };
}
