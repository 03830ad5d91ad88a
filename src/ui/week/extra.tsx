import { useState } from 'preact/hooks';
import type { Day } from '../../domain/day.ts';
import { annul } from '../../store/consultation.ts';
import { planExtra } from '../../store/occurrence.ts';
import { record } from '../../store/shelf.ts';
import { type Desk, useDesk } from '../desk.tsx';
import { joined } from '../hour-name.ts';
import { SubmitButton } from '../kit/button.tsx';
import { Select } from '../kit/field.tsx';
import { plusIcon } from '../kit/icons.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { placesOf } from '../places.ts';
import { NotSavedBanner, useSaving } from '../saving.tsx';
import { words } from '../words/words.ts';
import { weekText, whenText } from './text.ts';
import { Clashes, isRight, type When, WhenFields, wrongIn } from './when.tsx';

interface ExtraProps {
  open: boolean;
  /** The week that is shown: the form begins there. */
  monday: Day;
  onClose: () => void;
}

/** *Ekstra træffetid* on any day to come, at any of her places. */
export const ExtraSheet = ({ open, monday, onClose }: ExtraProps) => (
  <Sheet open={open} title={words().session.extra} closeLabel={words().nav.close} onClose={onClose}>
    <ExtraForm monday={monday} onDone={onClose} />
  </Sheet>
);

function ExtraForm({ monday, onDone }: { monday: Day; onDone: () => void }) {
  const desk = useDesk();
  const text = weekText();
  const { busy, fault, save } = useSaving();
  const today = desk.today.value;
  const date = monday > today ? monday : today;
  const places = placesOf(desk.shelf(), desk.person, date).map(({ place }) => place);
  const [number, setNumber] = useState('');
  const [when, setWhen] = useState<When>({ date, start: '09:00', end: '10:00', room: '' });
  const [asked, setAsked] = useState(false);
  const wrong = wrongIn(when, today);
  const place = places.find((one) => one.number === number);
  const make = async () => {
    setAsked(true);
    if (!place || !isRight(wrong)) return;
    let id = '';
    const made = await save(async () => {
      id = await planExtra(desk.vault, { institution: number, ...when, room: when.room.trim() });
    });
    if (!made) return;
    onDone();
    const name = joined(place.name, whenText(when));
    desk.say(text.extraMade(name), () => void takeBack(desk, id, name));
  };
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <Select
        label={words().review.place}
        value={number}
        none={words().tablet.choosePlace}
        wrong={asked && !place ? words().tablet.choosePlace : undefined}
        choices={places.map((one) => ({ key: one.number, word: one.name }))}
        onInput={setNumber}
      />
      <WhenFields when={when} wrong={asked ? wrong : {}} onChange={setWhen} />
      {place && <Clashes when={when} place={place} worker={desk.person} />}
      <NotSavedBanner fault={fault} />
      <SubmitButton icon={plusIcon} wide disabled={busy}>
        {text.saveExtra}
      </SubmitButton>
    </form>
  );
}

async function takeBack(desk: Desk, id: string, place: string): Promise<void> {
  const made = record(desk.vault.shelf, 'occurrence', id);
  if (!made) return;
  try {
    await annul(desk.vault, made, weekText().takenBack);
    desk.say(weekText().extraGone(place));
  } catch {
    desk.say(words().tablet.notSaved);
  }
}
