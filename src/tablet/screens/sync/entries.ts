import { madeAt, openConflicts } from '#domain/merge/record-state.ts';
import { childKindsOf, type RecordOf } from '#domain/record-kinds.ts';
import { type Replica, records } from '../../store/replica.ts';
import { type SendBook, type SendState, sendStateOf } from '../../store/send-state.ts';

/** One record of this tablet's with where it stands. */
export interface Entry {
  record: RecordOf;
  states: readonly RecordOf[];
  state: SendState;
  at: string;
}

const order: readonly SendState['type'][] = ['conflict', 'refused', 'waiting', 'parked', 'sent'];

/** What this tablet has written in the last 30 days, and what waits for a choice: worst first, then newest first. */
export function entriesOf(replica: Replica, book: SendBook): Entry[] {
  const isOurs = (states: readonly RecordOf[]) =>
    states.some(({ ops }) => Object.keys(ops).some((op) => book.made.has(op)));
  const entry = (record: RecordOf, states: readonly RecordOf[]): Entry[] => {
    if (!isOurs(states) && !states.some((one) => openConflicts(one).length > 0)) return [];
    const state = sendStateOf(replica, book, states);
    const times = states.flatMap(({ ops }) => Object.values(ops).map(([, at]) => at));
    return [{ record, states, state, at: times.sort().at(-1) ?? madeAt(record) }];
  };
  const children = childrenByConsultation(replica);
  return [
    ...(['session', 'occurrence'] as const).flatMap((kind) =>
      records(replica, kind).flatMap((record) => entry(record, [record])),
    ),
    ...records(replica, 'consultation').flatMap((record) =>
      entry(record, [record, ...(children.get(record.id) ?? [])]),
    ),
  ].sort(
    (one, other) =>
      order.indexOf(one.state.type) - order.indexOf(other.state.type) || other.at.localeCompare(one.at),
  );
}

/** Once for all of them: with a year of records, looking for each one's own would be slow. */
function childrenByConsultation(replica: Replica): Map<string, RecordOf[]> {
  const children = new Map<string, RecordOf[]>();
  for (const kind of childKindsOf('consultation', 'sentAsOne')) {
    for (const record of records(replica, kind)) {
      const of = record.fixed.consultation;
      children.set(of, [...(children.get(of) ?? []), record]);
    }
  }
  return children;
}
