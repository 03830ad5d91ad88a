import type { Row } from '#api/sync.ts';
import { demoMunicipality, type Municipality } from '#demo/municipality.ts';
import type { Day } from '#domain/day.ts';
import type { RecordState } from '#domain/merge/record-state.ts';
import { isOfKind, type RecordKind, type RecordOf } from '#domain/record-kinds.ts';
import { emptyReplica, putRows, type Replica } from '#tablet/store/replica.ts';

/** The demo municipality as it stands on a day, on the replica of its first worker: no records yet. */
export function demoReplica(day: Day): { replica: Replica; municipality: Municipality } {
  const municipality = demoMunicipality(day);
  const ref = (kind: string, documents: readonly { id: string }[]): Row[] =>
    documents.map((doc) => ['ref', kind, doc.id, 1, doc]);
  const replica = emptyReplica();
  const people = municipality.people.map(({ id, name }) => ({ id, name }));
  putRows(
    replica,
    [
      ...ref('institution', municipality.institutions),
      ...ref('dropIn', municipality.dropIns),
      ...ref('closing', municipality.closings),
      ...ref('assignment', municipality.assignments),
      ...ref('person', people),
    ],
    municipality.people[0]!.id,
  );
  return { replica, municipality };
}

const op = '01a2004f-f201-7527-8690-82b285a83b4f';

export interface SessionMade {
  id: string;
  worker: string;
  date: Day;
  place: string;
  dropIn?: string | null;
  start?: string;
  end?: string;
  /** An instant; nine o’clock in winter where it does not matter. */
  started?: string;
  ended?: string | null;
}

/** A session as the server would send it: open, where nothing is said of its end. */
export function sessionRow(made: SessionMade): Row {
  const { id, worker, date, place, dropIn = null, start = '09:00', end = '10:00' } = made;
  const started = made.started ?? `${date}T08:00:00.000Z`;
  const doc = {
    kind: 'session',
    id,
    institution: place,
    made: op,
    fixed: { worker, dropIn, date, start, end, room: '' },
    fields: {
      started: { current: { value: started, ops: [op] } },
      ended: { current: { value: made.ended ?? null, ops: [op] } },
    },
    chips: {},
    ops: { [op]: [worker, started] },
  };
  return [`log:${place}`, 'session', id, 2, doc];
}

/** A record that a test has merged itself, with the types of its kind. */
export function ofKind<K extends RecordKind>(kind: K, record: RecordState): RecordOf<K> {
  if (!isOfKind(record, kind)) throw new Error(`Not a ${kind}: ${record.kind}`);
  return record;
}
