import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { dayOf, minutesOf, wallTimeOf } from '#domain/day.ts';
import { lineLimits } from '#domain/text.ts';
import { SubmitButton } from '#kit/components/button.tsx';
import { Field, Select } from '#kit/components/field.tsx';
import { Form } from '#kit/components/form.tsx';
import { Sheet } from '#kit/components/sheet.tsx';
import { words } from '#kit/words/words.ts';
import { startSession } from '../../actions/session.ts';
import { hourNames } from '../../shared/hour-name.ts';
import { NotSavedBanner, useSaving } from '../../shared/saving.tsx';
import { placesOf } from '../../shared/served-places.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { tabletWords } from '../../words/words.ts';
import { extraSpan, hoursOn, overlapping } from './hours.ts';

/** An hour outside the plan, at any of the worker's places, today: it is open as soon as it is made. */
export function ExtraHour({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { act } = words();
  const { session } = tabletWords();
  return (
    <Sheet open={open} title={session.extra} closeLabel={act.close} onClose={onClose}>
      <ExtraForm onDone={onClose} />
    </Sheet>
  );
}

function ExtraForm({ onDone }: { onDone: () => void }) {
  const unlocked = useUnlocked();
  const { route } = useLocation();
  const { common } = words();
  const { session, tablet } = tabletWords();
  const { busy, fault, save } = useSaving();
  // Of one moment: a time chosen before midnight is not one of the new day.
  const [{ date, span }] = useState(() => ({
    date: dayOf(unlocked.now()),
    span: extraSpan(wallTimeOf(unlocked.now())),
  }));
  const replica = unlocked.replica();
  const places = placesOf(replica, unlocked.person, date);
  const [place, setPlace] = useState('');
  const [start, setStart] = useState(span.start);
  const [end, setEnd] = useState(span.end);
  const [room, setRoom] = useState('');
  const [asked, setAsked] = useState(false);
  const wrongPlace = place === '' ? tablet.choosePlace : undefined;
  const wrongTime = !start || !end || minutesOf(end) <= minutesOf(start) ? tablet.endBeforeStart : undefined;
  const wrongRoom = room.trim().length > lineLimits.room ? tablet.roomTooLong(lineLimits.room) : undefined;

  const hours = hoursOn(replica, unlocked.person, date);
  const names = hourNames(replica, hours, date);
  const same = overlapping(hours, { institution: place, start, end }).map(({ id }) => names.get(id)!.full);

  const begin = async () => {
    setAsked(true);
    if (wrongPlace || wrongTime || wrongRoom) return;
    const made = { institution: place, dropIn: null, date, start, end, room: room.trim() };
    if (!(await save(() => startSession(unlocked.vault, made)))) return;
    onDone();
    route('/');
  };
  return (
    <Form class="stack" onSubmit={() => void begin()}>
      <Select
        label={common.place}
        value={place}
        none={tablet.choosePlace}
        wrong={asked ? wrongPlace : undefined}
        warning={same.length > 0 ? same.map(tablet.sameTime).join(' ') : undefined}
        choices={places.map((one) => ({ key: one.place.number, word: one.place.name }))}
        onInput={setPlace}
      />
      <div class="two">
        <Field type="time" label={tablet.from} value={start} onInput={setStart} />
        <Field
          type="time"
          label={tablet.to}
          value={end}
          wrong={asked ? wrongTime : undefined}
          onInput={setEnd}
        />
      </div>
      <Field label={tablet.room} value={room} wrong={asked ? wrongRoom : undefined} onInput={setRoom} />
      <NotSavedBanner fault={fault} />
      <SubmitButton wide disabled={busy}>
        {session.start}
      </SubmitButton>
    </Form>
  );
}
