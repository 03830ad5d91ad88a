import type { Schedule } from '#api/client/schedule.ts';
import type { DropIn } from '#domain/drop-in.ts';
import { isOver } from '#domain/planning.ts';
import { placeName, workerName } from './say.ts';

export const hourViews = ['now', 'soon', 'over', 'all'] as const;
export type HourView = (typeof hourViews)[number];
export const hourSorts = ['place', 'day', 'worker', 'from'] as const;
export type HourSort = (typeof hourSorts)[number];

/** What stands in the address of the list of hours. */
export interface SoughtHours {
  view: HourView;
  sort: HourSort;
  falling: boolean;
  institution: string;
  worker: string;
}

const viewNames: { readonly [view in HourView]: string } = {
  now: 'nu',
  soon: 'senere',
  over: 'afsluttede',
  all: 'alle',
};
const sortNames: { readonly [sort in HourSort]: string } = {
  place: 'sted',
  day: 'dag',
  worker: 'raadgiver',
  from: 'fra',
};

export const readHoursAddress = (query: { readonly [name: string]: string | undefined }): SoughtHours => ({
  view: hourViews.find((view) => viewNames[view] === query.visning) ?? 'now',
  sort: hourSorts.find((sort) => sortNames[sort] === query.sort) ?? 'place',
  falling: query.orden === 'faldende',
  institution: query.sted ?? '',
  worker: query.raadgiver ?? '',
});

export function hoursAddress({ view, sort, falling, institution, worker }: SoughtHours): string {
  const parts = {
    visning: view === 'now' ? '' : viewNames[view],
    sort: sort === 'place' ? '' : sortNames[sort],
    orden: falling ? 'faldende' : '',
    sted: institution,
    raadgiver: worker,
  };
  const query = new URLSearchParams(Object.entries(parts).filter(([, value]) => value !== ''));
  return `/k/tider${query.size > 0 ? `?${query}` : ''}`;
}

export const viewOf = (hour: DropIn, today: string): Exclude<HourView, 'all'> =>
  isOver(hour, today) ? 'over' : hour.validFrom > today ? 'soon' : 'now';

const byName = new Intl.Collator('da');

/** The hours that an address asks for, in its order, and how many there are in each view. */
export function soughtHours(
  schedule: Schedule,
  { view, sort, falling, institution, worker }: SoughtHours,
): { hours: DropIn[]; counts: { readonly [view in HourView]: number } } {
  const { dropIns, today } = schedule;
  const found = dropIns.filter(
    (hour) => (!institution || hour.institution === institution) && (!worker || hour.worker === worker),
  );
  const counted = (one: HourView) => found.filter((hour) => viewOf(hour, today) === one).length;
  const key = (hour: DropIn): string => {
    const place = placeName(schedule, hour.institution);
    const time = `${hour.weekday} ${hour.start}`;
    if (sort === 'day') return `${time} ${place}`;
    if (sort === 'worker') return `${workerName(schedule, hour.worker)} ${time}`;
    return sort === 'from' ? `${hour.validFrom} ${place}` : `${place} ${time} ${hour.validFrom}`;
  };
  const hours = found
    .filter((hour) => view === 'all' || viewOf(hour, today) === view)
    .toSorted((one, other) => byName.compare(key(one), key(other)));
  return {
    hours: falling ? hours.toReversed() : hours,
    counts: { now: counted('now'), soon: counted('soon'), over: counted('over'), all: found.length },
  };
}
