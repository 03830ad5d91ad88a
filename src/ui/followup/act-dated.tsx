import { useState } from 'preact/hooks';
import { type FollowUpOutcome, followUpOutcomes } from '../../domain/follow-up.ts';
import type { Id } from '../../domain/id.ts';
import { type Dated, followUp } from '../../store/concern.ts';
import { annul } from '../../store/consultation.ts';
import { record } from '../../store/shelf.ts';
import { type Desk, useDesk } from '../desk.tsx';
import { Button } from '../kit/button.tsx';
import { SingleChips } from '../kit/chips.tsx';
import { Field } from '../kit/field.tsx';
import { circleCheckIcon } from '../kit/icons.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { placeName } from '../places.ts';
import { NotSavedBanner, useSaving } from '../saving.tsx';
import { dayText } from '../words/format.ts';
import { words } from '../words/words.ts';
import { dayFault } from './act.tsx';
import { followupText } from './text.ts';

/** *Fulgt op…*: what came of an agreed day, and when; three taps with the button that opens it. */
export function ActDated({ agreed, onClose }: { agreed: Dated | undefined; onClose: () => void }) {
  const desk = useDesk();
  const text = followupText();
  const title = agreed
    ? text.doneFor(placeName(desk.shelf(), agreed.conversation.institution), dayText(agreed.due))
    : text.done;
  return (
    <Sheet open={agreed !== undefined} title={title} closeLabel={words().nav.close} onClose={onClose}>
      {agreed && <Form key={agreed.conversation.id} agreed={agreed} onDone={onClose} />}
    </Sheet>
  );
}

function Form({ agreed, onDone }: { agreed: Dated; onDone: () => void }) {
  const desk = useDesk();
  const { lists, act } = words();
  const text = followupText();
  const { busy, fault, save } = useSaving();
  const [outcome, setOutcome] = useState<FollowUpOutcome | null>(null);
  const [on, setOn] = useState(desk.today.value);
  const [asked, setAsked] = useState(false);
  const wrongDay = dayFault(on, undefined, desk.today.value);

  const finish = async () => {
    setAsked(true);
    if (!outcome || wrongDay) return;
    let done: Id | undefined;
    const isSaved = await save(async () => {
      done = await followUp(desk.vault, agreed, { outcome, on });
    });
    if (!isSaved) return;
    onDone();
    desk.say(text.followedUp(lists.followUpOutcome[outcome]), () => void openDayAgain(desk, done!));
  };
  return (
    <div class="stack">
      <SingleChips
        legend={text.what}
        choices={followUpOutcomes.map((key) => ({ key, word: lists.followUpOutcome[key] }))}
        chosen={outcome}
        onChoose={setOutcome}
      />
      <div role="alert">{asked && !outcome && <p class="field-wrong">{text.whatMissing}</p>}</div>
      <Field
        type="date"
        label={text.when}
        value={on}
        max={desk.today.value}
        wrong={asked ? wrongDay : undefined}
        onInput={setOn}
      />
      <NotSavedBanner fault={fault} />
      <Button look="primary" icon={circleCheckIcon} wide disabled={busy} onPress={() => void finish()}>
        {act.save}
      </Button>
    </div>
  );
}

/** The agreed day is open again; where the disk refuses, the status line says so and it stays done. */
export async function openDayAgain(desk: Desk, id: Id): Promise<void> {
  const done = record(desk.vault.shelf, 'followUp', id);
  if (!done) return;
  const text = followupText();
  try {
    await annul(desk.vault, done, text.takenBack);
    desk.say(text.dayReopened);
  } catch {
    desk.say(words().tablet.notSaved);
  }
}
