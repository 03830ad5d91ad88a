import type { Id } from '#domain/id.ts';
import { Button } from '#kit/components/button.tsx';
import { lockIcon } from '#kit/components/icons.tsx';
import { AcuteDoor } from '../../shared/acute/door.tsx';
import { HelpDoor } from '../../shared/help/lazy.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { tabletWords } from '../../words/words.ts';
import './narrow-tools.css';

/** *Akut*, help and lock, where the conversation covers the header that has them. */
export function NarrowTools({ draft }: { draft?: Id }) {
  const unlocked = useUnlocked();
  return (
    <span class="narrow-tools">
      <AcuteDoor draft={draft} short />
      <HelpDoor />
      <Button icon={lockIcon} label={tabletWords().lock.lock} onPress={unlocked.lock} />
    </span>
  );
}
