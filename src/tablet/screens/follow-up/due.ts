import { type Clock, clockOf, nearDays, referenceOf, workdayBefore } from '#domain/concern.ts';
import { addDays, type Day } from '#domain/day.ts';
import type { Institution } from '#domain/institution.ts';
import { chipsOf, fieldOf } from '#domain/merge/record-state.ts';
import type { RecordOf } from '#domain/record-kinds.ts';
import { openConcerns } from '../../actions/concern.ts';
import { fourWeekDays } from '../../shared/served-places.ts';
import { documents, type Replica, record } from '../../store/replica.ts';

export type Urgency = 'overdue' | 'soon' | 'later';

/** One concern as the follow-up list shows it. Free text is no part of it. */
export interface Due {
  concern: RecordOf<'concern'>;
  place: Institution | undefined;
  reference: string;
  stage: string | null;
  themes: string[];
  clock: Clock;
  urgency: Urgency;
  /** The nearest working day before the deadline, where the place is closed on the deadline itself. */
  workday: Day | undefined;
}

const urgencyOf = ({ left }: Clock): Urgency => (left < 0 ? 'overdue' : left <= nearDays ? 'soon' : 'later');

/** Reads concerns as the list shows them; what they share is looked up once for all of them. */
export function duesOn(replica: Replica, today: Day): (concern: RecordOf<'concern'>) => Due {
  const places = new Map(documents(replica, 'institution').map((place) => [place.number, place]));
  const closings = documents(replica, 'closing');
  const days = fourWeekDays(replica);
  return (concern) => {
    const place = places.get(concern.institution);
    const conversation = record(replica, 'consultation', concern.fixed.consultation);
    const stage = fieldOf(concern, 'stage') ?? (conversation ? fieldOf(conversation, 'stage') : null);
    const clock = clockOf(concern.fixed.clockStart, today, days);
    return {
      concern,
      place,
      reference: referenceOf(concern, place?.code ?? concern.institution),
      stage,
      themes: conversation ? chipsOf(conversation, 'themes') : [],
      clock,
      urgency: urgencyOf(clock),
      workday: place && workdayBefore(clock.due, place, closings),
    };
  };
}

/** Overdue deadlines and those that are near: the number on the tab. Counted with every tap, so no clock is made. */
export function urgentCount(replica: Replica, today: Day): number {
  const latest = addDays(today, nearDays - fourWeekDays(replica));
  return openConcerns(replica).filter(({ fixed }) => fixed.clockStart <= latest).length;
}
