import { type Clock, clockOf, referenceOf, workdayBefore } from '../../domain/concern.ts';
import type { Day } from '../../domain/day.ts';
import type { Institution } from '../../domain/institution.ts';
import { chipsOf, fieldOf, type RecordState } from '../../domain/merge.ts';
import { openConcerns } from '../../store/concern.ts';
import { documents, record, type Shelf } from '../../store/shelf.ts';
import { fourWeekDays } from '../places.ts';

export type Urgency = 'overdue' | 'soon' | 'later';

/** Deadlines so many days ahead are soon. */
const soon = 7;

/** One concern as the follow-up list shows it. Free text is no part of it. */
export interface Due {
  concern: RecordState;
  place: Institution | undefined;
  reference: string;
  stage: string | null;
  themes: string[];
  clock: Clock;
  urgency: Urgency;
  /** Where the deadline falls on a day on which the place is closed. */
  workday: Day | undefined;
}

const urgencyOf = ({ left }: Clock): Urgency => (left < 0 ? 'overdue' : left <= soon ? 'soon' : 'later');

const clockOn = (shelf: Shelf, { fixed }: RecordState, today: Day): Clock =>
  clockOf(String(fixed.clockStart), today, fourWeekDays(shelf));

export function dueOf(shelf: Shelf, concern: RecordState, today: Day): Due {
  const place = documents(shelf, 'institution').find(({ number }) => number === concern.institution);
  const conversation = record(shelf, 'consultation', String(concern.fixed.consultation));
  const stage = fieldOf(concern, 'stage') ?? (conversation ? fieldOf(conversation, 'stage') : null);
  const clock = clockOn(shelf, concern, today);
  return {
    concern,
    place,
    reference: referenceOf(concern, place?.code ?? concern.institution),
    stage: typeof stage === 'string' ? stage : null,
    themes: conversation ? chipsOf(conversation, 'themes') : [],
    clock,
    urgency: urgencyOf(clock),
    workday: place && workdayBefore(clock.due, place, documents(shelf, 'closing')),
  };
}

/** Overdue deadlines and those within seven days: the number on the tab. */
export const urgentCount = (shelf: Shelf, today: Day): number =>
  openConcerns(shelf).filter((concern) => urgencyOf(clockOn(shelf, concern, today)) !== 'later').length;
