import type { PendingQuery, Row, TransactionSql } from 'postgres';
import * as z from 'zod/mini';
import type { LogSort } from '#api/log.ts';
import { Day } from '#domain/day.ts';
import { Id } from '#domain/id.ts';
import { InstitutionNumber } from '#domain/institution.ts';
import { reviewStates } from '#domain/review.ts';

export type Fragment = PendingQuery<Row[]>;

/** What a line is sorted by, as it was when its page was read, so that the next page begins right behind it. */
export interface Cursor {
  key: string;
  started: string;
  id: Id;
}

/** Names are put in order in code: a database need not know the Danish alphabet. */
export interface Ranks {
  places: readonly string[];
  workers: readonly Id[];
  fourWeekDays: number;
}

/** Lines without a deadline come last, whichever way the others go. */
const noDue = 'none';
const statuses = ['question', 'new', 'approved', 'annulled'];

const keyOf: { readonly [sort in LogSort]: z.ZodMiniType } = {
  date: z.literal(''),
  place: InstitutionNumber,
  worker: Id,
  due: z.union([Day, z.literal(noDue)]),
  status: z.enum([...reviewStates, 'annulled']),
};

/** As it is stored, real or not: the page behind an unreadable line can be read. */
const Started = z.string().check(z.regex(/^[\d:.TZ-]{1,30}$/));

/** Reads a page's `next`; undefined where it is none, or one of another sorting. */
export function readCursor(text: string, sort: LogSort): Cursor | undefined {
  const [key, started, id, ...more] = text.split('~');
  const parsed = z.tuple([keyOf[sort], Started, Id]).safeParse([key, started, id]);
  return parsed.success && more.length === 0 ? { key: key!, started: started!, id: id! } : undefined;
}

const due = (tx: TransactionSql, { fourWeekDays }: Ranks): Fragment =>
  tx`coalesce(l.clock_start + ${fourWeekDays}::int, l.follow_up)`;
const status = (tx: TransactionSql): Fragment => tx`case when l.annulled then 'annulled' else l.status end`;

/** The line's key as text, for `next`. */
export function cursorOf(tx: TransactionSql, sort: LogSort, ranks: Ranks): Fragment {
  switch (sort) {
    case 'date':
      return tx`''`;
    case 'place':
      return tx`l.institution`;
    case 'worker':
      return tx`l.worker::text`;
    case 'due':
      return tx`coalesce(${due(tx, ranks)}::text, ${noDue})`;
    case 'status':
      return tx`${status(tx)}`;
  }
}

/** What PostgreSQL compares, and the same of a cursor. */
function compared(
  tx: TransactionSql,
  sort: Exclude<LogSort, 'date'>,
  order: 'asc' | 'desc',
  ranks: Ranks,
  key: string,
): { value: Fragment; at: Fragment } {
  const ranked = (list: readonly string[], value: Fragment) => ({
    value: tx`array_position(${[...list]}::text[], ${value})`,
    at: tx`${list.indexOf(key) + 1}::int`,
  });
  switch (sort) {
    case 'place':
      return ranked(ranks.places, tx`l.institution`);
    case 'worker':
      return ranked(ranks.workers, tx`l.worker::text`);
    case 'status':
      return ranked(statuses, status(tx));
    case 'due': {
      const last = order === 'asc' ? 'infinity' : '-infinity';
      return {
        value: tx`coalesce(${due(tx, ranks)}, ${last}::date)`,
        at: tx`${key === noDue || key === '' ? last : key}::date`,
      };
    }
  }
}

/** Ties are always broken by time, newest first, then by id: every line has one place. */
export function orderBy(tx: TransactionSql, sort: LogSort, order: 'asc' | 'desc', ranks: Ranks): Fragment {
  const way = order === 'asc' ? tx`asc` : tx`desc`;
  if (sort === 'date') return tx`order by l.started ${way}, l.consultation ${way}`;
  const { value } = compared(tx, sort, order, ranks, '');
  return tx`order by ${value} ${way}, l.started desc, l.consultation desc`;
}

/** The lines behind a cursor in that order. */
export function afterPlace(
  tx: TransactionSql,
  sort: LogSort,
  order: 'asc' | 'desc',
  { key, started, id }: Cursor,
  ranks: Ranks,
): Fragment {
  const place = tx`(${started}, ${id}::uuid)`;
  if (sort === 'date') {
    return order === 'asc'
      ? tx`and (l.started, l.consultation) > ${place}`
      : tx`and (l.started, l.consultation) < ${place}`;
  }
  const { value, at } = compared(tx, sort, order, ranks, key);
  const beyond = order === 'asc' ? tx`${value} > ${at}` : tx`${value} < ${at}`;
  return tx`and (${beyond} or (${value} = ${at} and (l.started, l.consultation) < ${place}))`;
}
