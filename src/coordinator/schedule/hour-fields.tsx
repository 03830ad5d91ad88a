import type { Schedule } from '#api/client/schedule.ts';
import { lineLimits } from '#domain/text.ts';
import { Field, Select } from '#kit/components/field.tsx';
import { words } from '#kit/words/words.ts';
import { logWords } from '../words/words.ts';
import type { FieldError } from './da.ts';
import { type HourForm, slotsTyped } from './hour-draft.ts';
import { weekdayText } from './say.ts';
import { scheduleText, wrongText } from './text.ts';
import './hour-fields.css';

interface HourFieldsProps {
  form: HourForm;
  write: (change: Partial<HourForm>) => void;
  schedule: Schedule;
  wrong: readonly FieldError[];
  /** True for an hour that continues another: its place cannot be changed. */
  placeFixed: boolean;
}

const shares = [0, 25, 50, 75, 100];
const rhythms = [1, 2, 3, 4];
/** The choices, with the value that the hour already has. */
const withOwn = (choices: readonly number[], own: string): number[] =>
  [...new Set([...choices, Number(own)])].toSorted((one, other) => one - other);

/** The fields of a drop-in hour. */
export function HourFields({ form, write, schedule, wrong, placeFixed }: HourFieldsProps) {
  const say = scheduleText();
  const about = (field: FieldError['field']) => {
    const found = wrong.find((one) => one.field === field);
    return { id: `hour-${field}`, wrong: found && wrongText(found) };
  };
  const serving = schedule.workers.filter(
    ({ id, places }) => !form.institution || places.includes(form.institution) || id === form.worker,
  );
  const typed = slotsTyped(form);
  const text = (field: keyof HourForm) => ({
    value: form[field],
    onInput: (value: string) => write({ [field]: value }),
  });
  return (
    <>
      {!placeFixed && (
        <Select
          {...about('institution')}
          label={words().common.place}
          choices={[
            { key: '', word: '–' },
            ...schedule.places.map(({ number, name }) => ({ key: number, word: name })),
          ]}
          {...text('institution')}
        />
      )}
      <Select
        {...about('worker')}
        label={logWords().worker}
        choices={[{ key: '', word: '–' }, ...serving.map(({ id, name }) => ({ key: id, word: name }))]}
        {...text('worker')}
      />
      <div class="plan-fields">
        <Select
          label={say.weekday}
          choices={[1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
            key: String(weekday),
            word: weekdayText({ weekday }),
          }))}
          {...text('weekday')}
        />
        <Field {...about('start')} type="time" label={say.start} {...text('start')} />
        <Field {...about('end')} type="time" label={say.finish} {...text('end')} />
        <Select
          label={say.rhythm}
          choices={withOwn(rhythms, form.everyWeeks).map((n) => ({
            key: String(n),
            word: say.everyWeeks(n),
          }))}
          {...text('everyWeeks')}
        />
      </div>
      <Field {...about('room')} label={say.room} maxLength={lineLimits.room} {...text('room')} />
      <div class="plan-fields">
        <Field
          {...about('slotMinutes')}
          inputMode="numeric"
          label={say.slotMinutes}
          {...text('slotMinutes')}
        />
        <Select
          label={say.walkIns}
          choices={withOwn(shares, form.walkIns).map((n) => ({ key: String(n), word: say.percent(n) }))}
          {...text('walkIns')}
        />
        <Field
          {...about('earliestDays')}
          inputMode="numeric"
          label={say.earliest}
          {...text('earliestDays')}
        />
        <Field
          {...about('latestMinutes')}
          inputMode="numeric"
          label={say.latest}
          {...text('latestMinutes')}
        />
      </div>
      <p class="quiet" role="status">
        {typed && say.slotsHint(typed.all, typed.bookable)}
      </p>
      {placeFixed && <p class="quiet">{say.changeFromHint}</p>}
      <div class="plan-fields">
        <Field
          {...about('validFrom')}
          type="date"
          label={placeFixed ? say.changeFrom : say.validFrom}
          {...text('validFrom')}
        />
        <Field
          {...about('validTo')}
          type="date"
          label={say.validTo}
          aside={words().consultation.optional}
          {...text('validTo')}
        />
      </div>
    </>
  );
}
