import { useState } from 'preact/hooks';
import { isoWeekOf } from '#domain/day.ts';
import { Sheet } from '#kit/components/sheet.tsx';
import { capital, dayText } from '#kit/words/format.ts';
import { words } from '#kit/words/words.ts';
import { joined } from '../../shared/hour-name.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import type { Block } from './blocks.ts';
import { CancelForm } from './cancel-form.tsx';
import { HourAbout } from './hour-about.tsx';
import { MoveForm } from './move-form.tsx';
import { spanText, weekText } from './text.ts';

/** What the worker is about to do with the hour. */
export type Step = 'look' | 'cancel' | 'move';

/** One hour: its bookings, what is free, and everything that can be done with it. */
export function HourSheet({ block, onClose }: { block: Block | undefined; onClose: () => void }) {
  return (
    <Sheet
      open={block !== undefined}
      title={block ? joined(block.place.name, spanText(block.hour)) : ''}
      closeLabel={words().act.close}
      onClose={onClose}
    >
      {block && <Steps key={block.hour.id} block={block} onClose={onClose} />}
    </Sheet>
  );
}

function Steps({ block, onClose }: { block: Block; onClose: () => void }) {
  const unlocked = useUnlocked();
  const text = weekText();
  const { date } = words();
  const [step, setStep] = useState<Step>('look');
  const { hour } = block;
  const day = `${capital(dayText(hour.date))} (${date.week(isoWeekOf(hour.date).week)})`;
  const about = [day, hour.room, hour.date === unlocked.today.value && text.today];
  return (
    <div class="stack">
      <p class="quiet">{about.filter(Boolean).join(' · ')}</p>
      {step === 'look' && <HourAbout block={block} onStep={setStep} onClose={onClose} />}
      {step === 'cancel' && <CancelForm block={block} onDone={onClose} />}
      {step === 'move' && <MoveForm block={block} onDone={onClose} />}
    </div>
  );
}
