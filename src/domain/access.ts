import type { Change } from './change.ts';
import type { Role } from './person.ts';
import type { RecordKind } from './record-kinds.ts';

type Verb = Change['verb'];
/** As much of a change as its permission takes. */
export type Written = Pick<Change, 'verb' | 'fixed'> & { kind: RecordKind };
/** The writer: a person by role, and the endpoint itself on behalf of those without a login. */
export type Writer = Role | 'endpoint';
/** May it be written at all, or only where the change says so? */
type Rule = true | ((change: Written) => boolean);

const all: { readonly [verb in Verb]: Rule } = { create: true, set: true, annul: true };
const remarkFrom = (side: 'worker' | 'coordinator'): { readonly create: Rule } => ({
  create: ({ fixed }) => fixed?.from === side,
});

/**
 * Who may write what at the places that are theirs (docs/domain.md, "Roles"). The tablet hides a button by this table, and the
 * endpoint refuses a change by it. What is not in the table may not be written.
 */
const table: {
  readonly [writer in Writer]?: { readonly [kind in RecordKind]?: { readonly [verb in Verb]?: Rule } };
} = {
  worker: {
    session: all,
    consultation: all,
    note: all,
    assessment: all,
    concern: all,
    followUp: all,
    occurrence: all,
    bookingRequest: all,
    queueEntry: all,
    attendance: all,
    remark: remarkFrom('worker'),
  },
  coordinator: {
    review: { create: true, set: true },
    // The coordinator plans too: an hour that is cancelled on one date.
    occurrence: { create: true, set: true },
    remark: remarkFrom('coordinator'),
  },
  // A person who scans the code at the door waits from then on.
  endpoint: { queueEntry: { create: true } },
};

/** May this writer write this change, at a place where the writer may write at all? */
export const mayWrite = (writer: Writer | undefined, change: Written): boolean => {
  const rule = writer && table[writer]?.[change.kind]?.[change.verb];
  return rule === undefined ? false : rule === true || rule(change);
};
