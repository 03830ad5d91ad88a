import { useState } from 'preact/hooks';
import { addDays, type Day } from '#domain/day.ts';
import type { DropIn } from '#domain/drop-in.ts';
import { occurrenceId } from '#domain/id.ts';
import { beginsOn, datesShown, isTooFar, nextDates, nextSchoolYear } from '#domain/planning.ts';
import { lineLimits } from '#domain/text.ts';
import { Button } from '#kit/components/button.tsx';
import { Field } from '#kit/components/field.tsx';
import { dayWithWeek } from '#kit/words/format.ts';
import type { FieldError } from './da.ts';
import { Dates } from './dates.tsx';
import { formOf, newHour, readHour } from './hour-draft.ts';
import { HourFields } from './hour-fields.tsx';
import { useKept } from './kept-form.ts';
import { type DeskProps, Planning } from './planning.tsx';
import { hourText } from './say.ts';
import { scheduleText, wrongText } from './text.ts';
import './hour-forms.css';

const list = '/k/tider';
export const hourPath = (id: string, command?: string): string =>
  `${list}/${id}${command ? `/${command}` : ''}`;

/** A new hour, or one that goes on from `old` from a date. */
export function HourForms({ desk, old }: { desk: DeskProps; old?: DropIn }) {
  const { schedule } = desk;
  const { today } = schedule;
  const say = scheduleText();
  const [wrong, setWrong] = useState<FieldError[]>([]);
  const kept = useKept(desk.person, old ? hourPath(old.id, 'skift') : `${list}/ny`, () =>
    old
      ? formOf(old, addDays(today > old.validFrom ? today : addDays(old.validFrom, -1), 1))
      : newHour(addDays(today, 1)),
  );
  const read = readHour(kept.form, schedule, old);
  const command = () => {
    setWrong('wrong' in read ? read.wrong : []);
    if ('wrong' in read) return undefined;
    return old
      ? ({ type: 'change', id: old.id, hour: read.hour } as const)
      : ({ type: 'create', hour: read.hour } as const);
  };
  return (
    <Planning
      desk={desk}
      title={old ? say.changeTitle : say.add}
      {...(old && { about: hourText(schedule, old) })}
      back={old ? hourPath(old.id) : list}
      backWord={say.back}
      read={command}
      wrong={wrong}
      form="hour"
      forget={kept.forget}
    >
      <HourFields
        form={kept.form}
        write={kept.write}
        schedule={schedule}
        wrong={wrong}
        placeFixed={old !== undefined}
      />
      {'hour' in read && (
        <section class="plan-ahead" aria-label={say.dates(datesShown)}>
          <h3 class="plan-sub">{say.dates(datesShown)}</h3>
          <Dates dates={datesAhead(desk, typed(read.hour, old))} />
        </section>
      )}
    </Planning>
  );
}

/** The hour as it would be; it has no id yet. */
const typed = (hour: Omit<DropIn, 'id'>, old: DropIn | undefined): DropIn =>
  old ? { ...hour, id: '', validFrom: beginsOn(old, hour), follows: old.id } : { ...hour, id: '' };

function datesAhead({ schedule }: DeskProps, hour: DropIn) {
  const place = schedule.places.find(({ number }) => number === hour.institution);
  return place ? nextDates(hour, place, schedule.today, schedule) : [];
}

export function EndForm({ desk, hour }: { desk: DeskProps; hour: DropIn }) {
  const { schedule } = desk;
  const say = scheduleText();
  const [wrong, setWrong] = useState<FieldError[]>([]);
  const { form, write, forget } = useKept(desk.person, hourPath(hour.id, 'afslut'), () => ({
    on: hour.validTo ?? '',
  }));
  const earliest = hour.validFrom > schedule.today ? hour.validFrom : schedule.today;
  const read = () => {
    const found: FieldError[] = !form.on
      ? [{ field: 'on', why: 'missing' }]
      : form.on < earliest
        ? [{ field: 'on', why: 'past' }]
        : isTooFar(form.on, schedule.today)
          ? [{ field: 'on', why: 'tooFar' }]
          : [];
    setWrong(found);
    return found.length > 0 ? undefined : ({ type: 'end', id: hour.id, on: form.on } as const);
  };
  return (
    <Planning
      desk={desk}
      title={say.endTitle}
      about={hourText(schedule, hour)}
      back={hourPath(hour.id)}
      backWord={say.back}
      read={read}
      wrong={wrong}
      form="end"
      forget={forget}
    >
      <Field
        id="end-on"
        type="date"
        label={say.lastDay}
        min={earliest}
        value={form.on}
        wrong={wrong[0] && wrongText(wrong[0])}
        onInput={(on) => write({ on })}
      />
    </Planning>
  );
}

export function RemoveForm({ desk, hour }: { desk: DeskProps; hour: DropIn }) {
  const say = scheduleText();
  return (
    <Planning
      desk={desk}
      title={say.remove}
      about={hourText(desk.schedule, hour)}
      back={list}
      backWord={say.back}
      read={() => ({ type: 'remove', id: hour.id })}
      wrong={[]}
      form="remove"
      forget={() => {}}
    />
  );
}

/** One date of an hour: cancelled with a reason, or held after all. */
export function DateForm({
  desk,
  hour,
  date,
  hold,
}: {
  desk: DeskProps;
  hour: DropIn;
  date: Day;
  hold: boolean;
}) {
  const { schedule } = desk;
  const say = scheduleText();
  const [missing, setMissing] = useState(false);
  const { form, write, forget } = useKept(desk.person, hourPath(hour.id, `aflys/${date}`), () => ({
    reason: '',
  }));
  const about = { institution: hour.institution, hour: occurrenceId(hour.id, date), date };
  const common = {
    desk,
    about: hourText(schedule, hour),
    back: hourPath(hour.id),
    backWord: say.back,
    wrong: [],
    form: 'date',
    forget,
  };
  if (hold) {
    return (
      <Planning
        {...common}
        title={say.holdOf(dayWithWeek(date))}
        read={() => ({ type: 'cancel', ...about, reason: null })}
      />
    );
  }
  return (
    <Planning
      {...common}
      title={say.cancelOf(dayWithWeek(date))}
      read={() => {
        setMissing(!form.reason.trim());
        return form.reason.trim() ? { type: 'cancel', ...about, reason: form.reason.trim() } : undefined;
      }}
    >
      <div class="chips-list">
        {say.reasons.map((reason) => (
          <Button key={reason} onPress={() => write({ reason })}>
            {reason}
          </Button>
        ))}
      </div>
      <Field
        id="date-reason"
        label={say.reason}
        aside={say.reasonAside}
        maxLength={lineLimits.reason}
        value={form.reason}
        wrong={missing ? say.reasonMissing : undefined}
        onInput={(reason) => write({ reason })}
      />
    </Planning>
  );
}

/** The chosen hours, copied to the next school year. */
export function CopyForm({
  desk,
  ids,
  forget,
}: {
  desk: DeskProps;
  ids: readonly string[];
  forget: () => void;
}) {
  const say = scheduleText();
  const year = nextSchoolYear(desk.schedule.today);
  return (
    <Planning
      desk={desk}
      title={say.copyTitle(say.year(year))}
      back={list}
      backWord={say.back}
      read={() => ({ type: 'copy', ids: [...ids], year })}
      wrong={[]}
      form="copy"
      forget={forget}
    />
  );
}
