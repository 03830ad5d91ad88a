import { addDays, type Day, instantAt } from '#domain/day.ts';
import { type DropIn, dropInsOn, nearestDayWithHours } from '#domain/drop-in.ts';
import { type Id, plannedSessionId } from '#domain/id.ts';
import { type ChangeLog, openChangeLog } from './change-log.ts';
import { demoWeeks, type Municipality } from './municipality.ts';
import { type Random, seededRandom } from './random.ts';
import { review } from './review.ts';
import type { Scenario } from './scenario.ts';
import { holdSession } from './session.ts';

/** The share of planned hours that were really held. */
const heldShare = 0.95;

/**
 * Twelve weeks of drop-in hours up to the day on which the demo opens (the nearest to `today` with hours), that day not
 * included, and nothing of it later than `today`. The same `today` gives the same history.
 */
export function makeHistory(today: Day, municipality: Municipality): ChangeLog {
  const { dropIns, closings, institutions, assignments, people, row } = municipality;
  const opens = nearestDayWithHours(today, dropIns, closings, institutions) ?? today;
  const random = seededRandom(849);
  const changeLog = openChangeLog(random);
  const scenario: Scenario = {
    random,
    changeLog,
    opens,
    fourWeekDays: row.fourWeekDays,
    steps: [],
    turns: new Map(),
  };
  let last = addDays(opens, -7 * demoWeeks);
  for (let day = last; day < opens; day = addDays(day, 1)) {
    const hours = dropInsOn(day, dropIns, closings, institutions);
    for (const dropIn of hours.filter(() => random.chance(heldShare))) {
      const place = institutions.find(({ number }) => number === dropIn.institution)!;
      const substitute = assignments.find(
        (one) => one.institution === place.number && one.as === 'substitute',
      )?.person;
      const worker = whoHolds(random, dropIn, hours, substitute);
      if (day < today) last = day;
      holdSession(scenario, {
        dropIn,
        day,
        place,
        session: plannedSessionId(dropIn.id, day),
        worker,
        substitute,
      });
    }
  }
  const until = Date.parse(instantAt(opens < today ? opens : today, '00:00'));
  const coordinator = people.find(({ role }) => role === 'coordinator')!.id;
  review(scenario, coordinator, last);
  // In the order of time, so that what is written later has seen what was written before.
  for (const step of scenario.steps.toSorted((one, other) => one.at - other.at)) {
    if (step.at < until) step.write();
  }
  return changeLog;
}

/** The regular worker, or now and then the substitute, if free at that time. */
function whoHolds(random: Random, dropIn: DropIn, hours: readonly DropIn[], substitute: Id | undefined): Id {
  const busy = hours.some(
    ({ worker, start, end }) => worker === substitute && start < dropIn.end && dropIn.start < end,
  );
  return substitute && !busy && random.chance(0.15) ? substitute : dropIn.worker;
}
