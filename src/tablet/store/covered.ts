import type { RowDocuments } from '#api/row-documents.ts';
import type { Row } from '#api/sync.ts';
import type { Instant } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import type { RecordState } from '#domain/merge/record-state.ts';
import type { Replica } from './replica.ts';

/** What an open vault shows whose lease is over, by kind: places and hours go on, what was said in them does not. */
const withoutLease: { readonly [K in keyof RowDocuments]: 'shown' | 'covered' } = {
  institution: 'shown',
  dropIn: 'shown',
  closing: 'shown',
  municipality: 'shown',
  person: 'shown',
  assignment: 'shown',
  session: 'shown',
  occurrence: 'shown',
  queueEntry: 'shown',
  attendance: 'covered',
  booking: 'covered',
  bookingRequest: 'covered',
  consultation: 'covered',
  note: 'covered',
  assessment: 'covered',
  concern: 'covered',
  followUp: 'covered',
  review: 'covered',
  remark: 'covered',
  parked: 'covered',
  refused: 'covered',
};

const rules = new Map<string, 'shown' | 'covered'>(Object.entries(withoutLease));

// A kind that this version does not know is covered too.
const isShown = (kind: string): boolean => rules.get(kind) === 'shown';

/**
 * The replica of a vault whose lease ended at `until`: today's hours, and the records that the worker has made since. Nothing
 * is deleted: a sign-in shows everything again.
 */
export function coveredReplica(replica: Replica, until: Instant): Replica {
  const own = new Set<Id>();
  for (const { arrival } of replica.pending.values())
    if (arrival.fixed && arrival.at >= until && !replica.base.has(arrival.object)) own.add(arrival.object);
  const shown = new Map<string, Map<Id, RecordState>>();
  for (const [kind, states] of replica.shown)
    shown.set(kind, isShown(kind) ? states : new Map([...states].filter(([id]) => own.has(id))));
  const keep = <K>(rows: ReadonlyMap<K, Row>) => new Map([...rows].filter(([, [, kind]]) => isShown(kind)));
  return { ...replica, base: keep(replica.base), rows: keep(replica.rows), shown, isCovered: true };
}
