import { useState } from 'preact/hooks';
import { Button } from '#kit/components/button.tsx';
import type { Shape } from '#kit/components/icon.tsx';
import { calendarIcon, circleAlertIcon, circleCheckIcon, clockIcon } from '#kit/components/icons.tsx';
import { Pill, type Tone } from '#kit/components/pill.tsx';
import { dayShort, timeText } from '#kit/words/format.ts';
import { valueText } from '#kit/words/value.ts';
import { timeOfSlot } from '../../actions/booking.ts';
import {
  type BookingRequest,
  makeBookingRequest,
  type RequestedTime,
  requestInstead,
  takeBackBookingRequest,
} from '../../actions/booking-request.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { NotSavedBanner, useSaving } from '../saving.tsx';
import { ChooseTime, freeTimes, whenText } from './choose-time.tsx';
import { nextTalkText } from './text.ts';
import './booking-request-row.css';

const looks: Record<BookingRequest['state'], { tone: Tone; icon: Shape }> = {
  waiting: { tone: 'wait', icon: clockIcon },
  confirmed: { tone: 'sent', icon: circleCheckIcon },
  refused: { tone: 'danger', icon: circleAlertIcon },
  mustMove: { tone: 'danger', icon: calendarIcon },
};

/** One time that was asked for: what became of it, and where it cannot be, one tap takes another. */
export function BookingRequestRow({ request, at }: { request: BookingRequest; at?: string }) {
  const unlocked = useUnlocked();
  const text = nextTalkText();
  const { busy, fault, save } = useSaving();
  const [choosing, setChoosing] = useState(false);
  const when = whenText(request);
  const role = valueText('role', request.role);
  const lost = request.state === 'refused' || request.state === 'mustMove';
  const free = lost ? freeTimes(unlocked, request.institution) : [];
  const offered = free.filter(({ hour, start }) =>
    request.alternatives.some((one) => one.date === hour.date && one.start === start),
  );
  const instead = async (time: RequestedTime) => {
    if (!(await save(() => requestInstead(unlocked.vault, request, time, text.reasons.instead)))) return;
    setChoosing(false);
    unlocked.showToast(text.asked(whenText(time)));
  };
  const drop = () =>
    save(async () => {
      await takeBackBookingRequest(unlocked.vault, request, text.reasons.drop);
      const again = () => void save(() => makeBookingRequest(unlocked.vault, request, request));
      unlocked.showToast(text.dropped(when), lost ? undefined : again);
    });
  return (
    <li class="booking-request">
      <div class="booking-request-line">
        <strong>{when}</strong>
        <Pill {...looks[request.state]} word={text.states[request.state]} />
        <Button look="quiet" label={text.dropNamed(when)} disabled={busy} onPress={() => void drop()}>
          {text.drop}
        </Button>
      </div>
      {at && (
        <p class="small quiet">
          {at} · {role}
        </p>
      )}
      {lost && (
        <div>
          {offered.length > 0 && <p class="small">{text.instead}</p>}
          <div class="talk-times">
            {(offered.length > 0 ? offered : free.slice(0, 3)).map((slot) => (
              <Button
                key={`${slot.hour.id} ${slot.start}`}
                disabled={busy}
                onPress={() => void instead(timeOfSlot(slot))}
              >
                {dayShort(slot.hour.date)} {timeText(slot.start)}
              </Button>
            ))}
            <Button look="quiet" onPress={() => setChoosing(true)}>
              {text.other}
            </Button>
          </div>
        </div>
      )}
      <NotSavedBanner fault={fault} />
      {lost && (
        <ChooseTime
          open={choosing}
          institution={request.institution}
          about={text.role(role)}
          busy={busy}
          fault={fault}
          onChoose={(time) => void instead(time)}
          onClose={() => setChoosing(false)}
        />
      )}
    </li>
  );
}
