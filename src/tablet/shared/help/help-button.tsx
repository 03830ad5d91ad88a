import { useState } from 'preact/hooks';
import { Button } from '#kit/components/button.tsx';
import { circleQuestionMarkIcon } from '#kit/components/icons.tsx';
import { Sheet } from '#kit/components/sheet.tsx';
import { words } from '#kit/words/words.ts';
import { tabletWords } from '../../words/words.ts';
import { Help } from './help.tsx';

/** The help button of the lock screen and the sign-in, at the same place as on the unlocked tablet. */
export function HelpButton() {
  const { act } = words();
  const { nav } = tabletWords();
  const [open, setOpen] = useState(false);
  return (
    <nav aria-label={nav.help}>
      <Button look="quiet" icon={circleQuestionMarkIcon} label={nav.help} onPress={() => setOpen(true)} />
      <Sheet open={open} title={nav.help} closeLabel={act.close} onClose={() => setOpen(false)}>
        <Help />
      </Sheet>
    </nav>
  );
}
