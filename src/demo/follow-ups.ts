import { followUpFrom } from '#domain/consultation.ts';
import { addDays, type Day, daysBetween, instantAt, weekdayOf } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import type { Conversation } from './conversation.ts';
import { additions } from './phrases.ts';
import type { Random } from './random.ts';
import { type Hour, isTurn, minute, type Scenario } from './scenario.ts';

/** A note, and now and then a revision of it a day or two later, by the colleague where there is one. */
export function addNote(
  { random, changeLog, steps }: Scenario,
  hour: Hour,
  consultation: Id,
  at: number,
  text: string,
): void {
  const write = (by: Id, when: number, id: Id, words: string, parent: Id | null): void => {
    steps.push({
      at: when,
      write: () =>
        changeLog.apply(by, when, {
          kind: 'note',
          verb: 'create',
          object: id,
          institution: hour.place.number,
          fixed: { consultation, text: words, parent },
        }),
    });
  };
  const note = random.id(at);
  write(hour.worker, at, note, text, null);
  if (!random.chance(hour.substitute ? 0.15 : 0.05)) return;
  const later = afternoon(random, addDays(hour.day, random.whole(1, 3)));
  write(colleague(hour), later, random.id(later), `${text} ${random.one(additions)}`, note);
}

/** *Start 4-ugers frist*: most are acted on in time, some late; a few are open when the demo opens, overdue or due within days. */
export function startClock(
  scenario: Scenario,
  hour: Hour,
  consultation: Id,
  at: number,
  stage: Conversation['stage'],
): void {
  const { random, changeLog, opens, fourWeekDays, steps } = scenario;
  const object = random.id(at);
  const of = { kind: 'concern', object, institution: hour.place.number } as const;
  steps.push({
    at,
    write: () =>
      changeLog.apply(hour.worker, at, {
        ...of,
        verb: 'create',
        fixed: { consultation, clockStart: hour.day },
        set: { stage: { value: stage, basedOn: [] }, state: { value: 'open', basedOn: [] } },
      }),
  });
  const left = daysBetween(opens, addDays(hour.day, fourWeekDays));
  if (left >= 0 && left < 7 && (isTurn(scenario, 'open and due soon', 4) || random.chance(0.7))) return;
  if (left >= -14 && left < 0 && isTurn(scenario, 'still overdue', 3)) return;
  const late = left < -14 && isTurn(scenario, 'settled late', 7);
  const acted = weekdayBefore(addDays(hour.day, late ? random.whole(31, 40) : random.whole(12, 27)));
  const state = late
    ? 'supportStarted'
    : random.weighed([
        ['supportStarted', 60],
        ['takenOver', 22],
        ['noLonger', 18],
      ]);
  const when = afternoon(random, acted);
  steps.push({
    at: when,
    write: () =>
      changeLog.apply(hour.worker, when, {
        ...of,
        verb: 'set',
        set: {
          state: { value: state, basedOn: changeLog.basedOn(object, 'state') },
          ...(state !== 'noLonger' && { actedOn: { value: acted, basedOn: [] } }),
        },
      }),
  });
}

/** A finished conversation is corrected some days later: now and then by its author, oftener where two share the place. */
export function addCorrection(
  { random, changeLog, fourWeekDays, steps }: Scenario,
  hour: Hour,
  object: Id,
  talk: Conversation,
): void {
  if (talk.followUp === 'fourWeeks' || !random.chance(hour.substitute ? 0.2 : 0.04)) return;
  const at = afternoon(random, addDays(hour.day, random.whole(1, 4)));
  const of = { kind: 'consultation', verb: 'set', object, institution: hour.place.number } as const;
  const what = random.one(['followUp', 'level', 'actionsTaken'] as const);
  steps.push({
    at,
    write: () => {
      const basedOn = changeLog.basedOn(object, what);
      const followUp = followUpFrom(talk.followUp === 'week1' ? 'week2' : 'week1', hour.day, fourWeekDays);
      if (what === 'actionsTaken')
        changeLog.apply(colleague(hour), at, { ...of, add: { actionsTaken: ['otherOffer'] } });
      else if (what === 'level')
        changeLog.apply(colleague(hour), at, { ...of, set: { level: { value: 'yellow', basedOn } } });
      else changeLog.apply(colleague(hour), at, { ...of, set: { followUp: { value: followUp, basedOn } } });
    },
  });
}

/** The other worker of a shared place; the same worker where it is not shared. */
const colleague = ({ substitute, worker, dropIn }: Hour): Id =>
  substitute && worker !== substitute ? substitute : dropIn.worker;

const weekdayBefore = (day: Day): Day => addDays(day, -Math.max(0, weekdayOf(day) - 5));
const afternoon = (random: Random, day: Day): number =>
  Date.parse(instantAt(weekdayBefore(day), '14:45')) + random.whole(0, 75) * minute;
