import { useState } from 'preact/hooks';
import type { FreeSlot } from '../../domain/booking.ts';
import type { Day } from '../../domain/day.ts';
import { slots } from '../../domain/drop-in.ts';
import { freeAt, timeOfSlot } from '../../store/booking.ts';
import { documents } from '../../store/shelf.ts';
import type { WishTime } from '../../store/wish.ts';
import { type Desk, useDesk } from '../desk.tsx';
import { Button } from '../kit/button.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { type NotSaved, NotSavedBanner } from '../saving.tsx';
import { capital, dayText, dayWithWeek, timeText } from '../words/format.ts';
import { words } from '../words/words.ts';
import { nextTalkText } from './text.ts';

/** The free times of a place, as this tablet knows them. */
export function freeTimes(desk: Desk, institution: string): FreeSlot[] {
  const place = documents(desk.shelf(), 'institution').find(({ number }) => number === institution);
  return place ? freeAt(desk.shelf(), place, Math.max(desk.clock.value, desk.now())) : [];
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
  onChoose: (time: WishTime) => void;
  onClose: () => void;
}

/** The free times by day, the nearest days first; one tap takes one. */
export function ChooseTime({ open, onClose, ...choosing }: ChooseTimeProps) {
  return (
    <Sheet open={open} title={nextTalkText().which} closeLabel={words().nav.close} onClose={onClose}>
      <Days {...choosing} />
    </Sheet>
  );
}

const daysAtFirst = 3;

function Days({ institution, about, busy, fault, onChoose }: Omit<ChooseTimeProps, 'open' | 'onClose'>) {
  const desk = useDesk();
  const text = nextTalkText();
  const [all, setAll] = useState(false);
  const free = freeTimes(desk, institution);
  const days = [...new Set(free.map(({ hour }) => hour.date))];
  return (
    <div class="stack">
      <p class="quiet">{about}</p>
      {desk.sync.value.failure && <p class="small quiet">{text.offline}</p>}
      <NotSavedBanner fault={fault} />
      {days.length === 0 && <p>{text.none}</p>}
      {days.slice(0, all ? days.length : daysAtFirst).map((day) => (
        <section key={day} aria-label={dayWithWeek(day)}>
          <h3>{capital(dayWithWeek(day))}</h3>
          <div class="times">
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
