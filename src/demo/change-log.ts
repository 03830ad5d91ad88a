import { type Change, changeVersion, parseChange, toIncomingChange } from '#domain/change.ts';
import { type Instant, instantOf } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import { merge } from '#domain/merge/merge.ts';
import type { RecordState } from '#domain/merge/record-state.ts';
import type { ChangeId } from '#domain/merge/register.ts';
import { type RecordKind, ruleOf } from '#domain/record-kinds.ts';
import type { Random } from './random.ts';
import { minute } from './scenario.ts';

/** One change as the endpoint keeps it. */
interface Made {
  op: ChangeId;
  by: Id;
  at: Instant;
  /** When it reached the endpoint. */
  received: Instant;
  change: Change & { kind: RecordKind };
}

type Draft = Omit<Change, 'sv' | 'at' | 'kind'> & { kind: RecordKind };

/** The records of the demo, built as a tablet and the endpoint build them: change by change, through the same rules. */
export interface ChangeLog {
  records: Map<Id, RecordState>;
  made: Made[];
  /** The last reference number given at each place. */
  references: Map<string, number>;
  /** The changes behind the value of this field, which a `set` must name. */
  basedOn: (record: Id, field: string) => ChangeId[];
  /** `online`: written with a network, and with dice of its own. */
  apply: (by: Id, at: number, draft: Draft, online?: Random) => void;
}

export function openChangeLog(random: Random): ChangeLog {
  const records = new Map<Id, RecordState>();
  const made: Made[] = [];
  const references = new Map<string, number>();
  const lastSent = new Map<Id, number>();

  const apply = (by: Id, epoch: number, draft: Draft, online?: Random): void => {
    const at = instantOf(epoch);
    const parsed = parseChange({ sv: changeVersion, at, ...draft });
    if ('field' in parsed)
      throw new Error(`The demo made a ${draft.kind} that breaks a rule: ${parsed.field}`);
    const { change } = parsed;
    const op = (online ?? random).id(epoch);
    const { state } = merge(records.get(change.object), toIncomingChange(change, op, by), ruleOf);
    if (change.kind === 'concern' && change.verb === 'create') {
      const number = (references.get(change.institution) ?? 0) + 1;
      references.set(change.institution, number);
      state.given = { number };
    }
    records.set(change.object, state);
    // Most places have a network; where there is none, the tablet sends later, and always in the order written.
    const offline = () => (random.chance(0.85) ? random.whole(1, 40) * 1000 : random.whole(20, 200) * minute);
    const arrives = Math.max(epoch + (online ? 1000 : offline()), lastSent.get(by) ?? 0);
    lastSent.set(by, arrives);
    made.push({ op, by, at, received: instantOf(arrives), change });
  };
  const basedOn = (record: Id, field: string): ChangeId[] =>
    records.get(record)?.fields[field]?.current.ops ?? [];
  return { records, made, references, basedOn, apply };
}
