import type { Id } from '#domain/id.ts';
import { Button } from '#kit/components/button.tsx';
import { lockIcon } from '#kit/components/icons.tsx';
import { AcuteButton } from '../../shared/acute/acute-button.tsx';
import { HelpButton } from '../../shared/help/lazy.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { tabletWords } from '../../words/words.ts';
import './narrow-tools.css';

/** *Akut*, help and lock, where the conversation covers the header that has them. */
export function NarrowTools({ draft }: { draft?: Id }) {
  const unlocked = useUnlocked();
  return (
    <span class="narrow-tools">
      <AcuteButton draft={draft} short />
      <HelpButton />
      <Button icon={lockIcon} label={tabletWords().lock.lock} onPress={unlocked.lock} />
    </span>
  );
}
