import { addDays, type Day, dayOf, instantAt, weekdayOf } from '#domain/day.ts';
import { type Id, reviewId } from '#domain/id.ts';
import { authorOf } from '#domain/merge/record-state.ts';
import { isOfKind, type RecordOf } from '#domain/record-kinds.ts';
import type { ReviewState } from '#domain/review.ts';
import { answersAmong, editsOf } from '#domain/review-status.ts';
import type { ChangeLog } from './change-log.ts';
import { demoWeeks } from './municipality.ts';
import { type Random, seededRandom } from './random.ts';
import { minute, type Scenario } from './scenario.ts';

/** What the coordinator asks, and the answer to the first question. */
const exchanges = [
  {
    question: 'Er lederen med på den aftale, I lavede?',
    answer: 'Ja, hun var med til sidst og følger selv op på fredag.',
  },
  { question: 'Hvem tager kontakt til forældrene, og hvornår?', answer: undefined },
  { question: 'Det har stået på længe. Skal det have en 4-ugers frist?', answer: undefined },
] as const;

/** So many of the last days are still to be looked through. */
const unread = 14;

interface Desk {
  changeLog: ChangeLog;
  coordinator: Id;
  /** Dice of its own, so that the rest of the history stays the same without the review. */
  random: Random;
}

/**
 * The coordinator's Mondays: what was written in the weeks before is approved as it stands then, and a later edit makes it new
 * again. The last two weeks before `end` are new, but for the coordinator's questions.
 */
export function review({ changeLog, steps }: Scenario, coordinator: Id, end: Day): void {
  const desk: Desk = { changeLog, coordinator, random: seededRandom(17) };
  const settled = new Set<Id>();
  const begin = addDays(end, -7 * demoWeeks);
  for (let monday = addDays(begin, 8 - weekdayOf(begin)); monday <= end; monday = addDays(monday, 7)) {
    const at = Date.parse(instantAt(monday, '08:30'));
    steps.push({ at, write: () => lookThrough(desk, settled, at, addDays(end, -unread)) });
  }
  for (const [index, exchange] of exchanges.entries()) {
    const at = Date.parse(instantAt(weekdayBefore(addDays(end, 3 * index - 8)), '08:50'));
    steps.push({
      at,
      write: () => {
        const asked = ask(desk, settled, at, exchange.question);
        const later = at + 5 * 60 * minute;
        if (asked && exchange.answer) remark(desk, authorOf(asked), later, asked, 'worker', exchange.answer);
      },
    });
  }
}

const weekdayBefore = (day: Day): Day => addDays(day, -Math.max(0, weekdayOf(day) - 5));

function consultationsBefore({ changeLog }: Desk, until: Day): RecordOf<'consultation'>[] {
  return [...changeLog.records.values()]
    .filter((record) => isOfKind(record, 'consultation'))
    .filter(({ fixed }) => dayOf(fixed.started) < until);
}

function lookThrough(desk: Desk, settled: Set<Id>, at: number, read: Day): void {
  const monday = dayOf(at);
  for (const consultation of consultationsBefore(desk, monday < read ? monday : read)) {
    if (settled.has(consultation.id)) continue;
    settled.add(consultation.id);
    if (desk.random.chance(0.97)) decide(desk, at, consultation, 'approved');
  }
}

/** Asks about the newest conversation of the days before that has a note, and no question yet. */
function ask(
  desk: Desk,
  settled: Set<Id>,
  at: number,
  question: string,
): RecordOf<'consultation'> | undefined {
  const noted = new Set(
    [...desk.changeLog.records.values()]
      .filter((record) => isOfKind(record, 'note'))
      .map(({ fixed }) => fixed.consultation),
  );
  const about = consultationsBefore(desk, dayOf(at)).findLast(({ id }) => noted.has(id) && !settled.has(id));
  if (!about) return undefined;
  settled.add(about.id);
  decide(desk, at, about, 'question');
  remark(desk, desk.coordinator, at, about, 'coordinator', question);
  return about;
}

function decide(
  { changeLog, coordinator, random }: Desk,
  at: number,
  of: RecordOf<'consultation'>,
  state: ReviewState,
): void {
  const around = [...changeLog.records.values()].filter(({ fixed }) => fixed.consultation === of.id);
  const value = { state, seen: editsOf([of, ...around]), answers: answersAmong(around) };
  const set = { decision: { value, basedOn: [] } };
  const { id: consultation, institution } = of;
  const object = reviewId(consultation);
  const fixed = { consultation };
  changeLog.apply(
    coordinator,
    at,
    { kind: 'review', verb: 'create', object, institution, fixed, set },
    random,
  );
}

function remark(
  { changeLog, random }: Desk,
  by: Id,
  at: number,
  { id, institution }: RecordOf<'consultation'>,
  from: 'coordinator' | 'worker',
  text: string,
): void {
  const object = random.id(at);
  const fixed = { consultation: id, text, from };
  changeLog.apply(by, at, { kind: 'remark', verb: 'create', object, institution, fixed }, random);
}
