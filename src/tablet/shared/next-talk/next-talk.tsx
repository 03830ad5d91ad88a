import { useState } from 'preact/hooks';
import type { Id } from '#domain/id.ts';
import { Button } from '#kit/components/button.tsx';
import { Each } from '#kit/components/each.tsx';
import { calendarDaysIcon } from '#kit/components/icons.tsx';
import { valueText } from '#kit/words/value.ts';
import {
  makeBookingRequest,
  openBookingRequests,
  type RequestedTime,
  takeBackBookingRequest,
} from '../../actions/booking-request.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { useSaving } from '../saving.tsx';
import { BookingRequestRow } from './booking-request-row.tsx';
import { ChooseTime, whenText } from './choose-time.tsx';
import { nextTalkText } from './text.ts';

export interface NextTalkProps {
  /** The conversation, saved or not yet. */
  consultation: Id;
  institution: string;
  role: string;
}

/** The next talk with the inquirer: a time of this place, asked for now, also without network. */
export function NextTalk({ consultation, institution, role }: NextTalkProps) {
  const unlocked = useUnlocked();
  const text = nextTalkText();
  const { busy, fault, save } = useSaving();
  const [open, setOpen] = useState(false);
  const requests = openBookingRequests(unlocked.replica()).filter(
    (request) => request.consultation === consultation,
  );
  const takeBack = (id: Id) =>
    save(async () => {
      const request = openBookingRequests(unlocked.vault.replica).find((one) => one.id === id);
      if (request) await takeBackBookingRequest(unlocked.vault, request, text.reasons.drop);
    });
  const ask = (time: RequestedTime) =>
    save(async () => {
      const id = await makeBookingRequest(unlocked.vault, time, { role, consultation });
      setOpen(false);
      unlocked.showToast(text.asked(whenText(time)), () => void takeBack(id));
    });
  return (
    <section class="next-talk" aria-label={text.title}>
      {requests.length > 0 && (
        <>
          <h2>{text.title}</h2>
          <ul class="rows">
            <Each of={requests} as="li" keyOf={(request) => request.id}>
              {(request) => <BookingRequestRow request={request} />}
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
