import { createHash } from 'node:crypto';
import type { PlanAnswer } from '#api/schedule.ts';
import type { PlanRequest } from '#api/schedule-request.ts';
import { closes } from '#domain/closing.ts';
import { addDays, type Day, dayOf } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import { type Hour, hoursOf, type Plan } from '#domain/occurrence.ts';
import type { PlanCommand } from '#domain/plan-command.ts';
import { clashesOf } from '#domain/planning.ts';
import { audit } from '../access/audit.ts';
import { rematchBookings } from '../bookings/effects.ts';
import type { Deps } from '../platform/deps.ts';
import { asJson } from '../platform/json.ts';
import { nextVersion } from '../records/version.ts';
import { readClosings, readDropIns, savePlan } from '../schedule/plan.ts';
import { affectedSince, comingBookings, mailsAbout } from './affected-bookings.ts';
import { DryRun } from './dry-run.ts';
import { type CommandContext, cancelHour, carryAlong } from './occurrence-changes.ts';
import { type CurrentPlan, type Edit, editOf } from './plan-edit.ts';
import { everyPlace, occurrencesAt, plannedPlaces, type SchedulePlace, workersOf } from './read-schedule.ts';

/**
 * Tries a command or carries it out, always in one transaction that takes the version first: rules, dates, bookings and mails are
 * written as they will be, and rolled back unless the command is to be done, is possible, and meets the plan that its author saw.
 */
export async function runCommand(
  deps: Deps,
  coordinator: Id,
  asked: PlanRequest,
): Promise<PlanAnswer | { wrong: string } | 'reused'> {
  const hash = createHash('sha256').update(JSON.stringify(asked.command)).digest();
  try {
    return await deps.sql.begin(async (tx) => {
      const v = await nextVersion(tx);
      const [known] = await tx<{ hash: Buffer; person: Id; answer: PlanAnswer }[]>`
        select hash, person, answer from plan_change where request = ${asked.request}`;
      if (known) return known.person === coordinator && known.hash.equals(hash) ? known.answer : 'reused';
      const done = await carryOut({ tx, v, deps, coordinator }, asked);
      if ('wrong' in done) throw new DryRun(done);
      const { answer, places } = done;
      if (answer.type !== 'saved') throw new DryRun(answer);
      const at = new Date(deps.now());
      await tx`
        insert into plan_change (request, at, person, places, hash, command, answer)
        values (${asked.request}, ${at}, ${coordinator}, ${places}, ${hash}, ${tx.json(asJson(asked.command))},
                ${tx.json(asJson(answer))})`;
      const verb = `schedule.${asked.command.type}` as const;
      await audit(tx, { at: at.getTime(), person: coordinator, verb, object: asked.request });
      return answer;
    });
  } catch (error) {
    if (error instanceof DryRun) return error.answer;
    throw error;
  }
}

async function carryOut(
  context: CommandContext,
  { command, request, planVersion: expected }: PlanRequest,
): Promise<{ answer: PlanAnswer; places: string[] } | { wrong: string }> {
  const { tx, v, deps, coordinator } = context;
  const today = dayOf(deps.now());
  const own = await plannedPlaces(tx, coordinator);
  const all = await everyPlace(tx);
  const current: CurrentPlan = {
    dropIns: await readDropIns(tx, tx`true`),
    closings: await readClosings(tx),
  };
  const around = { today, places: own, workers: await workersOf(tx, today) };
  const edit = editOf(command, current, around, request);
  if ('wrong' in edit) return edit;
  if (command.type === 'cancel' && !own.some(({ number }) => number === command.institution)) {
    return { wrong: 'institution' };
  }

  const affected = affectedBy(command, edit, current, all);
  const numbers = affected.map(({ number }) => number);
  const occurrences = await occurrencesAt(tx, numbers, today);
  const bookings = await comingBookings(tx, numbers, deps.now());
  const mails = await mailsAbout(tx, bookings);
  const planVersion = planVersionOf({
    command,
    today,
    current: near(current, edit, numbers),
    occurrences,
    bookings,
  });
  const range = rangeOf(command, current, today);
  const before = heldIn(affected, range, { ...current, occurrences });

  await savePlan(tx, v, edit, new Date(deps.now()));
  const touched = edit.dropIns.filter((hour) => !current.dropIns.some(({ id }) => id === hour.id));
  const dropped = await carryAlong(context, touched, occurrences);
  if (command.type === 'cancel') {
    const hour = cancellable(command, affected[0]!, { ...current, occurrences }, today);
    if (!hour) return { wrong: 'hour' };
    await cancelHour(
      context,
      hour,
      command.reason,
      occurrences.find(({ id }) => id === hour.id),
    );
  }
  for (const place of affected) await rematchBookings(tx, v, deps, place);

  const now: CurrentPlan = { dropIns: await readDropIns(tx, tx`true`), closings: await readClosings(tx) };
  const after = heldIn(affected, range, { ...now, occurrences: await occurrencesAt(tx, numbers, today) });
  const clashes = clashesOf(touched, now.dropIns, now.closings, all, today);
  const names = new Map(around.workers.map(({ id, name }) => [id, name]));
  const answer: PlanAnswer = {
    type:
      clashes.length > 0
        ? 'clash'
        : expected === undefined
          ? 'tried'
          : expected === planVersion
            ? 'saved'
            : 'changed',
    planVersion,
    affectedBookings: await affectedSince(tx, bookings, mails),
    noLongerHeld: lacking(before, after),
    heldAgain: lacking(after, before),
    clashes: clashes.map((clash) => ({
      ...clash,
      place: all.find(({ number }) => number === clash.other.institution)?.name ?? '',
      worker: names.get(clash.other.worker) ?? '',
    })),
    made: touched,
    ended: edit.dropIns.filter((hour) => !touched.includes(hour)),
    takenOut: current.dropIns.filter(({ id }) => edit.gone.includes(id)),
    dropped,
  };
  return { answer, places: numbers };
}

