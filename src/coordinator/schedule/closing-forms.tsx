import { useState } from 'preact/hooks';
import type { Closing } from '#domain/closing.ts';
import { InstitutionKind } from '#domain/institution.ts';
import { Button } from '#kit/components/button.tsx';
import { MultiChips, SingleChips } from '#kit/components/chips.tsx';
import { Field } from '#kit/components/field.tsx';
import { words } from '#kit/words/words.ts';
import {
  type ClosingForm,
  closingForm,
  newClosing,
  readClosing,
  schoolWeek,
  type Whom,
} from './closing-draft.ts';
import type { FieldError } from './da.ts';
import { useKept } from './kept-form.ts';
import { type DeskProps, Planning } from './planning.tsx';
import { scheduleText, wrongText } from './text.ts';
import './closing-forms.css';

const list = '/k/lukkedage';
export const closingPath = (id: string, command?: string): string =>
  `${list}/${id}${command ? `/${command}` : ''}`;

/** New closed days, or others than they were. */
export function ClosingForms({ desk, old }: { desk: DeskProps; old?: Closing }) {
  const { today } = desk.schedule;
  const say = scheduleText();
  const [wrong, setWrong] = useState<FieldError[]>([]);
  const { form, write, forget } = useKept(desk.person, old ? closingPath(old.id) : `${list}/ny`, () =>
    old ? closingForm(old) : newClosing,
  );
  const begun = old !== undefined && old.from <= today;
  const about = (field: FieldError['field']) => {
    const found = wrong.find((one) => one.field === field);
    return { id: `closing-${field}`, wrong: found && wrongText(found) };
  };
  const read = () => {
    const typed = readClosing(form, today, old);
    setWrong('wrong' in typed ? typed.wrong : []);
    if ('wrong' in typed) return undefined;
    const { closing } = typed;
    return old ? ({ type: 'reclose', id: old.id, closing } as const) : ({ type: 'close', closing } as const);
  };
  return (
    <Planning
      desk={desk}
      title={old ? say.editClosing : say.closingTitle}
      {...(begun && { about: say.begun })}
      back={list}
      backWord={say.backClosings}
      read={read}
      wrong={wrong}
      form="closing"
      forget={forget}
    >
      <Field
        {...about('name')}
        label={say.name}
        hint={say.nameHint}
        maxLength={80}
        value={form.name}
        onInput={(name) => write({ name })}
      />
      {!old && <Presets today={today} onFill={write} />}
      <div class="plan-fields">
        {!begun && (
          <Field
            {...about('from')}
            type="date"
            label={say.firstDay}
            value={form.from}
            onInput={(from) => write({ from })}
          />
        )}
        <Field
          {...about('to')}
          type="date"
          label={say.lastDay}
          value={form.to}
          onInput={(to) => write({ to })}
        />
      </div>
      {!begun && <Who form={form} write={write} desk={desk} wrong={about('kinds').wrong} />}
    </Planning>
  );
}

/** The holidays that schools have in a certain week. */
function Presets({ today, onFill }: { today: string; onFill: (change: Partial<ClosingForm>) => void }) {
  const say = scheduleText();
  const weeks = [
    { name: say.winter, week: 7 },
    { name: say.winter, week: 8 },
    { name: say.autumn, week: 42 },
  ];
  return (
    <fieldset class="chips">
      <legend>{say.presets}</legend>
      <div class="chips-list">
        {weeks.map(({ name, week }) => (
          <Button
            key={week}
            onPress={() => {
              const { from, to } = schoolWeek(week, today);
              onFill({ name, from, to, whom: 'kinds', kinds: ['folkeskole', 'specialskole'] });
            }}
          >
            {say.preset(name, week)}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}

interface WhoProps {
  form: ClosingForm;
  write: (change: Partial<ClosingForm>) => void;
  desk: DeskProps;
  wrong: string | undefined;
}

const whoms: readonly Whom[] = ['places', 'kinds', 'all'];

function Who({ form, write, desk, wrong }: WhoProps) {
  const say = scheduleText();
  const { institutionKind } = words().lists;
  const toggled = (those: readonly string[], key: string, on: boolean) =>
    on ? [...those, key] : those.filter((one) => one !== key);
  return (
    <div class="plan-who" id="closing-kinds" tabIndex={-1}>
      <SingleChips
        legend={say.who}
        choices={whoms.map((key) => ({ key, word: say.whom[key] }))}
        chosen={form.whom}
        onChoose={(whom) => write({ whom })}
      />
      {form.whom === 'kinds' && (
        <MultiChips
          legend={say.kindsLegend}
          choices={InstitutionKind.options.map((key) => ({ key, word: institutionKind[key] }))}
          chosen={form.kinds}
          onToggle={(key, on) => write({ kinds: toggled(form.kinds, key, on) })}
        />
      )}
      {form.whom === 'places' && (
        <MultiChips
          legend={say.placesLegend}
          choices={desk.schedule.places.map(({ number, name }) => ({ key: number, word: name }))}
          chosen={form.places}
          onToggle={(key, on) => write({ places: toggled(form.places, key, on) })}
        />
      )}
      {wrong && <p class="field-wrong">{wrong}</p>}
    </div>
  );
}

export function OpenForm({ desk, closing }: { desk: DeskProps; closing: Closing }) {
  const say = scheduleText();
  return (
    <Planning
      desk={desk}
      title={say.deleteClosing}
      about={closing.name}
      back={list}
      backWord={say.backClosings}
      read={() => ({ type: 'open', id: closing.id })}
      wrong={[]}
      form="open"
      forget={() => {}}
    />
  );
}
