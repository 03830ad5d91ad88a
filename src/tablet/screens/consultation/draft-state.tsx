import { hardDriveIcon } from '#kit/components/icons.tsx';
import { Pill } from '#kit/components/pill.tsx';
import { words } from '#kit/words/words.ts';
import { NotSavedBanner } from '../../shared/saving.tsx';
import { useUnlocked } from '../../state/unlocked-context.tsx';

/** Where the draft is, in a word; said only when the disk has it. */
export function DraftPill() {
  const { kept } = useUnlocked().drafts;
  const { consultation } = words();
  return kept.value === 'kept' ? (
    <Pill tone="local" icon={hardDriveIcon} word={consultation.draftKept} />
  ) : (
    <Pill tone="neutral" word={consultation.draft} />
  );
}

/** The disk takes no draft: it is only on this screen, and the screen is kept. */
export function DraftTrouble() {
  const { kept } = useUnlocked().drafts;
  if (kept.value !== 'full' && kept.value !== 'dead') return null;
  return <NotSavedBanner fault={kept.value} />;
}