/** The places whose hours and bookings a command can reach. */
function affectedBy(
  command: PlanCommand,
  edit: Edit,
  current: CurrentPlan,
  all: readonly SchedulePlace[],
): SchedulePlace[] {
  const hours = [...edit.dropIns, ...current.dropIns.filter(({ id }) => edit.gone.includes(id))];
  const changed = edit.closings.map(({ id }) => id).concat(edit.gone);
  const closed = [...edit.closings, ...current.closings.filter(({ id }) => changed.includes(id))];
  return all.filter(
    (place) =>
      hours.some(({ institution }) => institution === place.number) ||
      closed.some((closing) => closes(closing, place)) ||
      (command.type === 'cancel' && command.institution === place.number),
  );
}

/** The part of the plan that the coordinator decides by: hours of these places and of the same workers, and closings. */
const near = ({ dropIns, closings }: CurrentPlan, edit: Edit, places: readonly string[]): CurrentPlan => ({
  closings,
  dropIns: dropIns.filter(
    ({ institution, worker }) =>
      places.includes(institution) || edit.dropIns.some((hour) => hour.worker === worker),
  ),
});

const planVersionOf = (seen: object): string =>
  createHash('sha256').update(JSON.stringify(seen)).digest('base64url');

/** The days on which closings and cancellations show; an hour's own dates are computed where they are shown. */
function rangeOf(command: PlanCommand, { closings }: CurrentPlan, today: Day): [from: Day, to: Day] {
  if (command.type === 'cancel') return [command.date, command.date];
  const spans = [
    ...('closing' in command ? [command.closing] : []),
    ...('id' in command ? closings.filter(({ id }) => id === command.id) : []),
  ];
  if (spans.length === 0) return [today, addDays(today, -1)];
  const from = spans.map((span) => span.from).toSorted()[0]!;
  return [
    from < today ? today : from,
    spans
      .map(({ to }) => to)
      .toSorted()
      .at(-1)!,
  ];
}

/** The hours that are held at some places in a range of days. */
const heldIn = (places: readonly SchedulePlace[], [from, to]: [Day, Day], plan: Plan): Hour[] =>
  places.flatMap((place) => hoursOf(place, from, to, plan)).filter(({ state }) => state === 'held');

const lacking = (those: readonly Hour[], others: readonly Hour[]): PlanAnswer['noLongerHeld'] =>
  those
    .filter((hour) => !others.some(({ id, date }) => id === hour.id && date === hour.date))
    .map(({ institution, worker, date, start, end }) => ({ institution, worker, date, start, end }));

/** The hour that a command names, as it was planned, where it can be cancelled or taken up again. */
function cancellable(
  { hour: id, date, reason }: Extract<PlanCommand, { type: 'cancel' }>,
  place: SchedulePlace,
  plan: Plan,
  today: Day,
): Hour | undefined {
  if (date < today) return undefined;
  const hour = hoursOf(place, date, date, plan).find((one) => one.id === id);
  return hour && hour.state === (reason === null ? 'cancelled' : 'held') ? hour : undefined;
}
