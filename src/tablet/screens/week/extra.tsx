import { useState } from 'preact/hooks';
import type { Day } from '#domain/day.ts';
import { SubmitButton } from '#kit/components/button.tsx';
import { Select } from '#kit/components/field.tsx';
import { Form } from '#kit/components/form.tsx';
import { plusIcon } from '#kit/components/icons.tsx';
import { Sheet } from '#kit/components/sheet.tsx';
import { words } from '#kit/words/words.ts';
import { annul } from '../../actions/consultation.ts';
import { planExtra } from '../../actions/occurrence.ts';
import { joined } from '../../shared/hour-name.ts';
import { NotSavedBanner, useSaving } from '../../shared/saving.tsx';
import { placesOf } from '../../shared/served-places.ts';
import { type Unlocked, useUnlocked } from '../../state/unlocked-context.tsx';
import { record } from '../../store/replica.ts';
import { tabletWords } from '../../words/words.ts';
import { weekText, whenText } from './text.ts';
import { Clashes, isRight, type When, WhenFields, wrongIn } from './when.tsx';

interface ExtraProps {
  open: boolean;
  /** The week that is shown: the form begins there. */
  monday: Day;
  onClose: () => void;
}

/** *Ekstra træffetid* on any day to come, at any of the worker's places. */
export const ExtraSheet = ({ open, monday, onClose }: ExtraProps) => (
  <Sheet open={open} title={tabletWords().session.extra} closeLabel={words().act.close} onClose={onClose}>
    <ExtraForm monday={monday} onDone={onClose} />
  </Sheet>
);

function ExtraForm({ monday, onDone }: { monday: Day; onDone: () => void }) {
  const unlocked = useUnlocked();
  const text = weekText();
  const { busy, fault, save } = useSaving();
  const today = unlocked.today.value;
  const date = monday > today ? monday : today;
  const places = placesOf(unlocked.replica(), unlocked.person, date).map(({ place }) => place);
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
      id = await planExtra(unlocked.vault, { institution: number, ...when, room: when.room.trim() });
    });
    if (!made) return;
    onDone();
    const name = joined(place.name, whenText(when));
    unlocked.showToast(text.extraMade(name), () => void takeBack(unlocked, id, name));
  };
  return (
    <Form class="stack" noValidate onSubmit={() => void make()}>
      <Select
        label={words().common.place}
        value={number}
        none={tabletWords().tablet.choosePlace}
        wrong={asked && !place ? tabletWords().tablet.choosePlace : undefined}
        choices={places.map((one) => ({ key: one.number, word: one.name }))}
        onInput={setNumber}
      />
      <WhenFields when={when} wrong={asked ? wrong : {}} onChange={setWhen} />
      {place && <Clashes when={when} place={place} worker={unlocked.person} />}
      <NotSavedBanner fault={fault} />
      <SubmitButton icon={plusIcon} wide disabled={busy}>
        {text.saveExtra}
      </SubmitButton>
    </Form>
  );
}

async function takeBack(unlocked: Unlocked, id: string, place: string): Promise<void> {
  const made = record(unlocked.vault.replica, 'occurrence', id);
  if (!made) return;
  try {
    await annul(unlocked.vault, made, weekText().takenBack);
    unlocked.showToast(weekText().extraGone(place));
  } catch {
    unlocked.showToast(tabletWords().tablet.notSaved);
  }
}
