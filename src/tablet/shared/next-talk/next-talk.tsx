import { useState } from 'preact/hooks';
import type { Id } from '#domain/id.ts';
import { Button } from '#kit/components/button.tsx';
import { Each } from '#kit/components/each.tsx';
import { calendarDaysIcon } from '#kit/components/icons.tsx';
import { valueText } from '#kit/words/value.ts';
import { makeWish, openWishes, takeBackWish, type WishTime } from '../../actions/booking-request.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { useSaving } from '../saving.tsx';
import { ChooseTime, whenText } from './choose-time.tsx';
import { nextTalkText } from './text.ts';
import { WishRow } from './wish-row.tsx';

export interface NextTalkProps {
  /** The conversation, saved or not yet. */
  consultation: Id;
  institution: string;
  role: string;
}

/** The next talk with whoever is here: a time of this place, asked for now, also without network. */
export function NextTalk({ consultation, institution, role }: NextTalkProps) {
  const unlocked = useUnlocked();
  const text = nextTalkText();
  const { busy, fault, save } = useSaving();
  const [open, setOpen] = useState(false);
  const wishes = openWishes(unlocked.replica()).filter((wish) => wish.consultation === consultation);
  const takeBack = (id: Id) =>
    save(async () => {
      const wish = openWishes(unlocked.vault.replica).find((one) => one.id === id);
      if (wish) await takeBackWish(unlocked.vault, wish, text.reasons.drop);
    });
  const ask = (time: WishTime) =>
    save(async () => {
      const id = await makeWish(unlocked.vault, time, { role, consultation });
      setOpen(false);
      unlocked.say(text.asked(whenText(time)), () => void takeBack(id));
    });
  return (
    <section class="next-talk" aria-label={text.title}>
      {wishes.length > 0 && (
        <>
          <h2>{text.title}</h2>
          <ul class="rows">
            <Each of={wishes} as="li" keyOf={(wish) => wish.id}>
              {(wish) => <WishRow wish={wish} />}
            </Each>
          </ul>
        </>
      )}
      <Button look="quiet" icon={calendarDaysIcon} onPress={() => setOpen(true)}>
        {text.book}
      </Button>
      <ChooseTime
        open={open}
        institution={institution}
        about={text.role(valueText('role', role))}
        busy={busy}
        fault={fault}
        onChoose={(time) => void ask(time)}
        onClose={() => setOpen(false)}
      />
    </section>
  );
}
