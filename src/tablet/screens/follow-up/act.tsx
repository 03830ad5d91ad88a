import { concernStates, type Outcome } from '#domain/concern.ts';
import { Sheet } from '#kit/components/sheet.tsx';
import { words } from '#kit/words/words.ts';
import { reopenConcern, settleConcern } from '../../actions/concern.ts';
import { type Unlocked, useUnlocked } from '../../state/unlocked-context.tsx';
import { record } from '../../store/replica.ts';
import { tabletWords } from '../../words/words.ts';
import type { Due } from './due.ts';
import { followupText } from './text.ts';
import { WhatAndWhen } from './what-and-when.tsx';

const outcomes = concernStates.filter((state): state is Outcome => state !== 'open');

/** *Der er handlet…*: what and when, in one sheet; three taps with the button that opens it. */
export function Act({ due, onClose }: { due: Due | undefined; onClose: () => void }) {
  const { clock, act } = words();
  return (
    <Sheet
      open={due !== undefined}
      title={due ? followupText().actedFor(due.reference) : clock.acted}
      closeLabel={act.close}
      onClose={onClose}
    >
      {due && <ActForm key={due.concern.id} due={due} onDone={onClose} />}
    </Sheet>
  );
}

function ActForm({ due: { concern, reference }, onDone }: { due: Due; onDone: () => void }) {
  const unlocked = useUnlocked();
  const { concernState } = words().lists;
  return (
    <WhatAndWhen
      choices={outcomes.map((key) => ({ key, word: concernState[key] }))}
      start={concern.fixed.clockStart}
      onSave={(state, actedOn) => settleConcern(unlocked.vault, concern, { state, actedOn })}
      onSaved={(state) => {
        onDone();
        unlocked.showToast(
          followupText().settled(reference, concernState[state]),
          () => void openAgain(unlocked, concern.id, reference),
        );
      }}
    />
  );
}

/** The clock runs again; where the disk refuses, the status line says so and the concern stays closed. */
export async function openAgain(unlocked: Unlocked, id: string, reference: string): Promise<void> {
  const concern = record(unlocked.vault.replica, 'concern', id);
  if (!concern) return;
  try {
    await reopenConcern(unlocked.vault, concern);
    unlocked.showToast(followupText().reopened(reference));
  } catch {
    unlocked.showToast(tabletWords().tablet.notSaved);
  }
}
