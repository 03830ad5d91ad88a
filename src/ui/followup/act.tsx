import { useState } from 'preact/hooks';
import { concernStates, type Outcome } from '../../domain/concern.ts';
import { Day } from '../../domain/day.ts';
import { reopenConcern, settleConcern } from '../../store/concern.ts';
import { record } from '../../store/shelf.ts';
import { type Desk, useDesk } from '../desk.tsx';
import { Button } from '../kit/button.tsx';
import { SingleChips } from '../kit/chips.tsx';
import { Field } from '../kit/field.tsx';
import { circleCheckIcon } from '../kit/icons.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { NotSavedBanner, useSaving } from '../saving.tsx';
import { dayShort } from '../words/format.ts';
import { words } from '../words/words.ts';
import type { Due } from './due.ts';
import { followupText } from './text.ts';

const outcomes = concernStates.filter((state): state is Outcome => state !== 'open');

/** *Der er handlet…*: what and when, in one sheet; three taps with the button that opens it. */
export function Act({ due, onClose }: { due: Due | undefined; onClose: () => void }) {
  const { clock, nav } = words();
  return (
    <Sheet
      open={due !== undefined}
      title={due ? followupText().actedFor(due.reference) : clock.acted}
      closeLabel={nav.close}
      onClose={onClose}
    >
      {due && <ActForm key={due.concern.id} due={due} onDone={onClose} />}
    </Sheet>
  );
}

function ActForm({ due: { concern, reference }, onDone }: { due: Due; onDone: () => void }) {
  const desk = useDesk();
  const { lists, act } = words();
  const text = followupText();
  const { busy, fault, save } = useSaving();
  const [state, setState] = useState<Outcome | null>(null);
  const [actedOn, setActedOn] = useState(desk.today.value);
  const [asked, setAsked] = useState(false);
  const wrongDay = dayFault(actedOn, String(concern.fixed.clockStart), desk.today.value);

  const settle = async () => {
    setAsked(true);
    if (!state || wrongDay) return;
    if (!(await save(() => settleConcern(desk.vault, concern, { state, actedOn })))) return;
    onDone();
    desk.say(
      text.settled(reference, lists.concernState[state]),
      () => void openAgain(desk, concern.id, reference),
    );
  };
  return (
    <div class="stack">
      <SingleChips
        legend={text.what}
        choices={outcomes.map((key) => ({ key, word: lists.concernState[key] }))}
        chosen={state}
        onChoose={setState}
      />
      <div role="alert">{asked && !state && <p class="field-wrong">{text.whatMissing}</p>}</div>
      <Field
        type="date"
        label={text.when}
        value={actedOn}
        max={desk.today.value}
        wrong={asked ? wrongDay : undefined}
        onInput={setActedOn}
      />
      <NotSavedBanner fault={fault} />
      <Button look="primary" icon={circleCheckIcon} wide disabled={busy} onPress={() => void settle()}>
        {act.save}
      </Button>
    </div>
  );
}

/** Why a day cannot be the one on which something was done; before `start` nothing was. */
export function dayFault(day: string, start: Day | undefined, today: Day): string | undefined {
  const text = followupText();
  if (!Day.safeParse(day).success) return text.dayMissing;
  if (day > today) return text.dayAhead;
  return start && day < start ? text.dayBefore(dayShort(start, true)) : undefined;
}

/** The clock runs again; where the disk refuses, the status line says so and the concern stays closed. */
export async function openAgain(desk: Desk, id: string, reference: string): Promise<void> {
  const concern = record(desk.vault.shelf, 'concern', id);
  if (!concern) return;
  try {
    await reopenConcern(desk.vault, concern);
    desk.say(followupText().reopened(reference));
  } catch {
    desk.say(words().tablet.notSaved);
  }
}
