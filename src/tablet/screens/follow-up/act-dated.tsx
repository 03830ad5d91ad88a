import { followUpOutcomes } from '#domain/follow-up.ts';
import type { Id } from '#domain/id.ts';
import { Sheet } from '#kit/components/sheet.tsx';
import { dayText } from '#kit/words/format.ts';
import { words } from '#kit/words/words.ts';
import { type Dated, followUp } from '../../actions/concern.ts';
import { annul } from '../../actions/consultation.ts';
import { placeName } from '../../shared/served-places.ts';
import { type Unlocked, useUnlocked } from '../../state/unlocked-context.tsx';
import { record } from '../../store/replica.ts';
import { tabletWords } from '../../words/words.ts';
import { followupText } from './text.ts';
import { WhatAndWhen } from './what-and-when.tsx';

/** *Fulgt op…*: what came of an agreed day, and when; three taps with the button that opens it. */
export function ActDated({ agreed, onClose }: { agreed: Dated | undefined; onClose: () => void }) {
  const unlocked = useUnlocked();
  const text = followupText();
  const title = agreed
    ? text.doneFor(placeName(unlocked.replica(), agreed.conversation.institution), dayText(agreed.due))
    : text.done;
  return (
    <Sheet open={agreed !== undefined} title={title} closeLabel={words().act.close} onClose={onClose}>
      {agreed && <Form key={agreed.conversation.id} agreed={agreed} onDone={onClose} />}
    </Sheet>
  );
}

function Form({ agreed, onDone }: { agreed: Dated; onDone: () => void }) {
  const unlocked = useUnlocked();
  const { followUpOutcome } = words().lists;
  let done: Id | undefined;
  return (
    <WhatAndWhen
      choices={followUpOutcomes.map((key) => ({ key, word: followUpOutcome[key] }))}
      onSave={async (outcome, on) => {
        done = await followUp(unlocked.vault, agreed, { outcome, on });
      }}
      onSaved={(outcome) => {
        onDone();
        unlocked.showToast(
          followupText().followedUp(followUpOutcome[outcome]),
          () => void openDayAgain(unlocked, done!),
        );
      }}
    />
  );
}

/** The agreed day is open again; where the disk refuses, the status line says so and it stays done. */
export async function openDayAgain(unlocked: Unlocked, id: Id): Promise<void> {
  const done = record(unlocked.vault.replica, 'followUp', id);
  if (!done) return;
  const text = followupText();
  try {
    await annul(unlocked.vault, done, text.takenBack);
    unlocked.showToast(text.dayReopened);
  } catch {
    unlocked.showToast(tabletWords().tablet.notSaved);
  }
}
