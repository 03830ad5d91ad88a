import { useState } from 'preact/hooks';
import { SubmitButton } from '#kit/components/button.tsx';
import { Form } from '#kit/components/form.tsx';
import { clockIcon } from '#kit/components/icons.tsx';
import { dayText, timeText } from '#kit/words/format.ts';
import { NotSavedBanner } from '../../shared/saving.tsx';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { type Block, left } from './blocks.ts';
import { useChange } from './change.ts';
import { weekText } from './text.ts';
import { Clashes, isRight, WhenFields, wrongIn } from './when.tsx';

/** *Flyt*: another day, time or room for this one time; says whom it hits before it is done. */
export function MoveForm({ block, onDone }: { block: Block; onDone: () => void }) {
  const unlocked = useUnlocked();
  const text = weekText();
  const { busy, fault, change } = useChange(block, onDone);
  const { hour, place, booked } = block;
  const [when, setWhen] = useState({ date: hour.date, start: hour.start, end: hour.end, room: hour.room });
  const [asked, setAsked] = useState(false);
  const wrong = wrongIn(when, unlocked.today.value);
  const room = when.room.trim();
  const isSame =
    when.date === hour.date && when.start === hour.start && when.end === hour.end && room === hour.room;
  const behind = isRight(wrong) ? left(booked, when).length : 0;
  const along = room === hour.room ? 0 : booked.length - behind;
  const move = () => {
    setAsked(true);
    if (isSame || !isRight(wrong)) return;
    const day = `${dayText(when.date)} ${timeText(when.start)}`;
    change({ moved: { ...when, room } }, text.moved(place.name, day));
  };
  return (
    <Form class="stack" noValidate onSubmit={move}>
      <WhenFields when={when} wrong={asked ? wrong : {}} onChange={setWhen} />
      <Clashes when={when} place={place} worker={hour.worker} id={hour.id} />
      <div role="status">
        {behind > 0 && <p>{text.leftBehind(behind)}</p>}
        {along > 0 && <p>{text.goAlong(along)}</p>}
        {asked && isSame && <p class="field-wrong">{text.same}</p>}
      </div>
      <NotSavedBanner fault={fault} />
      <SubmitButton icon={clockIcon} wide disabled={busy}>
        {text.saveMove}
      </SubmitButton>
    </Form>
  );
}
