import { useState } from 'preact/hooks';
import { Day } from '#domain/day.ts';
import { Button } from '#kit/components/button.tsx';
import { SingleChips } from '#kit/components/chips.tsx';
import { Field } from '#kit/components/field.tsx';
import { circleCheckIcon } from '#kit/components/icons.tsx';
import { dayShort } from '#kit/words/format.ts';
import { words } from '#kit/words/words.ts';
import { NotSavedBanner, useSaving } from '../../shared/saving.tsx';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { followupText } from './text.ts';

interface Props<What extends string> {
  choices: readonly { key: What; word: string }[];
  /** Nothing was done before this day. */
  start?: Day;
  /** Writes it; what it throws is said above the button, and the answers stay. */
  onSave: (what: What, on: Day) => Promise<unknown>;
  onSaved: (what: What) => void;
}

/** What was done, and on which day up to today: the form behind both *Der er handlet…* and *Fulgt op…*. */
export function WhatAndWhen<What extends string>({ choices, start, onSave, onSaved }: Props<What>) {
  const unlocked = useUnlocked();
  const text = followupText();
  const { busy, fault, save } = useSaving();
  const [what, setWhat] = useState<What | null>(null);
  const [on, setOn] = useState(unlocked.today.value);
  const [asked, setAsked] = useState(false);
  const wrongDay = dayFault(on, start, unlocked.today.value);

  const finish = async () => {
    setAsked(true);
    if (!what || wrongDay) return;
    if (await save(() => onSave(what, on))) onSaved(what);
  };
  return (
    <div class="stack">
      <SingleChips legend={text.what} choices={choices} chosen={what} onChoose={setWhat} />
      <div role="alert">{asked && !what && <p class="field-wrong">{text.whatMissing}</p>}</div>
      <Field
        type="date"
        label={text.when}
        value={on}
        max={unlocked.today.value}
        wrong={asked ? wrongDay : undefined}
        onInput={setOn}
      />
      <NotSavedBanner fault={fault} />
      <Button look="primary" icon={circleCheckIcon} wide disabled={busy} onPress={() => void finish()}>
        {words().act.save}
      </Button>
    </div>
  );
}

/** Why a day cannot be the one on which something was done; before `start` nothing was. */
function dayFault(day: string, start: Day | undefined, today: Day): string | undefined {
  const text = followupText();
  if (!Day.safeParse(day).success) return text.dayMissing;
  if (day > today) return text.dayAhead;
  return start && day < start ? text.dayBefore(dayShort(start, true)) : undefined;
}
