import { createHash } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import type { Ack } from '#api/sync.ts';
import { changeVersion, parseChange } from '#domain/change.ts';
import { instantOf } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import type { RecordState } from '#domain/merge/record-state.ts';
import type { Value } from '#domain/merge/register.ts';
import type { RecordKind } from '#domain/record-kinds.ts';
import type { Deps } from '../platform/deps.ts';
import type { Incoming } from '../records/decide.ts';
import { applyChanges } from './apply-changes.ts';

/** A change that no tablet makes: a coordinator's, or the endpoint's own (`endpointAuthor`). */
export interface ServerChange {
  kind: RecordKind;
  object: Id;
  institution: string;
  /** What the record is born with; left out where it is there already. */
  fixed: { readonly [field: string]: Value };
  /** Fields that are written, beside what is there. */
  set?: { readonly [field: string]: Value };
  /** The record as its author has seen it; without it the change creates one. */
  known?: RecordState | undefined;
}

/**
 * Applies changes the way a push applies a tablet's: same permissions, same merge, same history. Part of a transaction that
 * has taken the clock, with its version `v`. One result for each change, in their order; `refused` or `parked` where it was
 * not taken.
 */
export const applyServerChanges = async (
  tx: TransactionSql,
  v: number,
  deps: Deps,
  author: Id,
  changes: readonly ServerChange[],
): Promise<Ack[]> =>
  changes.length === 0
    ? []
    : applyChanges(
        tx,
        deps,
        changes.map((change) => incomingOf(deps, author, change)),
        v,
      );

/** Was this change not taken? */
export const wasRefused = ({ r }: Ack): boolean => r === 'refused' || r === 'parked';

function incomingOf(deps: Deps, person: Id, change: ServerChange): Incoming {
  const { kind, object, institution, fixed, set, known } = change;
  const fields = Object.entries(set ?? {}).map(([field, value]) => [
    field,
    { value, basedOn: known?.fields[field]?.current.ops ?? [] },
  ]);
  const body = {
    sv: changeVersion,
    at: instantOf(deps.now()),
    kind,
    object,
    institution,
    ...(known ? { verb: 'set' } : { verb: 'create', fixed }),
    ...(set && { set: Object.fromEntries(fields) }),
  };
  const hash = createHash('sha256').update(JSON.stringify(body)).digest();
  const content = { body, hash, parsed: parseChange(body) };
  return { op: deps.makeId(), device: null, person, sealed: undefined, content };
}
