import { closedBy } from '#domain/closing.ts';
import { Day, planEnd, WallTime } from '#domain/day.ts';
import type { Id } from '#domain/id.ts';
import type { Institution } from '#domain/institution.ts';
import { lineLimits } from '#domain/text.ts';
import { Field } from '#kit/components/field.tsx';
import { Icon } from '#kit/components/icon.tsx';
import { triangleAlertIcon } from '#kit/components/icons.tsx';
import { closedText } from '#kit/words/closed.ts';
import { dayText } from '#kit/words/format.ts';
import { words } from '#kit/words/words.ts';
import { personName } from '../../shared/served-places.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { documents } from '../../store/replica.ts';
import { tabletWords } from '../../words/words.ts';
import { inTheWay } from './blocks.ts';
import { spanText, weekText } from './text.ts';
import './when.css';

/** When and where an hour is to be, as typed. */
export interface When {
  date: string;
  start: string;
  end: string;
  room: string;
}

export type WhenWrong = { readonly [field in 'date' | 'end' | 'room']?: string | undefined };

/** What keeps it from being saved, by field. */
export function wrongIn({ date, start, end, room }: When, today: Day): WhenWrong {
  const text = weekText();
  const { tablet } = tabletWords();
  const isTime = WallTime.safeParse(start).success && WallTime.safeParse(end).success;
  return {
    date: !Day.safeParse(date).success
      ? text.dateMissing
      : date > planEnd(today)
        ? words().consultation.dayTooFar(dayText(planEnd(today), true))
        : date < today
          ? text.datePast
          : undefined,
    end: !isTime || end <= start ? tablet.endBeforeStart : undefined,
    room: room.trim().length > lineLimits.room ? tablet.roomTooLong(lineLimits.room) : undefined,
  };
}

export const isRight = (wrong: WhenWrong): boolean => Object.values(wrong).every((why) => why === undefined);

interface WhenProps {
  when: When;
  /** Shown after the first try. */
  wrong: WhenWrong;
  onChange: (when: When) => void;
}

export function WhenFields({ when, wrong, onChange }: WhenProps) {
  const unlocked = useUnlocked();
  const text = weekText();
  const { tablet } = tabletWords();
  const put = (part: Partial<When>) => onChange({ ...when, ...part });
  return (
    <>
      <Field
        type="date"
        label={text.date}
        value={when.date}
        min={unlocked.today.value}
        wrong={wrong.date}
        onInput={(date) => put({ date })}
      />
      <div class="two">
        <Field type="time" label={tablet.from} value={when.start} onInput={(start) => put({ start })} />
        <Field
          type="time"
          label={tablet.to}
          value={when.end}
          wrong={wrong.end}
          onInput={(end) => put({ end })}
        />
      </div>
      <Field label={tablet.room} value={when.room} wrong={wrong.room} onInput={(room) => put({ room })} />
    </>
  );
}

/** Names the hours that overlap with the new time. It stops nothing: the worker may know better. */
export function Clashes({
  when,
  place,
  worker,
  id,
}: {
  when: When;
  place: Institution;
  worker: Id;
  id?: Id;
}) {
  const unlocked = useUnlocked();
  const text = weekText();
  const replica = unlocked.replica();
  const isWhole = Day.safeParse(when.date).success && when.start < when.end;
  const room = when.room.trim();
  const others = isWhole
    ? inTheWay(replica, { ...when, room, worker, institution: place.number, ...(id && { id }) })
    : [];
  const closed = isWhole ? closedBy(when.date, place, documents(replica, 'closing')) : undefined;
  const who = worker === unlocked.person ? text.you : personName(replica, worker);
  const warnings = [
    ...others.map((other) =>
      other.of === 'worker'
        ? text.clash(who, other.place.name, spanText(other.hour))
        : text.roomTaken(room, spanText(other.hour)),
    ),
    ...(closed ? [text.closed(closedText(closed))] : []),
  ];
  return (
    <div role="status" class="week-sheet-warn">
      {warnings.map((line) => (
        <p key={line} class="with-icon">
          <Icon of={triangleAlertIcon} />
          {line}
        </p>
      ))}
    </div>
  );
}
