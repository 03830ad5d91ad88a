import { type LogSearch, type LogSort, type LogView, logSorts, logViews } from '#api/client/log.ts';
import { keysFor } from '#kit/words/value.ts';

/** Columns that may be left out; the others are always there. */
export const optionalColumns = ['worker', 'who', 'theme', 'done', 'due'] as const;
export type OptionalColumn = (typeof optionalColumns)[number];

/** What stands in the address of the log, so that a view can be mailed. Of a search only its mark does (searches.ts). */
export interface Sought extends Omit<LogSearch, 'text' | 'keys'> {
  search: string;
  columns: readonly OptionalColumn[];
}

const viewNames: { readonly [view in LogView]: string } = {
  review: 'gennemsyn',
  acute: 'akut',
  missing: 'mangler-vurdering',
  question: 'spoergsmaal',
  overdue: 'over-4-uger',
  week: 'denne-uge',
  all: 'alle',
};
const sortNames: { readonly [sort in LogSort]: string } = {
  date: 'dato',
  place: 'sted',
  worker: 'raadgiver',
  due: 'frist',
  status: 'status',
};
const columnNames: { readonly [column in OptionalColumn]: string } = {
  worker: 'raadgiver',
  who: 'hvem',
  theme: 'emne',
  done: 'gjort',
  due: 'frist',
};

/** The order of a column when it is first pressed: the newest or most urgent first. */
export const firstOrder = (sort: LogSort): 'asc' | 'desc' => (sort === 'date' ? 'desc' : 'asc');

const isDay = /^\d{4}-\d{2}-\d{2}$/;

/** Reads an address. Parts of it that are not understood are ignored. */
export function readAddress(query: { readonly [name: string]: string | undefined }): Sought {
  const { sted = '', raadgiver = '', fra = '', til = '', soeg = '', kolonner } = query;
  const sort = logSorts.find((one) => sortNames[one] === query.sort) ?? 'date';
  const order = query.orden === 'stigende' ? 'asc' : query.orden === 'faldende' ? 'desc' : firstOrder(sort);
  const names = kolonner?.split(',');
  return {
    view: logViews.find((one) => viewNames[one] === query.visning) ?? 'review',
    sort,
    order,
    institution: sted,
    worker: raadgiver,
    from: isDay.test(fra) ? fra : '',
    to: isDay.test(til) ? til : '',
    search: soeg,
    columns: optionalColumns.filter((column) => !names || names.includes(columnNames[column])),
  };
}

/** The address of a log, with the line `id` open where it is given. Default values are left out. */
export function addressOf(sought: Sought, id?: string): string {
  const { view, sort, order, columns } = sought;
  const parts = {
    visning: view === 'review' ? '' : viewNames[view],
    sort: sort === 'date' ? '' : sortNames[sort],
    orden: order === firstOrder(sort) ? '' : order === 'asc' ? 'stigende' : 'faldende',
    sted: sought.institution,
    raadgiver: sought.worker,
    fra: sought.from,
    til: sought.to,
    soeg: sought.search,
    kolonner:
      columns.length === optionalColumns.length
        ? ''
        : columns.map((column) => columnNames[column]).join(',') || 'ingen',
  };
  const query = new URLSearchParams(Object.entries(parts).filter(([, value]) => value !== ''));
  return `/k/log${id ? `/${id}` : ''}${query.size > 0 ? `?${query}` : ''}`;
}

/** The question to the endpoint behind an address and the words of its search. */
export const searchOf = ({ columns: _, search: __, ...sought }: Sought, text: string): LogSearch => ({
  ...sought,
  text,
  keys: keysFor(text),
});

/** How many filters narrow the log. The search is not counted, because it is always in sight. */
export const filtersIn = ({ institution, worker, from, to }: Sought): number =>
  [institution, worker, from, to].filter((value) => value !== '').length;
