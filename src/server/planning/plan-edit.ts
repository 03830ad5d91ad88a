import type { Closing } from '#domain/closing.ts';
import { addDays, type Day, planEnd } from '#domain/day.ts';
import type { DropIn } from '#domain/drop-in.ts';
import { type Id, outsideId } from '#domain/id.ts';
import type { PlanCommand } from '#domain/plan-command.ts';
import {
  beginsOn,
  nextSchoolYear,
  type PlanningContext,
  schoolYear,
  wrongInClosing,
  wrongInHour,
} from '#domain/planning.ts';

/** The plan as far as commands can change it. */
export interface CurrentPlan {
  /** Of every place. */
  dropIns: readonly DropIn[];
  closings: readonly Closing[];
}

/** What a command writes. */
export interface Edit {
  dropIns: DropIn[];
  closings: Closing[];
  gone: Id[];
}

const nothing: Edit = { dropIns: [], closings: [], gone: [] };

/**
 * What a command makes of the plan, or the field that keeps it from being done. Ids of what is new come from the request, so
 * that the same request makes the same. A command on one date changes no rule.
 */
export function editOf(
  command: PlanCommand,
  { dropIns, closings }: CurrentPlan,
  around: PlanningContext,
  request: Id,
): Edit | { wrong: string } {
  if ([...dropIns, ...closings].some(({ id }) => id === request)) return { wrong: 'request' };
  const ownHour = (id: Id): DropIn | undefined =>
    dropIns.find((hour) => hour.id === id && around.places.some(({ number }) => number === hour.institution));
  switch (command.type) {
    case 'create': {
      const [wrong] = wrongInHour(command.hour, around);
      return wrong ? { wrong: wrong.field } : { ...nothing, dropIns: [{ ...command.hour, id: request }] };
    }
    case 'change': {
      const old = ownHour(command.id);
      if (!old || old.institution !== command.hour.institution) return { wrong: 'id' };
      const [wrong] = wrongInHour(command.hour, around, old);
      if (wrong) return { wrong: wrong.field };
      const next = { ...command.hour, validFrom: beginsOn(old, command.hour), id: request, follows: old.id };
      return { ...nothing, ...endedBefore(old, command.hour.validFrom, [next]) };
    }
    case 'end': {
      const old = ownHour(command.id);
      if (!old) return { wrong: 'id' };
      if (command.on < around.today || command.on < old.validFrom || command.on > planEnd(around.today))
        return { wrong: 'on' };
      return { ...nothing, dropIns: [{ ...old, validTo: command.on }] };
    }
    case 'remove': {
      const old = ownHour(command.id);
      return old && old.validFrom > around.today ? { ...nothing, gone: [old.id] } : { wrong: 'id' };
    }
    case 'copy':
      return copied(command.ids.map(ownHour), command.year, dropIns, around.today, request);
    case 'close':
    case 'reclose': {
      const old = command.type === 'reclose' ? closings.find(({ id }) => id === command.id) : undefined;
      if (command.type === 'reclose' && !old) return { wrong: 'id' };
      const [wrong] = wrongInClosing(command.closing, around, old);
      if (wrong) return { wrong: wrong.field };
      const known = (number: string) => around.places.some((place) => place.number === number);
      if (!command.closing.places.every((number) => known(number) || old?.places?.includes(number)))
        return { wrong: 'places' };
      const { places, ...closing } = command.closing;
      const id = command.type === 'reclose' ? command.id : request;
      return { ...nothing, closings: [{ ...closing, id, ...(places.length > 0 && { places }) }] };
    }
    case 'open': {
      const old = closings.find(({ id }) => id === command.id);
      return old && old.from > around.today ? { ...nothing, gone: [old.id] } : { wrong: 'id' };
    }
    case 'cancel':
      return nothing;
  }
}

/** An hour that ends the day before `from` where that is not over before it began, and what goes on from it. */
const endedBefore = (old: DropIn, from: Day, next: DropIn[]): Pick<Edit, 'dropIns' | 'gone'> => {
  const last = addDays(from, -1);
  if (last < old.validFrom) return { dropIns: next, gone: [old.id] };
  const ends = old.validTo === null || old.validTo > last;
  return { dropIns: [...(ends ? [{ ...old, validTo: last }] : []), ...next], gone: [] };
};

/** What an hour has become: the last of those that go on from it. */
function newestOf(hour: DropIn, dropIns: readonly DropIn[]): DropIn {
  const next = dropIns.find(({ follows }) => follows === hour.id);
  return next ? newestOf(next, dropIns) : hour;
}

/** Copies into a school year; an hour that goes on into it already is passed over, so that a copy of a copy is none. */
function copied(
  hours: readonly (DropIn | undefined)[],
  year: number,
  dropIns: readonly DropIn[],
  today: Day,
  request: Id,
): Edit | { wrong: string } {
  if (year !== nextSchoolYear(today)) return { wrong: 'year' };
  const { from, to } = schoolYear(year);
  const edit: Edit = { ...nothing, dropIns: [], gone: [] };
  const newest = hours.map((hour) => hour && newestOf(hour, dropIns));
  for (const old of new Set(newest)) {
    if (!old) return { wrong: 'ids' };
    if (old.validFrom >= from) continue;
    const next = { ...old, id: outsideId('dropIn', `${request} ${old.id}`), follows: old.id, validTo: to };
    const ended = endedBefore(old, from, [
      { ...next, validFrom: beginsOn(old, { ...next, validFrom: from }) },
    ]);
    edit.dropIns.push(...ended.dropIns);
    edit.gone.push(...ended.gone);
  }
  return edit;
}
