import { useState } from 'preact/hooks';
import type { FreeSlot } from '#domain/booking.ts';
import type { Day } from '#domain/day.ts';
import { slots } from '#domain/drop-in.ts';
import { Button } from '#kit/components/button.tsx';
import { Sheet } from '#kit/components/sheet.tsx';
import { capital, dayText, dayWithWeek, timeText } from '#kit/words/format.ts';
import { words } from '#kit/words/words.ts';
import { freeAt, timeOfSlot } from '../../actions/booking.ts';
import type { RequestedTime } from '../../actions/booking-request.ts';
import { type Unlocked, useUnlocked } from '../../state/unlocked-context.tsx';
import { documents } from '../../store/replica.ts';
import { type NotSaved, NotSavedBanner } from '../saving.tsx';
import { nextTalkText } from './text.ts';
import './choose-time.css';

/** The free times of a place, as this tablet knows them. */
export function freeTimes(unlocked: Unlocked, institution: string): FreeSlot[] {
  const place = documents(unlocked.replica(), 'institution').find(({ number }) => number === institution);
  return place ? freeAt(unlocked.replica(), place, Math.max(unlocked.clock.value, unlocked.now())) : [];
}

/** `Tirsdag 1. december kl. 10.20` */
export const whenText = ({ date, start }: { date: Day; start: string }): string =>
  nextTalkText().at(capital(dayText(date)), timeText(start));

interface ChooseTimeProps {
  open: boolean;
  institution: string;
  /** For whom, in a sentence. */
  about: string;
  busy: boolean;
  fault: NotSaved | undefined;
  onChoose: (time: RequestedTime) => void;
  onClose: () => void;
}

/** The free times by day, the nearest days first; one tap takes one. */
export function ChooseTime({ open, onClose, ...choosing }: ChooseTimeProps) {
  return (
    <Sheet open={open} title={nextTalkText().which} closeLabel={words().act.close} onClose={onClose}>
      <Days {...choosing} />
    </Sheet>
  );
}

const daysAtFirst = 3;

function Days({ institution, about, busy, fault, onChoose }: Omit<ChooseTimeProps, 'open' | 'onClose'>) {
  const unlocked = useUnlocked();
  const text = nextTalkText();
  const [all, setAll] = useState(false);
  const free = freeTimes(unlocked, institution);
  const days = [...new Set(free.map(({ hour }) => hour.date))];
  return (
    <div class="stack">
      <p class="quiet">{about}</p>
      {unlocked.sync.value.failure && <p class="small quiet">{text.offline}</p>}
      <NotSavedBanner fault={fault} />
      {days.length === 0 && <p>{text.none}</p>}
      {days.slice(0, all ? days.length : daysAtFirst).map((day) => (
        <section key={day} aria-label={dayWithWeek(day)}>
          <h3>{capital(dayWithWeek(day))}</h3>
          <div class="talk-times">
            {free
              .filter(({ hour }) => hour.date === day)
              .map((slot) => (
                <Button
                  key={`${slot.hour.id} ${slot.start}`}
                  disabled={busy}
                  onPress={() => onChoose(timeOfSlot(slot))}
                >
                  {timeText(slot.start)}
                  {isWalkIn(slot) && <span class="small quiet"> · {text.walkIn}</span>}
                </Button>
              ))}
          </div>
        </section>
      ))}
      {!all && days.length > daysAtFirst && (
        <Button look="quiet" onPress={() => setAll(true)}>
          {text.more}
        </Button>
      )}
    </div>
  );
}

const isWalkIn = ({ hour, start }: FreeSlot): boolean =>
  slots(hour).some((slot) => slot.start === start && slot.walkIn);
