import { followUpFrom } from '#domain/consultation.ts';
import { addDays, daysBetween, instantAt, instantOf } from '#domain/day.ts';
import { makeConversation } from './conversation.ts';
import { addCorrection, addNote, startClock } from './follow-ups.ts';
import { type Hour, minute, type Scenario } from './scenario.ts';

/** One hour as it was held: opened, nought to four conversations one after the other, ended. */
export function holdSession(scenario: Scenario, hour: Hour): void {
  const { random, changeLog, steps } = scenario;
  const { dropIn, day, worker, session: object } = hour;
  const institution = hour.place.number;
  const { id, start, end, room } = dropIn;
  const opened = Date.parse(instantAt(day, start)) + random.whole(-4, 5) * minute;
  const ended = Date.parse(instantAt(day, end)) + random.whole(-6, 12) * minute;
  steps.push({
    at: opened,
    write: () =>
      changeLog.apply(worker, opened, {
        kind: 'session',
        verb: 'create',
        object,
        institution,
        fixed: { worker, dropIn: id, date: day, start, end, room },
        set: { started: { value: instantOf(opened), basedOn: [] } },
      }),
  });
  const count = random.weighed([
    [0, 12],
    [1, 28],
    [2, 30],
    [3, 20],
    [4, 10],
  ]);
  const share = Math.floor((ended - opened) / minute / Math.max(1, count));
  for (let index = 0; index < count; index++) {
    const started = opened + (index * share + random.whole(1, 4)) * minute;
    converse(scenario, hour, started, random.whole(7, Math.min(36, share - 5)));
  }
  steps.push({
    at: ended,
    write: () =>
      changeLog.apply(worker, ended, {
        kind: 'session',
        verb: 'set',
        object,
        institution,
        set: { ended: { value: instantOf(ended), basedOn: [] } },
      }),
  });
}

/** One conversation: registered at its end, or begun with *Gem nu* and finished then; a few of the last two weeks are still unfinished. */
function converse(scenario: Scenario, hour: Hour, started: number, minutes: number): void {
  const { random, changeLog, steps } = scenario;
  const { day, worker, session, place } = hour;
  const institution = place.number;
  const talk = makeConversation(random, place.kind);
  const object = random.id(started);
  const saved = started + minutes * minute;
  const quick = random.chance(0.2);
  const of = { kind: 'consultation', object, institution } as const;
  const fixed = { session, started: instantOf(started) };
  const set = (value: string | number | boolean, field: string) => ({
    value,
    basedOn: changeLog.basedOn(object, field),
  });

  if (quick) {
    const at = started + minute;
    steps.push({
      at,
      write: () =>
        changeLog.apply(worker, at, {
          ...of,
          verb: 'create',
          fixed,
          set: { role: set(talk.role, 'role'), complete: set(false, 'complete') },
          add: { themes: talk.themes.slice(0, 1) },
        }),
    });
    if (daysBetween(day, scenario.opens) <= 14 && random.chance(0.3)) return;
  }
  const level = random.chance(0.8);
  steps.push({
    at: saved,
    write: () => {
      const followUp = followUpFrom(talk.followUp, day, scenario.fourWeekDays, addDays(day, 21));
      changeLog.apply(worker, saved, {
        ...of,
        verb: quick ? 'set' : 'create',
        ...(!quick && { fixed }),
        set: {
          ...(!quick && { role: set(talk.role, 'role') }),
          minutes: set(minutes, 'minutes'),
          ...(level && { level: set(talk.level, 'level') }),
          stage: set(talk.stage, 'stage'),
          followUp: { value: followUp, basedOn: [] },
          complete: set(true, 'complete'),
        },
        add: { themes: talk.themes, actionsTaken: talk.actionsTaken },
      });
      changeLog.apply(worker, saved, {
        kind: 'assessment',
        verb: 'create',
        object: random.id(saved),
        institution,
        fixed: { consultation: object, value: talk.assessment },
      });
    },
  });
  if (talk.note) addNote(scenario, hour, object, saved, talk.note);
  if (talk.followUp === 'fourWeeks') startClock(scenario, hour, object, saved, talk.stage);
  addCorrection(scenario, hour, object, talk);
}
