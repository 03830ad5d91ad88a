import type { Instant } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import { isChild, isKnown, kindOf, type RecordOf } from '#domain/record-kinds.ts';
import { record as find, type OwnChange, type Replica } from './replica.ts';
import { type SendBook, type SendState, sendStateOf, waitsForChoice } from './send-state.ts';
import { holds, unsentCount } from './sync-progress.ts';

/** One line of *Synk*: a record, what is told together with it, and where they stand. */
export interface SyncLine {
  id: Id;
  /** None where this tablet has changed a record that it cannot show. */
  record: RecordOf | undefined;
  /** Those told here that this tablet has written or that wait for a choice. */
  states: readonly RecordOf[];
  state: SendState;
  /** When the newest of it was written. */
  at: Instant;
}

const order: readonly SendState['type'][] = ['conflict', 'refused', 'waiting', 'parked', 'sent'];

/** The record whose line tells of this one (domain/record-kinds, `line`); itself where its parent is not on the tablet. */
const lineOf = (replica: Replica, record: RecordOf): RecordOf =>
  isChild(record) && kindOf(record.kind).line !== 'own'
    ? (find(replica, 'consultation', record.fixed.consultation) ?? record)
    : record;

const shownRecords = ({ shown }: Replica): RecordOf[] =>
  [...shown.values()].flatMap((states) => [...states.values()].filter(isKnown));

/** What this tablet has made and the server has not acknowledged. */
const unsent = ({ pending }: Replica, { progress }: SendBook): OwnChange[] =>
  [...pending.values()].filter(({ made }) => !holds(progress.acknowledged, made));

/** The line of each unsent change; of one whose record is not shown, that record's id. */
function unsentLines(replica: Replica, book: SendBook): ReadonlyMap<Id, Instant> {
  const lines = new Map<Id, Instant>();
  for (const { arrival } of unsent(replica, book)) {
    const record = replica.shown.get(arrival.kind)?.get(arrival.object);
    lines.set(record && isKnown(record) ? lineOf(replica, record).id : arrival.object, arrival.at);
  }
  return lines;
}

/** Unsent changes that the disk has damaged: the server gets its half of each, and no line can say what they are. */
export const damagedCount = (replica: Replica, book: SendBook): number =>
  Math.max(0, unsentCount(book.progress) - unsent(replica, book).length);

/** How many lines of *Synk* wait to be sent, and how many for a choice. */
export function countLines(replica: Replica, book: SendBook): { unsent: number; conflicts: number } {
  const conflicts = shownRecords(replica).filter(waitsForChoice);
  return {
    unsent: unsentLines(replica, book).size + (damagedCount(replica, book) > 0 ? 1 : 0),
    conflicts: new Set(conflicts.map((record) => lineOf(replica, record).id)).size,
  };
}

/** What this tablet has written in the last 30 days, and what waits for a choice: worst first, then newest first. */
export function syncLines(replica: Replica, book: SendBook): SyncLine[] {
  const told = new Map<Id, { record: RecordOf; states: RecordOf[] }>();
  for (const record of shownRecords(replica)) {
    const isOurs = Object.keys(record.ops).some((op) => book.made.has(op));
    if (!isOurs && !waitsForChoice(record)) continue;
    const line = lineOf(replica, record);
    const { states } = told.get(line.id) ?? { states: [] };
    told.set(line.id, { record: line, states: [...states, record] });
  }
  const lines = [...told].map(([id, { record, states }]): SyncLine => {
    const times = states.flatMap(({ ops }) => Object.values(ops).map(([, at]) => at));
    return { id, record, states, state: sendStateOf(replica, book, states), at: times.sort().at(-1)! };
  });
  const unshown = [...unsentLines(replica, book)].filter(([id]) => !told.has(id));
  return [
    ...lines,
    ...unshown.map(
      ([id, at]): SyncLine => ({ id, record: undefined, states: [], state: { type: 'waiting', at }, at }),
    ),
  ].sort(
    (one, other) =>
      order.indexOf(one.state.type) - order.indexOf(other.state.type) || other.at.localeCompare(one.at),
  );
}
