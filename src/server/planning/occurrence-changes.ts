import type { TransactionSql } from 'postgres';
import type { Day } from '#domain/day.ts';
import { type DropIn, fallsOn } from '#domain/drop-in.ts';
import { type Id, occurrenceId } from '#domain/id.ts';
import { fieldOf, isAnnulled, type RecordState } from '#domain/merge/record-state.ts';
import type { Hour } from '#domain/occurrence.ts';
import type { RecordOf } from '#domain/record-kinds.ts';
import { applyServerChanges, type ServerChange, wasRefused } from '../changes/server-change.ts';
import type { Deps } from '../platform/deps.ts';
import { DryRun } from './dry-run.ts';

/** The author, the row version and the transaction of a write. */
export interface CommandContext {
  tx: TransactionSql;
  v: number;
  deps: Deps;
  coordinator: Id;
}

type OccurrenceChange = Omit<ServerChange, 'kind'>;

/** Writes what differs from plan on single dates; a change that is not taken rolls the whole command back. */
async function differ(
  { tx, v, deps, coordinator }: CommandContext,
  those: readonly OccurrenceChange[],
): Promise<void> {
  const changes = those.map((one) => ({ ...one, kind: 'occurrence' as const }));
  const acks = await applyServerChanges(tx, v, deps, coordinator, changes);
  // Its id belongs to another record (taken before ids were checked): the coordinator is told the field, and nothing is done.
  if (acks.some(wasRefused)) throw new DryRun({ wrong: 'hour' });
}

/** An hour is cancelled on its date, or held after all. */
export const cancelHour = (
  context: CommandContext,
  hour: Hour,
  reason: string | null,
  known: RecordState | undefined,
): Promise<void> => {
  const { id, institution, dropIn, date, worker, start, end, room, slotMinutes, walkInShare } = hour;
  const fixed = { dropIn, date, worker, start, end, room, slotMinutes, walkInShare };
  return differ(context, [{ object: id, institution, fixed, set: { cancelled: reason }, known }]);
};

const fields = ['cancelled', 'moved', 'heldBy'] as const;

/**
 * What was changed on single dates of an hour goes along into the hour that goes on from it. Answers the dates on which that
 * hour does not fall: what was moved away from them is no longer held.
 */
export async function carryAlong(
  context: CommandContext,
  hours: readonly DropIn[],
  occurrences: readonly RecordOf<'occurrence'>[],
): Promise<{ institution: string; date: Day }[]> {
  const dropped: { institution: string; date: Day }[] = [];
  const carried: OccurrenceChange[] = [];
  for (const hour of hours) {
    for (const record of occurrences) {
      const { date } = record.fixed;
      const set = Object.fromEntries(
        fields.map((field) => [field, fieldOf(record, field)] as const).filter(([, value]) => value !== null),
      );
      if (record.fixed.dropIn !== hour.follows || date < hour.validFrom || isAnnulled(record)) continue;
      if (Object.keys(set).length === 0) continue;
      if (!fallsOn(hour, date)) {
        if (set.moved) dropped.push({ institution: hour.institution, date });
        continue;
      }
      const { id, institution, worker, start, end, room, slotMinutes, walkInShare } = hour;
      const fixed = { dropIn: id, date, worker, start, end, room, slotMinutes, walkInShare };
      carried.push({ object: occurrenceId(id, date), institution, fixed, set, known: undefined });
    }
  }
  await differ(context, carried);
  return dropped;
}
