import { attendanceId, type Id, occurrenceId, plannedSessionId, reviewId } from './id.ts';
import type { RecordKind } from './record-kinds.ts';

type Fixed = Readonly<Record<string, unknown>>;
/** A creation, as much of it as its naming takes. */
interface Created {
  kind: RecordKind;
  object: Id;
  fixed?: Fixed | undefined;
}

/** What a field can name. A worker may be named anywhere; everything else belongs to one place. */
export type Named = RecordKind | 'dropIn' | 'booking' | 'worker';

interface Naming {
  /** The one id that these fixed fields give, on every tablet; `own`: a random one, made where it was written. */
  id: (fixed: Fixed) => Id | 'own';
  /** Every field, fixed or written, that holds an id, and what it names. */
  names: { readonly [field: string]: Named };
}

const own = (): 'own' => 'own';

/**
 * How each kind of record gets its id, and what it names (docs/protocol.md, "Ids"). A computed id is known before its record
 * is made, so it is taken only for the kind that owns it and under the right name; a new kind without a line does not compile.
 */
export const namings: { readonly [kind in RecordKind]: Naming } = {
  session: {
    id: ({ dropIn, extra, date }) => {
      const named = dropIn ?? extra;
      return named ? plannedSessionId(String(named), String(date)) : 'own';
    },
    names: { worker: 'worker', dropIn: 'dropIn', extra: 'occurrence' },
  },
  occurrence: {
    id: ({ dropIn, date }) => (dropIn ? occurrenceId(String(dropIn), String(date)) : 'own'),
    names: { worker: 'worker', dropIn: 'dropIn', heldBy: 'worker' },
  },
  attendance: { id: ({ booking }) => attendanceId(String(booking)), names: { booking: 'booking' } },
  review: {
    id: ({ consultation }) => reviewId(String(consultation)),
    names: { consultation: 'consultation' },
  },
  consultation: {
    id: own,
    names: { session: 'session', booking: 'booking', queueEntry: 'queueEntry' },
  },
  note: { id: own, names: { consultation: 'consultation', parent: 'note' } },
  assessment: { id: own, names: { consultation: 'consultation', lowers: 'assessment' } },
  concern: { id: own, names: { consultation: 'consultation' } },
  bookingRequest: { id: own, names: { dropIn: 'dropIn', consultation: 'consultation' } },
  followUp: { id: own, names: { consultation: 'consultation' } },
  queueEntry: { id: own, names: { session: 'session', dropIn: 'dropIn' } },
  remark: { id: own, names: { consultation: 'consultation' } },
};

/** Is it a random id, as a device makes them (UUIDv7)? */
const isRandom = (id: Id): boolean => id[14] === '7';

/** Has a record that is to be created the id that its kind gives it? */
export function isWellNamed({ kind, object, fixed }: Created): boolean {
  const name = namings[kind].id(fixed ?? {});
  return name === 'own' ? isRandom(object) : object === name;
}

/** Is it named alike by every tablet, so that two of them may create it? */
export const isNamedAlike = ({ kind, fixed }: Created): boolean => namings[kind].id(fixed ?? {}) !== 'own';

/** What a change writes, as much of it as may name something. */
interface Writing extends Omit<Created, 'object'> {
  set?: Readonly<Record<string, { value: unknown }>> | undefined;
}

/** Everything that a change names, and as what. A field may hold one id, none, or ids as keys. */
export function referencesOf({ kind, fixed, set }: Writing): { id: Id; as: Named }[] {
  return Object.entries(namings[kind].names).flatMap(([field, as]) => {
    const value = fixed?.[field] ?? set?.[field]?.value;
    if (typeof value === 'string') return [{ id: value, as }];
    return typeof value === 'object' && value ? Object.keys(value).map((id) => ({ id, as })) : [];
  });
}
