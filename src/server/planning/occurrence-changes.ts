import { createHash } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import { changeVersion, parseChange } from '#domain/change.ts';
import { type Day, instantOf } from '#domain/day.ts';
import { type DropIn, fallsOn } from '#domain/drop-in.ts';
import { type Id, occurrenceId } from '#domain/id.ts';
import { fieldOf, isAnnulled, type RecordState } from '#domain/merge/record-state.ts';
import type { Value } from '#domain/merge/register.ts';
import type { Hour } from '#domain/occurrence.ts';
import { take } from '../changes/apply-changes.ts';
import type { Deps } from '../platform/deps.ts';
import type { Incoming } from '../records/decide.ts';
import { DryRun } from './dry-run.ts';

/** The author, the row version and the transaction of a write. */
export interface CommandContext {
  tx: TransactionSql;
  v: number;
  deps: Deps;
  coordinator: Id;
}

interface Differs {
  id: Id;
  institution: string;
  /** As it was planned; only read where there is no record yet. */
  fixed: { readonly [field: string]: Value };
  set: { readonly [field: string]: Value };
  known: RecordState | undefined;
}

/** Writes what differs from plan on single dates, the way a push writes changes: same permission, merge and history. */
async function differ(
  { tx, v, deps, coordinator }: CommandContext,
  those: readonly Differs[],
): Promise<void> {
  const incoming = those.map(({ id, institution, fixed, set, known }): Incoming => {
    const fields = Object.entries(set).map(([field, value]) => [
      field,
      { v: value, saw: known?.fields[field]?.now.ops ?? [] },
    ]);
    const body = {
      ...{ sv: changeVersion, at: instantOf(deps.now()), kind: 'occurrence', object: id, institution },
      ...(known ? { verb: 'set' } : { verb: 'create', fixed }),
      set: Object.fromEntries(fields),
    };
    const hash = createHash('sha256').update(JSON.stringify(body)).digest();
    const content = { body, hash, parsed: parseChange(body) };
    return { op: deps.makeId(), device: null, person: coordinator, sealed: undefined, content };
  });
  const acks = incoming.length > 0 ? await take(tx, deps, incoming, v) : [];
  const refused = acks.find(({ r }) => r === 'refused' || r === 'parked');
  // Its id is somebody else's (taken before ids were checked): the coordinator is told which field it is, and nothing is done.
  if (refused) throw new DryRun({ wrong: 'hour' });
}

/** An hour is cancelled on its date, or held after all. */
export const cancelHour = (
  hand: CommandContext,
  hour: Hour,
  reason: string | null,
  known: RecordState | undefined,
): Promise<void> => {
  const { id, institution, dropIn, date, worker, start, end, room, slotMinutes, walkInShare } = hour;
  const fixed = { dropIn, date, worker, start, end, room, slotMinutes, walkInShare };
  return differ(hand, [{ id, institution, fixed, set: { cancelled: reason }, known }]);
};

const fields = ['cancelled', 'moved', 'heldBy'] as const;

/**
 * What was changed on single dates of an hour goes along into the hour that goes on from it. Answers the dates on which that
 * hour does not fall: what was moved away from them is no longer held.
 */
export async function carryAlong(
  hand: CommandContext,
  hours: readonly DropIn[],
  occurrences: readonly RecordState[],
): Promise<{ institution: string; date: Day }[]> {
  const dropped: { institution: string; date: Day }[] = [];
  const carried: Differs[] = [];
  for (const hour of hours) {
    for (const record of occurrences) {
      const date = String(record.fixed.date);
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
      carried.push({ id: occurrenceId(id, date), institution, fixed, set, known: undefined });
    }
  }
  await differ(hand, carried);
  return dropped;
}
